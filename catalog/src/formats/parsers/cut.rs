//! Determines where a program that only matches patterns can split the text of a message.
//!
//! `kea-messages decode` checks each line, and reports that it is ambiguous if there is a second
//! way to split it. A pattern uses the first split that it finds. So a pattern must not match a
//! line that can be split in a second way.
//!
//! The text is `H v1 L1 v2 L2 ... vn Ln`: values, and the literals after them. The last value ends
//! before `Ln`, which is the end of the text. The *gap* `i` is the literal between two values, `Li`
//! with `i < n`, and the positions of the gaps determine a split.
//!
//! - **By types.** A gap is certain *from the left* if no value of the type before it can continue
//!   with the first character of its literal, and all gaps before it are certain from the left: in
//!   two different splits, the value before the first different gap would have to continue with
//!   that character. Neither `true` nor `false` is a prefix of the other, and the value of a `char`
//!   has a fixed length, so values of these types need no literal at all. A gap is certain *from
//!   the right* by the same rule for the last character, before the value after it.
//! - **By literals.** For each of the other gaps, a pattern requires that its literal occurs in
//!   `vi Li` only at the end, and in `Li vi+1` only at the beginning, including overlaps, as of
//!   ` to ` in `a to to b`. Then there is no second split. By the first condition, no gap of
//!   another split is further left than ours: the first different gap has to be further right,
//!   because its value begins at the same place, and so on for each later gap. Consider the
//!   last gap that is further right: the value after it ends where ours ends, so its literal
//!   occurs in `Li vi+1` a second time, in contradiction to the second condition. This is the
//!   same condition that `decode` checks without a search.
//!
//! Such a literal must not be empty, so two adjacent values are never split. An argument that
//! occurs twice in the text would have to be compared, so the text of such a message is not split
//! either.
//!
//! A backslash in a text may or may not begin an escape; `decode` has an option for this. So a line
//! with a backslash or a control character has no values.

use crate::{Argument, Catalogue, Message, ValueType};
use kea_messages_base::text::{Piece, pieces};

/// A text, split at its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    /// The literal before the first value.
    pub(super) head: String,
    /// The values, in the order of the text.
    pub(super) values: Vec<Placed>,
}

/// A value in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Placed {
    /// The index of the argument.
    pub(super) argument: usize,
    pub(super) form: Form,
    /// The literal after it.
    pub(super) literal: String,
    /// Whether the literal must not occur in the values next to it.
    pub(super) is_apart: bool,
}

/// The form of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Text,
    /// An integer from 0 to this maximum.
    Unsigned(u128),
    /// An integer from the negative of this maximum, minus one, to this maximum.
    Signed(u128),
    Bool,
    Char,
    /// The text that replaces a secret, which is always the same.
    Secret,
}

/// The reason why a text is not split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Uncut {
    SideBySide,
    PartOfValue,
    Twice,
    NotPlaced,
    Escapes,
    OfOtherKind,
    TwoTexts,
    /// The parser cannot express a part of the text. The clause describes that part.
    Unsaid(&'static str),
}

impl Uncut {
    pub(super) const fn reason(self) -> &'static str {
        match self {
            Self::SideBySide => "two of its values are adjacent",
            Self::PartOfValue => "the text between two of its values can be part of one of them",
            Self::Twice => "an argument occurs in it twice",
            Self::NotPlaced => "an argument does not occur in it",
            Self::Escapes => "it has a backslash or a control character",
            Self::OfOtherKind => "a value has a type that this format does not know",
            Self::TwoTexts => "two texts have this ID",
            Self::Unsaid(reason) => reason,
        }
    }
}

impl Cut {
    /// Splits the text of a message.
    ///
    /// # Errors
    ///
    /// Returns the reason why it cannot be split.
    pub(super) fn of(message: &Message) -> Result<Self, Uncut> {
        let forms = forms(message).ok_or(Uncut::OfOtherKind)?;
        let mut cut = Self {
            head: String::new(),
            values: Vec::new(),
        };
        for piece in pieces(&message.text).flatten() {
            match piece {
                Piece::Literal(literal) => match cut.values.last_mut() {
                    Some(value) => value.literal += literal,
                    None => cut.head += literal,
                },
                Piece::Placeholder(number) => {
                    let argument = number - 1;
                    if cut.values.iter().any(|value| value.argument == argument) {
                        return Err(Uncut::Twice);
                    }
                    cut.values.push(Placed {
                        argument,
                        form: *forms.get(argument).ok_or(Uncut::NotPlaced)?,
                        literal: String::new(),
                        is_apart: false,
                    });
                }
            }
        }
        if cut.values.len() != forms.len() {
            return Err(Uncut::NotPlaced);
        }
        let mut literals = cut.values.iter().map(|value| &value.literal);
        let is_escaped = |literal: &String| literal.contains(is_unsafe);
        if is_escaped(&cut.head) || literals.any(is_escaped) {
            return Err(Uncut::Escapes);
        }
        cut.set_apart()?;
        Ok(cut)
    }

    /// Marks the literals of gaps that are not certain by the types next to them.
    fn set_apart(&mut self) -> Result<(), Uncut> {
        let Some((_, gaps)) = self.values.split_last() else {
            return Ok(());
        };
        let (gaps, all) = (gaps.len(), &self.values);
        let from_left = (0..gaps).take_while(|&gap| {
            let (form, literal) = (all[gap].form, &all[gap].literal);
            form.ends_before(literal.chars().next())
        });
        let left = from_left.count();
        let from_right = (left..gaps).rev().take_while(|&gap| {
            let (form, literal) = (all[gap + 1].form, &all[gap].literal);
            form.begins_behind(literal.chars().next_back())
        });
        let right = gaps - from_right.count();
        for gap in left..right {
            let literal = &self.values[gap].literal;
            let (before, behind) = (self.values[gap].form, self.values[gap + 1].form);
            let overlaps = borders(literal).any(|border| {
                let at = literal.len() - border;
                before.can_hold(&literal[..at]) || behind.can_hold(&literal[border..])
            });
            if literal.is_empty() {
                return Err(Uncut::SideBySide);
            }
            if overlaps || before.can_hold(literal) || behind.can_hold(literal) {
                return Err(Uncut::PartOfValue);
            }
            self.values[gap].is_apart = true;
        }
        Ok(())
    }

    /// Returns the literal before this value, if it must not occur in the value.
    pub(super) fn apart_before(&self, value: usize) -> Option<&str> {
        self.apart_behind(value.checked_sub(1)?)
    }

    /// Returns the literal after this value, if it must not occur in the value.
    pub(super) fn apart_behind(&self, value: usize) -> Option<&str> {
        let value = &self.values[value];
        value.is_apart.then_some(value.literal.as_str())
    }
}

/// Returns the lengths of the suffixes of a literal that are also prefixes. Two occurrences of the
/// literal can overlap by these lengths.
pub(super) fn borders(literal: &str) -> impl Iterator<Item = usize> + '_ {
    let places = literal.char_indices().skip(1).map(|(place, _)| place);
    places.filter(|&place| literal.ends_with(&literal[..place]))
}

/// Returns the forms of the arguments with a placeholder, in the order of their numbers, or `None`
/// if a type has no form.
fn forms(message: &Message) -> Option<Vec<Form>> {
    let arguments = message.named_arguments();
    let placed = arguments.iter().filter(|argument| !argument.field);
    let form = |(argument, format): (&Argument, Option<&str>)| match format {
        None => Form::of(argument),
        // A number in a format is treated as text.
        Some(_) => Some(Form::Text),
    };
    placed.zip(message.formats()).map(form).collect()
}

/// Returns whether a character can be written as an escape.
fn is_unsafe(letter: char) -> bool {
    letter == '\\' || letter.is_control()
}

/// Returns whether the lines of a message can be recognized by its ID, as in `decode`. A word
/// without an underscore can begin any text.
pub(super) fn is_found(message: &Message) -> bool {
    message.id.contains('_')
}

/// Returns the messages whose lines can be recognized, sorted by ID, with their splits.
pub(super) fn cuts(catalogue: &Catalogue) -> Vec<(&Message, Result<Cut, Uncut>)> {
    let mut messages: Vec<&Message> = catalogue.messages().filter(|it| is_found(it)).collect();
    messages.sort_by(|a, b| a.id.cmp(&b.id));
    let mut cuts: Vec<(&Message, Result<Cut, Uncut>)> = Vec::with_capacity(messages.len());
    for message in messages {
        match cuts.last_mut() {
            Some((last, cut)) if last.id == message.id => {
                if (&last.text, &last.arguments) != (&message.text, &message.arguments) {
                    *cut = Err(Uncut::TwoTexts);
                }
            }
            _ => cuts.push((message, Cut::of(message))),
        }
    }
    cuts
}

impl Form {
    /// Returns the form of an argument's values, if there is one for its type.
    fn of(argument: &Argument) -> Option<Self> {
        Some(match argument.value_type() {
            ValueType::Text => Self::Text,
            ValueType::Unsigned(max) => Self::Unsigned(max),
            ValueType::Signed(max) => Self::Signed(max),
            ValueType::Bool => Self::Bool,
            ValueType::Char => Self::Char,
            ValueType::Secret => Self::Secret,
            _ => return None,
        })
    }

    /// Returns whether all values are integers.
    pub(super) const fn is_integer(self) -> bool {
        matches!(self, Self::Unsigned(_) | Self::Signed(_))
    }

    /// Returns whether a value that can end before this character cannot also end further right.
    fn ends_before(self, next: Option<char>) -> bool {
        match self {
            Self::Text => false,
            Self::Bool | Self::Char | Self::Secret => true,
            Self::Unsigned(_) | Self::Signed(_) => next.is_some_and(|it| !it.is_ascii_digit()),
        }
    }

    /// Returns whether a value that can begin after this character cannot also begin further left.
    fn begins_behind(self, last: Option<char>) -> bool {
        match self {
            Self::Text => false,
            Self::Bool | Self::Char | Self::Secret => true,
            Self::Unsigned(_) => last.is_some_and(|it| !it.is_ascii_digit()),
            Self::Signed(_) => last.is_some_and(|it| !it.is_ascii_digit() && it != '-'),
        }
    }

    /// Returns whether a value can contain this part. For text, this is only known for each line.
    fn can_hold(self, part: &str) -> bool {
        match self {
            Self::Text => false,
            Self::Unsigned(_) => part.bytes().all(|byte| byte.is_ascii_digit()),
            Self::Signed(_) => part
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'-'),
            Self::Bool => "true".contains(part) || "false".contains(part),
            Self::Char => part.chars().nth(1).is_none(),
            Self::Secret => kea_messages_base::record::REDACTED.contains(part),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str, types: &[&str]) -> Result<Cut, Uncut> {
        let mut message = Message::new("A_B", text);
        let argument =
            |(number, rust_type): (usize, &&str)| Argument::unnamed(number).with_type(*rust_type);
        message.arguments = Some((1..).zip(types).map(argument).collect());
        Cut::of(&message)
    }

    #[test]
    fn gaps_are_certain_by_types_or_apart() {
        // The text, the types, and for each gap whether its literal must not occur in the values.
        let cases: [(&str, &[&str], Result<&[bool], Uncut>); 27] = [
            ("up", &[], Ok(&[])),
            ("%1 up", &[""], Ok(&[])),
            ("%1: %2", &["", ""], Ok(&[true])),
            ("%1 to %2 to %3", &["", "", ""], Ok(&[true, true])),
            ("%2: %1.", &["", ""], Ok(&[true])),
            ("%1: %2", &["u8", ""], Ok(&[false])),
            ("%1: %2", &["", "u8"], Ok(&[false])),
            ("%1-%2", &["", "u8"], Ok(&[false])),
            // The sign can belong to either value.
            ("%1-%2", &["", "i8"], Err(Uncut::PartOfValue)),
            ("%1-%2", &["i8", ""], Ok(&[false])),
            ("%1-%2", &["i8", "i8"], Ok(&[false])),
            ("%1: %2: %3", &["u8", "", "u8"], Ok(&[false, false])),
            ("%1: %2: %3", &["", "u8", ""], Ok(&[true, true])),
            ("%1: %2: %3", &["u8", "", ""], Ok(&[false, true])),
            ("%1: %2: %3", &["", "", "bool"], Ok(&[true, false])),
            ("%1%2", &["", ""], Err(Uncut::SideBySide)),
            ("%1%2", &["u8", ""], Err(Uncut::SideBySide)),
            ("%1%2", &["bool", ""], Ok(&[false])),
            ("%1%2%3", &["", "char", "bool"], Ok(&[false, false])),
            ("%1%2%3", &["", "char", ""], Err(Uncut::SideBySide)),
            ("%10%2", &["u8"], Err(Uncut::NotPlaced)),
            // A digit can belong to the number.
            ("%1: %2 0 %3", &["", "u8", ""], Ok(&[true, true])),
            ("%1: %2%%%3", &["", "char", ""], Err(Uncut::PartOfValue)),
            ("%1 of %1", &[""], Err(Uncut::Twice)),
            ("%1", &["", ""], Err(Uncut::NotPlaced)),
            (r"C:\%1", &[""], Err(Uncut::Escapes)),
            ("%1\n", &[""], Err(Uncut::Escapes)),
        ];
        for (text, types, expected) in cases {
            let found = cut(text, types).map(|cut| {
                let gaps = cut.values.len().saturating_sub(1);
                let apart = cut.values.iter().map(|value| value.is_apart);
                apart.take(gaps).collect::<Vec<_>>()
            });
            assert_eq!(
                found.as_deref(),
                expected.as_ref().map(|it| *it),
                "{text} {types:?}"
            );
        }
    }

    #[test]
    fn literals_that_overlap() {
        let cases: [(&str, &[usize]); 6] = [
            (": ", &[]),
            (" to ", &[1]),
            ("aaa", &[1, 2]),
            ("abab", &[2]),
            ("é-é", &[2]),
            ("", &[]),
        ];
        for (literal, expected) in cases {
            assert_eq!(borders(literal).collect::<Vec<_>>(), expected, "{literal}");
        }
        // If the value were `-`, there would be a second literal.
        assert_eq!(cut("%1: %2-%3", &["", "i8", ""]), Err(Uncut::PartOfValue));
    }

    #[test]
    fn messages_with_an_id() {
        let mut other = Message::new("A_B", "on %1");
        let catalogue = [
            Message::new("A_C", "on %1"),
            Message::new("A_B", "%1 on"),
            Message::new("A_C", "on %1"),
            Message::new("A", "on %1"),
            std::mem::take(&mut other),
        ];
        let catalogue = Catalogue::from_iter(catalogue);
        let found = cuts(&catalogue);
        let found: Vec<_> = found
            .iter()
            .map(|(it, cut)| (&*it.id, cut.as_ref().err()))
            .collect();
        assert_eq!(found, [("A_B", Some(&Uncut::TwoTexts)), ("A_C", None)]);
    }
}
