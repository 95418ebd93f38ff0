//! The messages of a book, in their order.

use kea_messages_catalog::{Catalogue, Header, Message};
use std::collections::HashMap;

/// A catalogue as it is printed: its messages by module, in the order of their IDs.
#[derive(Clone, Debug)]
pub struct Book {
    pub(crate) title: String,
    pub(crate) version: Option<String>,
    /// Where the messages go to; only JSON has it.
    pub(crate) logger: Option<String>,
    /// In Markdown.
    pub(crate) introduction: Option<String>,
    /// In the byte order of their IDs.
    messages: Vec<Message>,
    /// Where messages are logged, by their IDs.
    places: HashMap<String, Vec<String>>,
}

/// The messages whose IDs begin with the same word.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Module<'a> {
    /// The word.
    pub name: &'a str,
    /// The messages, in the order of their IDs.
    pub messages: &'a [Message],
}

impl Book {
    /// A book of these messages. Of two with the same ID the first is in it.
    #[must_use]
    pub fn new(header: Header, messages: impl IntoIterator<Item = Message>) -> Self {
        let mut messages: Vec<Message> = messages.into_iter().collect();
        messages.sort_by(|a, b| a.id.cmp(&b.id));
        messages.dedup_by(|later, earlier| later.id == earlier.id);
        Self {
            title: header.title.unwrap_or_else(|| "Messages Manual".to_owned()),
            version: header.version,
            logger: header.logger,
            introduction: header.introduction,
            messages,
            places: HashMap::new(),
        }
    }

    /// The same book, which says of each message where it is logged: in `src/main.rs:12`,
    /// say.
    #[must_use]
    pub fn with_places(mut self, places: impl Fn(&str) -> Vec<String>) -> Self {
        let ids = self.messages.iter().map(|message| message.id.clone());
        let places = ids.map(|id| (places(&id), id));
        self.places = places
            .filter(|(places, _)| !places.is_empty())
            .map(|(places, id)| (id, places))
            .collect();
        self
    }

    /// Where a message is logged, as far as that is known.
    #[must_use]
    pub fn places(&self, id: &str) -> &[String] {
        self.places.get(id).map_or(&[], Vec::as_slice)
    }

    /// A book with this title, in place of that of the catalogue.
    #[must_use]
    pub fn with_title(self, title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            ..self
        }
    }

    /// The messages, in the order of their IDs.
    #[must_use]
    pub fn messages(&self) -> &[Message] {
        &self.messages
    }

    /// The message with this ID.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Message> {
        let index = self
            .messages
            .binary_search_by(|message| message.id.as_str().cmp(id));
        Some(&self.messages[index.ok()?])
    }

    /// The modules, in the order of their first messages.
    pub fn modules(&self) -> impl Iterator<Item = Module<'_>> {
        let is_same = |a: &Message, b: &Message| a.module() == b.module();
        self.messages.chunk_by(is_same).map(|messages| Module {
            name: messages[0].module(),
            messages,
        })
    }
}

/// A book of a catalogue that was read from files.
impl From<&Catalogue> for Book {
    fn from(catalogue: &Catalogue) -> Self {
        Self::new(catalogue.header.clone(), catalogue.messages().cloned())
    }
}

/// A book of the messages that a program was compiled with.
impl From<&kea_messages_core::Catalogue> for Book {
    fn from(catalogue: &kea_messages_core::Catalogue) -> Self {
        Self::from(&Catalogue::from(catalogue))
    }
}

/// What a book says of itself where its catalogue says nothing.
pub(crate) const INTRODUCTION: &str = "Each entry of this manual is a message that can stand in a log, under \
    its ID, which the log has too. A `%1` in its text stands for the first argument, which is \
    another one each time, `%2` for the second, and so on; a name in braces stands for the \
    argument of that name.";
