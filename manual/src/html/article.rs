//! The HTML entry of a message.

use super::render::{ARTICLE, Links, Templates};
use crate::book::Book;
use crate::text::own_notes;
use crate::type_words;
use kea_messages_catalog::Message;
use kea_messages_catalog::documentation::PROMISE;
use serde::Serialize;
use std::borrow::Cow;

/// Returns the entry of a message as HTML.
pub(super) fn article(
    message: &Message,
    book: &Book,
    links: Links,
    templates: &Templates<'_>,
) -> String {
    templates.render(ARTICLE, &page_message(message, book, links))
}

#[derive(Serialize)]
struct PageMessage<'a> {
    id: &'a str,
    /// The address of the entry.
    link: String,
    severity: &'static str,
    /// The severity with the debug level.
    severity_text: String,
    severity_hint: Option<&'static str>,
    change: Option<&'static str>,
    limit: Option<&'a str>,
    alert: Option<&'a str>,
    promise: Option<&'static str>,
    text: Vec<PagePiece>,
    arguments: Vec<PageArgument<'a>>,
    /// Whether something is known about the value of an argument.
    has_values: bool,
    /// Whether the placeholders are the names of the arguments, which are not repeated then.
    is_named: bool,
    description_html: String,
    notes: Vec<PageNote>,
    is_deprecated: bool,
}

#[derive(Serialize)]
struct PagePiece {
    text: String,
    is_placeholder: bool,
}

#[derive(Serialize)]
struct PageArgument<'a> {
    /// The placeholder in the text, or an empty string for a field.
    placeholder: String,
    name: &'a str,
    rust_type: Option<&'a str>,
    /// A description of the type.
    words: Option<Cow<'static, str>>,
    /// The kind of values that the search of `line.js` accepts for the placeholder.
    kind: Option<&'static str>,
    secret: bool,
    /// Whether the text does not contain the argument.
    is_field: bool,
}

#[derive(Serialize)]
struct PageNote {
    title: String,
    html: String,
}

/// The possible changes of a message since another version.
pub(super) const CHANGES: [&str; 3] = [NEW, CHANGED, REMOVED];
const NEW: &str = "new";
const CHANGED: &str = "changed";
pub(super) const REMOVED: &str = "removed";

/// Returns how a message has changed since another version.
pub(super) fn change(id: &str, book: &Book) -> Option<&'static str> {
    let since = book.since.as_ref()?;
    // The removed messages are sorted by ID.
    let is_gone = |id: &str| {
        since
            .gone
            .binary_search_by(|gone| gone.id.as_str().cmp(id))
            .is_ok()
    };
    if since.added.contains(id) {
        Some(NEW)
    } else if since.changed.contains_key(id) {
        Some(CHANGED)
    } else if since.removed.contains(id) || is_gone(id) {
        Some(REMOVED)
    } else {
        None
    }
}

/// Returns the version that the catalogue is compared with.
pub(super) fn since(book: &Book) -> String {
    let version = book.since.as_ref().and_then(|since| since.version.as_ref());
    version.map_or_else(|| "the previous version".to_owned(), ToString::to_string)
}

/// The key and the displayed name of a severity that is stated by each statement, and of one that
/// is not stated.
pub(super) const OPEN: (&str, &str) = ("varies", "varies");
pub(super) const NOT_STATED: (&str, &str) = ("not_stated", "not stated");

/// Returns the key and the displayed name of a severity.
pub(super) fn severity(message: &Message, book: &Book) -> (&'static str, Cow<'static, str>) {
    let (key, text) = match message.severity {
        Some(severity) => return (severity.name(), severity.to_string().into()),
        None if book.is_open(&message.id) => OPEN,
        None => NOT_STATED,
    };
    (key, text.into())
}

fn page_message<'a>(message: &'a Message, book: &Book, links: Links) -> PageMessage<'a> {
    let pieces = message
        .logged_pieces()
        .map(|(text, is_placeholder)| PagePiece {
            text,
            is_placeholder,
        });
    // Without declared arguments, a list would only repeat the numbers of the placeholders.
    let arguments = message.arguments.as_deref().unwrap_or_default();
    let has_values = arguments
        .iter()
        .any(|argument| argument.rust_type.is_some() || argument.secret || argument.field);
    let arguments = (1..).zip(arguments);
    let changed = book
        .since
        .as_ref()
        .and_then(|since| since.changed.get(&message.id));
    let changed = changed.map(|clauses| {
        let mut clauses = clauses.join("; ");
        if let Some(first) = clauses.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        (format!("Changed since {}", since(book)), clauses)
    });
    let notes = own_notes(message, book).into_iter();
    let notes = changed
        .into_iter()
        .chain(notes.map(|(title, text)| (title.to_owned(), text)));
    let (severity, severity_text) = severity(message, book);
    PageMessage {
        id: &message.id,
        link: links.to(&message.id),
        severity,
        severity_text: severity_text.into_owned(),
        severity_hint: match severity {
            "varies" => Some("Each statement that logs the message sets its severity."),
            "not_stated" => Some("The catalogue does not state the severity."),
            _ => None,
        },
        change: change(&message.id, book),
        limit: message.limit.as_deref(),
        alert: message.alert.as_deref(),
        promise: message.promises_text().then_some(PROMISE),
        text: pieces.collect(),
        arguments: arguments
            .map(|(number, argument)| PageArgument {
                placeholder: if argument.field {
                    String::new()
                } else {
                    message.placeholder(number)
                },
                name: &argument.name,
                rust_type: argument.rust_type.as_deref(),
                words: argument.rust_type.as_deref().and_then(type_words::words),
                kind: argument.rust_type.as_deref().and_then(type_words::kind),
                secret: argument.secret,
                is_field: argument.field,
            })
            .collect(),
        has_values,
        is_named: message.named_text.is_some(),
        description_html: links.to_html(&message.description, book),
        notes: notes
            .map(|(title, text)| PageNote {
                title,
                html: links.to_html(&text, book),
            })
            .collect(),
        is_deprecated: message.deprecation.is_some(),
    }
}
