//! Prints a book as Markdown.

use crate::book::{Book, INTRODUCTION};
use crate::prose::{begins_with_paragraph, without_scripts};
use crate::text::notes;
use kea_messages_catalog::{Message, documentation, markdown};
use std::fmt::Write as _;

pub(crate) fn write(book: &Book) -> String {
    let mut out = format!("# {}\n\n", markdown::escape(&book.title));
    if let Some(version) = &book.version {
        _ = writeln!(out, "Version {}.\n", markdown::escape(version));
    }
    let introduction = book.introduction.as_deref().unwrap_or(INTRODUCTION);
    _ = writeln!(out, "{}\n", without_scripts(introduction.trim()));
    for module in book.modules() {
        let name = module.name;
        let count = module.messages.len();
        _ = writeln!(out, "- [{name}](#{}-module) ({count})", name.to_lowercase());
    }
    for module in book.modules() {
        _ = writeln!(out, "\n## {} Module", module.name);
        for message in module.messages {
            entry(&mut out, message, book);
        }
    }
    out
}

fn entry(out: &mut String, message: &Message, book: &Book) {
    _ = writeln!(out, "\n### {}\n", message.id);
    out.push_str(&documentation::heading(message, &message.named_arguments()));
    if !message.description.is_empty() {
        _ = writeln!(out, "\n{}", linked(&message.description, book));
    }
    for (title, text) in notes(message, book) {
        // A list or a block of code begins on its own line.
        let space = if begins_with_paragraph(&text) {
            " "
        } else {
            "\n\n"
        };
        _ = writeln!(out, "\n**{title}:**{space}{}", linked(text.trim(), book));
    }
}

/// Converts `[ID]` to a link to the message, and removes links that run scripts.
fn linked(text: &str, book: &Book) -> String {
    let text = without_scripts(text);
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(start) = rest.find('[') {
        let (before, bracket) = rest.split_at(start);
        out.push_str(before);
        let end = bracket.find(']').map_or(bracket.len(), |end| end + 1);
        let (link, behind) = bracket.split_at(end);
        let id = link.trim_matches(['[', ']', '`']);
        let is_escaped = before.ends_with('\\');
        out.push_str(link);
        if !is_escaped && !behind.starts_with(['(', '[', ':']) && book.get(id).is_some() {
            _ = write!(out, "(#{})", id.to_lowercase());
        }
        rest = behind;
    }
    out.push_str(rest);
    out
}
