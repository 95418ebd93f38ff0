//! The grammar of a text whose placeholders have names: `{client}: no address`.
//!
//! `{name}` is the argument of that name, and `{name:format}` prints it in a format of
//! [`std::fmt`](https://doc.rust-lang.org/std/fmt/#syntax). `{{` and `}}` are literal
//! braces. A percent sign needs no escape, but `%1`, a placeholder of the other
//! [grammar](crate::text), is an error, because a text uses only one style.

use crate::text::{self, Piece};
use core::fmt;
use core::iter::FusedIterator;
use core::ops::Range;

/// A part of a text whose placeholders have names. [`named_pieces`] returns them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamedPiece<'a> {
    /// Text that is printed literally. `{{` and `}}` are separate literals.
    Literal(&'a str),
    /// An argument.
    Placeholder {
        /// Its name.
        name: &'a str,
        /// Its format, which follows the colon: `.2`. Usually empty.
        format: &'a str,
    },
}

/// Returns whether a text names its placeholders instead of numbering them: it has a name
/// in braces, or it has a brace and no numbered placeholder.
///
/// ```
/// use kea_messages_base::named::is_named;
///
/// assert!(is_named("{client}: no address"));
/// assert!(is_named("expected {{"));
/// assert!(!is_named("%1: no address"));
/// assert!(!is_named("expected { before %1"));
/// ```
#[must_use]
pub fn is_named(text: &str) -> bool {
    if !text.contains(['{', '}']) {
        return false;
    }
    let is_numbered = |piece| matches!(piece, Ok(Piece::Placeholder(_)));
    let has_name = |piece| matches!(piece, Ok(NamedPiece::Placeholder { .. }));
    !text::pieces(text).any(is_numbered) || named_pieces(text).any(has_name)
}

/// Splits a text whose placeholders have names into its pieces.
///
/// An error does not end the iteration: the next piece begins after it.
///
/// ```
/// use kea_messages_base::named::{NamedPiece, named_pieces};
///
/// let text: Result<Vec<_>, _> = named_pieces("{client}: {{{ratio:.2}}}").collect();
/// assert_eq!(
///     text.unwrap(),
///     [
///         NamedPiece::Placeholder { name: "client", format: "" },
///         NamedPiece::Literal(": "),
///         NamedPiece::Literal("{"),
///         NamedPiece::Placeholder { name: "ratio", format: ".2" },
///         NamedPiece::Literal("}"),
///     ],
/// );
///
/// let mistake = named_pieces("client {}").find_map(Result::err).unwrap();
/// assert_eq!(mistake.to_string(), "`{}` does not name an argument: write its name, `{client}`");
/// ```
///
/// # Errors
///
/// An item is an error if a brace is unmatched, if there is no name between two braces,
/// or if a placeholder has a number, such as `%1`.
#[must_use]
pub fn named_pieces(text: &str) -> NamedPieces<'_> {
    NamedPieces { text, at: 0 }
}

/// The iterator that [`named_pieces`] returns.
#[derive(Clone, Debug)]
pub struct NamedPieces<'a> {
    text: &'a str,
    at: usize,
}

impl NamedPieces<'_> {
    /// Returns the byte offset at which the next piece begins.
    #[must_use]
    pub const fn position(&self) -> usize {
        self.at
    }
}

impl<'a> Iterator for NamedPieces<'a> {
    type Item = Result<NamedPiece<'a>, NamedMistake<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.at;
        let rest = &self.text[start..];
        let (length, piece) = match rest.bytes().next()? {
            b'{' if rest.starts_with("{{") => (2, Ok(NamedPiece::Literal("{"))),
            b'}' if rest.starts_with("}}") => (2, Ok(NamedPiece::Literal("}"))),
            b'{' => match rest[1..].find(['{', '}']) {
                Some(length) if rest.as_bytes()[1 + length] == b'}' => {
                    (length + 2, placeholder(&rest[1..=length]))
                }
                _ => (1, Err(Reason::Unclosed)),
            },
            b'}' => (1, Err(Reason::Unopened)),
            b'%' => match numbered_length(rest) {
                0 => literal(rest),
                length => (length, Err(Reason::Numbered)),
            },
            _ => literal(rest),
        };
        self.at += length;
        Some(piece.map_err(|reason| NamedMistake {
            wrong: &self.text[start..self.at],
            start,
            reason,
        }))
    }
}

impl FusedIterator for NamedPieces<'_> {}

/// Parses the content of a pair of braces.
fn placeholder(inside: &str) -> Result<NamedPiece<'_>, Reason> {
    let (name, format) = inside.split_once(':').unwrap_or((inside, ""));
    let (name, format) = (name.trim(), format.trim_end());
    let is_word = |sign: char| sign.is_alphanumeric() || sign == '_';
    match name {
        "" => Err(Reason::NoName),
        name if name.chars().all(is_word) => Ok(NamedPiece::Placeholder { name, format }),
        _ => Err(Reason::NotAName),
    }
}

/// Returns the literal at the start of the text, and its length, which is at least one character.
fn literal(rest: &str) -> (usize, Result<NamedPiece<'_>, Reason>) {
    let first = rest.chars().next().map_or(0, char::len_utf8);
    let end = rest[first..].find(['{', '}', '%']);
    let length = end.map_or(rest.len(), |end| first + end);
    (length, Ok(NamedPiece::Literal(&rest[..length])))
}

/// Returns the length of the `%1` at the start of the text, or 0 if there is no such placeholder.
fn numbered_length(rest: &str) -> usize {
    let mut pieces = text::pieces(rest);
    match pieces.next() {
        Some(Ok(Piece::Placeholder(_))) => pieces.position(),
        _ => 0,
    }
}

/// A mistake in a text whose placeholders have names. Its `Display` says what is wrong and
/// what to write instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamedMistake<'a> {
    wrong: &'a str,
    start: usize,
    reason: Reason,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reason {
    Unclosed,
    Unopened,
    NoName,
    NotAName,
    Numbered,
}

impl<'a> NamedMistake<'a> {
    /// Returns the part of the text that is wrong, as it is written there.
    #[must_use]
    pub const fn wrong(&self) -> &'a str {
        self.wrong
    }

    /// Returns the position of that part in the text, in bytes.
    #[must_use]
    pub const fn range(&self) -> Range<usize> {
        self.start..self.start + self.wrong.len()
    }
}

impl fmt::Display for NamedMistake<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let wrong = self.wrong;
        match self.reason {
            Reason::Unclosed => f.write_str("`{` is not closed: write `{{` for a brace"),
            Reason::Unopened => f.write_str("unmatched `}`: write `}}` for a brace"),
            Reason::NoName => write!(
                f,
                "`{wrong}` does not name an argument: write its name, `{{client}}`"
            ),
            Reason::NotAName if wrong.starts_with("{r#") => write!(
                f,
                "`{wrong}` is not a placeholder: write the name without `r#`, `{{{}`",
                &wrong["{r#".len()..]
            ),
            Reason::NotAName => write!(
                f,
                "`{wrong}` is not a placeholder: write the name of an argument, `{{client}}`, or \
                 `{{{{` for a brace"
            ),
            Reason::Numbered => write!(
                f,
                "unexpected `{wrong}` in a text with named placeholders: write the name of the \
                 argument, `{{client}}`, or `{{{{` for a literal brace"
            ),
        }
    }
}

impl core::error::Error for NamedMistake<'_> {}

#[cfg(test)]
mod tests {
    extern crate std;

    use super::*;
    use proptest::prelude::*;
    use std::format;
    use std::string::{String, ToString as _};
    use std::vec::Vec;

    #[test]
    fn texts() {
        use NamedPiece::Literal as L;
        let p = |name| NamedPiece::Placeholder { name, format: "" };
        let in_format = |name, format| NamedPiece::Placeholder { name, format };
        let cases: [(&str, &[NamedPiece<'_>]); 12] = [
            ("", &[]),
            ("up", &[L("up")]),
            ("{a}", &[p("a")]),
            ("{a}{b}", &[p("a"), p("b")]),
            ("{ a }", &[p("a")]),
            ("{0} {größe}", &[p("0"), L(" "), p("größe")]),
            ("{a:?}", &[in_format("a", "?")]),
            ("{a:>8.3 }", &[in_format("a", ">8.3")]),
            ("{{a}}", &[L("{"), L("a"), L("}")]),
            ("{{{a}}}", &[L("{"), p("a"), L("}")]),
            ("100% é", &[L("100"), L("% é")]),
            ("%d %%", &[L("%d "), L("%"), L("%")]),
        ];
        for (text, expected) in cases {
            let read: Result<Vec<_>, _> = named_pieces(text).collect();
            assert_eq!(read.as_deref(), Ok(expected), "{text:?}");
        }
    }

    #[test]
    fn mistakes() {
        for (text, wrong, reason) in [
            ("a {", "{", "not closed"),
            ("a {b {c}", "{", "not closed"),
            ("a }", "}", "unmatched"),
            ("{}", "{}", "`{}` does not name an argument"),
            ("{:?}", "{:?}", "`{:?}` does not name an argument"),
            ("{a b}", "{a b}", "is not a placeholder"),
            ("{a.b}", "{a.b}", "is not a placeholder"),
            (
                "{r#type}",
                "{r#type}",
                "write the name without `r#`, `{type}`",
            ),
            ("{a} %1", "%1", "in a text with named placeholders"),
            ("{a} %12b", "%12", "in a text with named placeholders"),
        ] {
            let mut mistakes = named_pieces(text).filter_map(Result::err);
            let mistake = mistakes.next().expect(text);
            assert_eq!(mistake.wrong(), wrong, "{text:?}");
            assert_eq!(&text[mistake.range()], wrong, "{text:?}");
            let shown = mistake.to_string();
            assert!(shown.contains(reason), "{text:?}: {shown}");
            assert_eq!(mistakes.next(), None, "{text:?}");
        }
    }

    #[test]
    fn styles() {
        for (text, expected) in [
            ("", false),
            ("up", false),
            ("%1", false),
            ("100%", false),
            ("{a}", true),
            ("{", true),
            ("}", true),
            ("{}", true),
            ("{{}}", true),
            ("{a} %1", true),
            ("{ %1", false),
            ("{} %1", false),
            ("{%1}", false),
            ("{{a}} %1", false),
        ] {
            assert_eq!(is_named(text), expected, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn written_pieces_are_read_back(
            written in prop::collection::vec(
                prop_oneof![
                    "[^{}%]{1,8}".prop_map(Err),
                    "[a-z_][a-z0-9_]{0,8}".prop_map(Ok),
                ],
                0..12,
            )
        ) {
            let mut text = String::new();
            let mut expected = String::new();
            for piece in &written {
                match piece {
                    Ok(name) => {
                        text += &format!("{{{name}}}");
                        expected += &format!("<{name}>");
                    }
                    Err(literal) => {
                        text += literal;
                        expected += literal;
                    }
                }
            }
            let read: Result<String, _> = named_pieces(&text).map(|piece| {
                Ok(match piece? {
                    NamedPiece::Literal(literal) => literal.to_string(),
                    NamedPiece::Placeholder { name, .. } => format!("<{name}>"),
                })
            }).collect();
            prop_assert_eq!(read, Ok::<_, NamedMistake<'_>>(expected));
        }

        #[test]
        fn any_text_is_read_to_its_end(text in "[%{}:0-9a-zé ]{0,40}") {
            let mut rest = named_pieces(&text);
            let mut at = 0;
            while rest.next().is_some() {
                prop_assert!(rest.position() > at);
                at = rest.position();
            }
            prop_assert_eq!(at, text.len());
            _ = is_named(&text);
        }
    }
}
