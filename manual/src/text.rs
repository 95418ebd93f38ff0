//! Prints a book as text, in the form of the Kea Messages Manual: title, contents, chapters, and
//! the entries of each module.
//!
//! An entry consists of the ID and the text on one line, followed by the description, and by the
//! parts that Kea's entries do not have.

use crate::book::{Book, INTRODUCTION};
use crate::prose::{Block, to_blocks};
use kea_messages_catalog::documentation::PROMISE;
use kea_messages_catalog::{Message, markdown};
use std::fmt::Write as _;

pub(crate) fn write(book: &Book) -> String {
    let mut out = String::new();
    paragraph(&mut out, &book.title);
    if let Some(version) = &book.version {
        paragraph(&mut out, &format!("Version {version}."));
    }
    out.push_str("\n1. Introduction\n2. Messages\n");
    for module in book.modules() {
        _ = writeln!(out, "{} Module", module.name);
    }
    paragraph(&mut out, "Chapter 1. Introduction");
    let introduction = book.introduction.as_deref().unwrap_or(INTRODUCTION);
    prose(&mut out, introduction);
    paragraph(&mut out, "Chapter 2. Messages");
    for module in book.modules() {
        paragraph(&mut out, &format!("{} Module", module.name));
        for message in module.messages {
            entry(&mut out, message, book);
        }
    }
    out
}

fn entry(out: &mut String, message: &Message, book: &Book) {
    paragraph(out, &format!("{} {}", message.id, message.logged_text()));
    prose(out, &message.description);
    for rate in rates(message) {
        paragraph(out, &rate);
    }
    if let Some(secret) = secret(message) {
        paragraph(out, &secret);
    }
    for (title, text) in notes(message, book) {
        let mut blocks = to_blocks(&text).into_iter().peekable();
        match blocks.next_if(|block| matches!(block, Block::Paragraph(_))) {
            Some(Block::Paragraph(first)) => {
                paragraph(out, &format!("{title}: {}", first.replace('\n', " ")));
            }
            // A list or a block of code begins on its own line.
            _ => paragraph(out, &format!("{title}:")),
        }
        for block in blocks {
            self::block(out, block);
        }
    }
}

/// Returns the limit, the alert and the promise of a message, as lines of text.
pub(crate) fn rates(message: &Message) -> impl Iterator<Item = String> {
    let rates = [("Limit", &message.limit), ("Alert", &message.alert)];
    let stated = |(title, rate): (_, &Option<String>)| Some(format!("{title}: {}", rate.as_ref()?));
    let promise = message.promises_text().then(|| PROMISE.to_owned());
    rates.into_iter().filter_map(stated).chain(promise)
}

/// Lists the secret arguments, for a book that does not list the arguments.
pub(crate) fn secret(message: &Message) -> Option<String> {
    let arguments = message.arguments.iter().flatten().enumerate();
    let secret = arguments.filter(|(_, argument)| argument.secret);
    let secret: Vec<String> = secret
        .map(|(index, argument)| {
            // A field has no placeholder, and a named placeholder is the name of its argument.
            if argument.field || message.named_text.is_some() {
                argument.name.clone()
            } else {
                format!("%{} ({})", index + 1, argument.name)
            }
        })
        .collect();
    (!secret.is_empty()).then(|| format!("Secret: {}", secret.join(", ")))
}

/// Returns the other parts of a message in Markdown, each with its title. The last one is the
/// address in the HTML manual.
pub(crate) fn notes(message: &Message, book: &Book) -> Vec<(&'static str, String)> {
    let mut notes = own_notes(message, book);
    if let Some(url) = book.url_of(&message.id) {
        notes.push(("Manual", format!("<{url}>")));
    }
    notes
}

/// Like [`notes`], but without the address, for HTML.
pub(crate) fn own_notes(message: &Message, book: &Book) -> Vec<(&'static str, String)> {
    let mut notes = Vec::new();
    if let Some(action) = &message.action {
        notes.push(("Action", action.clone()));
    }
    if let Some(since) = &message.since {
        notes.push(("Since", since.clone()));
    }
    if let Some(deprecation) = &message.deprecation {
        let since = deprecation.since.as_deref();
        let since = since.map(|version| format!("since {version}"));
        let parts: Vec<String> = since.into_iter().chain(deprecation.note.clone()).collect();
        let text = if parts.is_empty() {
            "it will be removed".to_owned()
        } else {
            parts.join("; ")
        };
        notes.push(("Deprecated", text));
    }
    if let Some(version) = &message.removed {
        let text = match &message.renamed {
            Some(id) => format!("{version}; renamed to [{id}]"),
            None => version.clone(),
        };
        notes.push(("Removed", text));
    }
    if let Some(condition) = &message.cfg {
        notes.push(("Compiled if", format!("`cfg({condition})`")));
    }
    let places = book.places(&message.id);
    if !places.is_empty() {
        let places: Vec<String> = places.iter().map(|place| markdown::escape(place)).collect();
        notes.push(("Logged by", places.join(", ")));
    }
    notes
}

fn prose(out: &mut String, markdown: &str) {
    for block in to_blocks(markdown) {
        self::block(out, block);
    }
}

fn block(out: &mut String, block: Block) {
    match block {
        // Line breaks of the source are not kept.
        Block::Paragraph(text) | Block::Heading(text) => {
            paragraph(out, &text.replace('\n', " "));
        }
        Block::Item { depth, sign, text } => {
            let indent = "  ".repeat(depth - 1);
            let text = text.replace('\n', " ");
            let space = if sign.is_empty() { "  " } else { " " };
            paragraph(out, &format!("{indent}{sign}{space}{text}"));
        }
        Block::Code(text) => {
            let lines: Vec<String> = text.lines().map(|line| format!("    {line}")).collect();
            paragraph(out, &lines.join("\n"));
        }
    }
}

/// Writes a paragraph, separated from the previous one by an empty line.
fn paragraph(out: &mut String, text: &str) {
    if !out.is_empty() {
        out.push('\n');
    }
    out.push_str(text);
    out.push('\n');
}
