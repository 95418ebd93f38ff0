//! What can be found, by its codes, which stay as they are.

use kea_messages_catalog::file::Report;

/// A kind of finding.
#[derive(Debug)]
pub(super) struct Code {
    pub(super) name: &'static str,
    /// Whether such a catalogue cannot be compiled, or breaks a promise.
    pub(super) is_error: bool,
    /// Whether it is said only if it is asked for, because it need not be wrong.
    pub(super) is_off: bool,
    pub(super) meaning: &'static str,
}

const fn error(name: &'static str, meaning: &'static str) -> Code {
    Code {
        name,
        is_error: true,
        is_off: false,
        meaning,
    }
}

const fn warning(name: &'static str, meaning: &'static str) -> Code {
    Code {
        name,
        is_error: false,
        is_off: false,
        meaning,
    }
}

const fn off(name: &'static str, meaning: &'static str) -> Code {
    Code {
        is_off: true,
        ..warning(name, meaning)
    }
}

pub(super) const CODES: [Code; 17] = [
    error(
        "mistake",
        "the catalogue cannot be compiled. What is wrong, and what to write instead, is said \
         with it.",
    ),
    error(
        "broken_promise",
        "a message is not as the lock file has it: its ID is gone or used again, or it has \
         other arguments. Alerts, and whoever reads old logs, rely on these. Give a new message \
         a new ID, and keep the old one with `removed = \"VERSION\"`.",
    ),
    warning(
        "changed_promise",
        "the severity of a message, or the name of an argument, is not as the lock file has it. \
         Whoever filters by it has to know. `kea-messages lock` writes down the new one.",
    ),
    warning(
        "outdated_lock",
        "the lock file does not have all that the messages promise. `kea-messages lock` writes \
         it.",
    ),
    warning(
        "wrapped_text",
        "the description begins like the rest of the text, which may have been wrapped on to a \
         second line. A text stands on one line.",
    ),
    warning(
        "other_severity",
        "the description names another severity than the definition. One of them is wrong.",
    ),
    warning(
        "placeholder_gap",
        "the text has `%2` and no `%1`, so that the first argument is not shown.",
    ),
    warning(
        "severity_in_text",
        "the text begins with a severity, which stands in the line already, and may be another \
         one there. Leave it out of the text.",
    ),
    warning(
        "ambiguous_text",
        "two placeholders stand side by side, so that nobody can tell where one value ends and \
         the next one begins. Put something between them.",
    ),
    warning(
        "same_text",
        "two messages have the same text. Say what tells them apart, or make them one. It is not \
         said where the IDs differ in one word that says where, as in `..._V4_FAIL` and \
         `..._V6_FAIL`.",
    ),
    warning(
        "no_description",
        "the message has no description: the manual has nothing to say of it.",
    ),
    warning(
        "no_action",
        "the message is a warning or worse, and does not say what the operator should do. This \
         is not said of `.mes` files, which have no place for it.",
    ),
    warning(
        "unknown_link",
        "a description links to an ID, `[ID]`, that is that of no message.",
    ),
    warning(
        "unused_message",
        "no Rust file in the folder of sources names the ID.",
    ),
    off(
        "several_places",
        "the message is logged in several places, so that a line does not tell which of them it \
         comes from. Said with `--warn several_places`.",
    ),
    off(
        "inferred_severity",
        "the severity of a message of a `.mes` file was read out of its description. Said with \
         `--warn inferred_severity`.",
    ),
    warning(
        "unknown_code",
        "`allow` names a code that there is not, so that nothing is allowed by it.",
    ),
];

/// Something that was found.
#[derive(Debug)]
pub(super) struct Finding {
    pub(super) code: &'static Code,
    pub(super) id: Option<String>,
    /// The index of the file, and the byte.
    pub(super) place: Option<(usize, usize)>,
    pub(super) report: Report,
}

impl Finding {
    pub(super) fn new(code: &str, id: Option<&str>, report: Report) -> Self {
        let found = CODES.iter().find(|known| known.name == code);
        let label = report.labels.first();
        Self {
            code: found.unwrap_or(&CODES[0]),
            id: id.map(str::to_owned),
            place: label.map(|label| (label.source, label.range.start)),
            report,
        }
    }
}
