//! The codes of findings.
//!
//! The name of a released code does not change, because catalogues and CI configurations
//! refer to it.

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
    /// The catalogue does not compile.
    Mistake,
    /// Two messages have the same ID.
    DuplicateId,
    /// A message differs from the lock file in a way that breaks readers of logs.
    BrokenPromise,
    /// A message differs from the lock file.
    ChangedPromise,
    /// The lock file does not have a message, or has a different text for it.
    OutdatedLock,
    /// The description seems to continue the text.
    WrappedText,
    /// The description and the definition name different severities.
    OtherSeverity,
    /// The placeholders of a `.mes` text have a gap in their numbers.
    PlaceholderGap,
    /// The text begins with a severity.
    SeverityInText,
    /// Two placeholders are adjacent.
    AmbiguousText,
    /// Two messages have the same text.
    SameText,
    /// The message has no description.
    NoDescription,
    /// A message that is a warning or worse has no operator action.
    NoAction,
    /// A description links to an ID that no message has.
    UnknownLink,
    /// No Rust or C++ file uses the ID.
    UnusedMessage,
    /// The message is logged in several places.
    SeveralPlaces,
    /// No test has reached a message that is a warning or worse.
    UntestedMessage,
    /// No test has reached a statement that logs a warning or worse.
    UntestedStatement,
    /// The severity was inferred from the description.
    InferredSeverity,
    /// A suppressed code is unknown, or is the code of an error.
    UnknownCode,
    /// An alert is for a message that was removed or does not exist.
    DeadAlert,
    /// The text has something that looks like a placeholder but is printed literally.
    LiteralPlaceholder,
    /// The text has a line feed.
    SeveralLines,
    /// A file has no messages.
    NoMessages,
    /// A side file has a type for an argument that no message has.
    UnusedType,
    /// A local text does not fit its message.
    RejectedLocalText,
    /// A local text is for a message that does not exist.
    UnknownLocalText,
    /// A message has two local texts in one file.
    DuplicateLocalText,
    /// A key of a message in a file of local texts differs from the catalogue.
    StaleLocalText,
    /// A local text is the same as in the catalogue.
    UntranslatedText,
    /// A message was renamed to one that does not exist.
    DeadRename,
    /// Two messages whose IDs differ only in 4 and 6 have different severities.
    SiblingSeverity,
    /// The description was copied from the message whose ID has 6 instead of 4, or 4 instead of 6,
    /// and mentions that number.
    CopiedDescription,
    /// A C++ statement passes another number of arguments than the text takes.
    WrongArguments,
    /// A C++ statement logs a message with another severity than the definition states.
    WrongSeverity,
    /// A C++ statement logs an ID that no message has.
    UnknownId,
    /// The ID or the arguments of a C++ statement cannot be seen.
    UncheckedStatement,
}

/// The level of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Level {
    /// The catalogue does not compile, or breaks a promise.
    Error,
    /// A likely mistake.
    Warning,
}

impl Level {
    /// Returns the name of the level: `error` or `warning`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// The properties of a code, as a row of the table.
struct Row {
    code: Code,
    name: &'static str,
    level: Level,
    /// Whether findings are reported only on request.
    is_opt_in: bool,
    /// Whether `kea_messages!` also reports findings.
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

/// The codes, in the order of the enum.
const TABLE: [Row; 38] = [
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
        "Two messages have the same ID, so a log line does not tell which of them was logged. \
         Give one of them another ID.",
    ),
    error(
        Code::BrokenPromise,
        "broken_promise",
        "A message differs from the lock file: its ID was removed or reused, its arguments \
         changed, or its promised text changed. Alerts and tools that read old logs rely on \
         these. Give a new message a new ID, and keep the old one with `removed = \"VERSION\"`.",
    ),
    warning(
        Code::ChangedPromise,
        "changed_promise",
        "The severity of a message, or the name of an argument, differs from the lock file, or a \
         text is no longer promised. Filters that use it have to be updated. `kea-messages lock` \
         records the change.",
    ),
    warning(
        Code::OutdatedLock,
        "outdated_lock",
        "The lock file does not have a message, or has its old text. `kea-messages lock` updates \
         it.",
    ),
    of_reading(
        Code::WrappedText,
        "wrapped_text",
        "The description seems to continue the text, which may have been wrapped onto a second \
         line. A text is written on one line.",
    ),
    of_reading(
        Code::OtherSeverity,
        "other_severity",
        "The description and the definition name different severities. One of them is wrong.",
    ),
    of_reading(
        Code::PlaceholderGap,
        "placeholder_gap",
        "The text has `%2` but no `%1`, so the first argument is not shown.",
    ),
    warning(
        Code::SeverityInText,
        "severity_in_text",
        "The text begins with a severity. The log line already shows the severity, which may be \
         a different one. Remove it from the text.",
    ),
    warning(
        Code::AmbiguousText,
        "ambiguous_text",
        "Two placeholders are adjacent, so a reader cannot tell where one value ends and the \
         next one begins. Put something between them.",
    ),
    warning(
        Code::SameText,
        "same_text",
        "Two messages have the same text. Make the texts different, or merge the messages. IDs \
         that differ only in a word for the place, such as `..._V4_FAIL` and `..._V6_FAIL`, \
         are not reported.",
    ),
    warning(
        Code::NoDescription,
        "no_description",
        "The message has no description, so the manual cannot explain it.",
    ),
    warning(
        Code::NoAction,
        "no_action",
        "The message is a warning or worse, and does not tell the operator what to do. `.mes` \
         files are not checked, because they cannot have an action.",
    ),
    warning(
        Code::UnknownLink,
        "unknown_link",
        "A description links to an ID that no message has, as in `[ID]`.",
    ),
    warning(
        Code::UnusedMessage,
        "unused_message",
        "No Rust or C++ file in the source folder uses the ID.",
    ),
    opt_in(
        Code::SeveralPlaces,
        "several_places",
        "The message is logged in several places, so a line does not tell which of them it comes \
         from. It is only reported with `--warn several_places`.",
    ),
    warning(
        Code::UntestedMessage,
        "untested_message",
        "The message is a warning or worse, and no test has emitted it. `--coverage` names the \
         files that record what the tests emitted. Add a test, or `allow = { untested_message = \"why\" }`.",
    ),
    opt_in(
        Code::UntestedStatement,
        "untested_statement",
        "No test has reached a statement that emits a warning or worse, although other \
         statements that emit the same message were reached. It is only reported with `--warn \
             untested_statement`, `--coverage` and \
         `--sources`.",
    ),
    opt_in(
        Code::InferredSeverity,
        "inferred_severity",
        "The severity of a message in a `.mes` file was inferred from its description. It is only \
         reported with `--warn inferred_severity`.",
    ),
    warning(
        Code::UnknownCode,
        "unknown_code",
        "`allow` names an unknown code, or the code of an error, so nothing is suppressed.",
    ),
    warning(
        Code::DeadAlert,
        "dead_alert",
        "An alert never fires, because its message was removed or, for a rule of `--rules`, does \
         not exist. Remove it, or move it to the message that replaces the old one.",
    ),
    of_reading(
        Code::LiteralPlaceholder,
        "literal_placeholder",
        "The text has something that looks like a placeholder, or a part of one, but is printed \
         literally: `{client}` in a `.mes` file, the `$` of `${client}`, the `:.2` of `%1:.2`.",
    ),
    warning(
        Code::SeveralLines,
        "several_lines",
        "The text has a line feed, which is printed as `\\n` because a log record is one line. \
         Move the text after it into the description or a separate message. `.mes` files are not checked, because Kea has such texts on purpose.",
    ),
    of_reading(
        Code::NoMessages,
        "no_messages",
        "A catalogue file is empty, or has only comments.",
    ),
    warning(
        Code::UnusedType,
        "unused_type",
        "A side file of `--types` has an unknown ID, or a pattern that matches no ID or no \
         message with this argument. Correct the name, or remove it.",
    ),
    error(
        Code::RejectedLocalText,
        "rejected_local_text",
        "A text in a `--local` file lacks a placeholder of its message, has an extra one, or cannot \
         be parsed. The program would log its own text instead. Use the placeholders of the \
         catalogue's text, in any order.",
    ),
    warning(
        Code::UnknownLocalText,
        "unknown_local_text",
        "A `--local` file has a text for a message that was removed or does not exist, so the text \
         is never used. Correct the ID, or remove the text.",
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
        "A `--local` file has a different severity, version or format than the catalogue, or \
         translates a text that has changed since, so the text may have been written for another \
         version of the message. Only texts can be replaced. Check the text, and correct or remove \
         the other value.",
    ),
    warning(
        Code::UntranslatedText,
        "untranslated_text",
        "A text in a `--local` file is the same as in the catalogue. Translate it, or remove it: a \
         message without a local text keeps its own text.",
    ),
    error(
        Code::DeadRename,
        "dead_rename",
        "`renamed` has an unknown ID, or one that leads back to the message, so the old ID does not \
         lead to a new one. Correct the ID.",
    ),
    opt_in(
        Code::SiblingSeverity,
        "sibling_severity",
        "Two messages whose IDs differ only in 4 and 6, such as `..._V4_FAIL` and `..._V6_FAIL`, \
         have different severities. Give them the same severity, or suppress the code for the \
         second one and state the reason. It is only reported with `--warn sibling_severity`.",
    ),
    opt_in(
        Code::CopiedDescription,
        "copied_description",
        "A message has the same description as one whose ID differs only in 4 and 6, and the \
         description mentions the other number: for example, the description of `LEASE_DEL6` says \"IPv4\". Write a \
         separate description, or one that fits both. It is only reported with `--warn copied_description`.",
    ),
    warning(
        Code::WrongArguments,
        "wrong_arguments",
        "A C++ statement has more or fewer calls of `.arg` than the text has arguments. Kea only \
         notices this when the line is logged, and then adds a complaint to it.",
    ),
    warning(
        Code::WrongSeverity,
        "wrong_severity",
        "A C++ statement logs a message with another severity than its definition states. Correct \
         one of them.",
    ),
    opt_in(
        Code::UnknownId,
        "unknown_id",
        "A C++ statement logs an ID that the catalogue does not have. It is only reported with \
         `--warn unknown_id`, because the program may have other catalogues.",
    ),
    opt_in(
        Code::UncheckedStatement,
        "unchecked_statement",
        "The ID or the number of arguments of a C++ statement cannot be seen, so the statement is \
         not checked. It is only reported with `--warn unchecked_statement`.",
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

    /// Returns the name of the code, such as `no_action`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.row().name
    }

    /// Returns the level of findings with this code.
    #[must_use]
    pub const fn level(self) -> Level {
        self.row().level
    }

    /// Returns whether findings are reported only on request, because they are often not mistakes.
    #[must_use]
    pub const fn is_opt_in(self) -> bool {
        self.row().is_opt_in
    }

    /// Returns whether this is a warning from reading a catalogue. `kea_messages!` also reports
    /// such warnings, and accepts their codes in `allow(...)`.
    #[must_use]
    pub const fn is_of_reading(self) -> bool {
        self.row().is_of_reading
    }

    /// Returns what the code means, and what to do about it.
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

/// An unknown name of a [`Code`]. Its `Display` suggests the nearest one.
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
                    | Code::UnknownId
                    | Code::UncheckedStatement
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
