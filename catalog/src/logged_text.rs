//! Converts the text of a message to the form in a log, except for its placeholders.

use crate::Message;
use kea_messages_base::text::{Piece, pieces};

impl Message {
    /// Returns the text as a log shows it, except for its placeholders.
    ///
    /// [`written_text`](Self::written_text) returns the text of the definition.
    ///
    /// ```
    /// use kea_messages_catalog::{Argument, Message};
    ///
    /// let mut message = Message::new("POOL_FULL", "100%% of %1 is in use");
    /// assert_eq!(message.logged_text(), "100% of %1 is in use");
    ///
    /// message.arguments = Some(vec![Argument::named("pool")]);
    /// message.set_text("100% of {pool:?} is in use {{all}}");
    /// assert_eq!(message.logged_text(), "100% of {pool} is in use {all}");
    /// ```
    #[must_use]
    pub fn logged_text(&self) -> String {
        self.logged_pieces().map(|(text, _)| text).collect()
    }

    /// Returns the pieces of [`logged_text`](Self::logged_text), and whether each is a placeholder.
    pub fn logged_pieces(&self) -> impl Iterator<Item = (String, bool)> {
        pieces(&self.text).flatten().map(|piece| match piece {
            // A record in a log is one line.
            Piece::Literal(literal) => {
                let literal = literal.replace('\n', "\\n").replace('\r', "\\r");
                (literal, false)
            }
            Piece::Placeholder(number) => (self.placeholder(number), true),
        })
    }

    /// Returns the placeholder for the argument with this number, counted from 1. It is the name in
    /// braces if the text was written with names. Formats are omitted, because readers of logs do
    /// not need them.
    #[must_use]
    pub fn placeholder(&self, number: usize) -> String {
        let mut arguments = self.arguments.iter().flatten();
        match arguments.nth(number.saturating_sub(1)) {
            Some(argument) if self.named_text.is_some() => format!("{{{}}}", argument.name),
            _ => format!("%{number}"),
        }
    }
}
