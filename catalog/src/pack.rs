//! Packs messages into the form that is compiled into a program.

use crate::{Argument, Message};
use kea_messages_base::__private::{
    Detailed, Outlined, PackedArgument, pack_details, pack_outline,
};

/// A message, packed into the strings that are compiled into a program.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Packed {
    /// The part of the message that printing and logging need.
    pub outline: String,
    /// The other parts of the message.
    pub details: String,
    /// The number of segments of the text.
    pub segments: usize,
}

impl Packed {
    /// Packs a message whose text has no mistakes, with these arguments.
    ///
    /// # Panics
    ///
    /// Panics if a field is longer than 2 MiB, which [`Message::faults`] reports.
    #[must_use]
    pub fn new(message: &Message, arguments: &[Argument]) -> Self {
        let mut packed = Self {
            outline: String::new(),
            details: String::new(),
            segments: 0,
        };
        let outlined = Outlined {
            severity: message.severity,
            id: &message.id,
            text: &message.text,
        };
        let arguments = arguments.iter().map(|argument| PackedArgument {
            name: &argument.name,
            rust_type: argument.rust_type.as_deref().unwrap_or(""),
            secret: argument.secret,
            field: argument.field,
        });
        let detailed = Detailed {
            text: &message.text,
            description: &message.description,
            action: message.action.as_deref().unwrap_or(""),
            since: message.since.as_deref().unwrap_or(""),
            named_text: message.named_text.as_deref().unwrap_or(""),
            is_called_by_name: message.is_called_by_name,
            deprecation: message.deprecation.as_ref().map(|deprecation| {
                let since = deprecation.since.as_deref().unwrap_or("");
                (since, deprecation.note.as_deref().unwrap_or(""))
            }),
            limit: message.limit.as_deref().unwrap_or(""),
            alert: message.alert.as_deref().unwrap_or(""),
            promise: message.promise.as_deref().unwrap_or(""),
        };
        // Writing to a string does not fail.
        packed.segments = pack_outline(&mut packed.outline, outlined, arguments).unwrap_or(0);
        _ = pack_details(&mut packed.details, detailed);
        packed
    }
}

/// Returns the indices of definitions in the order of a table: sorted by ID, and
/// only the first one of duplicate IDs.
#[must_use]
pub fn row_order(ids: &[&str]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..ids.len()).collect();
    order.sort_by_key(|&index| ids[index]);
    order.dedup_by_key(|index| ids[*index]);
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_in_the_order_of_their_ids() {
        assert_eq!(row_order(&["B", "C", "A", "B"]), [2, 0, 1]);
        assert_eq!(row_order(&[]), [0; 0]);
    }
}
