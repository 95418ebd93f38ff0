//! Something that was found in a catalogue, and where.

use crate::code::{Code, Level};
use std::ops::Range;

/// A mistake in a catalogue, or something that looks like one.
///
/// Readers, checks and the lock report findings. `Finding::render` draws them.
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
    /// Its kind.
    pub code: Code,
    /// The ID of the message that it is about, if it is about one.
    pub id: Option<String>,
    /// What is wrong.
    pub title: String,
    /// Where it is: first the place that is wrong, then others that explain it. Empty if
    /// it is in no file.
    pub labels: Vec<Label>,
    /// How to fix it, if the title does not say so.
    pub help: Option<String>,
    /// The file that it is about, if that cannot be found or read, and so has no place.
    pub file: Option<Box<MissingFile>>,
}

/// A file that cannot be found or read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MissingFile {
    /// Its name, or a pattern that no file matches, as the user wrote it.
    pub name: String,
    /// Which of the patterns that `Catalogue::read` was given names it.
    pub pattern: Option<usize>,
}

/// A place in a file, and a text beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Label {
    /// The index of the file in the catalogue's sources.
    pub source: usize,
    /// The bytes of its text.
    pub range: Range<usize>,
    /// What the finding says about the place. It can be empty.
    pub text: String,
}

impl Label {
    /// A place without a text.
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
    /// A finding without a place.
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

    /// A mistake at a place.
    #[must_use]
    pub fn mistake(title: impl Into<String>, label: Label) -> Self {
        Self::new(Code::Mistake, title).at(label)
    }

    /// The same finding, about the message with this ID.
    #[must_use]
    pub fn of(self, id: impl Into<String>) -> Self {
        Self {
            id: Some(id.into()),
            ..self
        }
    }

    /// The same finding with one more place.
    #[must_use]
    pub fn at(mut self, label: Label) -> Self {
        self.labels.push(label);
        self
    }

    /// The same finding with one more place, and a text beside that.
    #[must_use]
    pub fn and(self, label: Label, text: impl Into<String>) -> Self {
        self.at(Label {
            text: text.into(),
            ..label
        })
    }

    /// The same finding, with how to fix it.
    #[must_use]
    pub fn help(self, help: impl Into<String>) -> Self {
        Self {
            help: Some(help.into()),
            ..self
        }
    }

    /// The same finding, about a file that cannot be found or read.
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

    /// Notes which pattern names its file.
    #[cfg(feature = "files")]
    pub(crate) fn set_pattern(&mut self, index: usize) {
        if let Some(file) = &mut self.file {
            file.pattern = Some(index);
        }
    }

    /// Which of the patterns that `Catalogue::read` was given names the file that cannot be
    /// found or read.
    #[must_use]
    pub fn pattern(&self) -> Option<usize> {
        self.file.as_ref()?.pattern
    }

    /// How severe it is, by its code.
    #[must_use]
    pub const fn level(&self) -> Level {
        self.code.level()
    }

    /// The file and the byte where it begins, by which findings are sorted. `None`, for one
    /// without a place, comes first.
    #[must_use]
    pub fn place(&self) -> Option<(usize, usize)> {
        let label = self.labels.first()?;
        Some((label.source, label.range.start))
    }

    /// Whether it is an error, and not a warning.
    #[must_use]
    pub const fn is_error(&self) -> bool {
        matches!(self.level(), Level::Error)
    }
}
