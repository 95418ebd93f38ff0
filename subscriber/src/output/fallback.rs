//! Handles lines that an output does not accept.

use crate::layout::{Kea, Layout};
use crate::messages::{LOG_CONNECTION_LOST, LOG_LINES_MISSING, LOG_ROTATION_FAILED};
use crate::output::lines::Lines;
use crate::output::standard;
use std::fmt;
use std::io::{self, Write};
use std::path::Path;

/// Writes the lines of an output to standard error if the output does not accept them, and counts
/// them.
pub(crate) struct Fallback {
    /// The name of the output in the configuration.
    output: String,
    stderr: Lines<Box<dyn Write + Send>>,
    /// The number of missing lines since the last report to the output.
    missing: u64,
    /// The number of these lines that standard error did not accept either.
    lost: u64,
    problem: String,
    /// The numbers of missing and lost lines since the output was opened.
    total: (u64, u64),
    /// The reason why the connection was lost.
    lost_by: Option<String>,
}

/// A report to an output about its missing lines, or about a lost connection.
pub(crate) struct Note {
    pub(crate) lines: String,
    /// The reason why the connection was lost, if the first line reports that. This line ends at
    /// `connection_end`.
    lost_by: Option<String>,
    connection_end: usize,
    missing: u64,
    lost: u64,
}

impl fmt::Debug for Fallback {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fallback")
            .field("output", &self.output)
            .field("missing", &self.missing)
            .field("lost", &self.lost)
            .finish_non_exhaustive()
    }
}

impl Fallback {
    pub(crate) fn new(output: String) -> Self {
        Self::with_stderr(output, standard::stderr())
    }

    pub(crate) fn with_stderr(output: String, stderr: Box<dyn Write + Send>) -> Self {
        Self {
            output,
            stderr: Lines::new(stderr),
            missing: 0,
            lost: 0,
            problem: String::new(),
            total: (0, 0),
            lost_by: None,
        }
    }

    /// Accepts lines, each of which ends with a line feed.
    pub(crate) fn take(&mut self, lines: &[u8], error: &io::Error) {
        if !lines.is_empty() {
            self.problem = error.to_string();
        }
        for line in lines.split_inclusive(|byte| *byte == b'\n') {
            let (missing, lost) = &mut self.total;
            self.missing = self.missing.saturating_add(1);
            *missing = missing.saturating_add(1);
            // Each line is written with one call, because other threads and processes also write to
            // standard error.
            let mut whole = format!("cannot write to {}: {error}: ", self.output).into_bytes();
            whole.extend_from_slice(line);
            // A partially written line counts as written, because it will be completed.
            if self
                .stderr
                .put(&whole)
                .is_err_and(|refusal| refusal.taken == 0)
            {
                self.lost = self.lost.saturating_add(1);
                *lost = lost.saturating_add(1);
            }
        }
    }

    /// Returns the numbers of missing and lost lines since the output was opened.
    pub(crate) const fn total(&self) -> (u64, u64) {
        self.total
    }

    /// Returns the reason why the last missing line was not accepted.
    pub(crate) fn problem(&self) -> Option<&str> {
        Some(&*self.problem).filter(|problem| !problem.is_empty())
    }

    /// Returns the report for the output, if lines are missing or the connection was lost.
    pub(crate) fn note(&mut self, layout: &Layout) -> Option<Note> {
        // While the report is sent, the connection can be lost again.
        let lost_by = self.lost_by.take();
        let Self {
            output,
            missing,
            lost,
            problem,
            ..
        } = self;
        let mut lines = String::new();
        if let Some(problem) = &lost_by {
            lines += &layout.line_of(&LOG_CONNECTION_LOST(output, problem));
        }
        let connection_end = lines.len();
        if *missing > 0 {
            lines += &layout.line_of(&LOG_LINES_MISSING(*missing, output, problem, *lost));
        }
        (!lines.is_empty()).then_some(Note {
            lines,
            lost_by,
            connection_end,
            missing: *missing,
            lost: *lost,
        })
    }

    /// Updates the counts after `bytes` bytes of a report were written. In the meantime, more lines
    /// can be missing.
    pub(crate) fn told(&mut self, note: Note, bytes: usize) {
        if bytes < note.connection_end {
            self.lost_by = self.lost_by.take().or(note.lost_by);
        }
        if bytes >= note.lines.len() {
            self.missing = self.missing.saturating_sub(note.missing);
            self.lost = self.lost.saturating_sub(note.lost);
        }
    }

    /// Requests a report that the connection was lost.
    pub(crate) fn say_connection_lost(&mut self, error: &io::Error) {
        self.lost_by = Some(error.to_string());
    }

    pub(crate) fn say_not_rotated(&mut self, path: &Path, error: &io::Error) {
        let layout = Layout::Kea(Kea::DEFAULT);
        let line = layout.line_of(&LOG_ROTATION_FAILED(path.display(), error));
        _ = self.stderr.put(line.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the IDs of the messages in a report.
    fn ids(note: &Note) -> Vec<&str> {
        let words = note.lines.split_whitespace();
        words.filter(|word| word.starts_with("LOG_")).collect()
    }

    #[test]
    fn what_an_output_is_not_told_is_said_again() {
        let layout = Layout::Kea(Kea::DEFAULT);
        let error = io::Error::other("gone");
        let mut fallback = Fallback::with_stderr("output".to_owned(), Box::new(io::sink()));
        fallback.take(b"", &error);
        assert_eq!(fallback.problem(), None, "no line is missing");
        fallback.say_connection_lost(&error);
        fallback.take(b"one\ntwo\n", &error);
        let both = ["LOG_CONNECTION_LOST", "LOG_LINES_MISSING"];

        let note = fallback.note(&layout).expect("there is something");
        assert_eq!(ids(&note), both);
        fallback.told(note, 0);
        let note = fallback.note(&layout).expect("nothing was told");
        assert_eq!(ids(&note), both);
        let end = note.connection_end;
        fallback.told(note, end);
        let note = fallback.note(&layout).expect("only one of them was told");
        assert_eq!(ids(&note), both[1..]);

        // While the report is sent, the connection and another line are lost.
        fallback.say_connection_lost(&error);
        fallback.take(b"three\n", &error);
        let end = note.lines.len();
        fallback.told(note, end);
        let note = fallback.note(&layout).expect("it was lost again");
        assert_eq!(ids(&note), both);
        assert!(note.lines.contains(" LOG_LINES_MISSING 1 line(s) "));
        let end = note.lines.len();
        fallback.told(note, end);
        assert!(fallback.note(&layout).is_none());
    }
}
