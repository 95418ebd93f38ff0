//! The ways to log a message that are compared.

use kea_messages::records::{Recording, Records};
use kea_messages_benches::contestants::recording::{arguments, typed, untyped};
use std::fmt::Write as _;
use std::fs::File;
use std::hint::black_box;
use std::io;
use std::path::Path;
use std::thread;
use std::time::Duration;
use tracing::{Dispatch, dispatcher};
use tracing_appender::non_blocking::{NonBlockingBuilder, WorkerGuard};

/// Something that messages are logged to.
pub(crate) trait Log: Sync {
    /// Logs this number of messages.
    fn log(&self, count: u32);

    /// Waits until all messages have been written.
    fn settle(&self) {}

    /// Writes the messages that wait for it, and ends.
    fn finish(self)
    where
        Self: Sized,
    {
        self.settle();
    }
}

/// How long a burst takes to be written where nothing tells when it is.
const PAUSE: Duration = Duration::from_millis(10);

/// Messages that are recorded.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Recorded {
    Typed,
    Untyped,
    WithoutClock,
    Lz4,
    Zstd,
}

impl Recorded {
    /// Starts a recording.
    pub(crate) fn start(self, path: &Path) -> io::Result<impl Log + use<>> {
        let records = Records::to(path);
        let records = match self {
            Self::Typed | Self::Untyped => records,
            Self::WithoutClock => records.without_clock(),
            Self::Lz4 => records.lz4(),
            Self::Zstd => records.zstd(),
        };
        Ok(Running {
            recording: records.start()?,
            is_typed: !matches!(self, Self::Untyped),
        })
    }
}

struct Running {
    recording: Recording,
    is_typed: bool,
}

impl Log for Running {
    fn log(&self, count: u32) {
        log::set_max_level(log::LevelFilter::Off);
        if self.is_typed {
            repeat(count, typed);
        } else {
            repeat(count, untyped);
        }
    }

    fn settle(&self) {
        assert!(self.recording.flush(), "the file can be written");
    }

    fn finish(self) {
        self.recording.stop().expect("the file can be written");
    }
}

#[inline]
fn repeat(count: u32, mut work: impl FnMut()) {
    for _ in 0..count {
        work();
    }
}

/// Only reads the clock that records have their times from.
pub(crate) struct Clock(quanta::Clock);

impl Clock {
    pub(crate) fn new() -> Self {
        Self(quanta::Clock::new())
    }
}

impl Log for Clock {
    fn log(&self, count: u32) {
        repeat(count, || _ = black_box(self.0.raw()));
    }
}

/// Only formats the text.
pub(crate) struct Text;

impl Log for Text {
    fn log(&self, count: u32) {
        let mut text = String::with_capacity(256);
        repeat(count, || {
            let (client, attempts) = arguments();
            text.clear();
            _ = write!(
                text,
                "{client}: failed to allocate an IPv4 address after {attempts} attempt(s)"
            );
            black_box(&text);
        });
    }
}

/// Logs with `tracing_subscriber::fmt`, to a thread that writes the file. It blocks if too many lines
/// wait for that, so that none is lost.
pub(crate) fn tracing(path: &Path) -> io::Result<impl Log + use<>> {
    let (writer, guard) = NonBlockingBuilder::default()
        .lossy(false)
        .finish(File::create(path)?);
    let subscriber = tracing_subscriber::fmt()
        .with_ansi(false)
        .with_writer(writer)
        .finish();
    Ok(Tracing {
        dispatch: subscriber.into(),
        guard,
    })
}

struct Tracing {
    dispatch: Dispatch,
    guard: WorkerGuard,
}

impl Log for Tracing {
    fn log(&self, count: u32) {
        dispatcher::with_default(&self.dispatch, || {
            repeat(count, || {
                let (client, attempts) = arguments();
                tracing::info!(
                    "{client}: failed to allocate an IPv4 address after {attempts} attempt(s)"
                );
            });
        });
    }

    fn settle(&self) {
        thread::sleep(PAUSE);
    }

    fn finish(self) {
        drop(self.dispatch);
        // It waits until all lines are written, but only for a second.
        drop(self.guard);
    }
}

/// Logs with `env_logger`, which writes each line to the file by itself.
pub(crate) fn env_logger(path: &Path) -> io::Result<impl Log + use<>> {
    let file = File::create(path)?;
    Ok(EnvLogger(
        env_logger::Builder::new()
            .filter_level(log::LevelFilter::Info)
            .target(env_logger::Target::Pipe(Box::new(file)))
            .build(),
    ))
}

struct EnvLogger(env_logger::Logger);

impl Log for EnvLogger {
    fn log(&self, count: u32) {
        log::set_max_level(log::LevelFilter::Info);
        repeat(count, || {
            let (client, attempts) = arguments();
            log::info!(
                logger: self.0,
                "{client}: failed to allocate an IPv4 address after {attempts} attempt(s)"
            );
        });
    }
}

/// Logs with the crate `emit`, to a thread that writes files of JSON.
///
/// If too many lines wait for that, they are all dropped. So it is only measured in bursts.
pub(crate) fn emit_file(path: &Path) -> impl Log + use<> {
    EmitFile(
        emit::setup()
            .emit_to(emit_file::set(path).spawn())
            .init_runtime(),
    )
}

struct EmitFile<T>(T);

impl<E, F, C, T, R> Log for EmitFile<emit::runtime::Runtime<E, F, C, T, R>>
where
    E: emit::Emitter + Sync,
    F: emit::Filter + Sync,
    C: emit::Ctxt + Sync,
    T: emit::Clock + Sync,
    R: emit::Rng + Sync,
{
    fn log(&self, count: u32) {
        let Self(runtime) = self;
        repeat(count, || {
            let (client, attempts) = arguments();
            emit::info!(
                rt: runtime,
                "{client}: failed to allocate an IPv4 address after {attempts} attempt(s)"
            );
        });
    }

    fn settle(&self) {
        self.0.blocking_flush(Duration::from_secs(10));
    }
}
