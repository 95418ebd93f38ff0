//! The settings of a recording, and the recording.

use super::file::{RecordFile, Rotation};
use super::levels::Levels;
use super::nanos::nanos;
use super::section::{Section, SectionHeader};
use super::slot::Slot;
use super::state::{self, State, WhenFull};
use super::thread_end;
use super::writer::{Settings, Writer};
use crate::format::frame::Compression;
use core::fmt;
use core::sync::atomic::Ordering;
use core::time::Duration;
use kea_messages_base::severity::{DebugLevel, Severity};
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::{self, JoinHandle};

/// The settings of a recording.
///
/// [`start`](Self::start) begins to record the messages of the program in a file, in addition to
/// logging them. A record is the number of its message and the values of its arguments. Recording
/// takes much less time than formatting the text. `kea-messages decode FILE` prints the file.
///
/// ```
/// use kea_messages::records::Records;
/// use kea_messages::{Severity, emit, kea_messages};
///
/// kea_messages! {
///     /// A client connected.
///     pub info CLIENT(name: &str, port: u16) = "client %1, port %2";
/// }
///
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("server.kmr");
/// // let path = "server.kmr";
/// let recording = Records::to(&path).level(Severity::Info).start()?;
/// emit!(CLIENT("a1", 67));
/// recording.stop()?;
/// # assert!(path.metadata()?.len() > 0);
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// The path should end with `.kmr`. `docs/RECORDS.md` in the repository describes the format.
#[derive(Clone, Debug)]
#[must_use = "`start` begins to record"]
pub struct Records {
    path: PathBuf,
    levels: Levels,
    ring_bytes: usize,
    when_full: WhenFull,
    interval: Duration,
    window: Duration,
    has_clock: bool,
    compression: Compression,
    rotation: Option<Rotation>,
    catalogues: Vec<(String, u64)>,
}

impl Records {
    /// Creates the settings of a recording to this file. If the file exists, records are appended
    /// to it.
    ///
    /// By default, all messages of all loggers are recorded.
    pub fn to(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            levels: Levels {
                default: Some(Severity::Debug(DebugLevel::MAX)),
                loggers: Vec::new(),
            },
            ring_bytes: 1 << 18,
            when_full: WhenFull::default(),
            interval: Duration::from_millis(10),
            window: Duration::from_millis(10),
            has_clock: true,
            compression: Compression::None,
            rotation: None,
            catalogues: Vec::new(),
        }
    }

    /// Records messages of this severity and above. With `None`, only messages of the [named
    /// loggers](Self::logger) are recorded.
    pub fn level(mut self, level: impl Into<Option<Severity>>) -> Self {
        self.levels.default = level.into();
        self
    }

    /// Sets another level for this logger and the loggers below it.
    ///
    /// The logger of a message is the one that its catalogue or its `emit!` names, and otherwise
    /// the module. `server.leases` and `server::leases` are below `server`. If several of the names
    /// match, the longest one applies.
    ///
    /// ```
    /// use kea_messages::Severity;
    /// use kea_messages::records::Records;
    ///
    /// let records = Records::to("server.kmr")
    ///     .level(Severity::Warn)
    ///     .logger("server.leases", Severity::Info)
    ///     .logger("server.noise", None);
    /// # _ = records;
    /// ```
    pub fn logger(mut self, name: impl Into<String>, level: impl Into<Option<Severity>>) -> Self {
        self.levels.loggers.push((name.into(), level.into()));
        self
    }

    /// Sets the size of the ring of each thread, in bytes. The default is 256 KiB, and the largest
    /// size is 1 GiB. A size that is not a power of two is rounded up.
    ///
    /// A record usually takes 64 bytes. A thread gets a ring of 4 KiB with its first record, and a
    /// larger one each time that it is full, up to this size. For the records that it has taken from a
    /// ring, the writer uses at most four times this size.
    ///
    /// A record that does not fit into half of the ring is kept in separate memory. Until the writer has
    /// taken it from there, so are the records after it, which together can be as large as the ring. A
    /// record of more than 32 MiB is dropped and counted.
    pub fn ring_size(mut self, bytes: usize) -> Self {
        self.ring_bytes = bytes;
        self
    }

    /// Sets what a thread does when its ring is full. The default is [`WhenFull::Wait`].
    pub fn when_full(mut self, when_full: WhenFull) -> Self {
        self.when_full = when_full;
        self
    }

    /// Sets the interval at which waiting records are written. The default is 10 milliseconds.
    ///
    /// A process that is killed by `SIGKILL` loses the records of about this interval and of the
    /// [window](Self::window), but never more than fit into the rings and the memory of the writer.
    pub fn interval(mut self, interval: Duration) -> Self {
        self.interval = interval.max(Duration::from_micros(100));
        self
    }

    /// Sets how long the writer waits for the records of other threads, so that it can write them in
    /// the order of their times. The default is 10 milliseconds.
    ///
    /// A record that comes later than this, because its thread was interrupted while it was
    /// recording, is written after records with later times, but keeps its own time. The writer
    /// does not wait if a ring is full or a flush was requested.
    pub fn window(mut self, window: Duration) -> Self {
        self.window = window;
        self
    }

    /// Records without reading the clock, which takes most of the time that recording takes.
    ///
    /// A record then has the time at which the writer took it from its thread. The records of one
    /// thread are in order, but records of different threads are not.
    pub fn without_clock(mut self) -> Self {
        self.has_clock = false;
        self
    }

    /// Compresses the records with zstd.
    #[cfg(feature = "zstd")]
    pub fn zstd(mut self) -> Self {
        self.compression = Compression::Zstd;
        self
    }

    /// Compresses the records with LZ4, which is faster than zstd and compresses less.
    #[cfg(feature = "lz4")]
    pub fn lz4(mut self) -> Self {
        self.compression = Compression::Lz4;
        self
    }

    /// Rotates the file when its size has reached `bytes`: it is renamed to `FILE.1`, `FILE.1` to
    /// `FILE.2`, and so on. At most this number of renamed `files` is kept.
    pub fn rotate(mut self, bytes: u64, files: usize) -> Self {
        self.rotation = Some(Rotation { size: bytes, files });
        self
    }

    /// Writes the fingerprint of a catalogue into the file, so that a reader can tell whether its
    /// catalogue has the same version.
    pub fn catalogue(mut self, name: impl Into<String>, fingerprint: u64) -> Self {
        self.catalogues.push((name.into(), fingerprint));
        self
    }

    /// Begins to record.
    ///
    /// # Errors
    ///
    /// Returns an error if the file cannot be opened, if another process records to it, if this
    /// process already has a recording, or if the writer thread cannot be started.
    pub fn start(self) -> io::Result<Recording> {
        let slots = self.ring_bytes.div_ceil(size_of::<Slot>());
        let slots = slots
            .clamp(16, MAX_RING / size_of::<Slot>())
            .next_power_of_two();
        let state = State::new(self.levels, slots, self.when_full, self.has_clock);
        let state = Arc::new(state);
        if state::current().is_some() {
            return Err(already_started());
        }
        let file = RecordFile::open(self.path, self.rotation)?;
        let section = Section::new(
            SectionHeader {
                clock: if self.has_clock { "monotonic" } else { "none" },
                window: nanos(self.window),
                catalogues: self.catalogues,
            },
            self.compression,
        );
        let settings = Settings {
            interval: self.interval,
            window: self.window,
        };
        let mut writer = Writer::new(Arc::clone(&state), file, section, &settings);
        writer.begin()?;
        if !state::set_current(&state) {
            return Err(already_started());
        }
        let thread = thread::Builder::new()
            .name("records".to_owned())
            .spawn(move || writer.run());
        let thread = match thread {
            Ok(thread) => thread,
            Err(error) => {
                state::unset_current(&state);
                return Err(error);
            }
        };
        thread_end::flush(&state);
        Ok(Recording {
            state,
            thread: Some(thread),
        })
    }
}

/// The size of a ring that is larger than any that is useful, in bytes. A thread allocates its ring
/// while it logs, where an impossible size would be a panic.
const MAX_RING: usize = 1 << 30;

fn already_started() -> io::Error {
    io::Error::new(
        io::ErrorKind::AlreadyExists,
        "this process already records its messages: stop that recording first",
    )
}

/// A recording, which ends when this is dropped.
///
/// Keep it until the end of `main`:
///
/// ```no_run
/// # use kea_messages::records::Records;
/// fn main() -> std::io::Result<()> {
///     let _recording = Records::to("server.kmr").start()?;
///     // ...
///     Ok(())
/// }
/// ```
///
/// A program that ends without dropping the recording, by `std::process::exit` or because the
/// recording is in a static, still writes all records: they are written at the end of each thread
/// that has recorded, and of the thread that has called [`Records::start`]. Only a thread that has
/// done neither has to call [`flush`] before it ends the program. After `fork`, the child has no
/// writer thread, and its records are lost until it drops the recording and starts one to another
/// file.
#[must_use = "dropping it ends the recording"]
pub struct Recording {
    state: Arc<State>,
    thread: Option<JoinHandle<io::Result<()>>>,
}

/// The statistics of a [`Recording`] so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RecordingStatus {
    /// The number of records that have been written.
    pub recorded: u64,
    /// The number of records that were dropped, because a ring was full or because they were too
    /// long. The file states where.
    pub lost: u64,
    /// The number of bytes that have been written.
    pub bytes: u64,
    /// Whether the file cannot be written at present. The writer keeps trying.
    pub is_failing: bool,
}

impl Recording {
    /// Waits until all messages that have been recorded so far are in the file. Returns `false`,
    /// without waiting, if the file cannot be written.
    ///
    /// The operating system may not have written the file to the disk yet.
    #[allow(clippy::must_use_candidate, reason = "not everybody needs the answer")]
    pub fn flush(&self) -> bool {
        self.state.flush()
    }

    /// Returns the statistics.
    #[must_use]
    pub fn status(&self) -> RecordingStatus {
        let counts = &self.state.counts;
        RecordingStatus {
            recorded: counts.recorded.load(Ordering::Relaxed),
            lost: counts.lost.load(Ordering::Relaxed),
            bytes: counts.bytes.load(Ordering::Relaxed),
            is_failing: self.state.is_failing(),
        }
    }

    /// Ends the recording, and waits until all records are in the file.
    ///
    /// A message that another thread logs at the same time may not be recorded.
    ///
    /// # Errors
    ///
    /// Returns an error if the last records cannot be written. They are then lost.
    pub fn stop(mut self) -> io::Result<()> {
        self.end()
    }

    fn end(&mut self) -> io::Result<()> {
        let Some(thread) = self.thread.take() else {
            return Ok(());
        };
        state::unset_current(&self.state);
        if !self.state.is_in_this_process() {
            // A child that was forked does not have the thread.
            return Ok(());
        }
        self.state.stop();
        match thread.join() {
            Ok(result) => result,
            Err(_) => Err(io::Error::other("the writer of the records has panicked")),
        }
    }
}

/// Ends the recording. If the last records cannot be written, the error is reported on standard
/// error.
impl Drop for Recording {
    fn drop(&mut self) {
        if let Err(error) = self.end() {
            super::file::report(&format!("records were lost: {error}"));
        }
    }
}

impl fmt::Debug for Recording {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recording")
            .field("status", &self.status())
            .finish_non_exhaustive()
    }
}

/// Waits until all messages that this process has recorded so far are in the file. Returns `false` if
/// there is no recording, or if the file cannot be written.
///
/// Call it before `std::process::exit` in a thread that has logged nothing, such as one that waits
/// for signals.
#[allow(clippy::must_use_candidate, reason = "not everybody needs the answer")]
pub fn flush() -> bool {
    state::current().is_some_and(|state| state.flush())
}
