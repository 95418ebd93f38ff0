//! Writes a catalogue of systemd's journal, for `journalctl --catalog`.
//!
//! Such a catalogue cannot be read back, because it identifies messages by UUIDs, and its texts
//! have fields of the journal (`@CLIENT@`) instead of numbered arguments. The UUID of a message
//! depends only on its ID (version 5 of RFC 9562), so a program can log it as `MESSAGE_ID`.

use super::Converted;
use crate::{Catalogue, ManualUrl, Message, markdown};
use kea_messages_base::text::{Piece, pieces};
use std::fmt::Write as _;
use uuid::Uuid;

/// The name that the UUIDs of all messages are derived from.
const NAMESPACE: &str = "https://docs.rs/kea-messages";

/// Writes a catalogue for `journalctl --catalog`. `url` is the address of its manual.
pub(super) fn write(catalogue: &Catalogue, url: Option<&ManualUrl>) -> Converted {
    let namespace = Uuid::new_v5(&Uuid::NAMESPACE_URL, NAMESPACE.as_bytes());
    let title = one_line(catalogue.header.title_or_default());
    let mut out = String::new();
    for message in catalogue.messages() {
        let id = Uuid::new_v5(&namespace, message.id.as_bytes());
        _ = writeln!(out, "-- {}", id.simple());
        _ = writeln!(out, "Subject: {}: {}", message.id, subject(message));
        _ = writeln!(out, "Defined-By: {title}");
        if let Some(url) = url {
            _ = writeln!(out, "Documentation: {}", url.of_message(&message.id));
        }
        out.push('\n');
        let action = message.action.as_deref().unwrap_or("");
        for text in [&message.description, action] {
            let text = markdown::unescape(text);
            for line in text.lines() {
                // A line that begins like this would begin the next entry.
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

/// Returns the text with fields of the journal instead of arguments.
fn subject(message: &Message) -> String {
    let arguments = message.named_arguments();
    let mut subject = String::new();
    for piece in pieces(&message.text).flatten() {
        match piece {
            Piece::Literal(literal) => subject += &one_line(literal),
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

fn one_line(text: &str) -> String {
    text.replace(['\n', '\r'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Argument;

    #[test]
    fn a_catalogue_of_the_journal() {
        let mut message = Message::new("A_FAIL", "%1 failed\n100%% of %2");
        message.arguments = Some(vec![Argument::named("host"), Argument::named("pool")]);
        message.description = "It has\n-- here --\n\\<none>.".into();
        message.action = Some("Look at \\*.".into());
        let plain = Message::new("A_UP", "up");
        let mut catalogue = Catalogue::from_iter([message, plain]);
        catalogue.header.title = Some("A\ntitle".into());
        let expected = "\
-- d6ef50e3a08154a7a8e328e437f45f58
Subject: A_FAIL: @HOST@ failed 100% of @POOL@
Defined-By: A title

It has
 -- here --
<none>.

Look at *.

-- 6e8e4dab9b7c586289c16bb10914d587
Subject: A_UP: up
Defined-By: A title

";
        assert_eq!(write(&catalogue, None), Converted::whole(expected.into()));
        let url = "https://example.com/m/".parse().ok();
        let linked = expected.replace("A title\n", "A title\nDocumentation: URL\n");
        let linked = ["A_FAIL", "A_UP"].iter().fold(linked, |text, id| {
            text.replacen("URL", &format!("https://example.com/m/{id}.html"), 1)
        });
        assert_eq!(write(&catalogue, url.as_ref()).text, linked);
    }
}
