//! Problems that were found in a catalogue.

use crate::code::{Code, Level};
use std::ops::Range;

/// A mistake in a catalogue, or a likely mistake.
///
/// Readers, checks and the lock report findings. `Finding::render` renders them.
///
/// ```
/// use kea_messages_catalog::{Code, Finding, Label, Level};
///
/// let finding = Finding::new(Code::NoAction, "`ALLOC_FAIL` has no action")
///     .of("ALLOC_FAIL")
///     .at(Label::new(0, 2..12));
/// assert_eq!(finding.level(), Level::Warning);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// The kind of the finding.
    pub code: Code,
    /// The ID of the message that the finding is about, if any.
    pub id: Option<String>,
    /// What is wrong.
    pub title: String,
    /// The places of the finding: first the place that is wrong, then others that explain it. Empty
    /// if the finding is not in a file.
    pub labels: Vec<Label>,
    /// How to fix the problem, if the title does not say so.
    pub help: Option<String>,
    /// The file that the finding is about, if it is missing or unreadable, so that there is no
    /// place in it.
    pub file: Option<Box<MissingFile>>,
}

/// A file that cannot be found or read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MissingFile {
    /// The name of the file, or a pattern that matches no file, as the user wrote it.
    pub name: String,
    /// The index of the pattern that names the file, among those passed to `Catalogue::read`.
    pub pattern: Option<usize>,
}

/// A place in a file, with a text about it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Label {
    /// The index of the file in the catalogue's sources.
    pub source: usize,
    /// The byte range in the text of the file.
    pub range: Range<usize>,
    /// The text about the place, which can be empty.
    pub text: String,
}

impl Label {
    /// Creates a place without a text.
    #[must_use]
    pub const fn new(source: usize, range: Range<usize>) -> Self {
        Self {
            source,
            range,
            text: String::new(),
        }
    }
}

impl Finding {
    /// Creates a finding without a place.
    #[must_use]
    pub fn new(code: Code, title: impl Into<String>) -> Self {
        Self {
            code,
            id: None,
            title: title.into(),
            labels: Vec::new(),
            help: None,
            file: None,
        }
    }

    /// Creates a finding about a mistake at a place, with the code [`Mistake`](Code::Mistake).
    #[must_use]
    pub fn mistake(title: impl Into<String>, label: Label) -> Self {
        Self::new(Code::Mistake, title).at(label)
    }

    /// Sets the ID of the message that the finding is about.
    #[must_use]
    pub fn of(self, id: impl Into<String>) -> Self {
        Self {
            id: Some(id.into()),
            ..self
        }
    }

    /// Adds a place to the finding.
    #[must_use]
    pub fn at(mut self, label: Label) -> Self {
        self.labels.push(label);
        self
    }

    /// Adds a place with a text to the finding.
    #[must_use]
    pub fn and(self, label: Label, text: impl Into<String>) -> Self {
        self.at(Label {
            text: text.into(),
            ..label
        })
    }

    /// Adds a help text, which says how to fix the problem.
    #[must_use]
    pub fn help(self, help: impl Into<String>) -> Self {
        Self {
            help: Some(help.into()),
            ..self
        }
    }

    /// Sets the file that cannot be found or read.
    #[must_use]
    pub fn in_missing_file(self, name: impl Into<String>) -> Self {
        let file = MissingFile {
            name: name.into(),
            pattern: None,
        };
        Self {
            file: Some(Box::new(file)),
            ..self
        }
    }

    /// Sets the index of the pattern that names the file.
    #[cfg(feature = "files")]
    pub(crate) fn set_pattern(&mut self, index: usize) {
        if let Some(file) = &mut self.file {
            file.pattern = Some(index);
        }
    }

    /// Returns the index of the pattern that names the file that cannot be found or read,
    /// among those passed to `Catalogue::read`.
    #[must_use]
    pub fn pattern(&self) -> Option<usize> {
        self.file.as_ref()?.pattern
    }

    /// Returns the level of the finding, which depends on its code.
    #[must_use]
    pub const fn level(&self) -> Level {
        self.code.level()
    }

    /// Returns the index of the file and the byte at which the finding begins. Findings are sorted
    /// by these. For a finding without a place, this is `None`, so it comes first.
    #[must_use]
    pub fn place(&self) -> Option<(usize, usize)> {
        let label = self.labels.first()?;
        Some((label.source, label.range.start))
    }

    /// Returns whether the finding is an error rather than a warning.
    #[must_use]
    pub const fn is_error(&self) -> bool {
        matches!(self.level(), Level::Error)
    }
}
