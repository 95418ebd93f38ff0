//! Writes a catalogue, or local texts, as TOML.

use super::strings::{key, lines, one_line};
use crate::formats::Converted;
use crate::formats::converted::Losses;
use crate::{Allow, Argument, Catalogue, Deprecation, Header, Message};
use kea_messages_base::named::is_named;
use std::fmt::Write as _;

/// Writes a catalogue.
pub(in crate::formats) fn write(catalogue: &Catalogue) -> Converted {
    let mut out = String::new();
    let mut losses = Losses::default();
    let header = Header::KEYS.into_iter().zip(catalogue.header.values());
    for (key, value) in header {
        item(&mut out, key, value.as_deref());
    }
    let suppressed = catalogue.suppressed();
    allow(&mut out, suppressed.everywhere);
    if !out.is_empty() {
        out.insert_str(0, "[catalogue]\n");
    }
    for entry in &catalogue.entries {
        if !out.is_empty() {
            out.push('\n');
        }
        message(&mut out, &entry.message);
        allow(&mut out, suppressed.of(entry));
        losses.count("a condition (`cfg`)", entry.message.cfg.is_some());
        #[cfg(feature = "types")]
        for argument in entry.message.arguments.iter().flatten() {
            losses.count("a type that Rust does not have", argument.has_other_type());
        }
    }
    Converted {
        text: out,
        losses: losses.into_clauses("TOML"),
    }
}

/// Writes the texts of a catalogue as a file of local texts.
pub(in crate::formats) fn write_local_texts(catalogue: &Catalogue) -> Converted {
    let mut out = String::new();
    for message in catalogue.messages() {
        let space = if out.is_empty() { "" } else { "\n" };
        _ = writeln!(out, "{space}[{}]", message.id);
        text(&mut out, message);
    }
    Converted::whole(out)
}

fn message(out: &mut String, message: &Message) {
    _ = writeln!(out, "[{}]", message.id);
    let severity = message.severity.map(|severity| severity.to_string());
    item(out, "severity", severity.as_deref());
    text(out, message);
    if message.is_called_by_name {
        _ = writeln!(out, "named = true");
    }
    if let Some(arguments) = &message.arguments {
        let arguments: Vec<String> = arguments.iter().map(argument).collect();
        _ = writeln!(out, "arguments = [{}]", arguments.join(", "));
    }
    let description = Some(message.description.as_str()).filter(|text| !text.is_empty());
    item(out, "description", description);
    item(out, "action", message.action.as_deref());
    item(out, "alert", message.alert.as_deref());
    item(out, "limit", message.limit.as_deref());
    item(out, "promise", message.promise.as_deref());
    item(out, "since", message.since.as_deref());
    if let Some(deprecation) = &message.deprecation {
        _ = writeln!(out, "deprecated = {}", deprecated(deprecation));
    }
    item(out, "removed", message.removed.as_deref());
    item(out, "renamed", message.renamed.as_deref());
}

fn text(out: &mut String, message: &Message) {
    item(out, text_key(message), Some(message.written_text()));
}

/// Returns the key for the text with which it is read back unchanged.
pub(in crate::formats) fn text_key(message: &Message) -> &'static str {
    if is_named(message.written_text()) == message.named_text.is_some() {
        "text"
    } else {
        "numbered_text"
    }
}

/// Writes the suppressed codes, with reasons. For a duplicate code, the first reason is used.
fn allow<'a>(out: &mut String, allowed: impl IntoIterator<Item = &'a Allow>) {
    let mut allowed: Vec<&Allow> = allowed.into_iter().collect();
    allowed.sort_by_key(|allowed| &allowed.code);
    allowed.dedup_by_key(|allowed| &allowed.code);
    if allowed.is_empty() {
        return;
    }
    let reasons: Vec<String> = allowed
        .iter()
        .map(|allow| format!("{} = {}", key(&allow.code), one_line(&allow.reason)))
        .collect();
    _ = writeln!(out, "allow = {{ {} }}", reasons.join(", "));
}

fn argument(argument: &Argument) -> String {
    let name = &argument.name;
    let rust_type = argument.rust_type.as_ref();
    if !argument.secret && !argument.field {
        return match rust_type {
            None => one_line(name),
            Some(rust_type) => one_line(&format!("{name}: {rust_type}")),
        };
    }
    let mut table = format!("{{ name = {}", one_line(name));
    if let Some(rust_type) = rust_type {
        _ = write!(table, ", type = {}", one_line(rust_type));
    }
    for (key, is_set) in [("secret", argument.secret), ("field", argument.field)] {
        if is_set {
            _ = write!(table, ", {key} = true");
        }
    }
    table + " }"
}

fn deprecated(deprecation: &Deprecation) -> String {
    let keys = [("since", &deprecation.since), ("note", &deprecation.note)];
    let keys: Vec<String> = keys
        .iter()
        .filter_map(|(name, value)| Some(format!("{name} = {}", one_line(value.as_deref()?))))
        .collect();
    if keys.is_empty() {
        return "true".to_owned();
    }
    format!("{{ {} }}", keys.join(", "))
}

/// Writes an item of a table. A value with several lines is written on several lines.
fn item(out: &mut String, name: &str, value: Option<&str>) {
    if let Some(value) = value {
        _ = writeln!(out, "{name} = {}", lines(value));
    }
}
