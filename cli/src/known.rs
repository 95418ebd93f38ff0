//! The messages that lines of a log can have.

use crate::published::Published;
use kea_messages_catalog::{Header, Message, built_in};
use kea_messages_manual::{Book, Explanation, UnknownId, explain};

/// The messages of a catalogue, and those that the crates of kea-messages log themselves, unless
/// the catalogue defines them.
#[derive(Debug)]
pub(crate) struct Known {
    /// The catalogue, with links to its manual. The others are not in that manual.
    pub(crate) catalogue: Book,
    built_in: Book,
}

impl Known {
    pub(crate) fn new(catalogue: Book, published: &Published) -> Self {
        let built_in = built_in(catalogue.messages());
        Self {
            catalogue: published.link(catalogue),
            built_in: Book::new(Header::default(), built_in),
        }
    }

    /// Returns all messages, those of the catalogue first.
    pub(crate) fn messages(&self) -> impl Iterator<Item = &Message> {
        let built_in = self.built_in.messages();
        self.catalogue.messages().iter().chain(built_in)
    }

    /// Returns the messages that the catalogue does not define.
    pub(crate) fn built_in(&self) -> &[Message] {
        self.built_in.messages()
    }

    /// Returns the message with this ID.
    pub(crate) fn get(&self, id: &str) -> Option<&Message> {
        self.catalogue.get(id).or_else(|| self.built_in.get(id))
    }

    /// Explains a message.
    ///
    /// # Errors
    ///
    /// Returns an error with similar IDs if there is no such message.
    pub(crate) fn explain(&self, id: &str) -> Result<Explanation<'_>, UnknownId> {
        explain(&self.catalogue, id).or_else(|unknown| {
            explain(&self.built_in, id).map_err(|other| match unknown.similar() {
                [] => other,
                _ => unknown,
            })
        })
    }
}
