//! The values that an argument can have, by its declared type.

use crate::value::Value;
use kea_messages_catalog::Kind;
use kea_messages_core::record::REDACTED;
use std::borrow::Cow;

/// The digits of the largest integers. Narrower types are not told apart from the widest.
const U128_MAX: &str = "340282366920938463463374607431768211455";
const I128_MAX: &str = "170141183460469231731687303715884105727";
const I128_MIN: &str = "170141183460469231731687303715884105728";

/// The values that arguments of a kind can have.
pub(crate) trait Values: Sized {
    /// Whether some value of this kind is printed as `text`.
    fn accepts(self, text: &str) -> bool;

    /// The value that is printed as `text`; `None` if no value of this kind is.
    fn value(self, text: Cow<'_, str>) -> Option<Value<'_>>;

    /// The length in bytes of the longest value.
    fn longest(self) -> usize;
}

impl Values for Kind {
    fn accepts(self, text: &str) -> bool {
        match self {
            Self::Unsigned => is_number(text, U128_MAX),
            Self::Signed => match text.strip_prefix('-') {
                Some(digits) => is_number(digits, I128_MIN) && digits != "0",
                None => is_number(text, I128_MAX),
            },
            Self::Bool => matches!(text, "true" | "false"),
            Self::Char => text.chars().nth(1).is_none() && !text.is_empty(),
            Self::Secret => text == REDACTED,
            _ => true,
        }
    }

    fn value(self, text: Cow<'_, str>) -> Option<Value<'_>> {
        self.accepts(&text).then_some(match self {
            Self::Unsigned | Self::Signed | Self::Bool => Value::Bare(text),
            _ => Value::Text(text),
        })
    }

    fn longest(self) -> usize {
        match self {
            Self::Unsigned => U128_MAX.len(),
            Self::Signed => "-".len() + I128_MIN.len(),
            Self::Bool => 5,
            Self::Char => 4,
            Self::Secret => REDACTED.len(),
            _ => usize::MAX,
        }
    }
}

/// Whether these are the digits of a number from 0 to `max`, as Rust prints them.
fn is_number(digits: &str, max: &str) -> bool {
    let is_canonical = digits == "0" || !digits.starts_with('0');
    is_canonical
        && !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && (digits.len(), digits) <= (max.len(), max)
}

#[cfg(test)]
mod tests {
    use super::{Kind, Values as _};

    #[test]
    fn texts_of_kinds() {
        let u128_max = u128::MAX.to_string();
        let i128_max = i128::MAX.to_string();
        let i128_min = i128::MIN.to_string();
        let after = "340282366920938463463374607431768211456";
        // The kind, texts of its values, other texts.
        let cases: [(Kind, &[&str], &[&str]); 6] = [
            (Kind::Text, &["", "a b", "é"], &[]),
            (
                Kind::Unsigned,
                &["0", "7", "10", "4294967296", &u128_max],
                &[
                    "",
                    "-1",
                    "00",
                    "07",
                    "+7",
                    "7 ",
                    "a",
                    "٣",
                    after,
                    &format!("1{u128_max}"),
                ],
            ),
            (
                Kind::Signed,
                &["0", "7", "-7", "-10", &i128_max, &i128_min],
                &[
                    "",
                    "-",
                    "-0",
                    "-07",
                    "--7",
                    "+7",
                    "7-",
                    &i128_min[1..],
                    &format!("-{after}"),
                ],
            ),
            (Kind::Bool, &["true", "false"], &["", "True", "0", "true "]),
            (Kind::Char, &["a", "é", "𝄞", " "], &["", "ab", "e\u{301}"]),
            (Kind::Secret, &["<redacted>"], &["", "redacted", "hunter2"]),
        ];
        for (kind, values, others) in cases {
            for value in values {
                assert!(kind.accepts(value), "{kind:?} {value:?}");
                assert!(value.len() <= kind.longest(), "{kind:?} {value:?}");
            }
            for other in others {
                assert!(!kind.accepts(other), "{kind:?} {other:?}");
            }
            let longest = values.iter().map(|value| value.len()).max();
            assert!(
                kind == Kind::Text || longest == Some(kind.longest()),
                "{kind:?}"
            );
        }
    }
}
