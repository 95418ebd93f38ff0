//! Handles lines that an output does not accept.

use crate::layout::{Kea, Layout};
use crate::messages::{LOG_CONNECTION_LOST, LOG_LINES_MISSING, LOG_ROTATION_FAILED};
use crate::output::lines::Lines;
use crate::output::standard;
use std::fmt;
use std::io::{self, Write};
use std::path::Path;

/// Writes them to standard error, and counts them until the output can be told.
pub(crate) struct Fallback {
    /// The output, as its configuration names it.
    output: String,
    stderr: Lines<Box<dyn Write + Send>>,
    /// Since the output was told last.
    missing: u64,
    /// Those that standard error did not take either.
    lost: u64,
    problem: String,
    /// The same since the output was opened.
    total: (u64, u64),
    /// Why the connection was lost.
    lost_by: Option<String>,
}

/// How many lines an output has missed, and whether others can be missing.
pub(crate) struct Note {
    pub(crate) lines: String,
    /// Why the connection was lost, if the first of the lines says so, and where that ends.
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

    /// Takes lines, each of which ends in a line feed.
    pub(crate) fn take(&mut self, lines: &[u8], error: &io::Error) {
        if !lines.is_empty() {
            self.problem = error.to_string();
        }
        for line in lines.split_inclusive(|byte| *byte == b'\n') {
            let (missing, lost) = &mut self.total;
            self.missing = self.missing.saturating_add(1);
            *missing = missing.saturating_add(1);
            // By one call, as other threads and processes write there too.
            let mut whole = format!("cannot write to {}: {error}: ", self.output).into_bytes();
            whole.extend_from_slice(line);
            // The rest of a partially written line will be written.
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

    /// How many lines were not taken since the output was opened, and how many of them
    /// standard error did not take either.
    pub(crate) const fn total(&self) -> (u64, u64) {
        self.total
    }

    /// Why the last of them was not taken.
    pub(crate) fn problem(&self) -> Option<&str> {
        Some(&*self.problem).filter(|problem| !problem.is_empty())
    }

    /// The message for the output, if it has missed lines.
    pub(crate) fn note(&mut self, layout: &Layout) -> Option<Note> {
        // Sending the notice can lose the connection again.
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

    /// The output was told so many bytes of a note. More lines can have come to be missing in
    /// the meantime.
    pub(crate) fn told(&mut self, note: Note, bytes: usize) {
        if bytes < note.connection_end {
            self.lost_by = self.lost_by.take().or(note.lost_by);
        }
        if bytes >= note.lines.len() {
            self.missing = self.missing.saturating_sub(note.missing);
            self.lost = self.lost.saturating_sub(note.lost);
        }
    }

    /// The output has to report that lines in transit may be missing.
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

    /// The IDs of the lines that the output is told.
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

        // On its way the connection is lost, and a line.
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
