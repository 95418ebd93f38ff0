//! The book as one HTML page.
//!
//! It is whole without JavaScript, which adds the search and the filters.

use crate::book::{Book, INTRODUCTION};
use crate::prose::to_html;
use crate::text::{logged_pieces, notes, placeholder};
use crate::type_words;
use kea_messages_catalog::Message;
use kea_messages_core::severity::Severity;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment};
use serde::Serialize;
use std::borrow::Cow;

const TEMPLATE: &str = include_str!("../templates/manual.html");
const STYLE: &str = include_str!("../templates/manual.css");
/// What reads lines, what compares words, and the page; one function around them keeps their
/// names from the page.
const SCRIPT: &str = concat!(
    "(() => {\n\"use strict\";\n",
    include_str!("../templates/line.js"),
    include_str!("../templates/words.js"),
    include_str!("../templates/manual.js"),
    "})();"
);

#[derive(Serialize)]
struct Page<'a> {
    title: &'a str,
    version: Option<&'a str>,
    /// HTML, as all that is named so.
    introduction_html: String,
    style: &'static str,
    script: &'static str,
    count: usize,
    /// Those that there are, so that each can be chosen.
    severities: Vec<PageSeverity>,
    modules: Vec<PageModule<'a>>,
}

#[derive(Serialize)]
struct PageSeverity {
    key: &'static str,
    name: &'static str,
    count: usize,
}

#[derive(Serialize)]
struct PageModule<'a> {
    name: &'a str,
    messages: Vec<PageMessage<'a>>,
}

#[derive(Serialize)]
struct PageMessage<'a> {
    id: &'a str,
    severity: &'static str,
    /// The severity with the debug level.
    severity_text: String,
    severity_hint: Option<&'static str>,
    limit: Option<&'a str>,
    alert: Option<&'a str>,
    text: Vec<PagePiece>,
    arguments: Vec<PageArgument<'a>>,
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
    /// What stands for it in the text; empty if nothing does.
    placeholder: String,
    name: &'a str,
    rust_type: Option<&'a str>,
    /// The type in words.
    words: Option<Cow<'static, str>>,
    /// Which texts are its values, as `line.js` knows them.
    kind: Option<&'static str>,
    secret: bool,
}

#[derive(Serialize)]
struct PageNote {
    title: &'static str,
    html: String,
}

pub(crate) fn write(book: &Book) -> String {
    let modules = book.modules().map(|module| PageModule {
        name: module.name,
        messages: module
            .messages
            .iter()
            .map(|message| page_message(message, book))
            .collect(),
    });
    let introduction = book.introduction.as_deref().unwrap_or(INTRODUCTION);
    let page = Page {
        title: &book.title,
        version: book.version.as_deref(),
        introduction_html: to_html(introduction, book),
        style: STYLE,
        script: SCRIPT,
        count: book.messages().len(),
        severities: severities(book),
        modules: modules.collect(),
    };
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    let syntax = SyntaxConfig::builder().trim_blocks(true).build();
    environment.set_syntax(syntax.unwrap_or_default());
    match environment.render_str(TEMPLATE, Serde(page)) {
        Ok(html) => html,
        Err(error) => unreachable!("the template is ours, and tested: {error}"),
    }
}

/// The severities that messages of the book have, the gravest first.
fn severities(book: &Book) -> Vec<PageSeverity> {
    let known = Severity::NAMES.map(|name| (name, name));
    let all = known.into_iter().chain([OPEN, NOT_STATED]);
    let counted = all.map(|(key, name)| {
        let messages = book.messages().iter();
        let count = messages.filter(|message| severity(message, book).0 == key);
        PageSeverity {
            key,
            name,
            count: count.count(),
        }
    });
    counted.filter(|severity| severity.count > 0).collect()
}

/// Of a message without a severity: what the page calls that, and shows of it.
const OPEN: (&str, &str) = ("varies", "varies");
const NOT_STATED: (&str, &str) = ("not_stated", "not stated");

/// What the page calls the severity, and shows of it.
fn severity(message: &Message, book: &Book) -> (&'static str, Cow<'static, str>) {
    let (key, text) = match message.severity {
        Some(severity) => return (severity.name(), severity.to_string().into()),
        None if book.is_open(&message.id) => OPEN,
        None => NOT_STATED,
    };
    (key, text.into())
}

fn page_message<'a>(message: &'a Message, book: &Book) -> PageMessage<'a> {
    let pieces = logged_pieces(message).map(|(text, is_placeholder)| PagePiece {
        text,
        is_placeholder,
    });
    // Where none are declared, their numbers in the text say as much.
    let arguments = (1..).zip(message.arguments.iter().flatten());
    let notes = notes(message, book).into_iter();
    let (severity, severity_text) = severity(message, book);
    PageMessage {
        id: &message.id,
        severity,
        severity_text: severity_text.into_owned(),
        severity_hint: match severity {
            "varies" => Some("Each statement that logs the message says how severe it is."),
            "not_stated" => Some("The catalogue does not say how severe it is."),
            _ => None,
        },
        limit: message.limit.as_deref(),
        alert: message.alert.as_deref(),
        text: pieces.collect(),
        arguments: arguments
            .map(|(number, argument)| PageArgument {
                placeholder: if argument.field {
                    String::new()
                } else {
                    placeholder(message, number)
                },
                name: &argument.name,
                rust_type: argument.rust_type.as_deref(),
                words: argument.rust_type.as_deref().and_then(type_words::words),
                kind: argument.rust_type.as_deref().and_then(type_words::kind),
                secret: argument.secret,
            })
            .collect(),
        description_html: to_html(&message.description, book),
        notes: notes
            .map(|(title, text)| PageNote {
                title,
                html: to_html(&text, book),
            })
            .collect(),
        is_deprecated: message.deprecation.is_some(),
    }
}
