//! What the declared type of an argument says about its value.

use crate::value::Value;
use kea_messages_catalog::Argument;
use std::borrow::Cow;

/// What is printed in place of a secret.
const REDACTED: &str = "<redacted>";

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
        let is_number = |digits: &str| {
            digits.len() <= 39
                && !digits.is_empty()
                && digits.bytes().all(|byte| byte.is_ascii_digit())
                && (digits == "0" || !digits.starts_with('0'))
        };
        match self {
            Self::Text => true,
            Self::Unsigned => is_number(text),
            Self::Signed => match text.strip_prefix('-') {
                Some(digits) => is_number(digits) && digits != "0",
                None => is_number(text),
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
            Self::Unsigned => 39,
            Self::Signed => 40,
            Self::Bool => 5,
            Self::Char => 4,
            Self::Secret => REDACTED.len(),
        }
    }
}
