//! What can be wrong with a file of local texts.

use crate::KeaMessages;
use core::fmt;
use std::string::{String, ToString};

/// A file of local texts that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, KeaMessages)]
#[kea(crate = "crate", logger = "kea-messages.local-texts")]
/// A file of local texts cannot be read, or is not UTF-8. The texts that were
/// loaded before stay.
///
/// # Action
/// Mend what the reason says, and load the file again.
#[message(
    error,
    id = "LOG_LOCAL_TEXTS_UNREADABLE",
    "%1: cannot read local texts: %2"
)]
pub struct Unreadable {
    file: String,
    reason: String,
}

impl Unreadable {
    pub(super) fn new(file: String, error: &std::io::Error) -> Self {
        Self {
            file,
            reason: error.to_string(),
        }
    }
}

impl core::error::Error for Unreadable {}

/// Something that is wrong in a file of local texts. Its `Display` says what, and
/// where.
#[derive(Clone, Debug, PartialEq, Eq, KeaMessages)]
#[kea(
    crate = "crate",
    prefix = "LOG_LOCAL_TEXT_",
    logger = "kea-messages.local-texts"
)]
#[non_exhaustive]
pub enum Problem {
    /// Something in the file cannot be read. It is passed over, and the rest is
    /// loaded.
    ///
    /// # Action
    /// Mend it, and load the file again.
    #[message(error, "%1: %2")]
    Malformed {
        /// Where it stands.
        place: Place,
        /// What is wrong, and what to write instead.
        reason: String,
    },

    /// The file has a text for a message that the program does not have: its ID is
    /// misspelt, or the message is gone, or it is one of another program.
    ///
    /// # Action
    /// Correct the ID, or take the text out.
    #[message(warn, "%1: there is no message %2 to replace; similar: %3")]
    UnknownId {
        /// Where it stands.
        place: Place,
        /// The ID.
        id: String,
        /// The ID that may be meant.
        similar: Similar,
    },

    /// The file has a second text for a message. It holds, and the one before it
    /// does not.
    ///
    /// # Action
    /// Take one of them out.
    #[message(warn, "%1: %2 has a text already, on line %3: this one holds")]
    Duplicate {
        /// Where it stands.
        place: Place,
        /// The ID.
        id: String,
        /// The line of the text that does not hold.
        earlier: usize,
    },

    /// The text does not fit the message. The message keeps the text of the program.
    ///
    /// # Action
    /// Mend the text: it needs the placeholders of the program's text, and no
    /// others.
    #[message(error, "%1: the text of %2 is rejected: %3")]
    Rejected {
        /// Where it stands.
        place: Place,
        /// The ID.
        id: String,
        /// What is wrong, and what to write instead.
        reason: String,
    },

    /// The file says something else of a message than the program. The text holds,
    /// but may have been made for another version.
    ///
    /// # Action
    /// See whether the text still tells what the message means, and correct the key
    /// or take it out: nothing but the text can be replaced.
    #[message(warn, "%1: %2 of %3 is stale: the program has %4")]
    StaleKey {
        /// Where the message stands.
        place: Place,
        /// The key.
        key: &'static str,
        /// The ID.
        id: String,
        /// What the program has.
        compiled: String,
    },
}

impl core::error::Error for Problem {}

impl Problem {
    /// Where it is.
    #[must_use]
    pub const fn place(&self) -> &Place {
        match self {
            Self::Malformed { place, .. }
            | Self::UnknownId { place, .. }
            | Self::Duplicate { place, .. }
            | Self::Rejected { place, .. }
            | Self::StaleKey { place, .. } => place,
        }
    }
}

/// A place in a file. Its `Display` is `file:line:column`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub(super) file: String,
    pub(super) line: usize,
    pub(super) column: usize,
}

impl Place {
    /// The file, by the name that it was loaded by.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The line, from 1.
    #[must_use]
    pub const fn line(&self) -> usize {
        self.line
    }

    /// The column, in characters, from 1.
    #[must_use]
    pub const fn column(&self) -> usize {
        self.column
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, column } = self;
        write!(f, "{file}:{line}:{column}")
    }
}

/// The ID that may be meant by one that is not there. Its `Display` is `none`
/// where there is no such ID.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Similar(pub Option<&'static str>);

impl fmt::Display for Similar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.unwrap_or("none"))
    }
}
