//! Packs a definition into the two strings that [`packed`](crate::packed) describes.
//!
//! It is used by the macros. It writes to any [`Write`], so it does not allocate.

use crate::packed::{
    ALERT, BY_NAME, DEPRECATED_SINCE, DEPRECATION_NOTE, FIELD, LENGTH, LIMIT, OPEN, PROMISE,
    PackedArgument, SECRET,
};
use crate::severity::Severity;
use crate::text::{MAX_ARGUMENTS, Piece, Pieces, pieces};
use core::fmt::{self, Write};

/// The part of a definition that printing and logging need.
#[derive(Clone, Copy, Debug)]
pub struct Outlined<'a> {
    /// The severity; `None` if the definition leaves it open.
    pub severity: Option<Severity>,
    /// The ID.
    pub id: &'a str,
    /// The text, which has no mistakes.
    pub text: &'a str,
}

/// Writes the outline of a message, and returns how many segments its text has.
///
/// # Errors
///
/// Returns the error of `out`.
///
/// # Panics
///
/// Panics if a field is longer than 2 MiB.
///
/// ```
/// use kea_messages_base::__private::{Outline, Outlined, PackedArgument, pack_outline};
/// use kea_messages_base::severity::Severity;
///
/// let mut packed = String::new();
/// let message = Outlined {
///     severity: Some(Severity::Warn),
///     id: "ALLOC_FAIL",
///     text: "%1: no address",
/// };
/// let client = PackedArgument { name: "client", rust_type: "", secret: false, field: false };
/// let segments = pack_outline(&mut packed, message, [client])?;
///
/// let outline = Outline::new(packed.leak());
/// assert_eq!(outline.id(), "ALLOC_FAIL");
/// assert_eq!(outline.count_segments(), segments);
/// # Ok::<(), std::fmt::Error>(())
/// ```
pub fn pack_outline<'a, W: Write, A>(
    out: &mut W,
    message: Outlined<'_>,
    arguments: A,
) -> Result<usize, fmt::Error>
where
    A: IntoIterator<Item = PackedArgument<'a>, IntoIter: Clone>,
{
    out.write_char(char::from(message.severity.map_or(OPEN, Severity::rank)))?;
    field(out, message.id)?;
    let arguments = arguments.into_iter();
    let lengths = arguments.clone().map(|argument| {
        let marks = usize::from(argument.secret) + usize::from(argument.field);
        3 * LENGTH + argument.name.len() + argument.rust_type.len() + marks
    });
    length(out, lengths.sum())?;
    for argument in arguments {
        field(out, argument.name)?;
        field(out, argument.rust_type)?;
        let marks = [(argument.secret, SECRET), (argument.field, FIELD)];
        let marks = marks.into_iter().filter(|(is_marked, _)| *is_marked);
        length(out, marks.clone().count())?;
        for (_, mark) in marks {
            out.write_char(mark)?;
        }
    }
    // The first segment has no argument.
    out.write_char('\0')?;
    let mut pieces = pieces(message.text);
    let mut segments = 1;
    while let Some(number) = literal(out, &mut pieces)? {
        out.write_char(char::from(argument_number(number)))?;
        segments += 1;
    }
    Ok(segments)
}

/// The parts of a definition that are not in the [outline](Outlined).
#[derive(Clone, Copy, Debug, Default)]
pub struct Detailed<'a> {
    /// The text, with its placeholders.
    pub text: &'a str,
    /// The description; empty if there is none.
    pub description: &'a str,
    /// The operator action; empty if there is none.
    pub action: &'a str,
    /// The version that introduced the message; empty if there is none.
    pub since: &'a str,
    /// The text with names for its placeholders; empty if the definition numbers them.
    pub named_text: &'a str,
    /// Whether calls name the arguments, as in a struct expression.
    pub is_called_by_name: bool,
    /// The version that deprecated the message, and a note about it, if it is deprecated.
    pub deprecation: Option<(&'a str, &'a str)>,
    /// How often the message may be logged; empty if not stated.
    pub limit: &'a str,
    /// When an alert fires; empty if not stated.
    pub alert: &'a str,
    /// The part of the message that a lock file keeps; empty if the definition does not state one.
    pub promise: &'a str,
}

/// Writes the details of a message.
///
/// # Errors
///
/// Returns the error of `out`.
///
/// # Panics
///
/// Panics if a field is longer than 2 MiB.
pub fn pack_details<W: Write>(out: &mut W, message: Detailed<'_>) -> fmt::Result {
    let Detailed {
        text,
        description,
        action,
        since,
        named_text,
        is_called_by_name,
        deprecation,
        limit,
        alert,
        promise,
    } = message;
    for text in [text, description, action, since] {
        field(out, text)?;
    }
    length(out, usize::from(is_called_by_name) + named_text.len())?;
    if is_called_by_name {
        out.write_char(BY_NAME)?;
    }
    out.write_str(named_text)?;
    if let Some((since, note)) = deprecation {
        marked_field(out, DEPRECATED_SINCE, since)?;
        marked_field(out, DEPRECATION_NOTE, note)?;
    }
    for (mark, text) in [(LIMIT, limit), (ALERT, alert), (PROMISE, promise)] {
        if !text.is_empty() {
            marked_field(out, mark, text)?;
        }
    }
    Ok(())
}

/// Writes the next literal of a text, up to a placeholder, and returns the number of that
/// placeholder.
fn literal<W: Write>(out: &mut W, pieces: &mut Pieces<'_>) -> Result<Option<usize>, fmt::Error> {
    let ahead = pieces.clone().flatten();
    let literals = ahead.map_while(|piece| match piece {
        Piece::Literal(literal) => Some(literal),
        Piece::Placeholder(_) => None,
    });
    length(out, literals.map(str::len).sum())?;
    for piece in pieces.flatten() {
        match piece {
            Piece::Literal(literal) => out.write_str(literal)?,
            Piece::Placeholder(number) => return Ok(Some(number)),
        }
    }
    Ok(None)
}

/// Converts the number of an argument to a byte. The byte is an ASCII character because
/// [`MAX_ARGUMENTS`] is small.
const fn argument_number(number: usize) -> u8 {
    const { assert!(MAX_ARGUMENTS < 128) };
    let [low, ..] = number.to_le_bytes();
    low
}

fn field<W: Write>(out: &mut W, field: &str) -> fmt::Result {
    length(out, field.len())?;
    out.write_str(field)
}

/// Writes a field that most messages do not have, after the character that identifies it.
fn marked_field<W: Write>(out: &mut W, mark: char, field: &str) -> fmt::Result {
    length(out, mark.len_utf8() + field.len())?;
    out.write_char(mark)?;
    out.write_str(field)
}

fn length<W: Write>(out: &mut W, length: usize) -> fmt::Result {
    assert!(
        length < 1 << (7 * LENGTH),
        "a field of a message is over 2 MiB long"
    );
    for shift in [0, 7, 14] {
        let [low, ..] = (length >> shift).to_le_bytes();
        out.write_char(char::from(low & 0x7f))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    extern crate std;

    use super::*;
    use crate::packed::{Details, Outline};
    use proptest::prelude::*;
    use std::format;
    use std::string::{String, ToString as _};
    use std::vec::Vec;

    /// A name, a type, whether it is a secret, and whether it is only a field.
    type Argument = (String, String, bool, bool);

    fn pack(message: Outlined<'_>, arguments: &[Argument]) -> Outline {
        let mut packed = String::new();
        let arguments = arguments
            .iter()
            .map(|(name, rust_type, secret, field)| PackedArgument {
                name,
                rust_type,
                secret: *secret,
                field: *field,
            });
        let segments =
            pack_outline(&mut packed, message, arguments).expect("strings take everything");
        let outline = Outline::new(packed.leak());
        assert_eq!(outline.count_segments(), segments);
        outline
    }

    fn packed_details(message: Detailed<'_>) -> Details {
        let mut packed = String::new();
        pack_details(&mut packed, message).expect("strings take everything");
        Details::new(packed.leak())
    }

    #[test]
    fn texts_are_cut_at_their_placeholders() {
        const NONE: usize = usize::MAX;
        let cases: [(&str, &[(usize, &str)]); 6] = [
            ("up", &[(NONE, "up")]),
            ("%1", &[(NONE, ""), (0, "")]),
            ("%2: %1%2", &[(NONE, ""), (1, ": "), (0, ""), (1, "")]),
            ("100%% of %1", &[(NONE, "100% of "), (0, "")]),
            ("%%%%1%1%%", &[(NONE, "%%1"), (0, "%")]),
            ("%1é%16", &[(NONE, ""), (0, "é"), (15, "")]),
        ];
        for (text, expected) in cases {
            let outline = pack(
                Outlined {
                    severity: None,
                    id: "A",
                    text,
                },
                &[],
            );
            let segments = outline.segments::<8>();
            let segments: Vec<_> = segments[..outline.count_segments()]
                .iter()
                .map(|segment| (segment.argument, segment.literal))
                .collect();
            assert_eq!(segments, expected, "{text:?}");
        }
    }

    #[test]
    fn outlines_are_compared_by_their_content() {
        let outline = |id| {
            let message = Outlined {
                severity: None,
                id,
                text: "",
            };
            pack(message, &[])
        };
        let [a, copy, other] = ["A", "A", "B"].map(outline);
        assert!(a.is(a) && a.is(copy));
        assert!(!a.is(other));
    }

    #[test]
    fn segments_beyond_those_asked_for_are_left_out() {
        let outline = pack(
            Outlined {
                severity: None,
                id: "A",
                text: "a%1b%2c",
            },
            &[],
        );
        assert_eq!(outline.segments::<2>().map(|it| it.literal), ["a", "b"]);
    }

    #[test]
    fn long_fields() {
        let description = "x".repeat(1 << 15);
        let details = packed_details(Detailed {
            text: "up",
            description: &description,
            ..Detailed::default()
        });
        assert_eq!(details.description(), description);
        assert_eq!(details.action(), "");
        assert_eq!(details.deprecation(), None);
        assert_eq!(details.limit(), "");
        assert_eq!(details.alert(), "");
        assert_eq!(details.promise(), "");
    }

    #[test]
    fn what_is_not_stated_takes_no_space() {
        let plain = Detailed {
            text: "up",
            ..Detailed::default()
        };
        let length = |message| {
            let mut packed = String::new();
            pack_details(&mut packed, message).expect("strings take everything");
            packed.len()
        };
        assert_eq!(length(plain), 5 * LENGTH + "up".len());
        let limited = Detailed {
            limit: "1/s",
            ..plain
        };
        assert_eq!(length(limited), length(plain) + LENGTH + "l1/s".len());
    }

    #[test]
    #[should_panic = "over 2 MiB long"]
    fn a_field_has_a_limit() {
        _ = pack_details(
            &mut String::new(),
            Detailed {
                text: &"x".repeat(1 << 21),
                ..Detailed::default()
            },
        );
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
            rank in 0..128_u8,
            names in prop::collection::vec("[a-zé][a-z0-9_]{0,200}", 0..=MAX_ARGUMENTS),
            description in any::<String>(),
            action in any::<String>(),
            since in any::<String>(),
            named_text in "[^\\x00].*|",
            is_called_by_name in any::<bool>(),
            deprecation in any::<Option<(String, String)>>(),
            limit in any::<String>(),
            alert in any::<String>(),
            promise in any::<String>(),
        ) {
            let arguments: Vec<Argument> = names.iter().map(|name| {
                let rust_type = if name.contains('u') {
                    format!("Option<{name}>")
                } else {
                    String::new()
                };
                (name.clone(), rust_type, name.len() % 2 == 0, name.len() % 3 == 0)
            }).collect();
            let text: String = (1..=names.len()).map(|number| format!("é%{number}")).collect();
            let severity = Severity::from_rank(rank);
            let outline = pack(Outlined { severity, id: &id, text: &text }, &arguments);
            prop_assert_eq!(outline.severity(), severity);
            prop_assert_eq!(outline.id(), &id);
            prop_assert_eq!(outline.id_bytes(), id.as_bytes());
            let unpacked: Vec<Argument> = outline.arguments().map(|argument| {
                let PackedArgument { name, rust_type, secret, field } = argument;
                (name.to_string(), rust_type.to_string(), secret, field)
            }).collect();
            prop_assert_eq!(unpacked, arguments);
            prop_assert_eq!(outline.count_segments(), names.len() + 1);
            let deprecation = deprecation.as_ref().map(|(a, b)| (a.as_str(), b.as_str()));
            let details = packed_details(Detailed {
                text: &text,
                description: &description,
                action: &action,
                since: &since,
                named_text: &named_text,
                is_called_by_name,
                deprecation,
                limit: &limit,
                alert: &alert,
                promise: &promise,
            });
            prop_assert_eq!(details.text(), &text);
            prop_assert_eq!(details.description(), &description);
            prop_assert_eq!(details.action(), &action);
            prop_assert_eq!(details.since(), &since);
            prop_assert_eq!(details.named_text(), &named_text);
            prop_assert_eq!(details.is_called_by_name(), is_called_by_name);
            prop_assert_eq!(details.limit(), &limit);
            prop_assert_eq!(details.alert(), &alert);
            prop_assert_eq!(details.promise(), &promise);
            prop_assert_eq!(details.deprecation(), deprecation);
        }
    }
}
