//! The outputs of lines: the standard streams, rotated files, and syslog.
//!
//! This code never panics, because it is called by statements that log.

mod fallback;
mod file;
mod identity;
mod lines;
mod rotation;
mod standard;
mod status;
mod syslog;

pub use self::status::OutputStatus;

use crate::config::{Destination, OutputConfig};
use crate::layout::Layout;
use crate::output::fallback::Fallback;
use crate::output::file::LogFile;
use crate::output::identity::Identity;
use crate::output::lines::{Lines, Refusal};
use crate::output::status::Counts;
use crate::output::syslog::Syslog;
use kea_messages::Severity;
use std::fmt;
use std::io::{self, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread;
use std::time::Duration;

/// An open output. Lines are written while it is locked, so that lines of different threads are
/// never mixed.
#[derive(Debug)]
pub(crate) struct Output {
    destination: Destination,
    counts: Arc<Counts>,
    /// The number of lines at the time when the output was last found to be blocked.
    stuck_at: AtomicU64,
    writer: Mutex<Writer>,
}

/// The sink of an output, and its options.
#[derive(Debug)]
struct Writer {
    flush: bool,
    layout: Layout,
    sink: Sink,
    /// Whole lines that are not yet written.
    buffer: Vec<u8>,
    /// The process that has buffered these lines.
    process: u32,
    /// The partially written line that was counted as missing, if there is one.
    torn_taken: Vec<u8>,
    fallback: Fallback,
    counts: Arc<Counts>,
}

/// The number of buffered bytes after which the buffer is written.
const BUFFER_SIZE: usize = 8 * 1024;

enum Sink {
    Stream(Lines<Box<dyn Write + Send>>),
    File(LogFile),
    Syslog(Syslog),
}

impl fmt::Debug for Sink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stream(_) => f.write_str("Stream"),
            Self::File(file) => file.fmt(f),
            Self::Syslog(syslog) => syslog.fmt(f),
        }
    }
}

impl Output {
    pub(crate) fn open(config: &OutputConfig) -> io::Result<Self> {
        let sink = match &config.destination {
            Destination::Stdout => Sink::Stream(Lines::new(standard::stdout())),
            Destination::Stderr => Sink::Stream(Lines::new(standard::stderr())),
            Destination::File(path) => Sink::File(LogFile::open(path, config.rotation)?),
            Destination::Syslog(_, address) => Sink::Syslog(Syslog::open(address)),
        };
        let fallback = Fallback::new(config.destination.to_string());
        let writer = Writer::new(sink, config, fallback);
        Ok(Self {
            destination: config.destination.clone(),
            counts: Arc::clone(&writer.counts),
            stuck_at: AtomicU64::new(u64::MAX),
            writer: Mutex::new(writer),
        })
    }

    fn writer(&self) -> MutexGuard<'_, Writer> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether this is the output for a destination. A file can have several names.
    pub(crate) fn is_of(&self, destination: &Destination) -> bool {
        let Destination::File(path) = destination else {
            return self.destination == *destination;
        };
        // The lock is taken first, because the path does not exist during a rotation.
        let Some(writer) = self.writer_unless_stuck() else {
            return self.destination == *destination;
        };
        let found = path.metadata().ok();
        let wanted = found.map(|metadata| Identity::new(path, &metadata));
        match (&writer.sink, wanted) {
            (Sink::File(file), Some(wanted)) => file.identity() == Some(&wanted),
            _ => false,
        }
    }

    /// Sets the options of the output. A blocked output keeps its options, because a configuration
    /// must not wait for it, and perhaps the next configuration omits it.
    pub(crate) fn reconfigure(&self, config: &OutputConfig) {
        let Some(mut writer) = self.writer_unless_stuck() else {
            return;
        };
        writer.flush();
        writer.flush = config.flush;
        writer.layout = config.layout.clone();
        match &mut writer.sink {
            Sink::Stream(_) => {}
            Sink::File(file) => file.set_rotation(config.rotation),
            Sink::Syslog(syslog) => syslog.look_up(),
        }
    }

    /// Writes the buffered lines and, from now on, each line immediately. The configuration no
    /// longer names the output, so nothing else would flush it.
    ///
    /// This allows the file to be opened again while the last thread closes it.
    pub(crate) fn retire(&self) {
        // A blocked output is flushed when it is closed.
        if let Some(mut writer) = self.writer_unless_stuck() {
            writer.flush = true;
            writer.flush();
        }
    }

    /// Writes a line that ends with a line feed.
    ///
    /// A line that cannot be written goes to standard error, so that it is not lost. `process` is
    /// the ID of this process. Returns whether the buffer has lines that are not yet written.
    pub(crate) fn write(&self, line: &str, severity: Severity, process: u32) -> bool {
        let mut writer = self.writer();
        writer.write(line, severity, process);
        !writer.buffer.is_empty() || !writer.sink.torn_line().is_empty()
    }

    pub(crate) fn flush(&self) {
        self.writer().flush();
    }

    /// Flushes the output, unless another thread is writing to it. Returns whether it was flushed.
    pub(crate) fn try_flush(&self) -> bool {
        let writer = self.try_writer();
        writer.map(|mut writer| writer.flush()).is_some()
    }

    /// Returns the statistics of the output, without waiting for its lock.
    pub(crate) fn status(&self) -> OutputStatus {
        self.counts.status(self.destination.to_string())
    }

    /// Flushes the output at the end of a thread. If `is_maker` is true, this may be the end of the
    /// program.
    pub(crate) fn flush_at_end(&self, is_maker: bool) {
        if let Some(mut writer) = self.writer_soon() {
            writer.flush();
            if is_maker {
                writer.take_torn();
            }
        }
    }

    /// Whether a thread that is ending can write to the output.
    pub(crate) fn is_free_soon(&self) -> bool {
        self.writer_soon().is_some()
    }

    fn try_writer(&self) -> Option<MutexGuard<'_, Writer>> {
        match self.writer.try_lock() {
            Ok(writer) => Some(writer),
            Err(TryLockError::Poisoned(error)) => Some(error.into_inner()),
            Err(TryLockError::WouldBlock) => None,
        }
    }

    /// Locks the writer for a thread that is ending. Such a thread must not wait forever for
    /// another thread that waits for the reader of a pipe.
    fn writer_soon(&self) -> Option<MutexGuard<'_, Writer>> {
        for _ in 0..100 {
            let writer = self.try_writer();
            if writer.is_some() {
                return writer;
            }
            thread::sleep(Duration::from_millis(10));
        }
        None
    }

    /// Locks the writer, unless another thread has been writing the same line for a second. A
    /// blocked output only causes this delay once, even if the configuration is loaded several
    /// times.
    fn writer_unless_stuck(&self) -> Option<MutexGuard<'_, Writer>> {
        let before = self.counts.lines.get();
        if self.stuck_at.load(Ordering::Relaxed) == before {
            return self.try_writer();
        }
        if let Some(writer) = self.writer_soon() {
            return Some(writer);
        }
        if self.counts.lines.get() != before {
            // The output is not blocked, but other threads have used it in turn.
            return Some(self.writer());
        }
        self.stuck_at.store(before, Ordering::Relaxed);
        None
    }

    /// Runs a closure while the output is locked.
    #[cfg(test)]
    pub(crate) fn while_busy<T>(&self, act: impl FnOnce() -> T) -> T {
        let _writer = self.writer();
        act()
    }
}

impl Writer {
    fn new(sink: Sink, config: &OutputConfig, fallback: Fallback) -> Self {
        Self {
            flush: config.flush,
            layout: config.layout.clone(),
            sink,
            buffer: Vec::new(),
            process: 0,
            torn_taken: Vec::new(),
            fallback,
            counts: Arc::default(),
        }
    }

    fn write(&mut self, line: &str, severity: Severity, process: u32) {
        self.leave_to_parent(process);
        self.counts.bytes.add(line.len() as u64);
        self.counts.lines.add(1);
        // An error may be the last line before the program crashes.
        let flush = self.flush || severity.is_at_least(Severity::Error);
        match &mut self.sink {
            Sink::Syslog(_) => self.put(line.as_bytes()),
            _ if flush && self.buffer.is_empty() => self.put(line.as_bytes()),
            sink => {
                self.process = process;
                self.buffer.extend_from_slice(line.as_bytes());
                let bytes = self.buffer.len();
                let is_full = matches!(sink, Sink::File(file) if file.is_rotated_with(bytes));
                self.counts.waiting.set(bytes as u64);
                if flush || is_full || bytes >= BUFFER_SIZE {
                    self.write_out();
                }
            }
        }
    }

    /// Clears the buffer in a forked child, because the parent writes these lines.
    fn leave_to_parent(&mut self, process: u32) {
        if !self.buffer.is_empty() && self.process != process {
            self.buffer.clear();
            self.counts.waiting.set(0);
        }
    }

    fn flush(&mut self) {
        self.leave_to_parent(std::process::id());
        self.write_out();
        match &mut self.sink {
            Sink::Stream(_) => {}
            Sink::File(file) => file.check(&mut self.fallback),
            Sink::Syslog(syslog) => syslog.flush(&mut self.fallback),
        }
        self.put(b"");
    }

    /// Counts the partially written line as missing, once, because its rest may never be
    /// written.
    fn take_torn(&mut self) {
        let line = self.sink.torn_line();
        if !line.is_empty() && line != self.torn_taken {
            self.torn_taken = line.to_vec();
            let error = io::Error::other("only a part of the line was written");
            self.fallback.take(line, &error);
            self.count_missing();
        }
    }

    fn write_out(&mut self) {
        let mut buffer = std::mem::take(&mut self.buffer);
        self.put(&buffer);
        buffer.clear();
        self.counts.waiting.set(0);
        self.buffer = buffer;
    }

    /// Writes whole lines, and updates the statistics.
    fn put(&mut self, lines: &[u8]) {
        self.put_uncounted(lines);
        self.count_missing();
        if let Sink::File(file) = &self.sink {
            self.counts.rotations.set(file.rotations());
        }
    }

    fn count_missing(&self) {
        let (missing, lost) = self.fallback.total();
        if missing != self.counts.missing.get() {
            self.counts.missing.set(missing);
            self.counts.lost.set(lost);
            self.counts.set_problem(self.fallback.problem());
        }
    }

    /// Writes whole lines. If lines are missing, a message with their number is written first.
    fn put_uncounted(&mut self, lines: &[u8]) {
        if let Sink::Syslog(syslog) = &mut self.sink {
            syslog.look(&mut self.fallback);
        }
        if let Some(note) = self.fallback.note(&self.layout) {
            let told = self.sink.put(note.lines.as_bytes(), &mut self.fallback);
            // A partially written line counts as written, because it will be completed.
            let taken = match &told {
                Ok(()) => note.lines.len(),
                Err(refusal) => refusal.taken,
            };
            self.fallback.told(note, taken);
            if let Err(refusal) = told {
                return self.fallback.take(lines, &refusal.error);
            }
        }
        if lines.is_empty() && self.sink.torn_line().is_empty() {
            return;
        }
        if let Err(refusal) = self.sink.put(lines, &mut self.fallback) {
            let refused = lines.get(refusal.taken..).unwrap_or_default();
            self.fallback.take(refused, &refusal.error);
        }
    }
}

impl Sink {
    /// Returns the partially written line, or an empty slice.
    fn torn_line(&self) -> &[u8] {
        match self {
            Self::Stream(stream) => stream.torn_line(),
            Self::File(file) => file.torn_line(),
            Self::Syslog(syslog) => syslog.torn_line(),
        }
    }

    fn put(&mut self, lines: &[u8], fallback: &mut Fallback) -> Result<(), Refusal> {
        match self {
            Self::Stream(stream) => stream.put(lines),
            Self::File(file) => file.put(lines, fallback),
            Self::Syslog(syslog) => syslog.put(lines, fallback),
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.flush();
        self.take_torn();
    }
}

#[cfg(test)]
mod tests;
