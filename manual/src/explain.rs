//! Explains a message to a person who has found it in a log.

use crate::book::Book;
use crate::prose::{Block, to_blocks};
use crate::text::{notes, rates};
use anstyle::{AnsiColor, Style};
use kea_messages_catalog::{Message, nearest};
use kea_messages_core::severity::Severity;
use std::error::Error;
use std::fmt;

/// Explains the message with this ID, which can be in upper or lower case, with dashes
/// or underscores.
///
/// # Errors
///
/// Returns an error with similar IDs if there is no such message.
///
/// ```
/// # use kea_messages_catalog::{Catalogue, Source};
/// # use kea_messages_manual::{Book, explain};
/// let file = Source::new("a.mes", "% DHCP4_STARTED server started\nThe server is up.");
/// let book = Book::from(&Catalogue::of_sources(vec![file]));
///
/// let explanation = explain(&book, "dhcp4-started")?.to_string();
/// assert_eq!(explanation, "DHCP4_STARTED\n  server started\n\nThe server is up.\n");
///
/// let error = explain(&book, "dhcp4_start").unwrap_err();
/// assert_eq!(error.to_string(), "there is no message DHCP4_START: did you mean DHCP4_STARTED?");
/// # Ok::<(), kea_messages_manual::UnknownId>(())
/// ```
pub fn explain<'a>(book: &'a Book, id: &str) -> Result<Explanation<'a>, UnknownId> {
    let id = id.trim().replace('-', "_").to_ascii_uppercase();
    match book.get(&id) {
        Some(message) => Ok(Explanation { message, book }),
        None => Err(UnknownId {
            similar: similar(book, &id),
            id,
        }),
    }
}

/// The maximum number of suggested IDs.
const MAX_SIMILAR: usize = 5;

/// Returns the IDs that contain this text or, if there are none, the most similar ID.
fn similar(book: &Book, id: &str) -> Vec<String> {
    let ids: Vec<&str> = book.messages().iter().map(|message| &*message.id).collect();
    let parts = ids.iter().copied().filter(|known| known.contains(id));
    let parts: Vec<&str> = parts.take(MAX_SIMILAR).collect();
    let similar = if id.is_empty() || parts.is_empty() {
        nearest(id, &ids).into_iter().collect()
    } else {
        parts
    };
    similar.into_iter().map(str::to_owned).collect()
}

/// The explanation of a message. Its `Display` is plain text, wrapped at 80 columns.
#[derive(Clone, Copy, Debug)]
pub struct Explanation<'a> {
    message: &'a Message,
    book: &'a Book,
}

impl<'a> Explanation<'a> {
    /// The message.
    #[must_use]
    pub const fn message(self) -> &'a Message {
        self.message
    }

    /// Returns the explanation with colours, for a terminal.
    #[must_use]
    pub fn ansi(self) -> String {
        self.write(|style, text| format!("{style}{text}{style:#}"))
    }

    /// Returns the explanation without the ID, the severity and the text: the arguments, the
    /// description, and what follows it. It is empty if there are none of these.
    ///
    /// ```
    /// # use kea_messages_catalog::{Catalogue, Source};
    /// # use kea_messages_manual::{Book, explain};
    /// let file = Source::new("a.mes", "% DHCP4_STARTED server started\nThe server is up.");
    /// let book = Book::from(&Catalogue::of_sources(vec![file]));
    ///
    /// let explanation = explain(&book, "dhcp4-started")?;
    /// assert_eq!(explanation.description(), "The server is up.\n");
    /// # Ok::<(), kea_messages_manual::UnknownId>(())
    /// ```
    #[must_use]
    pub fn description(self) -> String {
        let mut text = self.write_description(without_style);
        // Removes the empty line before the first part.
        text.drain(..text.len().min(1));
        text
    }

    fn write(self, paint: fn(Style, &str) -> String) -> String {
        let message = self.message;
        let mut out = paint(Style::new().bold(), &message.id);
        if let Some(severity) = message.severity {
            out += "  ";
            out += &paint(style_of(severity), &severity.to_string());
        }
        out += "\n  ";
        out += &message.logged_text();
        out.push('\n');
        out + &self.write_description(paint)
    }

    /// Writes the parts of the description, each after an empty line.
    fn write_description(self, paint: fn(Style, &str) -> String) -> String {
        let message = self.message;
        let mut out = String::new();
        // Without declared arguments, a list would only repeat the numbers of the placeholders.
        let arguments = message.arguments.as_deref().unwrap_or_default();
        if !arguments.is_empty() {
            out.push('\n');
        }
        for (index, argument) in arguments.iter().enumerate() {
            // Arguments that the text contains by name have no number.
            let number = if message.named_text.is_some() {
                String::new()
            } else if argument.field {
                "    ".to_owned()
            } else {
                paint(Style::new().bold(), &format!("%{}", index + 1)) + "  "
            };
            let rust_type = argument.rust_type.as_deref();
            let rust_type = rust_type.map_or_else(String::new, |name| format!(": {name}"));
            let remarks = match (argument.secret, argument.field) {
                (false, false) => "",
                (true, false) => " (secret)",
                (false, true) => " (not in the text)",
                (true, true) => " (secret, not in the text)",
            };
            out += &format!("  {number}{}{rust_type}{remarks}\n", argument.name);
        }
        for rate in rates(message) {
            out += &format!("\n{rate}\n");
        }
        for block in to_blocks(&message.description) {
            push(&mut out, block);
        }
        for (title, text) in notes(message, self.book) {
            out.push('\n');
            out += &paint(Style::new().bold(), title);
            out.push('\n');
            for (index, block) in to_blocks(&text).into_iter().enumerate() {
                let start = out.len();
                push(&mut out, block);
                if index == 0 {
                    // The first block directly follows the title.
                    out.remove(start);
                }
            }
        }
        out
    }
}

impl fmt::Display for Explanation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.write(without_style))
    }
}

fn without_style(_: Style, text: &str) -> String {
    text.to_owned()
}

const fn style_of(severity: Severity) -> Style {
    let colour = match severity {
        Severity::Fatal | Severity::Error => AnsiColor::Red,
        Severity::Warn => AnsiColor::Yellow,
        Severity::Info => AnsiColor::Green,
        Severity::Debug(_) => AnsiColor::Blue,
    };
    colour.on_default()
}

/// Writes an empty line, and a block of at most 80 columns.
fn push(out: &mut String, block: Block) {
    out.push('\n');
    let text = match block {
        Block::Paragraph(text) | Block::Heading(text) => fill(&text, "", ""),
        Block::Item { depth, sign, text } => {
            let indent = "  ".repeat(depth - 1);
            let sign = if sign.is_empty() { " " } else { &sign };
            let rest = indent.clone() + &" ".repeat(sign.len() + 1);
            fill(&text, &format!("{indent}{sign} "), &rest)
        }
        Block::Code(text) => {
            let lines: Vec<String> = text.lines().map(|line| format!("    {line}")).collect();
            lines.join("\n")
        }
    };
    out.push_str(&text);
    out.push('\n');
}

fn fill(text: &str, first: &str, rest: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let options = textwrap::Options::new(80)
        .initial_indent(first)
        .subsequent_indent(rest)
        .break_words(false);
    textwrap::fill(&words.join(" "), options)
}

/// The error for an unknown ID.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownId {
    id: String,
    similar: Vec<String>,
}

impl UnknownId {
    /// Returns the ID, in upper case with underscores.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Returns the similar IDs that may be meant.
    #[must_use]
    pub fn similar(&self) -> &[String] {
        &self.similar
    }
}

impl fmt::Display for UnknownId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is no message {}", self.id)?;
        match self.similar.as_slice() {
            [] => Ok(()),
            [id] => write!(f, ": did you mean {id}?"),
            ids => write!(f, ": did you mean one of {}?", ids.join(", ")),
        }
    }
}

impl Error for UnknownId {}
