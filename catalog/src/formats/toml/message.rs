//! Reads the table of a message.

use super::values::{Key, Value, Values};
use crate::catalogue::{Entry, Places};
use crate::formats::argument;
use crate::{Allow, Argument, Deprecation, Label, Message, in_order, severity};
use kea_messages_base::severity::Severity;
use std::ops::Range;
use toml::de::{DeTable, DeValue};

pub(super) const MESSAGE_KEYS: [&str; 15] = [
    "severity",
    "text",
    "numbered_text",
    "named",
    "arguments",
    "description",
    "action",
    "alert",
    "limit",
    "promise",
    "since",
    "deprecated",
    "removed",
    "renamed",
    "allow",
];
const ARGUMENT_KEYS: [&str; 4] = ["name", "type", "secret", "field"];
const DEPRECATION_KEYS: [&str; 2] = ["since", "note"];

/// Keys that users write for the debug level.
const DEBUG_LEVEL_KEYS: [&str; 3] = ["debug_level", "debuglevel", "level"];

/// The options in the header of a file that apply to all its messages.
#[derive(Default)]
pub(super) struct OfFile {
    /// The codes that are suppressed for the messages.
    pub(super) allowed: Vec<Allow>,
    /// Whether calls name the arguments.
    pub(super) is_named: bool,
    /// The promise of the messages.
    pub(super) promise: Option<String>,
}

/// Returns the number in a key for the debug level.
fn debug_level(table: &DeTable<'_>) -> Option<String> {
    let mut items = table.iter();
    let (_, level) = items.find(|(key, _)| DEBUG_LEVEL_KEYS.contains(&key.get_ref().as_ref()))?;
    let written = match level.get_ref() {
        DeValue::Integer(level) => level.as_str(),
        DeValue::String(level) => level,
        _ => return None,
    };
    written.parse::<u8>().is_ok().then(|| written.to_owned())
}

impl Values<'_> {
    /// Reads the message with this key, in a file with this text. Returns `None` if it has a
    /// mistake. `of_file` contains the defaults.
    pub(super) fn message(
        &mut self,
        text: &str,
        key: &Key<'_>,
        value: Value<'_>,
        of_file: &OfFile,
    ) -> Option<Entry> {
        let id = key.get_ref().as_ref();
        self.id = Some(id.to_owned());
        let expected = format!("`{id}` is a message, which is written as a table: `[{id}]`");
        let table = self.table(value, &expected)?;
        let before = self.findings.len();
        let mut entry = Entry::new(Message::new(id, ""));
        let mut places = Places {
            source: self.source,
            id: key.span(),
            ..Places::default()
        };
        let message = &mut entry.message;
        message.is_called_by_name = of_file.is_named;
        message.promise.clone_from(&of_file.promise);
        let mut written = None;
        let level = debug_level(&table);
        for (key, value) in table {
            let range = value.span();
            match key.get_ref().as_ref() {
                // The level is missing here because it is in its own key.
                "severity" if level.is_some() && value.get_ref().as_str() == Some("debug") => {}
                "severity" => message.severity = self.severity(value),
                name @ ("text" | "numbered_text") => {
                    if written.is_some() {
                        let title = format!("duplicate text of message `{id}`");
                        self.error(title, key.span());
                    }
                    let content = self.string(value).unwrap_or_default();
                    (places.text, places.is_text_verbatim) = inside(text, range, &content);
                    written = Some((content, name == "text"));
                }
                "named" => message.is_called_by_name = self.flag(&value),
                "arguments" => {
                    (message.arguments, places.arguments) = self.arguments(value);
                }
                "description" => {
                    message.description = self.trimmed(value).unwrap_or_default();
                    places.description = Some(first_line(text, range));
                }
                "action" => {
                    message.action = self.trimmed(value).filter(|text| !text.is_empty());
                    places.action = Some(first_line(text, range));
                }
                "alert" => {
                    message.alert = self.string(value);
                    let content = message.alert.as_deref().unwrap_or("");
                    places.alert = Some(inside(text, range, content).0);
                }
                "limit" => {
                    message.limit = self.string(value);
                    let content = message.limit.as_deref().unwrap_or("");
                    places.limit = Some(inside(text, range, content).0);
                }
                "promise" => {
                    message.promise = self.string(value);
                    let content = message.promise.as_deref().unwrap_or("");
                    places.promise = Some(inside(text, range, content).0);
                }
                "since" => message.since = self.version("since", value),
                "deprecated" => message.deprecation = self.deprecation(value),
                "removed" => message.removed = self.version("removed", value),
                "renamed" => {
                    message.renamed = self.trimmed(value);
                    let content = message.renamed.as_deref().unwrap_or("");
                    places.renamed = Some(inside(text, range, content).0);
                }
                "allow" => entry.allowed = self.allowed(value),
                name if DEBUG_LEVEL_KEYS.contains(&name) && level.is_some() => {
                    let level = level.as_deref().unwrap_or_default();
                    let title = format!(
                        "unknown key `{name}` of message `{id}`: a debug level is part of the \
                         severity, `severity = \"debug({level})\"`"
                    );
                    self.error(title, key.span());
                }
                _ => self.unknown_key(&format!("message `{id}`"), &key, &MESSAGE_KEYS),
            }
        }
        // A misspelt key can be the one that seems to be missing.
        match written {
            // A named text needs the arguments, which can be after it in the file.
            Some((written, true)) => message.set_text(written),
            // Braces in a numbered text are literal.
            Some((written, false)) => message.text = written,
            None if self.findings.len() == before => {
                let title = format!("message `{id}` has no text: `text = \"...\"`");
                self.error(title, key.span());
            }
            None => {}
        }
        entry.places = Some(places);
        // If there was a mistake, the message is incomplete, and its consequences are not reported.
        (self.findings.len() == before).then_some(entry)
    }

    /// Reads `{ code = "reason" }`.
    pub(super) fn allowed(&mut self, value: Value<'_>) -> Vec<Allow> {
        let expected =
            "`allow` is a table of reasons: `allow = { no_action = \"nothing can be done\" }`";
        let mut allowed = Vec::new();
        for (code, reason) in self.table(value, expected).unwrap_or_default() {
            let label = Label::new(self.source, code.span());
            let code = code.into_inner();
            let range = reason.span();
            let reason = reason.get_ref().as_str().unwrap_or_default().to_owned();
            if reason.trim().is_empty() {
                let title =
                    format!("say why `{code}` is allowed: `allow = {{ {code} = \"...\" }}`");
                self.error(title, range);
            }
            allowed.push(Allow::new(code, reason, label));
        }
        allowed
    }

    fn severity(&mut self, value: Value<'_>) -> Option<Severity> {
        let range = value.span();
        if let DeValue::Integer(number) = value.get_ref() {
            // The number would not be a severity in quotes either.
            let level = number.as_str();
            let title = format!(
                "`{level}` is not a severity: expected fatal, error, warn, info or \
                 \"debug({level})\", in quotes"
            );
            self.error(title, range);
            return None;
        }
        let written = self.string(value)?;
        severity::parse(&written)
            .map_err(|error| self.error(error, range))
            .ok()
    }

    /// Returns the arguments without mistakes, and the place of each.
    fn arguments(&mut self, value: Value<'_>) -> (Option<Vec<Argument>>, Vec<Range<usize>>) {
        let range = value.span();
        let DeValue::Array(array) = value.into_inner() else {
            let title = "`arguments` is a list: `arguments = [\"client\", \"attempts: u32\"]`";
            self.error(title, range);
            return (None, Vec::new());
        };
        let mut arguments = Vec::new();
        for value in array {
            let range = value.span();
            arguments.extend(self.argument(value).map(|argument| (argument, range)));
        }
        let arguments = in_order(arguments, |(argument, _)| argument.field);
        let (arguments, ranges) = arguments.into_iter().unzip();
        (Some(arguments), ranges)
    }

    fn argument(&mut self, value: Value<'_>) -> Option<Argument> {
        let range = value.span();
        let argument = if let DeValue::String(written) = value.get_ref() {
            name_and_type(written)
        } else {
            let expected = "an argument is a string or a table: `\"attempts: u32\"`, \
                            `{ name = \"password\", secret = true }`";
            let table = self.table(value, expected)?;
            self.argument_table(table, range.clone())?
        };
        if let Err(reason) = argument::check(&argument) {
            self.error(reason, range);
            return None;
        }
        Some(argument)
    }

    fn argument_table(&mut self, table: DeTable<'_>, range: Range<usize>) -> Option<Argument> {
        let mut name = None;
        let mut argument = Argument::default();
        let before = self.findings.len();
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "name" => name = self.string(value),
                "type" => argument.rust_type = self.string(value),
                "secret" => argument.secret = self.flag(&value),
                "field" => argument.field = self.flag(&value),
                _ => self.unknown_key("an argument", &key, &ARGUMENT_KEYS),
            }
        }
        if self.findings.len() > before {
            return None;
        }
        if name.is_none() {
            self.error("this argument has no name: `name = \"...\"`", range);
        }
        argument.name = name?;
        Some(argument)
    }

    /// Reads `true`, a note, or a table.
    fn deprecation(&mut self, value: Value<'_>) -> Option<Deprecation> {
        let mut deprecation = Deprecation::default();
        match value.get_ref() {
            DeValue::Boolean(is_deprecated) => return is_deprecated.then_some(deprecation),
            DeValue::String(note) => deprecation.note = Some(note.to_string()),
            _ => {
                let expected = "`deprecated` is `true`, a note, or a table: \
                                `{ since = \"2.0\", note = \"...\" }`";
                for (key, value) in self.table(value, expected)? {
                    match key.get_ref().as_ref() {
                        "since" => deprecation.since = self.string(value),
                        "note" => deprecation.note = self.string(value),
                        _ => self.unknown_key("`deprecated`", &key, &DEPRECATION_KEYS),
                    }
                }
            }
        }
        Some(deprecation)
    }
}

/// Parses `name` or `name: type`.
fn name_and_type(written: &str) -> Argument {
    match written.split_once(':') {
        Some((name, rust_type)) => Argument::named(name.trim()).with_type(rust_type.trim()),
        None => Argument::named(written.trim()),
    }
}

/// Returns the place of the content of a string, without its quotes, and whether it is written
/// without escapes.
fn inside(text: &str, range: Range<usize>, content: &str) -> (Range<usize>, bool) {
    let written = &text[range.clone()];
    match written.find(content) {
        Some(at) if !content.is_empty() => {
            let start = range.start + at;
            (start..start + content.len(), true)
        }
        _ => (range, false),
    }
}

/// Returns the range of the first line of a string's content that is not blank.
fn first_line(text: &str, range: Range<usize>) -> Range<usize> {
    const QUOTES: [char; 2] = ['"', '\''];
    let content = text[range.clone()].trim_start_matches(QUOTES).trim_start();
    let line = content.lines().next().unwrap_or("");
    let line = line.trim_end_matches(QUOTES);
    if line.is_empty() {
        return range;
    }
    let start = range.end - content.len();
    start..start + line.len()
}
