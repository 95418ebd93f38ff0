//! The codes of findings.
//!
//! The name of a code that has been released does not change: catalogues suppress findings
//! by it, and the configurations of CI systems name it.

use crate::suggest::Unknown;
use std::fmt;
use std::str::FromStr;

/// The kind of a [finding](crate::Finding).
///
/// ```
/// use kea_messages_catalog::{Code, Level};
///
/// let code: Code = "no_action".parse()?;
/// assert_eq!(code, Code::NoAction);
/// assert_eq!(code.level(), Level::Warning);
///
/// let error = "no_acton".parse::<Code>().unwrap_err();
/// assert_eq!(error.to_string(), "unknown code `no_acton`: did you mean `no_action`?");
/// # Ok::<(), kea_messages_catalog::UnknownCode>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Code {
    /// A file cannot be read at all.
    Unreadable,
    /// The catalogue cannot be compiled.
    Mistake,
    /// Two messages have the same ID.
    DuplicateId,
    /// A message differs from the lock file in a way that breaks whoever reads logs.
    BrokenPromise,
    /// A message differs from the lock file.
    ChangedPromise,
    /// The lock file lacks a message, or has another text of it.
    OutdatedLock,
    /// The description begins like the rest of the text.
    WrappedText,
    /// The description names another severity than the definition.
    OtherSeverity,
    /// The placeholders of a `.mes` text have a gap in their numbers.
    PlaceholderGap,
    /// The text begins with a severity.
    SeverityInText,
    /// Two placeholders stand side by side.
    AmbiguousText,
    /// Two messages have the same text.
    SameText,
    /// The message has no description.
    NoDescription,
    /// A warning or worse does not say what the operator should do.
    NoAction,
    /// A description links to an ID that is not that of a message.
    UnknownLink,
    /// No Rust file names the ID.
    UnusedMessage,
    /// The message is logged in several places.
    SeveralPlaces,
    /// No test has reached a message that is a warning or worse.
    UntestedMessage,
    /// No test has reached a statement that logs such a message.
    UntestedStatement,
    /// The severity was read out of the description.
    InferredSeverity,
    /// A code that is suppressed does not exist, or is that of an error.
    UnknownCode,
    /// An alert is for a message that was removed, or that does not exist.
    DeadAlert,
    /// The text has something like a placeholder that is printed as it is.
    LiteralPlaceholder,
    /// The text has a line feed.
    SeveralLines,
    /// A file has no message.
    NoMessages,
    /// A side file types arguments that no message has.
    UnusedType,
    /// A local text does not fit its message.
    RejectedLocalText,
    /// A local text is for a message that does not exist.
    UnknownLocalText,
    /// A message has two local texts in one file.
    DuplicateLocalText,
    /// A file of local texts states something of a message that differs from the catalogue.
    StaleLocalText,
    /// A local text is the text of the catalogue.
    UntranslatedText,
    /// A message was renamed to one that does not exist.
    DeadRename,
    /// Two messages whose IDs differ in 4 and 6 alone have different severities.
    SiblingSeverity,
    /// The description is that of such a message, and speaks of the other one's number.
    CopiedDescription,
}

/// How severe a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Level {
    /// The catalogue cannot be compiled, or breaks a promise.
    Error,
    /// It is likely to be a mistake.
    Warning,
}

impl Level {
    /// The word for it: `error` or `warning`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// What a code stands for.
struct Row {
    code: Code,
    name: &'static str,
    level: Level,
    /// Whether it is reported only on request.
    is_opt_in: bool,
    /// Whether `kea_messages!` reports it too.
    is_of_reading: bool,
    meaning: &'static str,
}

const fn error(code: Code, name: &'static str, meaning: &'static str) -> Row {
    Row {
        code,
        name,
        level: Level::Error,
        is_opt_in: false,
        is_of_reading: false,
        meaning,
    }
}

const fn warning(code: Code, name: &'static str, meaning: &'static str) -> Row {
    Row {
        level: Level::Warning,
        ..error(code, name, meaning)
    }
}

const fn of_reading(code: Code, name: &'static str, meaning: &'static str) -> Row {
    Row {
        is_of_reading: true,
        ..warning(code, name, meaning)
    }
}

const fn opt_in(code: Code, name: &'static str, meaning: &'static str) -> Row {
    Row {
        is_opt_in: true,
        ..warning(code, name, meaning)
    }
}

/// In the order of the enum.
const TABLE: [Row; 34] = [
    error(
        Code::Unreadable,
        "unreadable",
        "A file of the catalogue cannot be read at all.",
    ),
    error(
        Code::Mistake,
        "mistake",
        "The catalogue does not compile. The finding says what is wrong and what to write \
         instead.",
    ),
    error(
        Code::DuplicateId,
        "duplicate_id",
        "Two messages have the same ID, so that a line of a log does not tell which of them it \
         is. Give one of them another ID.",
    ),
    error(
        Code::BrokenPromise,
        "broken_promise",
        "A message differs from the lock file: its ID is gone or used again, its arguments \
         changed, or its text, if that is promised. Alerts and tools that read old logs rely on \
         these. Give a new message a new ID, and keep the old one with `removed = \"VERSION\"`.",
    ),
    warning(
        Code::ChangedPromise,
        "changed_promise",
        "The severity of a message, or the name of an argument, differs from the lock file, or a \
         text is no longer promised. Filters that use it have to change. `kea-messages lock` \
         records the change.",
    ),
    warning(
        Code::OutdatedLock,
        "outdated_lock",
        "The lock file lacks a message or has an old text. `kea-messages lock` updates it.",
    ),
    of_reading(
        Code::WrappedText,
        "wrapped_text",
        "The description begins like the rest of the text, which may have been wrapped on to a \
         second line. A text stands on one line.",
    ),
    of_reading(
        Code::OtherSeverity,
        "other_severity",
        "The description names another severity than the definition. One of them is wrong.",
    ),
    of_reading(
        Code::PlaceholderGap,
        "placeholder_gap",
        "The text has `%2` and no `%1`, so that the first argument is not shown.",
    ),
    warning(
        Code::SeverityInText,
        "severity_in_text",
        "The text begins with a severity. The log line shows the severity already, and it may be \
         another one. Remove it from the text.",
    ),
    warning(
        Code::AmbiguousText,
        "ambiguous_text",
        "Two placeholders stand side by side, so that a reader cannot tell where one value ends \
         and the next one begins. Put something between them.",
    ),
    warning(
        Code::SameText,
        "same_text",
        "Two messages have the same text. Say what tells them apart, or make them one message. \
         IDs that differ only in a word for the place, such as `..._V4_FAIL` and `..._V6_FAIL`, \
         are not reported.",
    ),
    warning(
        Code::NoDescription,
        "no_description",
        "The message has no description, so that the manual cannot explain it.",
    ),
    warning(
        Code::NoAction,
        "no_action",
        "The message is a warning or worse and does not say what the operator should do. `.mes` \
         files are not checked, because they have no place for it.",
    ),
    warning(
        Code::UnknownLink,
        "unknown_link",
        "A description links to an ID, `[ID]`, that no message has.",
    ),
    warning(
        Code::UnusedMessage,
        "unused_message",
        "No Rust file in the source folder names the ID.",
    ),
    opt_in(
        Code::SeveralPlaces,
        "several_places",
        "The message is logged in several places, so that a line does not tell which of them it \
         comes from. It is only reported with `--warn several_places`.",
    ),
    warning(
        Code::UntestedMessage,
        "untested_message",
        "The message is a warning or worse, and no test has emitted it. `--coverage` names the \
         files that say what the tests emitted. Add a test, or `allow = [\"untested_message\"]`.",
    ),
    opt_in(
        Code::UntestedStatement,
        "untested_statement",
        "No test has reached a statement that emits a warning or worse, although others that \
         emit it were. It is only reported with `--warn untested_statement`, `--coverage` and \
         `--sources`.",
    ),
    opt_in(
        Code::InferredSeverity,
        "inferred_severity",
        "The severity of a message of a `.mes` file was read out of its description. It is only \
         reported with `--warn inferred_severity`.",
    ),
    warning(
        Code::UnknownCode,
        "unknown_code",
        "`allow` names a code that does not exist, or that of an error, so that nothing is \
         suppressed.",
    ),
    warning(
        Code::DeadAlert,
        "dead_alert",
        "An alert is for a message that was removed, or a rule of `--rules` for one that does not \
         exist, and never fires. Remove it, or give it to the message that replaces the old one.",
    ),
    of_reading(
        Code::LiteralPlaceholder,
        "literal_placeholder",
        "The text has something that looks like a placeholder, or a part of one, and is printed \
         as it is: `{client}` in a `.mes` file, the `$` of `${client}`, the `:.2` of `%1:.2`.",
    ),
    warning(
        Code::SeveralLines,
        "several_lines",
        "The text has a line feed, and a record of a log is one line: it is printed as `\\n`. What \
         comes behind it belongs in the description, or in a message of its own. `.mes` files are \
         not checked: Kea has such texts on purpose.",
    ),
    of_reading(
        Code::NoMessages,
        "no_messages",
        "A file that is named as a catalogue is empty, or has comments alone.",
    ),
    warning(
        Code::UnusedType,
        "unused_type",
        "A side file of `--types` names an ID that the catalogue does not have, or has a pattern \
         that no ID matches or that matches no message with such an argument. Correct the name, \
         or remove it.",
    ),
    error(
        Code::RejectedLocalText,
        "rejected_local_text",
        "A text of a `--local` file lacks a placeholder of its message, has one that the message \
         does not have, or cannot be read. The program would log its own text instead. Write the \
         placeholders of the catalogue's text, in any order.",
    ),
    warning(
        Code::UnknownLocalText,
        "unknown_local_text",
        "A `--local` file has a text for a message that was removed or does not exist, and that is \
         never used. Correct the ID, or remove the text.",
    ),
    warning(
        Code::DuplicateLocalText,
        "duplicate_local_text",
        "A `--local` file has two texts for one message. The second one is used. Remove one of \
         them.",
    ),
    warning(
        Code::StaleLocalText,
        "stale_local_text",
        "A `--local` file states another severity, version or format than the catalogue, so that \
         the text may be of another version of the message. Only texts can be replaced. Check the \
         text, and correct or remove what is stated.",
    ),
    warning(
        Code::UntranslatedText,
        "untranslated_text",
        "A text of a `--local` file is that of the catalogue. Translate it, or remove it: without \
         a local text a message has its own.",
    ),
    error(
        Code::DeadRename,
        "dead_rename",
        "`renamed` has an ID that no message has, or one that leads back to the message, so that \
         whoever looks the old ID up finds nothing. Correct the ID.",
    ),
    opt_in(
        Code::SiblingSeverity,
        "sibling_severity",
        "Two messages whose IDs differ only in 4 and 6, such as `..._V4_FAIL` and `..._V6_FAIL`, \
         have different severities. Give them one severity, or suppress the code for the second \
         one and say why. It is only reported with `--warn sibling_severity`.",
    ),
    opt_in(
        Code::CopiedDescription,
        "copied_description",
        "A message has the description of another one whose ID differs only in 4 and 6, and it \
         speaks of the other number: `LEASE_DEL6` says \"IPv4\". Write a description of its own, \
         or one that fits both. It is only reported with `--warn copied_description`.",
    ),
];

const _: () = {
    let mut index = 0;
    while index < TABLE.len() {
        assert!(
            TABLE[index].code as usize == index,
            "the table is in the order of the enum"
        );
        index += 1;
    }
};

impl Code {
    /// All codes.
    #[must_use]
    pub fn all() -> impl ExactSizeIterator<Item = Self> {
        TABLE.iter().map(|row| row.code)
    }

    /// The name by which it is printed and suppressed: `no_action`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.row().name
    }

    /// How severe findings with this code are.
    #[must_use]
    pub const fn level(self) -> Level {
        self.row().level
    }

    /// Whether it is reported only on request, because it is often no mistake.
    #[must_use]
    pub const fn is_opt_in(self) -> bool {
        self.row().is_opt_in
    }

    /// Whether it is a warning that a catalogue is read with, which `kea_messages!` reports
    /// too, and takes in `allow(...)`.
    #[must_use]
    pub const fn is_of_reading(self) -> bool {
        self.row().is_of_reading
    }

    /// What it means, and what to do about it, in sentences.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        self.row().meaning
    }

    const fn row(self) -> &'static Row {
        &TABLE[self as usize]
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Code {
    type Err = UnknownCode;

    fn from_str(name: &str) -> Result<Self, UnknownCode> {
        Self::all()
            .find(|code| code.name() == name)
            .ok_or_else(|| UnknownCode(name.to_owned()))
    }
}

/// A name that is not that of a [`Code`]. Its `Display` suggests the nearest one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownCode(String);

impl fmt::Display for UnknownCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(name) = self;
        let names: Vec<&str> = Code::all().map(Code::name).collect();
        Unknown::new(format_args!("unknown code `{name}`"), name, &names).fmt(f)
    }
}

impl std::error::Error for UnknownCode {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_codes_stand_for() {
        for code in Code::all() {
            assert_eq!(code.name().parse(), Ok(code));
            assert!(code.meaning().ends_with('.'), "{code}");
            assert!(!code.meaning().starts_with(char::is_lowercase), "{code}");
            let is_opt_in = matches!(
                code,
                Code::SeveralPlaces
                    | Code::UntestedStatement
                    | Code::InferredSeverity
                    | Code::SiblingSeverity
                    | Code::CopiedDescription
            );
            assert_eq!(code.is_opt_in(), is_opt_in, "{code}");
            let is_of_reading = matches!(
                code,
                Code::WrappedText
                    | Code::OtherSeverity
                    | Code::PlaceholderGap
                    | Code::LiteralPlaceholder
                    | Code::NoMessages
            );
            assert_eq!(code.is_of_reading(), is_of_reading, "{code}");
            let is_error = matches!(
                code,
                Code::Unreadable
                    | Code::Mistake
                    | Code::DuplicateId
                    | Code::BrokenPromise
                    | Code::RejectedLocalText
                    | Code::DeadRename
            );
            assert_eq!(code.level() == Level::Error, is_error, "{code}");
        }
        assert_eq!(Level::Error.name(), "error");
        assert_eq!(Level::Warning.name(), "warning");
    }
}
