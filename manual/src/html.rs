//! The book as one HTML page.
//!
//! It is whole without JavaScript, which adds the search and the filters.

use crate::book::{Book, INTRODUCTION};
use crate::prose::to_html;
use crate::text::{logged_pieces, notes, placeholder};
use kea_messages_catalog::Message;
use kea_messages_core::severity::Severity;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment};
use serde::Serialize;

const TEMPLATE: &str = include_str!("../templates/manual.html");
const STYLE: &str = include_str!("../templates/manual.css");
const SCRIPT: &str = include_str!("../templates/manual.js");

#[derive(Serialize)]
struct Page<'a> {
    title: &'a str,
    version: Option<&'a str>,
    /// HTML, as all that is named so.
    introduction_html: String,
    style: &'static str,
    script: &'static str,
    count: usize,
    severities: [&'static str; 5],
    modules: Vec<PageModule<'a>>,
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
        severities: Severity::NAMES,
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

fn page_message<'a>(message: &'a Message, book: &Book) -> PageMessage<'a> {
    let pieces = logged_pieces(message).map(|(text, is_placeholder)| PagePiece {
        text,
        is_placeholder,
    });
    // Where none are declared, their numbers in the text say as much.
    let arguments = (1..).zip(message.arguments.iter().flatten());
    let notes = notes(message, book).into_iter();
    PageMessage {
        id: &message.id,
        severity: message.severity.map_or("open", Severity::name),
        severity_text: message.severity.map_or_else(
            || "severity varies".to_owned(),
            |severity| severity.to_string(),
        ),
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
