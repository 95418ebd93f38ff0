//! A description that begins like the rest of the text.

use crate::catalogue::{Entry, Places};
use crate::{Code, Finding, Label, Message, Part};
use kea_messages_base::text::{Piece, pieces};

/// Kea's files have this twice: a text that went on in the next line, and so lost its
/// placeholders to the description.
pub(super) fn check(entry: &Entry) -> Option<Finding> {
    let message = &entry.message;
    let places = entry.places.as_ref()?;
    let place = places.description.clone()?;
    if !looks_wrapped(message, places) {
        return None;
    }
    let id = &message.id;
    let title = format!("the text of `{id}` looks wrapped: this reads like the rest of it");
    let finding = Finding::new(Code::WrappedText, title)
        .of(id)
        .at(Label::new(places.source, place));
    Some(finding.and(entry.label(Part::Text)?, "a text stands on one line"))
}

/// Whether the description begins with what the text lacks: with a placeholder,
/// or, where the text has none at all and nothing stands between them, in lower
/// case.
fn looks_wrapped(message: &Message, places: &Places) -> bool {
    let description = message.description.as_str();
    let is_lower = description.starts_with(char::is_lowercase);
    let may_go_on = is_lower && places.is_description_under_text;
    if !(may_go_on || description.starts_with('%')) {
        return false;
    }
    let in_text: Vec<usize> = message.placeholders().collect();
    let is_lacking = |number| !in_text.contains(&number);
    let paragraph = description.split("\n\n").next().unwrap_or("");
    let mut in_description = placeholders(paragraph);
    (is_lower && in_text.is_empty()) || in_description.any(is_lacking)
}

fn placeholders(text: &str) -> impl Iterator<Item = usize> {
    pieces(text).filter_map(|piece| match piece {
        Ok(Piece::Placeholder(number)) => Some(number),
        _ => None,
    })
}
