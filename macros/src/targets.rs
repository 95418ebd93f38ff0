//! Generates the targets of the links from one message's page to other messages.

use kea_messages_catalog::Message;
use kea_messages_catalog::documentation::mentions;
use std::fmt::Write as _;

/// Returns Markdown with the target of each ID that a message mentions, and a link to the
/// replacement of the message. `target` returns the link target of an ID, if it is known here.
pub(crate) fn targets(message: &Message, target: &dyn Fn(&str) -> Option<String>) -> String {
    let mut markdown = String::new();
    let deprecation = message.deprecation.as_ref();
    if let Some(note) = deprecation.and_then(|deprecation| deprecation.note.as_deref()) {
        let is_of_id = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
        let replacements: Vec<String> = note
            .split(|letter| !is_of_id(letter))
            .filter(|word| *word != message.id)
            .filter_map(|word| Some(format!("[`{word}`]({})", target(word)?)))
            .collect();
        if !replacements.is_empty() {
            _ = write!(markdown, "\n\nReplaced by {}.", replacements.join(", "));
        }
    }
    let action = message.action.as_deref().unwrap_or("");
    for label in mentions(&message.description).chain(mentions(action)) {
        if let Some(target) = target(label.trim_matches('`')) {
            _ = write!(markdown, "\n\n[{label}]: {target}");
        }
    }
    markdown
}
