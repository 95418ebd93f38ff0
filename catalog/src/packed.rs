//! A definition packed into two strings, so that it is cheap to compile.
//!
//! A macro hands a definition to the runtime as constants. rustc type-checks and
//! borrow-checks the initial value of each, and for a structure of structures
//! that takes longer than for all the rest of a message; `docs/DESIGN.md` has
//! the figures.
//!
//! - The *outline* is what printing and logging need: the severity, the ID, the
//!   arguments, and the text cut at its placeholders.
//! - The *details* are the rest. They stand apart, so that a program that never
//!   asks for a description does not carry it.
//!
//! Both are sequences of fields, and a field is its length and its text. A
//! length is three ASCII characters of seven bits each, the lowest first. Before
//! the fields of an outline stands one character for the severity.
//! What is packed was written by the macros of the same version; a string that
//! was not reads as if it ended at the first field that is none.

use crate::severity::Severity;
#[cfg(feature = "model")]
use crate::template::{MAX_ARGUMENTS, Piece, pieces};
#[cfg(feature = "model")]
use crate::{Argument, Message};
#[cfg(feature = "model")]
use alloc::string::String;
#[cfg(feature = "model")]
use alloc::vec::Vec;

/// How many bytes the length before a field takes.
const LENGTH: usize = 3;

/// What stands for the severity where the definition leaves it open.
#[cfg(feature = "model")]
const OPEN: u8 = 127;

/// Takes the first field from what is packed.
fn field(packed: &mut &'static str) -> Option<&'static str> {
    let length = length(*packed.as_bytes().first_chunk()?);
    let field = packed.get(LENGTH..LENGTH + length)?;
    *packed = &packed[LENGTH + length..];
    Some(field)
}

/// [`field`], where only a `const fn` will do: the first field, and the rest.
const fn split(packed: &'static [u8]) -> (&'static [u8], &'static [u8]) {
    if let Some((before, rest)) = packed.split_first_chunk() {
        let length = length(*before);
        if length <= rest.len() {
            return rest.split_at(length);
        }
    }
    (&[], &[])
}

const fn length([a, b, c]: [u8; LENGTH]) -> usize {
    a as usize | (b as usize) << 7 | (c as usize) << 14
}

/// What printing and logging need of a definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outline(&'static str);

impl Outline {
    /// The outline that [`pack_outline`] packed.
    #[must_use]
    pub const fn new(packed: &'static str) -> Self {
        Self(packed)
    }

    /// `==`, and quick where both are the same constant, as they mostly are.
    #[inline]
    #[must_use]
    pub fn is(self, other: Self) -> bool {
        core::ptr::eq(self.0, other.0) || self == other
    }

    /// The message's severity; `None` where the definition leaves it open.
    #[must_use]
    pub const fn severity(self) -> Option<Severity> {
        match self.0.as_bytes().first() {
            Some(&rank) => Severity::from_rank(rank),
            None => None,
        }
    }

    /// The message's ID.
    #[must_use]
    pub fn id(self) -> &'static str {
        field(&mut self.fields()).unwrap_or("")
    }

    /// The message's ID, where only a `const fn` will do.
    #[must_use]
    pub const fn id_bytes(self) -> &'static [u8] {
        match self.0.as_bytes().split_first() {
            Some((_, fields)) => split(fields).0,
            None => &[],
        }
    }

    /// The arguments, in the order of their placeholders' numbers.
    #[must_use]
    pub fn arguments(self) -> Arguments {
        let mut packed = self.fields();
        field(&mut packed);
        Arguments(field(&mut packed).unwrap_or(""))
    }

    /// The text, cut at its placeholders, up to `N` segments; there are
    /// [`count_segments`](Self::count_segments).
    ///
    /// A `const fn`, so that a text is cut while the program is compiled.
    #[must_use]
    pub const fn segments<const N: usize>(self) -> [Segment; N] {
        let mut segments = [Segment::EMPTY; N];
        let mut rest = self.packed_segments();
        let mut count = 0;
        while let Some((&number, packed)) = rest.split_first() {
            if count == N {
                break;
            }
            let (literal, behind) = split(packed);
            segments[count] = Segment {
                argument: (number as usize).wrapping_sub(1),
                literal: match core::str::from_utf8(literal) {
                    Ok(literal) => literal,
                    // It is a field of a string.
                    Err(_) => "",
                },
            };
            rest = behind;
            count += 1;
        }
        segments
    }

    /// How many segments the text has.
    #[must_use]
    pub const fn count_segments(self) -> usize {
        let mut rest = self.packed_segments();
        let mut count = 0;
        while let Some((_, packed)) = rest.split_first() {
            rest = split(packed).1;
            count += 1;
        }
        count
    }

    const fn packed_segments(self) -> &'static [u8] {
        match self.0.as_bytes().split_first() {
            Some((_, fields)) => split(split(fields).1).1,
            None => &[],
        }
    }

    fn fields(self) -> &'static str {
        self.0.get(1..).unwrap_or("")
    }
}

/// A piece of a text: an argument, and the literal that follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The index of the argument. The first segment has none, and an index that
    /// is that of no argument.
    pub argument: usize,
    /// The literal that follows it, which can be empty.
    pub literal: &'static str,
}

impl Segment {
    const EMPTY: Self = Self {
        argument: usize::MAX,
        literal: "",
    };
}

/// An argument of an outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PackedArgument {
    /// Its name.
    pub name: &'static str,
    /// Its Rust type; empty where none is declared.
    pub rust_type: &'static str,
    /// Whether it is a secret.
    pub secret: bool,
}

/// The iterator that [`Outline::arguments`] returns.
#[derive(Clone, Debug)]
pub struct Arguments(&'static str);

impl Iterator for Arguments {
    type Item = PackedArgument;

    fn next(&mut self) -> Option<PackedArgument> {
        Some(PackedArgument {
            name: field(&mut self.0)?,
            rust_type: field(&mut self.0)?,
            secret: !field(&mut self.0)?.is_empty(),
        })
    }
}

/// The rest of a definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Details(&'static str);

impl Details {
    /// The details that [`pack_details`] packed.
    #[must_use]
    pub const fn new(packed: &'static str) -> Self {
        Self(packed)
    }

    /// The text, with its placeholders.
    #[must_use]
    pub fn text(self) -> &'static str {
        self.field(0)
    }

    /// The description; empty where there is none.
    #[must_use]
    pub fn description(self) -> &'static str {
        self.field(1)
    }

    /// The operator action; empty where there is none.
    #[must_use]
    pub fn action(self) -> &'static str {
        self.field(2)
    }

    /// The version that logged the message first; empty where that is not said.
    #[must_use]
    pub fn since(self) -> &'static str {
        self.field(3)
    }

    /// The version that deprecated the message, and the note to it, each empty
    /// where it is not said; `None` where the message is not deprecated.
    #[must_use]
    pub fn deprecation(self) -> Option<(&'static str, &'static str)> {
        let mut packed = self.0;
        (0..4).for_each(|_| _ = field(&mut packed));
        Some((field(&mut packed)?, field(&mut packed)?))
    }

    fn field(self, index: usize) -> &'static str {
        let mut packed = self.0;
        (0..index).for_each(|_| _ = field(&mut packed));
        field(&mut packed).unwrap_or("")
    }
}

/// Packs what printing and logging need of a message whose text has no mistake,
/// and counts the segments of the text.
///
/// # Panics
///
/// If a field is longer than 2 MiB.
#[cfg(feature = "model")]
#[must_use]
pub fn pack_outline(message: &Message, arguments: &[Argument]) -> (String, usize) {
    let mut outline = String::new();
    outline.push(char::from(message.severity.map_or(OPEN, Severity::rank)));
    push(&mut outline, &message.id);
    let mut packed = String::new();
    for argument in arguments {
        push(&mut packed, &argument.name);
        push(&mut packed, argument.rust_type.as_deref().unwrap_or(""));
        push(&mut packed, if argument.secret { "secret" } else { "" });
    }
    push(&mut outline, &packed);
    let mut literal = String::new();
    let mut segments = 1;
    outline.push('\0');
    for piece in pieces(&message.text).flatten() {
        match piece {
            Piece::Literal(text) => literal += text,
            Piece::Placeholder(number) => {
                push(&mut outline, &literal);
                literal.clear();
                segments += 1;
                outline.push(char::from(argument_number(number)));
            }
        }
    }
    push(&mut outline, &literal);
    (outline, segments)
}

/// Packs the rest of a message.
///
/// # Panics
///
/// If a field is longer than 2 MiB.
#[cfg(feature = "model")]
#[must_use]
pub fn pack_details(message: &Message) -> String {
    let mut details = String::new();
    push(&mut details, &message.text);
    push(&mut details, &message.description);
    push(&mut details, message.action.as_deref().unwrap_or(""));
    push(&mut details, message.since.as_deref().unwrap_or(""));
    if let Some(deprecation) = &message.deprecation {
        push(&mut details, deprecation.since.as_deref().unwrap_or(""));
        push(&mut details, deprecation.note.as_deref().unwrap_or(""));
    }
    details
}

/// The order in which definitions stand in a table, by their indices: by ID, and
/// of an ID that is there twice the first alone.
#[cfg(feature = "model")]
#[must_use]
pub fn row_order(ids: &[&str]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..ids.len()).collect();
    order.sort_by_key(|&index| ids[index]);
    order.dedup_by_key(|index| ids[*index]);
    order
}

/// The number of an argument as a byte, which the limit on arguments keeps in
/// ASCII.
#[cfg(feature = "model")]
const fn argument_number(number: usize) -> u8 {
    const { assert!(MAX_ARGUMENTS < 128) };
    let [low, ..] = number.to_le_bytes();
    low
}

#[cfg(feature = "model")]
fn push(packed: &mut String, field: &str) {
    let length = field.len();
    assert!(
        length < 1 << (7 * LENGTH),
        "a field of a message is over 2 MiB long"
    );
    for shift in [0, 7, 14] {
        let [low, ..] = (length >> shift).to_le_bytes();
        packed.push(char::from(low & 0x7f));
    }
    packed.push_str(field);
}

#[cfg(all(test, feature = "model"))]
mod tests {
    use super::*;
    use crate::Deprecation;
    use alloc::boxed::Box;
    use alloc::format;
    use alloc::string::ToString;
    use alloc::vec::Vec;
    use proptest::prelude::*;

    fn outline(message: &Message) -> Outline {
        let (packed, segments) = pack_outline(message, &message.named_arguments());
        let outline = Outline::new(Box::leak(packed.into_boxed_str()));
        assert_eq!(outline.count_segments(), segments);
        outline
    }

    fn details(message: &Message) -> Details {
        let packed = pack_details(message);
        Details::new(Box::leak(packed.into_boxed_str()))
    }

    #[test]
    fn texts_are_cut_at_their_placeholders() {
        const NONE: usize = usize::MAX;
        let cases: [(&str, &[(usize, &str)]); 5] = [
            ("up", &[(NONE, "up")]),
            ("%1", &[(NONE, ""), (0, "")]),
            ("%2: %1%2", &[(NONE, ""), (1, ": "), (0, ""), (1, "")]),
            ("100%% of %1", &[(NONE, "100% of "), (0, "")]),
            ("%1é%16", &[(NONE, ""), (0, "é"), (15, "")]),
        ];
        for (text, expected) in cases {
            let message = Message {
                text: text.to_string(),
                ..Message::default()
            };
            let outline = outline(&message);
            let segments = outline.segments::<8>();
            let segments: Vec<_> = segments[..outline.count_segments()]
                .iter()
                .map(|segment| (segment.argument, segment.literal))
                .collect();
            assert_eq!(segments, expected, "{text:?}");
        }
    }

    #[test]
    fn long_fields() {
        let description = "x".repeat(1 << 15);
        let message = Message {
            text: "up".to_string(),
            description: description.clone(),
            ..Message::default()
        };
        let details = details(&message);
        assert_eq!(details.description(), description);
        assert_eq!(details.action(), "");
        assert_eq!(details.deprecation(), None);
    }

    #[test]
    fn what_is_not_packed_is_empty() {
        for wrong in ["", "\u{1}", "\u{7f}\u{7f}\u{7f}x", "\u{1}\u{1}\0\0é", "ééé"] {
            let outline = Outline::new(wrong);
            assert_eq!(outline.id(), "", "{wrong:?}");
            assert_eq!(outline.arguments().count(), 0, "{wrong:?}");
            assert_eq!(Details::new(wrong).text(), "", "{wrong:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_packed_is_unpacked(
            id in "[A-Z][A-Z0-9_]{0,20}",
            rank in 0..128u8,
            names in prop::collection::vec("[a-zé][a-z0-9_]{0,200}", 0..=MAX_ARGUMENTS),
            description in any::<String>(),
            action in any::<Option<String>>(),
            deprecation in any::<Option<(String, String)>>(),
        ) {
            let arguments: Vec<Argument> = names.iter().map(|name| Argument {
                name: name.clone(),
                rust_type: name.contains('u').then(|| format!("Option<{name}>")),
                secret: name.len() % 2 == 0,
            }).collect();
            let message = Message {
                id: id.clone(),
                severity: Severity::from_rank(rank),
                text: (1..=names.len()).map(|number| format!("é%{number}")).collect(),
                arguments: Some(arguments.clone()),
                description: description.clone(),
                action: action.clone(),
                deprecation: deprecation.clone().map(|(since, note)| Deprecation {
                    since: Some(since),
                    note: Some(note),
                }),
                ..Message::default()
            };
            let outline = outline(&message);
            prop_assert_eq!(outline.severity(), message.severity);
            prop_assert_eq!(outline.id(), &id);
            prop_assert_eq!(outline.id_bytes(), id.as_bytes());
            let unpacked: Vec<Argument> = outline.arguments().map(|argument| Argument {
                name: argument.name.to_string(),
                rust_type: Some(argument.rust_type.to_string()).filter(|text| !text.is_empty()),
                secret: argument.secret,
            }).collect();
            prop_assert_eq!(unpacked, arguments);
            prop_assert_eq!(outline.count_segments(), names.len() + 1);
            let deprecation = deprecation.as_ref().map(|(a, b)| (a.as_str(), b.as_str()));
            let details = details(&message);
            prop_assert_eq!(details.text(), &message.text);
            prop_assert_eq!(details.description(), &description);
            prop_assert_eq!(details.action(), action.as_deref().unwrap_or(""));
            prop_assert_eq!(details.since(), "");
            prop_assert_eq!(details.deprecation(), deprecation);
        }
    }
}
