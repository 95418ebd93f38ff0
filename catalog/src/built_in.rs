//! The messages that the crates of kea-messages log themselves.

use crate::{Catalogue, Message, Source};

/// A copy of the definitions in `kea-messages-subscriber` and `kea_messages::local_texts`, because
/// those crates depend on this one. `tests/built_in.rs` compares it with them.
const TEXT: &str = include_str!("built_in.toml");

/// Returns the messages that the crates of kea-messages log themselves, such as
/// `LOG_LIMIT_EXCEEDED` of kea-messages-subscriber, without those whose IDs a catalogue has.
///
/// They can occur in any log, even if the program's catalogue does not have them. If the catalogue
/// has such a message, use the catalogue's definition.
///
/// ```
/// use kea_messages_catalog::{Message, built_in};
///
/// let own = [Message::new("LOG_LIMIT_EXCEEDED", "too many: %1")];
/// let ids: Vec<String> = built_in(&own).into_iter().map(|message| message.id).collect();
/// assert!(ids.iter().any(|id| id == "LOG_LIMIT_EXCEEDED_BY"));
/// assert!(!ids.iter().any(|id| id == "LOG_LIMIT_EXCEEDED"));
/// ```
#[must_use]
pub fn built_in<'a>(catalogue: impl IntoIterator<Item = &'a Message>) -> Vec<Message> {
    let text = Source::new("built_in.toml", TEXT);
    let entries = Catalogue::of_sources(vec![text]).entries.into_iter();
    let mut messages: Vec<Message> = entries.map(|entry| entry.message).collect();
    for known in catalogue {
        messages.retain(|message| message.id != known.id);
    }
    messages
}
