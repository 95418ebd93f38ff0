//! Represents the text of a message as a pattern, which a log line matches if it has values in
//! place of the placeholders.

use crate::names::Names;
use crate::near::find_near;
use crate::value::Value;
use kea_messages_catalog::{Argument, Message, ValueType};
use kea_messages_core::text::{Piece, pieces};
use memchr::arch::all::packedpair::Pair;
use memchr::memmem;
use std::ops::Range;

/// The length up to which a text is searched for a literal by looking for one of its bytes. In a
/// longer text, that byte may occur often, and it pays to prepare a search.
const SHORT: usize = 512;

/// The text of a message, cut at its placeholders.
///
/// A log has the messages of a catalogue in any order, so the pattern is usually not in the
/// processor's cache: it is as small and as compact as possible.
///
/// Two patterns are equal if their messages have the same text and the same arguments.
#[derive(Debug, PartialEq)]
pub(crate) struct Pattern {
    /// The names of the arguments. Arguments that are not in the text are last.
    pub(crate) names: Names,
    /// The literals, concatenated.
    literals: Box<str>,
    pub(crate) gaps: Box<[Gap]>,
    /// The end of the literal before the first placeholder.
    head_end: u32,
    /// Whether each argument is in the text once, in the order of their numbers.
    pub(crate) is_in_order: bool,
    /// The number of arguments that are in the text.
    pub(crate) placed: usize,
    /// The types of the values, unless all of them are text.
    types: Option<Box<Types>>,
}

#[derive(Debug, PartialEq)]
struct Types {
    of_values: Vec<ValueType>,
    /// For each argument, whether a format changes how its value is written in the text.
    formatted: Vec<bool>,
    /// The pattern without types, if an argument can be in the text twice.
    untyped: Option<Pattern>,
}

/// A placeholder, and the literal after it.
#[derive(Debug, PartialEq)]
pub(crate) struct Gap {
    argument: u32,
    /// The range of the literal within the literals of the pattern.
    start: u32,
    end: u32,
    /// The index of a byte of the literal that is rare in texts.
    rare: u8,
}

impl Gap {
    fn new(argument: usize, literals: &str, start: usize) -> Self {
        let rare = Pair::new(&literals.as_bytes()[start..]).map_or(0, |pair| pair.index1());
        Self {
            argument: small(argument),
            start: small(start),
            end: small(literals.len()),
            rare,
        }
    }

    /// Returns the index of the argument.
    pub(crate) const fn argument(&self) -> usize {
        self.argument as usize
    }

    /// Returns the length of the literal.
    pub(crate) const fn length(&self) -> usize {
        (self.end - self.start) as usize
    }
}

/// Converts a place in the text of a message, or the index of an argument, to a `u32`.
fn small(place: usize) -> u32 {
    u32::try_from(place).expect("a message is shorter than 4 GiB")
}

impl Pattern {
    pub(crate) fn new(message: &Message) -> Self {
        let mut literals = String::new();
        let mut head_end = None;
        let mut gaps: Vec<Gap> = Vec::new();
        // The last placeholder, and the start of the literal after it.
        let mut last: Option<(usize, usize)> = None;
        for piece in pieces(&message.text).flatten() {
            match piece {
                Piece::Placeholder(number) => {
                    head_end.get_or_insert(literals.len());
                    let before = last.replace((number - 1, literals.len()));
                    gaps.extend(before.map(|(argument, at)| Gap::new(argument, &literals, at)));
                }
                Piece::Literal(literal) => literals.push_str(literal),
            }
        }
        gaps.extend(last.map(|(argument, at)| Gap::new(argument, &literals, at)));
        let arguments = message.named_arguments();
        let placed = arguments.iter().filter(|argument| !argument.field).count();
        let is_in_order = gaps.iter().map(Gap::argument).eq(0..placed);
        Self {
            placed,
            is_in_order,
            types: Types::of(message, &arguments, is_in_order).map(Box::new),
            names: arguments
                .iter()
                .map(|argument| argument.name.as_str().into())
                .collect(),
            head_end: small(head_end.unwrap_or(literals.len())),
            literals: literals.into(),
            gaps: gaps.into(),
        }
    }

    /// Returns the literal before the first placeholder.
    pub(crate) fn head(&self) -> &str {
        &self.literals[..self.head_end as usize]
    }

    /// Returns the literal after a placeholder.
    pub(crate) fn literal(&self, gap: &Gap) -> &str {
        &self.literals[gap.start as usize..gap.end as usize]
    }

    /// Returns the literal before the last placeholder.
    pub(crate) fn literal_before_last(&self) -> &str {
        match &*self.gaps {
            [.., before, _] => self.literal(before),
            _ => self.head(),
        }
    }

    /// Finds the literal after a placeholder in a text.
    #[inline]
    pub(crate) fn find(&self, gap: &Gap, text: &[u8]) -> Option<usize> {
        let literal = self.literal(gap).as_bytes();
        let Some(byte) = literal.get(usize::from(gap.rare)) else {
            return Some(0);
        };
        if text.len() > SHORT {
            return memmem::find(text, literal);
        }
        // A finder would be larger than the rest of the pattern.
        let rare = usize::from(gap.rare);
        let last = text.len().checked_sub(literal.len())?;
        // The places of that byte, from the first possible one to the last.
        let mut bytes = &text[rare..=last + rare];
        loop {
            let at = find_near(*byte, bytes)?;
            let place = last + 1 - bytes.len() + at;
            if text[place..].starts_with(literal) {
                return Some(place);
            }
            bytes = &bytes[at + 1..];
        }
    }

    /// Returns the type of the values of the argument with this index.
    pub(crate) fn value_type(&self, argument: usize) -> &ValueType {
        let types = self.types.as_deref();
        let value_type = types.and_then(|types| types.of_values.get(argument));
        value_type.unwrap_or(&ValueType::Text)
    }

    /// Whether an argument has a type other than text, or a format.
    pub(crate) const fn has_types(&self) -> bool {
        self.types.is_some()
    }

    /// Whether an argument has a type other than text.
    pub(crate) fn is_typed(&self) -> bool {
        let is_typed = |types: &Types| types.of_values.iter().any(|it| *it != ValueType::Text);
        self.types.as_deref().is_some_and(is_typed)
    }

    /// Whether a format changes how the value of this argument is written in the text.
    pub(crate) fn is_formatted(&self, argument: usize) -> bool {
        let types = self.types.as_deref();
        types.is_some_and(|types| types.formatted.get(argument) == Some(&true))
    }

    pub(crate) fn has_formats(&self) -> bool {
        let types = self.types.as_deref();
        types.is_some_and(|types| types.formatted.contains(&true))
    }

    /// Whether the text would be a text of this message if its arguments had no types.
    pub(crate) fn fits_as_text(&self, text: &str) -> bool {
        match self.types.as_ref().and_then(|types| types.untyped.as_ref()) {
            None => self.fits_somehow(text),
            Some(untyped) => {
                let readings = untyped.read(text);
                readings.gave_up || !readings.found.is_empty()
            }
        }
    }

    /// Returns the text of the message with these values.
    pub(crate) fn format(&self, values: &[Value<'_>]) -> String {
        let mut text = self.head().to_owned();
        for gap in &self.gaps {
            text += values.get(gap.argument()).map_or("", Value::as_str);
            text += self.literal(gap);
        }
        text
    }

    /// Whether this is the text of the message with these values.
    pub(crate) fn fits(&self, text: &str, values: &[Value<'_>]) -> bool {
        let mut rest = text.strip_prefix(self.head());
        for gap in &self.gaps {
            let value = values.get(gap.argument()).map_or("", Value::as_str);
            rest = rest
                .and_then(|rest| rest.strip_prefix(value))
                .and_then(|rest| rest.strip_prefix(self.literal(gap)));
        }
        rest == Some("")
    }

    /// Whether a line can end with the end of this message's text. Most other lines are excluded
    /// without looking at the rest of the line.
    pub(crate) fn can_end(&self, line: &str) -> bool {
        let line = line.strip_suffix("\u{1b}[0m").unwrap_or(line);
        let Some(last) = self.gaps.last() else {
            return true;
        };
        // A backslash or a control character can be escaped in the line.
        let literal = self.literal(last);
        if literal.contains(|c: char| c == '\\' || c.is_control()) {
            return true;
        }
        let Some(before) = line.strip_suffix(literal) else {
            return false;
        };
        match self.value_type(last.argument()) {
            ValueType::Signed(_) | ValueType::Unsigned(_) => {
                before.ends_with(|c: char| c.is_ascii_digit())
            }
            ValueType::Bytes => before.ends_with(']'),
            _ => true,
        }
    }

    /// Returns the value of the argument with this index, or `None` if its type does not allow this
    /// value.
    pub(crate) fn value<'t>(&self, argument: usize, value: &'t str) -> Option<Value<'t>> {
        match &self.types {
            None => Some(Value::Text(value.into())),
            Some(_) => Value::of(self.value_type(argument), value.into()),
        }
    }

    /// Returns the value of each argument. The values of the placeholders are at `places` in
    /// `rest`, the text after the head. Returns `None` if an argument cannot have the value of its
    /// placeholder, or has two placeholders with different values.
    pub(crate) fn values<'t>(
        &self,
        rest: &'t str,
        places: &[Range<usize>],
    ) -> Option<Vec<Value<'t>>> {
        let value = |(argument, value)| self.value(argument, value);
        let found = places.iter().map(|place| &rest[place.clone()]);
        if self.is_in_order {
            return found.enumerate().map(value).collect();
        }
        let mut values: Vec<Option<&'t str>> = vec![None; self.placed];
        for (gap, value) in self.gaps.iter().zip(found) {
            match values.get_mut(gap.argument())? {
                Some(other) if *other != value => return None,
                other => *other = Some(value),
            }
        }
        // An argument without a placeholder is not in the text, so its value is empty.
        let values = values.into_iter().map(Option::unwrap_or_default);
        values.enumerate().map(value).collect()
    }
}

impl Types {
    fn of(message: &Message, arguments: &[Argument], is_in_order: bool) -> Option<Self> {
        let formats = message.formats();
        let formatted: Vec<_> = formats.iter().map(Option::is_some).collect();
        let value_type = |(argument, is_formatted): (&Argument, &bool)| match is_formatted {
            false => argument.value_type(),
            // A formatted value may not look like a value of its type.
            true => ValueType::Text,
        };
        let types: Vec<_> = arguments.iter().zip(&formatted).map(value_type).collect();
        let is_typed = types.iter().any(|it| *it != ValueType::Text);
        (is_typed || formatted.contains(&true)).then(|| Self {
            untyped: (is_typed && !is_in_order).then(|| Pattern::new(&without_types(message))),
            of_values: types,
            formatted,
        })
    }
}

/// Returns the same message without the types of its arguments.
fn without_types(message: &Message) -> Message {
    let mut message = message.clone();
    for argument in message.arguments.iter_mut().flatten() {
        argument.values = Some(ValueType::Text);
        argument.secret = false;
    }
    message
}

#[cfg(test)]
impl Pattern {
    /// Creates the pattern of a text whose arguments have these types, for tests.
    pub(crate) fn of(text: &str, types: &[&str]) -> Self {
        use kea_messages_catalog::Argument;

        let arguments = types
            .iter()
            .enumerate()
            .map(|(index, rust_type)| Argument::unnamed(index + 1).with_type(*rust_type));
        let mut message = Message::new("THE_ID", text);
        message.arguments = Some(arguments.collect());
        Self::new(&message)
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern;
    use crate::value::Value;
    use kea_messages_catalog::{Argument, Message, ValueType};

    #[test]
    fn ends_of_lines() {
        // The text, the type of its first argument, a line, and whether it can end with the end of
        // the text.
        let cases = [
            ("up", "", "x", true),
            ("%1 done", "", "A_B a done", true),
            ("%1 done", "", "A_B a done\u{1b}[0m", true),
            ("%1 done", "", "A_B a dona", false),
            ("%1\n", "", "A_B a\\n", true),
            ("%1", "", "x", true),
            ("%1", "u8", "A_B 3", true),
            ("%1", "i8", "A_B 3x", false),
            ("%1.", "u8", "A_B 3.", true),
            ("%1.", "u8", "A_B x.", false),
            ("%1.", "&[u8]", "A_B [0a].", true),
            ("%1.", "&[u8]", "A_B 0a.", false),
        ];
        for (text, rust_type, line, expected) in cases {
            let pattern = Pattern::of(text, &[rust_type]);
            assert_eq!(pattern.can_end(line), expected, "{text:?} {line:?}");
        }
    }

    #[test]
    fn equal_patterns() {
        let one = || Pattern::of("on %1: %2 done", &["String", "u32"]);
        let mut message = Message::new("THE_ID", "on %1: %2 done");
        message.arguments = Some(vec![Argument::named("place"), Argument::named("nr")]);
        let renamed = Pattern::new(&message);
        let others = [
            Pattern::of("in %1: %2 done", &["String", "u32"]),
            Pattern::of("on %1; %2 done", &["String", "u32"]),
            Pattern::of("on %2: %1 done", &["String", "u32"]),
            Pattern::of("on %1: %2 done", &["String", "i32"]),
            Pattern::of("on %1: %2", &["String", "u32"]),
            Pattern::of("on %1: done", &["String", "u32"]),
            renamed,
        ];
        assert_eq!(one(), one());
        for other in others {
            assert_ne!(one(), other);
        }
    }

    #[test]
    fn texts_with_values() {
        let values = [Value::Text("a".into()), Value::Bare("3".into())];
        // The text of the message, a text, and whether it is the text of the message with the
        // values.
        let cases = [
            ("on %1: %2 done", "on a: 3 done", true),
            ("on %1: %2 done", "in a: 3 done", false),
            ("on %1: %2 done", "on b: 3 done", false),
            ("on %1: %2 done", "on a: 4 done", false),
            ("on %1: %2 done", "on a; 3 done", false),
            ("on %1: %2 done", "on a: 3 done.", false),
            ("on %1: %2 done", "on a: 3", false),
            ("%2%1%2", "3a3", true),
            ("%2%1%2", "3a4", false),
            ("100%% up", "100% up", true),
            // This message has a mistake: its third argument is not declared.
            ("%1%3", "a", true),
        ];
        for (message, text, expected) in cases {
            let pattern = Pattern::of(message, &["String", "u32"]);
            assert_eq!(
                pattern.fits(text, &values),
                expected,
                "{message:?} {text:?}"
            );
        }
    }

    /// A formatted number may not look like a number.
    #[test]
    fn what_has_a_format_is_text() {
        let mut message = Message::new("THE_ID", "");
        let number = |name| Argument::named(name).with_type("u8");
        message.arguments = Some(vec![number("id"), number("nr")]);
        message.set_text("{id:#04x} {nr}");
        let pattern = Pattern::new(&message);
        assert_eq!(
            [pattern.value_type(0), pattern.value_type(1)],
            [&ValueType::Text, &ValueType::Unsigned(255)]
        );
    }

    /// A line does not show arguments that are not in the text.
    #[test]
    fn fields_have_no_value() {
        let mut message = Message::new("THE_ID", "on %1");
        let field = Argument::named("pool").with_type("u8").into_field();
        message.arguments = Some(vec![Argument::named("place"), field]);
        let pattern = Pattern::new(&message);
        assert_eq!(pattern.placed, 1);
        assert_eq!(pattern.value_type(0), &ValueType::Text);
        let place = 0..1;
        let values = pattern.values("a", std::slice::from_ref(&place));
        assert_eq!(values.map(|values| values.len()), Some(1));
    }

    #[test]
    fn values_at_places() {
        // The text, its types, the text after the head, the places of the values, and the values.
        let cases: [(&str, &[&str], &str, &[(usize, usize)], Option<&[&str]>); 10] = [
            ("up", &[], "", &[], Some(&[])),
            (
                "%1: %2",
                &["", "u8"],
                "a: 3",
                &[(0, 1), (3, 4)],
                Some(&["a", "3"]),
            ),
            ("%1: %2", &["", "u8"], "a: b", &[(0, 1), (3, 4)], None),
            (
                "%2: %1",
                &["", "u8"],
                "3: a",
                &[(0, 1), (3, 4)],
                Some(&["a", "3"]),
            ),
            ("%2: %1", &["u8", ""], "3: a", &[(0, 1), (3, 4)], None),
            ("%1: %1", &[""], "a: a", &[(0, 1), (3, 4)], Some(&["a"])),
            ("%1: %1", &[""], "a: b", &[(0, 1), (3, 4)], None),
            // An argument that the text does not show, and one that is not declared.
            ("%2", &["", ""], "b", &[(0, 1)], Some(&["", "b"])),
            ("%1", &["", "u8"], "a", &[(0, 1)], None),
            ("%2", &[""], "b", &[(0, 1)], None),
        ];
        for (text, types, rest, places, expected) in cases {
            let places: Vec<_> = places.iter().map(|(start, end)| *start..*end).collect();
            let values = Pattern::of(text, types).values(rest, &places);
            let values = values
                .as_ref()
                .map(|values| values.iter().map(Value::as_str).collect());
            let expected = expected.map(<[&str]>::to_vec);
            assert_eq!(values, expected, "{text:?} {rest:?}");
        }
    }
}
