//! The places of the parts of a message, as spans.

use crate::Part;
use proc_macro2::Span;

/// The places of the parts of a message.
#[derive(Debug)]
pub struct Spans {
    /// The ID, or the name that it is derived from.
    pub id: Span,
    /// The text.
    pub text: Span,
    /// The arguments that are declared.
    pub arguments: Vec<Span>,
    /// The start of the description, if there is one.
    pub description: Option<Span>,
    /// The alert, if there is one.
    pub alert: Option<Span>,
    /// The limit, if there is one.
    pub limit: Option<Span>,
    /// The promise, if there is one.
    pub promise: Option<Span>,
}

impl Spans {
    /// Returns the place of a part, or of the ID if the message does not have that
    /// part.
    #[must_use]
    pub fn of(&self, part: Part) -> Span {
        match part {
            // Only files can have renamed messages.
            Part::Id | Part::Description | Part::Action | Part::Renamed => self.id,
            Part::Text => self.text,
            Part::Alert => self.alert.unwrap_or(self.id),
            Part::Limit => self.limit.unwrap_or(self.id),
            Part::Promise => self.promise.unwrap_or(self.id),
            Part::Argument(index) => self.arguments.get(index).copied().unwrap_or(self.id),
        }
    }
}
