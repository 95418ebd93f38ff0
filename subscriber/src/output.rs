//! Where lines go: the standard streams, files that are rotated, syslog.

use crate::config::{Destination, OutputConfig, Rotation};
use file_rotate::compression::Compression;
use file_rotate::suffix::AppendCount;
use file_rotate::{ContentLimit, FileRotate};
use kea_messages::Severity;
use std::fmt;
use std::fs::OpenOptions;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// An open output. A line is written under its lock, so that lines of two threads
/// are never mixed.
#[derive(Debug)]
pub(crate) struct Output {
    pub(crate) destination: Destination,
    writer: Mutex<Writer>,
}

/// The sink of an output, and its options.
#[derive(Debug)]
struct Writer {
    flush: bool,
    sink: Sink,
}

#[derive(Debug)]
enum Sink {
    Stdout(BufWriter<io::Stdout>),
    Stderr(BufWriter<io::Stderr>),
    File(RotatedFile),
    #[cfg(unix)]
    Syslog(crate::syslog::Syslog),
}

impl Output {
    pub(crate) fn open(config: &OutputConfig) -> io::Result<Self> {
        let sink = match &config.destination {
            Destination::Stdout => Sink::Stdout(BufWriter::new(io::stdout())),
            Destination::Stderr => Sink::Stderr(BufWriter::new(io::stderr())),
            Destination::File(path) => Sink::File(RotatedFile::open(path, config.rotation)?),
            #[cfg(unix)]
            Destination::Syslog(facility) => Sink::Syslog(crate::syslog::Syslog::open(facility)?),
            #[cfg(not(unix))]
            Destination::Syslog(_) => return Err(io::ErrorKind::Unsupported.into()),
        };
        Ok(Self {
            destination: config.destination.clone(),
            writer: Mutex::new(Writer {
                flush: config.flush,
                sink,
            }),
        })
    }

    /// Takes other options for the same destination.
    pub(crate) fn reconfigure(&self, config: &OutputConfig) {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        writer.flush_or_report();
        writer.flush = config.flush;
        if let Sink::File(file) = &mut writer.sink {
            file.set_rotation(config.rotation);
        }
    }

    /// Writes a line, which ends in a line feed; at `message` the part begins that
    /// syslog gets.
    ///
    /// A line that cannot be written goes to stderr, so that it is not lost.
    pub(crate) fn write(&self, line: &str, message: usize, severity: Severity) {
        // A line is written by one call, so that a panic cannot have left half of one.
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        if let Err(error) = writer.write(line, message, severity) {
            let destination = &self.destination;
            _ = write!(
                io::stderr(),
                "cannot write to {destination}: {error}: {line}"
            );
        }
    }

    pub(crate) fn flush(&self) {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        writer.flush_or_report();
    }
}

impl Writer {
    fn write(&mut self, line: &str, message: usize, severity: Severity) -> io::Result<()> {
        let bytes = line.as_bytes();
        match &mut self.sink {
            Sink::Stdout(stdout) => stdout.write_all(bytes)?,
            Sink::Stderr(stderr) => stderr.write_all(bytes)?,
            Sink::File(file) => file.write(bytes)?,
            #[cfg(unix)]
            Sink::Syslog(syslog) => syslog.send(severity, line[message..].trim_end())?,
        }
        _ = message;
        // An error may be the last line before the program dies.
        if self.flush || severity.is_at_least(Severity::Error) {
            self.flush()?;
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.sink {
            Sink::Stdout(stdout) => stdout.flush(),
            Sink::Stderr(stderr) => stderr.flush(),
            Sink::File(file) => file.buffer.flush(),
            #[cfg(unix)]
            Sink::Syslog(_) => Ok(()),
        }
    }

    fn flush_or_report(&mut self) {
        if let Err(error) = self.flush() {
            _ = writeln!(io::stderr(), "log lines are lost: {error}");
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.flush_or_report();
    }
}

/// A file that is renamed to `name.1`, and that to `name.2`, once a line makes it
/// longer than its maximum size.
struct RotatedFile {
    buffer: BufWriter<FileRotate<AppendCount>>,
    path: PathBuf,
    rotation: Rotation,
    size: u64,
}

impl fmt::Debug for RotatedFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("RotatedFile").field(&self.path).finish()
    }
}

impl RotatedFile {
    fn open(path: &Path, rotation: Rotation) -> io::Result<Self> {
        // `FileRotate` does not report a file that cannot be opened.
        let file = OpenOptions::new().create(true).append(true).open(path)?;
        let size = file.metadata()?.len();
        // The program can change its working directory, and rotates later.
        let path = path.canonicalize()?;
        Ok(Self {
            buffer: BufWriter::new(rotate(&path, rotation)),
            path,
            rotation,
            size,
        })
    }

    /// Takes another rotation. The buffer has to be empty.
    fn set_rotation(&mut self, rotation: Rotation) {
        if self.rotation.max_versions != rotation.max_versions && self.is_folder_there() {
            self.buffer = BufWriter::new(rotate(&self.path, rotation));
        }
        self.rotation = rotation;
    }

    /// `FileRotate` panics if the folder of its file is missing.
    fn is_folder_there(&self) -> bool {
        self.path.parent().is_some_and(Path::is_dir)
    }

    fn write(&mut self, line: &[u8]) -> io::Result<()> {
        self.buffer.write_all(line)?;
        self.size += line.len() as u64;
        let max_size = self.rotation.max_size;
        if max_size > 0 && self.size > max_size {
            self.rotate()?;
        }
        Ok(())
    }

    fn rotate(&mut self) -> io::Result<()> {
        self.buffer.flush()?;
        if !self.is_folder_there() {
            return Err(io::ErrorKind::NotFound.into());
        }
        self.buffer.get_mut().rotate()?;
        self.path.metadata()?;
        self.size = 0;
        Ok(())
    }
}

/// A file that rotates when it is told to. By its own count of bytes `FileRotate`
/// swallows the error if it cannot open the new file.
fn rotate(path: &Path, rotation: Rotation) -> FileRotate<AppendCount> {
    let versions = AppendCount::new(rotation.max_versions);
    FileRotate::new(path, versions, ContentLimit::None, Compression::None, None)
}
