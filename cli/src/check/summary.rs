//! The summary after the findings, which states what was checked, and the result.

use crate::counted::counted;
use kea_messages_catalog::{Catalogue, Finding};
use std::collections::HashSet;
use std::fmt;

/// The number of checked messages and findings: `checked 27 messages in 3 files: 1 error, 2
/// warnings`.
pub(super) struct Summary {
    messages: usize,
    files: usize,
    pub(super) texts: usize,
    pub(super) files_of_texts: usize,
    /// The log statements in C++ files.
    pub(super) statements: usize,
    /// Those of the log statements that were compared with a message.
    pub(super) checked_statements: usize,
    errors: usize,
    warnings: usize,
}

impl Summary {
    /// Creates the summary of a catalogue, without local texts and findings.
    pub(super) fn of(catalogue: &Catalogue) -> Self {
        let entries = catalogue.entries.iter();
        let of_entries = entries.filter_map(|entry| Some(entry.places.as_ref()?.source));
        let of_broken = catalogue.broken.iter().map(|broken| broken.label.source);
        let files: HashSet<usize> = of_entries.chain(of_broken).collect();
        Self {
            messages: catalogue.entries.len() + catalogue.broken.len(),
            files: files.len(),
            texts: 0,
            files_of_texts: 0,
            statements: 0,
            checked_statements: 0,
            errors: 0,
            warnings: 0,
        }
    }

    pub(super) fn with_findings(self, findings: &[Finding]) -> Self {
        let errors = findings.iter().filter(|finding| finding.is_error()).count();
        Self {
            errors,
            warnings: findings.len() - errors,
            ..self
        }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "checked {}", counted(self.messages, "message"))?;
        if self.files > 0 {
            write!(f, " in {}", counted(self.files, "file"))?;
        }
        if self.files_of_texts > 0 {
            let texts = counted(self.texts, "local text");
            let files = counted(self.files_of_texts, "file");
            write!(f, " and {texts} in {files}")?;
        }
        if self.statements > 0 {
            f.write_str(" and ")?;
            if self.checked_statements < self.statements {
                write!(f, "{} of ", self.checked_statements)?;
            }
            f.write_str(&counted(self.statements, "log statement"))?;
        }
        match (self.errors, self.warnings) {
            (0, 0) => f.write_str(": no problems"),
            (0, warnings) => write!(f, ": {}", counted(warnings, "warning")),
            (errors, 0) => write!(f, ": {}", counted(errors, "error")),
            (errors, warnings) => {
                let (errors, warnings) = (counted(errors, "error"), counted(warnings, "warning"));
                write!(f, ": {errors}, {warnings}")
            }
        }
    }
}
