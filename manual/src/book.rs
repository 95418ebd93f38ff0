//! The messages of a book, in their order.

use kea_messages_catalog::file::{self, Header};
use kea_messages_catalog::{Argument, Deprecation, Message};
use kea_messages_core::{Catalogue, Definition};
use std::collections::HashMap;

/// A catalogue as it is printed: its messages by module, in the order of their IDs.
#[derive(Clone, Debug)]
pub struct Book {
    pub(crate) title: String,
    pub(crate) version: Option<String>,
    /// In Markdown.
    pub(crate) introduction: Option<String>,
    /// In the byte order of their IDs.
    messages: Vec<Message>,
    /// Where messages are logged, by their IDs.
    places: HashMap<String, Vec<String>>,
}

/// The messages whose IDs begin with the same word.
#[derive(Clone, Copy, Debug)]
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

    /// A book of catalogue files.
    #[must_use]
    pub fn of_files(catalogue: &file::Catalogue) -> Self {
        let entries = catalogue.entries.iter();
        Self::new(
            catalogue.header.clone(),
            entries.map(|entry| entry.message.clone()),
        )
    }

    /// A book of what a program was compiled with.
    #[must_use]
    pub fn of_catalogue(title: impl Into<String>, catalogue: &Catalogue) -> Self {
        let header = Header {
            title: Some(title.into()),
            ..Header::default()
        };
        Self::new(header, catalogue.iter().map(message))
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
        let is_same = |a: &Message, b: &Message| module_name(&a.id) == module_name(&b.id);
        self.messages.chunk_by(is_same).map(|messages| Module {
            name: module_name(&messages[0].id),
            messages,
        })
    }
}

/// The first word of an ID.
fn module_name(id: &str) -> &str {
    id.split('_').next().unwrap_or(id)
}

/// A definition of a program in the form in which it was read from its source.
fn message(definition: Definition) -> Message {
    let arguments = definition.arguments().map(|argument| Argument {
        name: argument.name().to_owned(),
        rust_type: argument.rust_type().map(str::to_owned),
        secret: argument.is_secret(),
    });
    Message {
        id: definition.id().to_owned(),
        severity: definition.severity(),
        text: definition.text().to_owned(),
        arguments: Some(arguments.collect()),
        description: definition.description().to_owned(),
        action: definition.action().map(str::to_owned),
        since: definition.since().map(str::to_owned),
        deprecation: definition.deprecation().map(|deprecation| Deprecation {
            since: deprecation.since().map(str::to_owned),
            note: deprecation.note().map(str::to_owned),
        }),
        removed: None,
    }
}
