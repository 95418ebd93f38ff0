//! What becomes of lines that an output does not take.

use crate::layout::{Kea, Layout};
use crate::messages::{LOG_CONNECTION_LOST, LOG_LINES_MISSING, LOG_ROTATION_FAILED};
use std::fmt;
use std::io::{self, Write};
use std::path::Path;

/// Writes them to standard error, and counts them until the output can be told.
pub(crate) struct Fallback {
    /// The output, as its configuration names it.
    output: String,
    stderr: Box<dyn Write + Send>,
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
        Self::with_stderr(output, Box::new(io::stderr()))
    }

    pub(crate) fn with_stderr(output: String, stderr: Box<dyn Write + Send>) -> Self {
        Self {
            output,
            stderr,
            missing: 0,
            lost: 0,
            problem: String::new(),
            total: (0, 0),
            lost_by: None,
        }
    }

    /// Takes lines, each of which ends in a line feed.
    pub(crate) fn take(&mut self, lines: &[u8], error: &io::Error) {
        self.problem = error.to_string();
        for line in lines.split_inclusive(|byte| *byte == b'\n') {
            let (missing, lost) = &mut self.total;
            self.missing = self.missing.saturating_add(1);
            *missing = missing.saturating_add(1);
            // By one call, as other threads and processes write there too.
            let mut whole = format!("cannot write to {}: {error}: ", self.output).into_bytes();
            whole.extend_from_slice(line);
            if self.stderr.write_all(&whole).is_err() {
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

    /// What the output is to be told, if it has missed anything.
    pub(crate) fn note(&self, layout: &Layout) -> Option<Note> {
        let Self {
            output,
            missing,
            lost,
            problem,
            ..
        } = self;
        let mut lines = String::new();
        if let Some(problem) = &self.lost_by {
            lines += &layout.line_of(&LOG_CONNECTION_LOST(output, problem));
        }
        if *missing > 0 {
            lines += &layout.line_of(&LOG_LINES_MISSING(*missing, output, problem, *lost));
        }
        (!lines.is_empty()).then_some(Note {
            lines,
            missing: *missing,
            lost: *lost,
        })
    }

    /// The output was told. More lines can have come to be missing in the meantime.
    pub(crate) fn told(&mut self, note: &Note) {
        self.missing = self.missing.saturating_sub(note.missing);
        self.lost = self.lost.saturating_sub(note.lost);
        self.lost_by = None;
    }

    /// The output is to be told that lines on their way to it can be missing.
    pub(crate) fn say_connection_lost(&mut self, error: &io::Error) {
        self.lost_by = Some(error.to_string());
    }

    pub(crate) fn say_not_rotated(&mut self, path: &Path, error: &io::Error) {
        let layout = Layout::Kea(Kea::DEFAULT);
        let line = layout.line_of(&LOG_ROTATION_FAILED(path.display(), error));
        _ = self.stderr.write_all(line.as_bytes());
    }
}
