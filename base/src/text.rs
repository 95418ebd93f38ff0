//! The grammar of a message's text.
//!
//! A placeholder is `%` followed by a number, which starts at 1 and includes all digits that
//! follow: `%10` is the tenth argument. `%%` is a percent sign. Any other `%` is an error. `$1` is
//! also an error, because its author probably meant `%1`; `$$1` is a dollar sign and a 1.
//! Placeholders can occur anywhere, in any order and more than once, but their numbers must not
//! have gaps.
//!
//! Kea's own printer reads `%10` as `%1` followed by a `0`, and also replaces placeholders in the
//! values of arguments. The text format requires neither, and both are bugs.

use core::fmt;
use core::iter::FusedIterator;
use core::ops::Range;

/// The greatest number of arguments that a message can have.
///
/// The message of Kea with the most arguments has 9. The limit makes `%1000000` a mistake, instead
/// of a table of a million arguments. It is low because every user compiles the code for each
/// number of arguments up to it.
pub const MAX_ARGUMENTS: usize = 16;

/// The greatest number of placeholders that a text can have, including
/// repetitions. The runtime splits a text into a table of this size at compile
/// time.
pub const MAX_PLACEHOLDERS: usize = 127;

/// A piece of a text.
///
/// [`pieces`] returns them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Text that is printed literally. `%%` is a separate literal `%`, and the `$$` of `$$1` is a
    /// separate literal `$`.
    Literal(&'a str),
    /// The number of an argument, from 1.
    Placeholder(usize),
}

/// Splits a text into its pieces.
///
/// An error does not end the iteration: the next piece begins after it, so that all
/// the mistakes of a text are found at once.
///
/// ```
/// use kea_messages_base::text::{pieces, Piece};
///
/// let text: Result<Vec<_>, _> = pieces("%1: 100%% done").collect();
/// assert_eq!(
///     text.unwrap(),
///     [
///         Piece::Placeholder(1),
///         Piece::Literal(": 100"),
///         Piece::Literal("%"),
///         Piece::Literal(" done"),
///     ],
/// );
///
/// let mistake = pieces("%d done").next().unwrap().unwrap_err();
/// assert_eq!(
///     mistake.to_string(),
///     "`%d` is not a placeholder: placeholders are numbered, `%1`, `%2`, ...",
/// );
/// ```
///
/// # Errors
///
/// An item is an error if it is a `%` that begins neither a placeholder nor
/// `%%`, a placeholder over [`MAX_ARGUMENTS`], or a `$` before a number that
/// could be the number of an argument.
#[must_use]
pub fn pieces(text: &str) -> Pieces<'_> {
    Pieces { text, at: 0 }
}

/// The iterator that [`pieces`] returns.
#[derive(Clone, Debug)]
pub struct Pieces<'a> {
    text: &'a str,
    at: usize,
}

impl Pieces<'_> {
    /// Returns the byte offset at which the next piece begins.
    ///
    /// ```
    /// use kea_messages_base::text::{pieces, Piece};
    ///
    /// let mut pieces = pieces("client %1");
    /// assert_eq!(pieces.next(), Some(Ok(Piece::Literal("client "))));
    /// assert_eq!(pieces.position(), 7);
    /// ```
    #[must_use]
    pub const fn position(&self) -> usize {
        self.at
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Result<Piece<'a>, Mistake<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.at;
        let rest = &self.text[start..];
        let sign = rest.bytes().next()?;
        let digits = digits_at(rest, 1);
        let (length, piece) = match sign {
            b'%' if rest[1..].starts_with('%') => (2, Ok(Piece::Literal("%"))),
            b'%' if !digits.is_empty() => (1 + digits.len(), self.numbered(digits)),
            b'%' => (1, Err(self.unnumbered())),
            b'$' if escapes_dollar(rest) => (2, Ok(Piece::Literal("$"))),
            b'$' if looks_like_argument(digits) => {
                let wrong = start..start + 1 + digits.len();
                (
                    wrong.len(),
                    Err(self.mistake(wrong, Reason::Dollar { digits })),
                )
            }
            _ => {
                let length = literal_length(rest);
                (length, Ok(Piece::Literal(&rest[..length])))
            }
        };
        self.at += length;
        Some(piece)
    }
}

impl FusedIterator for Pieces<'_> {}

impl<'a> Pieces<'a> {
    /// Interprets the `%` at `self.at`, which these digits follow.
    fn numbered(&self, digits: &'a str) -> Result<Piece<'a>, Mistake<'a>> {
        let reason = match digits.parse() {
            Ok(1..=MAX_ARGUMENTS) if digits.starts_with('0') => Reason::LeadingZero { digits },
            Ok(number @ 1..=MAX_ARGUMENTS) => return Ok(Piece::Placeholder(number)),
            Ok(0) => Reason::Zero,
            _ => Reason::TooHigh,
        };
        Err(self.mistake(self.at..self.at + 1 + digits.len(), reason))
    }

    /// Returns the mistake in the `%` at `self.at`, which no digits follow.
    fn unnumbered(&self) -> Mistake<'a> {
        let text = self.text;
        let end = self.at + 1;
        let before = text[..self.at].bytes().rev();
        let digits_before = before.take_while(u8::is_ascii_digit).count();
        let number = self.at - digits_before;
        let digits = &text[number..self.at];
        let percents = text[..number].bytes().rev();
        let is_behind_placeholder = looks_like_argument(digits)
            && percents.take_while(|&sign| sign == b'%').count() % 2 == 1;
        if digits_before > 0 && !is_behind_placeholder {
            return self.mistake(number..end, Reason::Backwards { digits });
        }
        match text[end..].chars().next() {
            Some(letter) if letter.is_alphanumeric() => {
                self.mistake(self.at..end + letter.len_utf8(), Reason::NotNumbered)
            }
            _ if is_behind_placeholder => self.mistake(self.at..end, Reason::Behind { digits }),
            _ => self.mistake(self.at..end, Reason::Lone),
        }
    }

    fn mistake(&self, range: Range<usize>, reason: Reason<'a>) -> Mistake<'a> {
        Mistake {
            wrong: &self.text[range.clone()],
            start: range.start,
            reason,
        }
    }
}

/// Returns the ASCII digits in `text` from byte `from` on.
fn digits_at(text: &str, from: usize) -> &str {
    let bytes = text.as_bytes();
    let mut end = from;
    while end < bytes.len() && bytes[end].is_ascii_digit() {
        end += 1;
    }
    text.get(from..end).unwrap_or("")
}

/// Returns whether the digits after a `$` could be meant as the number of an argument. In `$1500`,
/// they are an amount of money.
fn looks_like_argument(digits: &str) -> bool {
    !digits.starts_with('0') && matches!(digits.parse(), Ok(1..=MAX_ARGUMENTS))
}

/// Returns whether `rest` begins with `$$` before a number, which stands for a `$`.
fn escapes_dollar(rest: &str) -> bool {
    rest.starts_with("$$") && looks_like_argument(digits_at(rest, 2))
}

/// Returns the length of the literal at the start of `rest`.
fn literal_length(rest: &str) -> usize {
    // A loop over bytes is fast even without optimization, which is how cargo builds macros.
    let bytes = rest.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let ends_here = match bytes[at] {
            b'%' => true,
            b'$' => looks_like_argument(digits_at(rest, at + 1)) || escapes_dollar(&rest[at..]),
            _ => false,
        };
        if ends_here {
            break;
        }
        at += 1;
    }
    at
}

/// A mistake in a text. Its `Display` says what is wrong and what to write instead.
///
/// ```
/// use kea_messages_base::text::pieces;
///
/// let text = "client %0";
/// let mistake = pieces(text).find_map(Result::err).unwrap();
/// assert_eq!(mistake.wrong(), "%0");
/// assert_eq!(mistake.range(), 7..9);
/// assert!(!mistake.is_over_limit());
/// assert_eq!(mistake.to_string(), "`%0` is not a placeholder: the first argument is `%1`");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mistake<'a> {
    wrong: &'a str,
    start: usize,
    reason: Reason<'a>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reason<'a> {
    Zero,
    LeadingZero {
        digits: &'a str,
    },
    TooHigh,
    NotNumbered,
    Backwards {
        digits: &'a str,
    },
    /// A `%` without a number after the placeholder with these digits.
    Behind {
        digits: &'a str,
    },
    Lone,
    Dollar {
        digits: &'a str,
    },
}

impl<'a> Mistake<'a> {
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

    /// Returns whether this is a placeholder with a number above [`MAX_ARGUMENTS`].
    #[must_use]
    pub const fn is_over_limit(&self) -> bool {
        matches!(self.reason, Reason::TooHigh)
    }
}

impl fmt::Display for Mistake<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let wrong = self.wrong;
        match self.reason {
            Reason::Zero => write!(
                f,
                "`{wrong}` is not a placeholder: the first argument is `%1`"
            ),
            Reason::LeadingZero { digits } => write!(
                f,
                "`{wrong}` is not a placeholder: write `%{}`",
                digits.trim_start_matches('0')
            ),
            Reason::TooHigh => write!(
                f,
                "`{wrong}` is over the limit: a message has at most {MAX_ARGUMENTS} arguments"
            ),
            Reason::NotNumbered => write!(
                f,
                "`{wrong}` is not a placeholder: placeholders are numbered, `%1`, `%2`, ..."
            ),
            Reason::Backwards { digits } if looks_like_argument(digits) => write!(
                f,
                "`{wrong}` is not a placeholder: write `%{digits}` for an argument, `{digits}%%` for a percent sign"
            ),
            Reason::Backwards { digits } => write!(
                f,
                "`{wrong}` is not a placeholder: write `{digits}%%` for a percent sign"
            ),
            Reason::Behind { digits } => write!(
                f,
                "`%` without a number: write `%{digits}%%` for a percent sign after `%{digits}`"
            ),
            Reason::Lone => write!(
                f,
                "`%` without a number: write `%1` for an argument, `%%` for a percent sign"
            ),
            Reason::Dollar { digits } => {
                write!(
                    f,
                    "`{wrong}` is not a placeholder: write `%{digits}`, or `${wrong}` for a dollar sign"
                )
            }
        }
    }
}

impl core::error::Error for Mistake<'_> {}

#[cfg(test)]
mod tests {
    extern crate std;

    use super::*;
    use proptest::prelude::*;
    use std::format;
    use std::string::{String, ToString as _};
    use std::vec::Vec;

    fn read(text: &str) -> Result<Vec<Piece<'_>>, Mistake<'_>> {
        pieces(text).collect()
    }

    #[test]
    fn texts() {
        use Piece::{Literal as L, Placeholder as P};
        let cases: [(&str, &[Piece<'_>], &str); 13] = [
            ("", &[], "nothing is made of nothing"),
            ("up", &[L("up")], "no placeholder"),
            ("%1", &[P(1)], "alone"),
            ("%1%2", &[P(1), P(2)], "side by side"),
            (
                "%2 %1 %2",
                &[P(2), L(" "), P(1), L(" "), P(2)],
                "order, repeated",
            ),
            ("%10", &[P(10)], "all the digits; Kea reads `%1` and `0`"),
            (
                "%%1",
                &[L("%"), L("1")],
                "an escaped percent sign begins nothing",
            ),
            ("%%%1", &[L("%"), P(1)], "and then a placeholder"),
            ("100%%", &[L("100"), L("%")], "at the end"),
            ("naïve %1 ↦", &[L("naïve "), P(1), L(" ↦")], "beyond ASCII"),
            (
                "$1500 $ $x $01",
                &[L("$1500 $ $x $01")],
                "dollars that are none of ours",
            ),
            ("$$1", &[L("$"), L("1")], "an escaped dollar sign"),
            ("$$$2%1", &[L("$"), L("$"), L("2"), P(1)], "after another"),
        ];
        for (text, expected, why) in cases {
            assert_eq!(read(text).as_deref(), Ok(expected), "{text:?}: {why}");
        }
    }

    #[test]
    fn mistakes() {
        let cases = [
            ("at %0", "%0", "the first argument is `%1`"),
            ("at %00", "%00", "the first argument is `%1`"),
            ("at %01", "%01", "write `%1`"),
            ("at %d", "%d", "placeholders are numbered"),
            ("at %ü", "%ü", "placeholders are numbered"),
            (
                "at 1%",
                "1%",
                "write `%1` for an argument, `1%%` for a percent sign",
            ),
            (
                "5% of %1",
                "5%",
                "write `%5` for an argument, `5%%` for a percent sign",
            ),
            (
                "100% of %1",
                "100%",
                "placeholder: write `100%%` for a percent sign",
            ),
            ("at %", "%", "`%` without a number"),
            (
                "%1% full",
                "%",
                "write `%1%%` for a percent sign after `%1`",
            ),
            ("%%%10%", "%", "write `%10%%` for"),
            ("%%1%", "1%", "write `%1` for an argument"),
            ("%1%d", "%d", "placeholders are numbered"),
            ("% of", "%", "`%` without a number"),
            ("$1 of", "$1", "write `%1`, or `$$1` for a dollar sign"),
            ("%17", "%17", "at most 16 arguments"),
            (
                "%99999999999999999999",
                "%99999999999999999999",
                "at most 16",
            ),
        ];
        for (text, wrong, reason) in cases {
            let mistake = read(text).expect_err(text);
            assert_eq!(mistake.wrong(), wrong, "{text:?}");
            assert_eq!(&text[mistake.range()], wrong, "{text:?}");
            assert_eq!(
                mistake.is_over_limit(),
                reason.starts_with("at most"),
                "{text:?}"
            );
            let shown = mistake.to_string();
            assert!(shown.contains(reason), "{text:?}: {shown}");
        }
    }

    #[test]
    fn every_mistake_of_a_text_is_found() {
        let mistakes: Vec<_> = pieces("%d and % and $2").filter_map(Result::err).collect();
        let wrong: Vec<_> = mistakes.iter().map(Mistake::wrong).collect();
        assert_eq!(wrong, ["%d", "%", "$2"]);
    }

    /// Returns what a text prints, with `<1>` for the first argument.
    fn print(text: &str) -> Result<String, Mistake<'_>> {
        pieces(text)
            .map(|piece| {
                Ok(match piece? {
                    Piece::Literal(literal) => literal.to_string(),
                    Piece::Placeholder(number) => format!("<{number}>"),
                })
            })
            .collect()
    }

    proptest! {
        /// Reading a text returns the pieces that it was written from.
        #[test]
        fn written_pieces_are_read_back(
            written in prop::collection::vec(
                prop_oneof![
                    "[^%$0-9]{1,8}".prop_map(Err),
                    (1..=MAX_ARGUMENTS).prop_map(Ok),
                ],
                0..12,
            )
        ) {
            let mut text = String::new();
            let mut expected = String::new();
            for piece in &written {
                match piece {
                    Ok(number) => {
                        text += &format!("%{number}");
                        expected += &format!("<{number}>");
                    }
                    Err(literal) => {
                        text += literal;
                        expected += literal;
                    }
                }
            }
            prop_assert_eq!(print(&text), Ok(expected));
        }

        /// Each piece of any text makes progress, and the last one ends with the text.
        #[test]
        fn any_text_is_read_to_its_end(text in "[%$0-9a-zé ]{0,40}") {
            let mut rest = pieces(&text);
            let mut at = 0;
            while rest.next().is_some() {
                prop_assert!(rest.position() > at);
                at = rest.position();
            }
            prop_assert_eq!(at, text.len());
        }
    }
}
