//! Writes a catalogue as JSON.

use super::{Argument, Book, Deprecation, Message, Module, Others, Reasons, Text};
use crate::formats::Converted;
use crate::{Allow, Catalogue, Entry, ManualUrl, Message as Definition};
use kea_messages_base::severity::{DebugLevel, Severity};
use std::borrow::Cow;

/// Writes a catalogue as JSON.
///
/// ```
/// use kea_messages_catalog::formats::json;
/// use kea_messages_catalog::{Catalogue, Message, Source};
///
/// let catalogue = Catalogue::from_iter([Message::new("STARTED", "server started")]);
/// let json = json::write(&catalogue).text;
///
/// let read = Catalogue::of_sources(vec![Source::new("messages.json", &json)]);
/// assert!(read.messages().eq(catalogue.messages()));
/// ```
#[must_use]
pub fn write(catalogue: &Catalogue) -> Converted {
    write_with(catalogue, |_| &[], None)
}

/// Writes a catalogue like [`write()`], and adds the places where each message is logged, such as
/// `src/main.rs:12`, and its address in the manual at `url`.
#[must_use]
pub fn write_with<'a>(
    catalogue: &'a Catalogue,
    logged_at: impl Fn(&str) -> &'a [String],
    url: Option<&ManualUrl>,
) -> Converted {
    let suppressed = catalogue.suppressed();
    let mut entries: Vec<&Entry> = catalogue.entries.iter().collect();
    entries.sort_by(|one, other| one.message.id.cmp(&other.message.id));
    let is_same = |one: &&Entry, other: &&Entry| one.message.module() == other.message.module();
    let modules = entries.chunk_by(is_same).map(|entries| Module {
        name: text(entries[0].message.module()),
        messages: entries
            .iter()
            .map(|entry| {
                let id = &entry.message.id;
                let url = url.map(|url| Text(Cow::Owned(url.of_message(id))));
                let written = message(&entry.message, suppressed.of(entry), logged_at(id));
                Message { url, ..written }
            })
            .collect(),
        others: Others::new(),
    });
    let [title, version, logger, introduction] = catalogue.header.values();
    let book = Book {
        title: optional(title.as_ref()),
        version: optional(version.as_ref()),
        logger: optional(logger.as_ref()),
        introduction: optional(introduction.as_ref()),
        allow: reasons(suppressed.everywhere),
        modules: modules.collect(),
        others: Others::new(),
    };
    match serde_json::to_string_pretty(&book) {
        Ok(json) => Converted::whole(json + "\n"),
        Err(_) => unreachable!("strings and numbers can be written"),
    }
}

fn message<'a>(
    message: &'a Definition,
    allowed: impl IntoIterator<Item = &'a Allow>,
    logged_at: &'a [String],
) -> Message<'a> {
    let level = message.severity.and_then(Severity::debug_level);
    let arguments = message.named_arguments().into_iter();
    let description = Some(&message.description).filter(|text| !text.is_empty());
    Message {
        id: text(&message.id),
        severity: message.severity.map(|severity| text(severity.name())),
        debug_level: level.map(DebugLevel::get),
        text: text(&message.text),
        named_text: optional(message.named_text.as_ref()),
        named: message.is_called_by_name,
        arguments: arguments
            .map(|argument| Argument {
                name: Text(Cow::Owned(argument.name)),
                rust_type: argument.rust_type.map(|name| Text(Cow::Owned(name))),
                secret: argument.secret,
                field: argument.field,
                others: Others::new(),
            })
            .collect(),
        description: optional(description),
        action: optional(message.action.as_ref()),
        alert: optional(message.alert.as_ref()),
        limit: optional(message.limit.as_ref()),
        promise: optional(message.promise.as_ref()),
        since: optional(message.since.as_ref()),
        deprecated: message.deprecation.as_ref().map(|deprecation| Deprecation {
            since: optional(deprecation.since.as_ref()),
            note: optional(deprecation.note.as_ref()),
            others: Others::new(),
        }),
        removed: optional(message.removed.as_ref()),
        renamed: optional(message.renamed.as_ref()),
        cfg: optional(message.cfg.as_ref()),
        allow: reasons(allowed),
        places: logged_at.iter().map(|place| text(place)).collect(),
        url: None,
        others: Others::new(),
    }
}

fn text(text: &str) -> Text<'_> {
    Text(Cow::Borrowed(text))
}

fn optional(value: Option<&String>) -> Option<Text<'_>> {
    value.map(|value| text(value))
}

/// Returns the suppressed codes with their reasons. For a duplicate code, the first reason is used.
fn reasons<'a>(allowed: impl IntoIterator<Item = &'a Allow>) -> Reasons<'a> {
    let mut reasons = Reasons::new();
    for allow in allowed {
        reasons
            .entry(text(&allow.code))
            .or_insert(text(&allow.reason));
    }
    reasons
}
