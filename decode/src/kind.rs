//! What the declared type of an argument says about its value.

use crate::value::Value;
use kea_messages_catalog::Argument;
use std::borrow::Cow;

/// What is printed in place of a secret.
const REDACTED: &str = "<redacted>";

/// The digits of the largest integers. Narrower types are not told apart from the widest.
const U128_MAX: &str = "340282366920938463463374607431768211455";
const I128_MAX: &str = "170141183460469231731687303715884105727";
const I128_MIN: &str = "170141183460469231731687303715884105728";

/// What the declared type of an argument says about its value.
///
/// Only types whose names can mean one thing are known. All others are text: a name such
/// as `Duration` can be anybody's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Unsigned,
    Signed,
    Bool,
    Char,
    Secret,
}

impl Kind {
    pub(crate) fn of(argument: &Argument) -> Self {
        match argument.rust_type.as_deref() {
            _ if argument.secret => Self::Secret,
            Some("u8" | "u16" | "u32" | "u64" | "u128" | "usize") => Self::Unsigned,
            Some("i8" | "i16" | "i32" | "i64" | "i128" | "isize") => Self::Signed,
            Some("bool") => Self::Bool,
            Some("char") => Self::Char,
            _ => Self::Text,
        }
    }

    /// Whether some value of this kind is printed as `text`.
    pub(crate) fn accepts(self, text: &str) -> bool {
        match self {
            Self::Text => true,
            Self::Unsigned => is_number(text, U128_MAX),
            Self::Signed => match text.strip_prefix('-') {
                Some(digits) => is_number(digits, I128_MIN) && digits != "0",
                None => is_number(text, I128_MAX),
            },
            Self::Bool => matches!(text, "true" | "false"),
            Self::Char => text.chars().nth(1).is_none() && !text.is_empty(),
            Self::Secret => text == REDACTED,
        }
    }

    /// The value that is printed as `text`; `None` if no value of this kind is.
    pub(crate) fn value(self, text: Cow<'_, str>) -> Option<Value<'_>> {
        self.accepts(&text).then_some(match self {
            Self::Unsigned | Self::Signed | Self::Bool => Value::Bare(text),
            Self::Text | Self::Char | Self::Secret => Value::Text(text),
        })
    }

    /// The length in bytes of the longest value.
    pub(crate) const fn longest(self) -> usize {
        match self {
            Self::Text => usize::MAX,
            Self::Unsigned => U128_MAX.len(),
            Self::Signed => "-".len() + I128_MIN.len(),
            Self::Bool => 5,
            Self::Char => 4,
            Self::Secret => REDACTED.len(),
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
    use super::Kind;
    use kea_messages_catalog::Argument;

    const TYPES: [(Kind, &[&str]); 5] = [
        (
            Kind::Unsigned,
            &["u8", "u16", "u32", "u64", "u128", "usize"],
        ),
        (Kind::Signed, &["i8", "i16", "i32", "i64", "i128", "isize"]),
        (Kind::Bool, &["bool"]),
        (Kind::Char, &["char"]),
        (Kind::Text, &["String", "f64", "NonZeroU8", ""]),
    ];

    #[test]
    fn kinds_of_types() {
        for (kind, types) in TYPES {
            for rust_type in types {
                let argument = |secret| Argument {
                    rust_type: Some((*rust_type).into()),
                    secret,
                    ..Argument::unnamed(1)
                };
                assert_eq!(Kind::of(&argument(false)), kind, "{rust_type}");
                assert_eq!(Kind::of(&argument(true)), Kind::Secret, "{rust_type}");
            }
        }
        assert_eq!(Kind::of(&Argument::unnamed(1)), Kind::Text);
    }

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
