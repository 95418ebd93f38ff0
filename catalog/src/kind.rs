//! The kinds of values of arguments, according to their declared types.

use crate::Argument;

/// The kind of the values of an argument, according to its declared type.
///
/// Only unambiguous names are recognized: integers, `bool` and `char`. A name such as
/// `Duration` can refer to any type, so its values are text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// Any text.
    Text,
    /// An unsigned integer.
    Unsigned,
    /// A signed integer.
    Signed,
    /// `true` or `false`.
    Bool,
    /// One character.
    Char,
    /// A secret, which is printed as [`REDACTED`](kea_messages_base::record::REDACTED).
    Secret,
}

impl Argument {
    /// Returns the kind of the values of this argument.
    ///
    /// ```
    /// use kea_messages_catalog::{Argument, Kind};
    ///
    /// let mut attempts = Argument::named("attempts");
    /// assert_eq!(attempts.kind(), Kind::Text);
    /// attempts.rust_type = Some("u32".into());
    /// assert_eq!(attempts.kind(), Kind::Unsigned);
    /// ```
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self.rust_type.as_deref() {
            _ if self.secret => Kind::Secret,
            Some("u8" | "u16" | "u32" | "u64" | "u128" | "usize") => Kind::Unsigned,
            Some("i8" | "i16" | "i32" | "i64" | "i128" | "isize") => Kind::Signed,
            Some("bool") => Kind::Bool,
            Some("char") => Kind::Char,
            _ => Kind::Text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
                let argument = Argument::unnamed(1).with_type(*rust_type);
                assert_eq!(argument.kind(), kind, "{rust_type}");
                assert_eq!(argument.into_secret().kind(), Kind::Secret, "{rust_type}");
            }
        }
        assert_eq!(Argument::unnamed(1).kind(), Kind::Text);
    }
}
