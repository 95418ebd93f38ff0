//! The messages that the crates of kea-messages log themselves.

use crate::{Catalogue, Message, Source};
use std::collections::HashSet;
use std::sync::LazyLock;

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
    let known: HashSet<&str> = catalogue.into_iter().map(|it| it.id.as_str()).collect();
    let messages = MESSAGES.iter();
    let others = messages.filter(|message| !known.contains(message.id.as_str()));
    others.cloned().collect()
}

/// Returns whether the crates of kea-messages log a message with this ID themselves.
#[cfg(feature = "convert")]
pub(crate) fn is_built_in(id: &str) -> bool {
    MESSAGES.iter().any(|message| message.id == id)
}

static MESSAGES: LazyLock<Vec<Message>> = LazyLock::new(|| {
    let text = Source::new("built_in.toml", TEXT);
    let catalogue = Catalogue::of_sources(vec![text]);
    debug_assert!(!catalogue.has_errors(), "{:?}", catalogue.findings);
    let entries = catalogue.entries.into_iter();
    entries.map(|entry| entry.message).collect()
});
