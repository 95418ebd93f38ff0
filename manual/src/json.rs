//! The book as JSON.

use crate::book::Book;
use kea_messages_catalog::Message;
use kea_messages_core::severity::Severity;
use serde::Serialize;

/// The JSON Schema of what [`Format::Json`](crate::Format::Json) prints.
pub const SCHEMA: &str = include_str!("../manual.schema.json");

#[derive(Serialize)]
struct JsonBook<'a> {
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    introduction: Option<&'a str>,
    modules: Vec<JsonModule<'a>>,
}

#[derive(Serialize)]
struct JsonModule<'a> {
    name: &'a str,
    messages: Vec<JsonMessage<'a>>,
}

#[derive(Serialize)]
struct JsonMessage<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    severity: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    debug_level: Option<u8>,
    text: &'a str,
    arguments: Vec<JsonArgument>,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    action: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deprecated: Option<JsonDeprecation<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    removed: Option<&'a str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    places: &'a [String],
}

#[derive(Serialize)]
struct JsonArgument {
    name: String,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    rust_type: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    secret: bool,
}

#[derive(Serialize)]
struct JsonDeprecation<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
}

pub(crate) fn write(book: &Book) -> String {
    let json = JsonBook {
        title: &book.title,
        version: book.version.as_deref(),
        introduction: book.introduction.as_deref(),
        modules: book
            .modules()
            .map(|module| JsonModule {
                name: module.name,
                messages: module
                    .messages
                    .iter()
                    .map(|message| json_message(message, book))
                    .collect(),
            })
            .collect(),
    };
    match serde_json::to_string_pretty(&json) {
        Ok(json) => json + "\n",
        Err(_) => unreachable!("strings and numbers can be written"),
    }
}

fn json_message<'a>(message: &'a Message, book: &'a Book) -> JsonMessage<'a> {
    let arguments = message.named_arguments().into_iter();
    JsonMessage {
        id: &message.id,
        severity: message.severity.map(Severity::name),
        debug_level: message
            .severity
            .and_then(Severity::debug_level)
            .map(kea_messages_core::severity::DebugLevel::get),
        text: &message.text,
        arguments: arguments
            .map(|argument| JsonArgument {
                name: argument.name,
                rust_type: argument.rust_type,
                secret: argument.secret,
            })
            .collect(),
        description: &message.description,
        action: message.action.as_deref(),
        since: message.since.as_deref(),
        deprecated: message
            .deprecation
            .as_ref()
            .map(|deprecation| JsonDeprecation {
                since: deprecation.since.as_deref(),
                note: deprecation.note.as_deref(),
            }),
        removed: message.removed.as_deref(),
        places: book.places(&message.id),
    }
}
