//! The text of a message as a pattern, which a log line matches if it has values in the
//! places of the placeholders.

use crate::kind::Values as _;
use crate::value::Value;
use kea_messages_catalog::{Argument, Kind, Message};
use kea_messages_core::text::{Piece, pieces};
use memchr::memmem;
use std::borrow::Cow;
use std::ops::Range;

/// The text of a message, cut at its placeholders.
///
/// Two are equal if their messages have the same text and the same arguments.
#[derive(Debug, PartialEq)]
pub(crate) struct Pattern {
    pub(crate) names: Vec<Box<str>>,
    kinds: Vec<Kind>,
    /// The literal before the first placeholder.
    pub(crate) head: Box<str>,
    pub(crate) gaps: Vec<Gap>,
    /// Whether each argument is in the text once, in the order of their numbers.
    is_in_order: bool,
}

/// A placeholder, and the literal behind it.
#[derive(Debug)]
pub(crate) struct Gap {
    /// The index of the argument.
    pub(crate) argument: usize,
    pub(crate) literal: Box<str>,
    /// Finds the literal.
    pub(crate) finder: memmem::Finder<'static>,
}

impl Gap {
    fn new(argument: usize, literal: String) -> Self {
        Self {
            argument,
            finder: memmem::Finder::new(&literal).into_owned(),
            literal: literal.into(),
        }
    }
}

impl PartialEq for Gap {
    fn eq(&self, other: &Self) -> bool {
        // The finder is made of the literal.
        self.argument == other.argument && self.literal == other.literal
    }
}

impl Pattern {
    pub(crate) fn new(message: &Message) -> Self {
        let mut head = String::new();
        let mut gaps: Vec<(usize, String)> = Vec::new();
        for piece in pieces(&message.text).flatten() {
            match piece {
                Piece::Placeholder(number) => gaps.push((number - 1, String::new())),
                Piece::Literal(literal) => match gaps.last_mut() {
                    Some((_, behind)) => behind.push_str(literal),
                    None => head.push_str(literal),
                },
            }
        }
        let arguments = message.named_arguments();
        let in_order = 0..arguments.len();
        Self {
            is_in_order: gaps.iter().map(|(argument, _)| *argument).eq(in_order),
            kinds: arguments.iter().map(Argument::kind).collect(),
            names: arguments
                .into_iter()
                .map(|argument| argument.name.into())
                .collect(),
            head: head.into(),
            gaps: gaps
                .into_iter()
                .map(|(argument, literal)| Gap::new(argument, literal))
                .collect(),
        }
    }

    /// What is known about the values of the argument with this index.
    pub(crate) fn kind(&self, argument: usize) -> Kind {
        self.kinds.get(argument).copied().unwrap_or(Kind::Text)
    }

    /// Whether the text is the message's with these values in it.
    pub(crate) fn fits(&self, text: &str, values: &[Value<'_>]) -> bool {
        let mut rest = text.strip_prefix(&*self.head);
        for gap in &self.gaps {
            let value = values.get(gap.argument).map_or("", Value::as_str);
            rest = rest
                .and_then(|rest| rest.strip_prefix(value))
                .and_then(|rest| rest.strip_prefix(&*gap.literal));
        }
        rest == Some("")
    }

    /// The values of the arguments, one for each, where the placeholders have these
    /// places in `rest`, which is the text behind the head. `None` if an argument cannot
    /// have the value of its placeholder, or has two placeholders with different values.
    pub(crate) fn values<'t>(
        &self,
        rest: &'t str,
        places: &[Range<usize>],
    ) -> Option<Vec<Value<'t>>> {
        let value = |(argument, value)| self.kind(argument).value(Cow::Borrowed(value));
        let found = places.iter().map(|place| &rest[place.clone()]);
        if self.is_in_order {
            return found.enumerate().map(value).collect();
        }
        let mut values: Vec<Option<&'t str>> = vec![None; self.names.len()];
        for (gap, value) in self.gaps.iter().zip(found) {
            match values.get_mut(gap.argument)? {
                Some(other) if *other != value => return None,
                other => *other = Some(value),
            }
        }
        // The text does not show an argument whose number has no placeholder.
        let values = values.into_iter().map(Option::unwrap_or_default);
        values.enumerate().map(value).collect()
    }
}
