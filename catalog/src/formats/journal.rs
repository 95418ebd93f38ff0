//! A catalogue of systemd's journal (`journalctl --catalog`).
//!
//! It knows messages by UUIDs. That of a message is made of its ID alone, by RFC 9562
//! as version 5, so that a program can log it as `MESSAGE_ID`.

use super::Converted;
use crate::{Catalogue, Message, markdown};
use kea_messages_base::text::{Piece, pieces};
use std::fmt::Write as _;
use uuid::Uuid;

/// The name that all message IDs are below.
const NAMESPACE: &str = "https://docs.rs/kea-messages";

/// Writes a catalogue for `journalctl --catalog`.
#[must_use]
pub fn write(catalogue: &Catalogue) -> Converted {
    let namespace = Uuid::new_v5(&Uuid::NAMESPACE_URL, NAMESPACE.as_bytes());
    let mut out = String::new();
    for message in catalogue.messages() {
        let id = Uuid::new_v5(&namespace, message.id.as_bytes());
        _ = writeln!(out, "-- {}", id.simple());
        _ = writeln!(out, "Subject: {}: {}", message.id, subject(message));
        _ = writeln!(
            out,
            "Defined-By: {}\n",
            catalogue.header.title_or_default().replace('\n', " ")
        );
        let description = markdown::unescape(&message.description);
        let action = message.action.as_deref().unwrap_or("");
        for text in [description.as_str(), action] {
            for line in text.lines() {
                // So begins the next entry.
                let space = if line.starts_with("-- ") { " " } else { "" };
                _ = writeln!(out, "{space}{line}");
            }
            if !text.is_empty() {
                out.push('\n');
            }
        }
    }
    Converted::whole(out)
}

/// The text, with fields of the journal in place of arguments.
fn subject(message: &Message) -> String {
    let arguments = message.named_arguments();
    let mut subject = String::new();
    for piece in pieces(&message.text).flatten() {
        match piece {
            Piece::Literal(literal) => subject += &literal.replace(['\n', '\r'], " "),
            Piece::Placeholder(number) => {
                let name = arguments
                    .get(number - 1)
                    .map_or("", |argument| &argument.name);
                _ = write!(subject, "@{}@", name.to_uppercase());
            }
        }
    }
    subject
}
