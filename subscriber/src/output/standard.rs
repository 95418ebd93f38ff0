//! Writes to the standard streams without the locks of the standard library.
//!
//! A thread can hold such a lock while it logs, because it has called `io::stdout().lock()`, or
//! because an argument of its `println!` logs. It could then wait for an output that another thread
//! has locked, while that thread waits for the stream.

use std::io::{self, Write};

/// Returns standard output.
pub(super) fn stdout() -> Box<dyn Write + Send> {
    unlocked(io::stdout())
}

/// Returns standard error.
pub(super) fn stderr() -> Box<dyn Write + Send> {
    unlocked(io::stderr())
}

#[cfg(unix)]
fn unlocked(stream: impl Write + std::os::fd::AsFd + Send + 'static) -> Box<dyn Write + Send> {
    Box::new(Unlocked(stream))
}

/// On other systems, a console only accepts text from the standard library.
#[cfg(not(unix))]
fn unlocked(stream: impl Write + Send + 'static) -> Box<dyn Write + Send> {
    Box::new(stream)
}

#[cfg(unix)]
struct Unlocked<S>(S);

#[cfg(unix)]
impl<S: Write + std::os::fd::AsFd> Write for Unlocked<S> {
    /// Duplicates the descriptor for each call, because the program can redirect the stream, or
    /// close it to signal the end to a reader.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.0.as_fd().try_clone_to_owned() {
            Ok(descriptor) => std::fs::File::from(descriptor).write(bytes),
            Err(error) if error.raw_os_error() == Some(NO_DESCRIPTOR_LEFT) => self.0.write(bytes),
            Err(error) => Err(error),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// The error number `EMFILE`, which is the same on every Unix.
#[cfg(unix)]
const NO_DESCRIPTOR_LEFT: i32 = 24;
