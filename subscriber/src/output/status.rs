//! The statistics of an output.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

/// The statistics of an output since it was opened.
/// [`Loggers::status`](crate::Loggers::status) returns one for each output.
///
/// Its `Display` is a line for a status page:
///
/// ```text
/// kea-dhcp4.log: 1020 line(s), 98304 byte(s), 2 rotation(s); 3 missing, of which 1 lost: no storage space
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OutputStatus {
    /// The output, as its configuration names it.
    pub output: String,
    /// The number of lines that were passed to the output. Lines of threads that wait for the
    /// output are counted later.
    pub lines: u64,
    /// The number of bytes of the lines, including line endings.
    pub bytes: u64,
    /// The number of these bytes that are not yet written, with `"flush": false`.
    pub waiting: u64,
    /// The number of lines that the output did not accept. They went to standard error.
    pub missing: u64,
    /// The number of missing lines that standard error did not accept either.
    pub lost: u64,
    /// The reason why the output did not accept the last missing line.
    pub problem: Option<String>,
    /// The number of times that this program has rotated the file.
    pub rotations: u64,
}

/// The statistics of an output. They are read without locking the writer, because a status must not
/// wait for a writer that waits for the reader of a pipe.
#[derive(Debug, Default)]
pub(super) struct Counts {
    pub(super) lines: Count,
    pub(super) bytes: Count,
    pub(super) waiting: Count,
    pub(super) missing: Count,
    pub(super) lost: Count,
    pub(super) rotations: Count,
    /// The reason why the last missing line was not accepted. The lock is only held while it is
    /// copied.
    problem: Mutex<Option<String>>,
}

/// A number in the statistics. Only the writer sets it, while it is locked.
#[derive(Debug, Default)]
pub(super) struct Count(AtomicU64);

impl Count {
    pub(super) fn set(&self, number: u64) {
        self.0.store(number, Ordering::Release);
    }

    pub(super) fn add(&self, number: u64) {
        self.set(self.0.load(Ordering::Relaxed).saturating_add(number));
    }

    pub(super) fn get(&self) -> u64 {
        self.0.load(Ordering::Acquire)
    }
}

impl Counts {
    pub(super) fn set_problem(&self, problem: Option<&str>) {
        let mut known = self.problem.lock().unwrap_or_else(PoisonError::into_inner);
        if known.as_deref() != problem {
            *known = problem.map(str::to_owned);
        }
    }

    pub(super) fn status(&self, output: String) -> OutputStatus {
        let problem = self.problem.lock().unwrap_or_else(PoisonError::into_inner);
        // The order is the reverse of the writer's order, so that no line is counted as missing
        // before it is counted.
        let (lost, missing) = (self.lost.get(), self.missing.get());
        OutputStatus {
            output,
            waiting: self.waiting.get(),
            missing,
            lost,
            problem: problem.clone(),
            rotations: self.rotations.get(),
            bytes: self.bytes.get(),
            lines: self.lines.get(),
        }
    }
}

impl fmt::Display for OutputStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            output,
            lines,
            bytes,
            waiting,
            missing,
            lost,
            problem,
            rotations,
        } = self;
        write!(
            f,
            "{output}: {lines} line(s), {bytes} byte(s), {rotations} rotation(s)"
        )?;
        if *waiting > 0 {
            write!(f, "; {waiting} byte(s) waiting")?;
        }
        if *missing > 0 {
            write!(f, "; {missing} missing, of which {lost} lost")?;
        }
        if let Some(problem) = problem {
            write!(f, ": {problem}")?;
        }
        Ok(())
    }
}
