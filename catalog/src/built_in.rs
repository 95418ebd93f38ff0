//! The messages that the crates of kea-messages log themselves.

use crate::{Catalogue, Message, Source};

/// The definitions in `kea-messages-subscriber` and in the feature `local-texts` of
/// `kea-messages`, which do not depend on this crate. A test compares them with this file.
const TEXT: &str = include_str!("built_in.toml");

/// Returns the messages that the crates of kea-messages log themselves, such as
/// `LOG_LIMIT_EXCEEDED` of kea-messages-subscriber, without those whose IDs a catalogue has.
///
/// They can be in every log, also if the program's catalogue does not have them. If it does, its
/// definition is the one to use.
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
