//! Prints a book as a man page.

use crate::book::{Book, INTRODUCTION};
use crate::prose::{EMPTY, argument, to_roff, variable};
use crate::text::{notes, rates, secret};
use kea_messages_catalog::Message;
use roff::{Inline, Roff, bold, roman};

/// The number of columns of a man page.
const WIDTH: usize = 78;

pub(crate) fn write(book: &Book) -> String {
    let mut page = Roff::new();
    // The header of a page has its name twice and the title between them, so the name is short if
    // the catalogue has a logger. Section 7 contains pages that do not describe a command.
    let title = argument(&book.title);
    let name = book.logger.as_deref().map_or(title.clone(), argument);
    let version = argument(book.version.as_deref().unwrap_or(""));
    let width = 2 * (name.chars().count() + "(7) ".len()) + title.chars().count();
    let header = if book.logger.is_some() && width < WIDTH {
        &title
    } else {
        EMPTY
    };
    page.control("TH", [&name, "7", EMPTY, &version, header]);
    page.control("SH", ["NAME"]);
    page.text([roman(match &book.logger {
        Some(logger) => format!("{logger} - {}", book.title),
        None => format!("{} - messages", book.title),
    })]);
    page.control("SH", ["DESCRIPTION"]);
    let introduction = book.introduction.as_deref().unwrap_or(INTRODUCTION);
    to_roff(introduction, &mut page);
    for module in book.modules() {
        let title = format!("{} MODULE", module.name);
        page.control("SH", [title.as_str()]);
        for message in module.messages {
            entry(&mut page, message, book);
        }
    }
    page.to_roff()
}

fn entry(page: &mut Roff, message: &Message, book: &Book) {
    page.control("SS", [message.id.as_str()]);
    page.text(text(message));
    if let Some(severity) = message.severity {
        page.control("PP", []);
        page.text([roman("Severity: "), bold(severity.to_string())]);
    }
    for rate in rates(message) {
        page.control("PP", []);
        page.text([roman(rate)]);
    }
    to_roff(&message.description, page);
    if let Some(secret) = secret(message) {
        page.control("PP", []);
        page.text([roman(secret)]);
    }
    for (title, text) in notes(message, book) {
        page.control("PP", []);
        page.text([bold(format!("{title}:"))]);
        to_roff(&text, page);
    }
}

/// Returns the text of a message, with emphasized placeholders.
fn text(message: &Message) -> Vec<Inline> {
    let pieces = message.logged_pieces();
    pieces
        .map(|(text, is_placeholder)| {
            if is_placeholder {
                variable(&text)
            } else {
                roman(text)
            }
        })
        .collect()
}
