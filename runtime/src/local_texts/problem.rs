//! The problems of a file of local texts.

use crate::KeaMessages;
use core::fmt;
use std::io::ErrorKind;
use std::string::{String, ToString};

// The documentation of the type is the description of its message, so the example is at `file`.
#[derive(Clone, Debug, PartialEq, Eq, KeaMessages)]
#[kea(crate = "crate", logger = "kea-messages.local-texts")]
/// A file of local texts cannot be read, or is not UTF-8. The texts that were
/// loaded before stay in effect.
///
/// # Action
/// Correct the problem that the reason describes, and load the file again.
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
        let reason = match error.kind() {
            ErrorKind::InvalidData => String::from("the file is not UTF-8"),
            _ => error.to_string(),
        };
        Self { file, reason }
    }

    /// Returns the path that was passed to [`load`](super::load).
    ///
    /// ```
    /// use kea_messages::{kea_messages, local_texts};
    ///
    /// kea_messages! {
    ///     pub static MESSAGES;
    ///     /// The server is up.
    ///     pub info STARTED() = "server started";
    /// }
    ///
    /// let unreadable = local_texts::load(&MESSAGES, "no-such-file.mes").unwrap_err();
    /// assert_eq!(unreadable.file(), "no-such-file.mes");
    /// assert!(unreadable.to_string().starts_with("no-such-file.mes: cannot read local texts: "));
    /// ```
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }
}

impl core::error::Error for Unreadable {}

/// A problem in a file of local texts. Its `Display` says what it is, and where.
///
/// Each one is also a message: `LOG_LOCAL_TEXT_MALFORMED`, `LOG_LOCAL_TEXT_UNKNOWN_ID`,
/// ...
///
/// ```
/// use kea_messages::local_texts::{self, Problem};
/// use kea_messages::kea_messages;
///
/// kea_messages! {
///     pub static MESSAGES;
///     /// A client connected.
///     pub info CLIENT(name: &str) = "client %1";
/// }
///
/// let loaded = local_texts::load_str(&MESSAGES, "german.mes", "% CLEINT Client %1");
/// let problem = &loaded.problems()[0];
/// assert_eq!(
///     problem.to_string(),
///     "german.mes:1:3: unknown message CLEINT: did you mean CLIENT?",
/// );
/// assert_eq!(problem.place().line(), 1);
/// match problem {
///     Problem::MisspeltId { id, meant, .. } => {
///         assert_eq!((id.as_str(), *meant), ("CLEINT", "CLIENT"));
///     }
///     other => panic!("{other}"),
/// }
/// # local_texts::clear();
/// ```
#[derive(Clone, Debug, PartialEq, Eq, KeaMessages)]
#[kea(
    crate = "crate",
    prefix = "LOG_LOCAL_TEXT_",
    logger = "kea-messages.local-texts"
)]
#[non_exhaustive]
pub enum Problem {
    /// A part of the file cannot be parsed. It is skipped, and the rest is loaded.
    ///
    /// # Action
    /// Correct that part, and load the file again.
    #[message(error, "%1: %2")]
    #[non_exhaustive]
    Malformed {
        /// The place of the part.
        place: Place,
        /// What is wrong, and what to write instead.
        reason: String,
    },

    /// The file has a text for a message that the program does not have, and the ID is
    /// similar to that of another message.
    ///
    /// # Action
    /// Correct the ID, or remove the text if the message was removed.
    #[message(warn, "%1: unknown message %2: did you mean %3?")]
    #[non_exhaustive]
    MisspeltId {
        /// The place of the ID.
        place: Place,
        /// The ID.
        id: String,
        /// The similar ID that was probably meant.
        meant: &'static str,
    },

    /// The file has a text for a message that the program does not have, and no ID of the
    /// program is similar: the message was removed, or it belongs to another program.
    ///
    /// # Action
    /// Remove the text.
    #[message(warn, "%1: unknown message %2")]
    #[non_exhaustive]
    UnknownId {
        /// The place of the ID.
        place: Place,
        /// The ID.
        id: String,
    },

    /// The file has two texts for one message. The second one is used.
    ///
    /// # Action
    /// Remove one of them.
    #[message(warn, "%1: duplicate text of %2: it replaces the one on line %3")]
    #[non_exhaustive]
    Duplicate {
        /// The place of the second text.
        place: Place,
        /// The ID.
        id: String,
        /// The line of the first text, which is not used.
        earlier: usize,
    },

    /// The text does not match the message, so the message keeps the text of the program.
    ///
    /// # Action
    /// Correct the text: it must have the same placeholders as the text of the
    /// program.
    #[message(error, "%1: the text of %2 was rejected: %3")]
    #[non_exhaustive]
    Rejected {
        /// The place of the text.
        place: Place,
        /// The ID.
        id: String,
        /// What is wrong, and what to write instead.
        reason: String,
    },

    /// A key of the message, or the format of a placeholder, has a different value in the file
    /// and in the program. The text is used, but it may have been written for another version.
    ///
    /// # Action
    /// Check that the text still matches the meaning of the message, and correct or
    /// remove the key: only the text can be replaced.
    #[message(warn, "%1: %2 of %3 is stale: the program has %4")]
    #[non_exhaustive]
    StaleKey {
        /// The place of the message.
        place: Place,
        /// The key: `severity`, `since`, `deprecated` or `format`.
        key: &'static str,
        /// The ID.
        id: String,
        /// The value in the program.
        compiled: String,
    },
}

impl core::error::Error for Problem {}

impl Problem {
    /// Returns the place of the problem.
    #[must_use]
    pub const fn place(&self) -> &Place {
        match self {
            Self::Malformed { place, .. }
            | Self::MisspeltId { place, .. }
            | Self::UnknownId { place, .. }
            | Self::Duplicate { place, .. }
            | Self::Rejected { place, .. }
            | Self::StaleKey { place, .. } => place,
        }
    }
}

/// A place in a file. Its `Display` is `file:line:column`.
///
/// ```
/// use kea_messages::{kea_messages, local_texts};
///
/// kea_messages! {
///     pub static MESSAGES;
///     /// The server is up.
///     pub info STARTED() = "server started";
/// }
///
/// let loaded = local_texts::load_str(&MESSAGES, "german.mes", "% STARTED gestartet: %1");
/// let place = loaded.problems()[0].place();
/// assert_eq!((place.file(), place.line(), place.column()), ("german.mes", 1, 11));
/// assert_eq!(place.to_string(), "german.mes:1:11");
/// # local_texts::clear();
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub(super) file: String,
    pub(super) line: usize,
    pub(super) column: usize,
}

impl Place {
    /// Returns the path of the file, as it was given when it was loaded.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Returns the line, from 1.
    #[must_use]
    pub const fn line(&self) -> usize {
        self.line
    }

    /// Returns the column, in characters, from 1.
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
