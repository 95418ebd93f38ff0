//! The types of values, and their names.

use super::expression::Expression;
use super::{addresses, texts};
use crate::bytes_type::is_bytes;
use kea_messages_base::record::REDACTED;

/// The maximum length of a value, in bytes, for types that are not text, words or an expression.
const LONGEST: usize = texts::MAX_HEX;

/// The type of an argument: the set of texts that its values can have.
///
/// A type describes texts, not their meaning: a value is always kept as it was printed. The
/// [guide](https://docs.rs/kea-messages/latest/kea_messages/guide/value_types/) lists the
/// texts of each type.
///
/// ```
/// use kea_messages_catalog::ValueType;
///
/// let port = ValueType::named("u16").unwrap();
/// assert!(port.accepts("547"));
/// assert!(!port.accepts("65536"));
/// assert!(!port.accepts("0547"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum ValueType {
    /// Any text.
    #[default]
    Text,
    /// An integer from 0 to this maximum.
    Unsigned(u128),
    /// An integer from the negative of this maximum, minus one, to this maximum.
    Signed(u128),
    /// A floating-point number.
    Float,
    /// `true` or `false`.
    Bool,
    /// One character.
    Char,
    /// An IPv4 or IPv6 address.
    Ip,
    /// An IPv4 address.
    Ipv4,
    /// An IPv6 address.
    Ipv6,
    /// An address with a port.
    Socket,
    /// An IPv4 address with a port.
    SocketV4,
    /// An IPv6 address with a port.
    SocketV6,
    /// An address and a prefix length: `2001:db8::/64`.
    Prefix,
    /// A MAC address.
    Mac,
    /// Pairs of hexadecimal digits, separated by colons.
    Hex,
    /// Bytes: pairs of lower-case hexadecimal digits in brackets, separated by spaces: `[0a 1b ff]`.
    Bytes,
    /// A duration.
    Duration,
    /// A UUID.
    Uuid,
    /// A secret, which is printed as [`REDACTED`](kea_messages_base::record::REDACTED).
    Secret,
    /// One of these words.
    Words(Vec<String>),
    /// A text that matches an expression.
    Matching(Expression),
    /// A value of any of these types.
    AnyOf(Vec<ValueType>),
}

/// The types that have a name, with the path of the Rust type whose values are printed in this
/// form.
static NAMED: [(&str, ValueType, Option<&str>); 29] = {
    use ValueType::{
        Bool, Bytes, Char, Duration, Float, Hex, Ip, Ipv4, Ipv6, Mac, Prefix, Signed, Socket,
        SocketV4, SocketV6, Text, Unsigned, Uuid,
    };
    [
        ("text", Text, None),
        ("u8", Unsigned(u8::MAX as u128), Some("u8")),
        ("u16", Unsigned(u16::MAX as u128), Some("u16")),
        ("u32", Unsigned(u32::MAX as u128), Some("u32")),
        ("u64", Unsigned(u64::MAX as u128), Some("u64")),
        ("u128", Unsigned(u128::MAX), Some("u128")),
        ("usize", Unsigned(u64::MAX as u128), Some("usize")),
        ("i8", Signed(i8::MAX as u128), Some("i8")),
        ("i16", Signed(i16::MAX as u128), Some("i16")),
        ("i32", Signed(i32::MAX as u128), Some("i32")),
        ("i64", Signed(i64::MAX as u128), Some("i64")),
        ("i128", Signed(i128::MAX as u128), Some("i128")),
        ("isize", Signed(i64::MAX as u128), Some("isize")),
        ("f32", Float, Some("f32")),
        ("f64", Float, Some("f64")),
        ("bool", Bool, Some("bool")),
        ("char", Char, Some("char")),
        ("Ipv4Addr", Ipv4, Some("std::net::Ipv4Addr")),
        ("Ipv6Addr", Ipv6, Some("std::net::Ipv6Addr")),
        ("IpAddr", Ip, Some("std::net::IpAddr")),
        ("SocketAddrV4", SocketV4, Some("std::net::SocketAddrV4")),
        ("SocketAddrV6", SocketV6, Some("std::net::SocketAddrV6")),
        ("SocketAddr", Socket, Some("std::net::SocketAddr")),
        ("prefix", Prefix, None),
        ("mac", Mac, None),
        ("hex", Hex, None),
        ("bytes", Bytes, Some("&[u8]")),
        ("duration", Duration, None),
        ("uuid", Uuid, None),
    ]
};

impl ValueType {
    /// Returns the names of the types that have one, as used in side files.
    #[must_use]
    pub fn names() -> impl ExactSizeIterator<Item = &'static str> {
        NAMED.iter().map(|(name, ..)| *name)
    }

    /// Returns the type with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let (_, found, _) = NAMED.iter().find(|(other, ..)| *other == name)?;
        Some(found.clone())
    }

    /// Returns the type of the values that a Rust type prints. A name without a path
    /// can refer to any type, unless it is a built-in type or `Vec`, so its values are text.
    ///
    /// ```
    /// use kea_messages_catalog::ValueType;
    ///
    /// assert_eq!(ValueType::of_rust("std::net::Ipv6Addr"), ValueType::Ipv6);
    /// assert_eq!(ValueType::of_rust("Ipv6Addr"), ValueType::Text);
    /// assert_eq!(ValueType::of_rust("&[u8; 6]"), ValueType::Bytes);
    /// ```
    #[must_use]
    pub fn of_rust(rust_type: &str) -> Self {
        if is_bytes(rust_type) {
            return Self::Bytes;
        }
        let path = rust_type.strip_prefix("::").unwrap_or(rust_type);
        let is_path = |other: &str| match path.strip_prefix("core::") {
            Some(path) => other.strip_prefix("std::") == Some(path),
            None => other == path && (path == rust_type || path.contains("::")),
        };
        let found = NAMED.iter().find(|(_, _, path)| path.is_some_and(is_path));
        found.map_or(Self::Text, |(_, found, _)| found.clone())
    }

    /// Returns the Rust type that prints these values, if there is one.
    ///
    /// ```
    /// use kea_messages_catalog::ValueType;
    ///
    /// assert_eq!(ValueType::Ipv6.rust_type(), Some("std::net::Ipv6Addr"));
    /// assert_eq!(ValueType::Mac.rust_type(), None);
    /// ```
    #[must_use]
    pub fn rust_type(&self) -> Option<&'static str> {
        // If several types have the same values, the last one is used, such as `f64` instead of
        // `f32`. `usize` is not used.
        let is_it = |name: &str, other: &Self| other == self && !matches!(name, "usize" | "isize");
        let mut named = NAMED.iter().rev();
        named.find(|(name, other, _)| is_it(name, other))?.2
    }

    /// Returns whether a value of this type can be printed as `text`.
    #[must_use]
    pub fn accepts(&self, text: &str) -> bool {
        match self {
            Self::Text => true,
            Self::Words(words) => words.iter().any(|word| word == text),
            Self::Matching(expression) => expression.matches(text),
            Self::AnyOf(types) => types.iter().any(|other| other.accepts(text)),
            Self::Secret => text == REDACTED,
            Self::Bytes => texts::is_bytes(text),
            _ if text.len() > LONGEST => false,
            Self::Unsigned(max) => texts::is_unsigned(text, *max),
            Self::Signed(max) => texts::is_signed(text, *max),
            Self::Float => text.len() <= MAX_FLOAT && texts::is_float(text),
            Self::Bool => matches!(text, "true" | "false"),
            Self::Char => text.chars().nth(1).is_none() && !text.is_empty(),
            Self::Ip => addresses::is_ip(text),
            Self::Ipv4 => addresses::is_v4(text),
            Self::Ipv6 => addresses::is_v6(text),
            Self::Socket => addresses::is_socket_v4(text) || addresses::is_socket_v6(text),
            Self::SocketV4 => addresses::is_socket_v4(text),
            Self::SocketV6 => addresses::is_socket_v6(text),
            Self::Prefix => addresses::is_prefix(text),
            Self::Mac => texts::is_mac(text),
            Self::Hex => texts::is_hex(text),
            Self::Duration => text.len() <= MAX_DURATION && texts::is_duration(text),
            Self::Uuid => texts::is_uuid(text),
        }
    }

    /// Returns an upper bound for the length of a value, in bytes.
    #[must_use]
    pub fn longest(&self) -> usize {
        match self {
            Self::Text | Self::Matching(_) | Self::Bytes => usize::MAX,
            Self::Words(words) => words.iter().map(String::len).max().unwrap_or(0),
            Self::AnyOf(types) => types.iter().map(Self::longest).max().unwrap_or(0),
            Self::Secret => REDACTED.len(),
            Self::Unsigned(_) => 39,
            Self::Signed(_) => 40,
            Self::Float => MAX_FLOAT,
            Self::Bool => 5,
            Self::Char => 4,
            Self::Ipv4 => "255.255.255.255".len(),
            Self::Ip | Self::Ipv6 => 45,
            Self::SocketV4 => "255.255.255.255:65535".len(),
            Self::Socket | Self::SocketV6 => 64,
            Self::Prefix => 49,
            Self::Mac => 59,
            Self::Hex => LONGEST,
            Self::Duration => MAX_DURATION,
            Self::Uuid => 36,
        }
    }

    /// Returns whether a value can begin with this byte, to rule out many texts without
    /// reading them in full.
    #[must_use]
    pub fn can_begin(&self, byte: u8) -> bool {
        match self {
            Self::Text | Self::Char | Self::Matching(_) => true,
            Self::Words(words) => words
                .iter()
                .any(|word| word.as_bytes().first() == Some(&byte)),
            Self::AnyOf(types) => types.iter().any(|other| other.can_begin(byte)),
            Self::Secret => byte == b'<',
            Self::Unsigned(_) | Self::Ipv4 | Self::SocketV4 => byte.is_ascii_digit(),
            Self::Signed(_) | Self::Duration => byte.is_ascii_digit() || byte == b'-',
            Self::Float => byte.is_ascii_digit() || b"-Nni".contains(&byte),
            Self::Bool => b"tf".contains(&byte),
            Self::Ip | Self::Ipv6 | Self::Prefix => byte.is_ascii_hexdigit() || byte == b':',
            Self::Socket => byte.is_ascii_digit() || byte == b'[',
            Self::SocketV6 | Self::Bytes => byte == b'[',
            Self::Mac | Self::Hex | Self::Uuid => byte.is_ascii_hexdigit(),
        }
    }

    /// Returns whether a text that is a value of this type is also a JSON number or
    /// boolean, which is written without quotes.
    #[must_use]
    pub fn is_bare(&self, text: &str) -> bool {
        match self {
            Self::Unsigned(_) | Self::Signed(_) | Self::Bool => true,
            Self::Float => is_exact(text),
            // A text that is a value of several types has the first of these types.
            Self::AnyOf(types) => {
                let first = types.iter().find(|other| other.accepts(text));
                first.is_some_and(|first| first.is_bare(text))
            }
            _ => false,
        }
    }

    /// Returns whether a text that is a value of this type consists of bytes, which JSON has as a
    /// string of hexadecimal digits.
    #[must_use]
    pub fn is_bytes(&self, text: &str) -> bool {
        match self {
            Self::Bytes => true,
            Self::AnyOf(types) => {
                let first = types.iter().find(|other| other.accepts(text));
                first.is_some_and(|first| first.is_bytes(text))
            }
            _ => false,
        }
    }
}

/// The maximum length of a floating-point number. In Rust, there are up to 345 bytes.
const MAX_FLOAT: usize = 400;

/// The maximum length of a duration.
const MAX_DURATION: usize = 64;

/// Whether a floating-point number is finite, and an `f64` keeps all of its digits.
fn is_exact(text: &str) -> bool {
    let digits = text.split('e').next().unwrap_or_default();
    let count = digits
        .trim_start_matches(['-', '0', '.'])
        .bytes()
        .filter(u8::is_ascii_digit)
        .count();
    text.parse::<f64>().is_ok_and(|value| {
        // An `f64` keeps only some of the digits of a very small number, or none.
        let has_all = value.is_normal() && count <= 15 || value == 0.0 && count == 0;
        value.is_finite() && (has_all || value.to_string() == text)
    })
}

#[cfg(test)]
mod tests {
    use super::{Expression, NAMED, ValueType};
    use crate::Argument;
    use ValueType::{AnyOf, Matching, Unsigned, Words};

    /// Texts that are values of many types.
    const TEXTS: [&str; 31] = [
        "",
        "a",
        "true",
        "false",
        "0",
        "255",
        "256",
        "340282366920938463463374607431768211455",
        "-170141183460469231731687303715884105728",
        "-1.7976931348623157e+308",
        "NaN",
        "inf",
        "nan",
        "192.0.2.1",
        "255.255.255.255:65535",
        "2001:db8::1",
        "1111:2222:3333:4444:5555:6666:7777:8888",
        "::ffff:255.255.255.255",
        "[1111:2222:3333:4444:5555:6666:7777:8888%4294967295]:65535",
        "1111:2222:3333:4444:5555:6666:7777:8888/128",
        "00:0c:01:02:03:04",
        "00:0c:01:02:03:04:05:06:07:08:09:0a:0b:0c:0d:0e:0f:10:11:12",
        "-01:02:03.5",
        "1h 30m",
        "67e55044-10b1-426f-9247-bb680e5fe0c8",
        "<redacted>",
        "\u{1d11e}",
        "LEASE",
        "0x2a",
        "[0a 1b ff]",
        "18446744073709551615.999999999s",
    ];

    fn all() -> Vec<ValueType> {
        let mut all: Vec<ValueType> = NAMED.iter().map(|(_, named, _)| named.clone()).collect();
        let words = Words(vec!["LEASE".into(), String::new()]);
        let expression = Expression::new("0x[0-9a-f]+").expect("it is one");
        all.push(AnyOf(vec![Unsigned(255), words.clone()]));
        all.extend([words, Matching(expression), ValueType::Secret]);
        all
    }

    /// The length and the first byte of each value are those that its type allows.
    #[test]
    fn beginnings_and_lengths() {
        for value_type in all() {
            let values = TEXTS.into_iter().filter(|text| value_type.accepts(text));
            let mut count = 0;
            for value in values {
                count += 1;
                assert!(
                    value.len() <= value_type.longest(),
                    "{value_type:?} {value}"
                );
                let begins = value
                    .bytes()
                    .next()
                    .is_none_or(|byte| value_type.can_begin(byte));
                assert!(begins, "{value_type:?} {value}");
            }
            assert!(count > 0 && count <= TEXTS.len(), "{value_type:?}");
        }
        let zeros = "0".repeat(500);
        for value_type in all() {
            let accepts = value_type.accepts(&format!("0.{zeros}")) || value_type.accepts(&zeros);
            assert_eq!(accepts, value_type == ValueType::Text, "{value_type:?}");
        }
    }

    #[test]
    fn bare_values() {
        let number_or_word = AnyOf(vec![Unsigned(255), Words(vec!["none".into(), "7".into()])]);
        for (value_type, text, expected) in [
            (Unsigned(255), "7", true),
            (ValueType::Bool, "true", true),
            (ValueType::Text, "7", false),
            (ValueType::Float, "0.1", true),
            (ValueType::Float, "-1e-05", true),
            (ValueType::Float, "NaN", false),
            (ValueType::Float, "inf", false),
            (ValueType::Float, "0.30000000000000004", true),
            (ValueType::Float, "0.300000000000000040", false),
            (ValueType::Float, "123456789012345678", false),
            (ValueType::Float, "0.000", true),
            (ValueType::Float, "-0", true),
            (ValueType::Float, "0e5", true),
            (ValueType::Float, "2.2250738585072e-308", false),
            (ValueType::Float, "1e-307", true),
            (ValueType::Float, "1e-400", false),
            (ValueType::Float, "1e-9223372036854775808", false),
            (number_or_word.clone(), "7", true),
            (number_or_word, "none", false),
            (
                AnyOf(vec![Words(vec!["7".into()]), Unsigned(255)]),
                "7",
                false,
            ),
        ] {
            assert!(value_type.accepts(text), "{value_type:?} {text}");
            assert_eq!(value_type.is_bare(text), expected, "{value_type:?} {text}");
        }
    }

    #[test]
    fn bytes() {
        let words = Words(vec!["[]".into()]);
        for (value_type, text, expected) in [
            (ValueType::Bytes, "[0a]", true),
            (ValueType::Text, "[0a]", false),
            (AnyOf(vec![words.clone(), ValueType::Bytes]), "[0a]", true),
            (AnyOf(vec![words, ValueType::Bytes]), "[]", false),
        ] {
            assert!(value_type.accepts(text), "{value_type:?} {text}");
            assert_eq!(value_type.is_bytes(text), expected, "{value_type:?} {text}");
        }
        // They can have any length.
        assert!(ValueType::Bytes.accepts(&format!("[{}]", vec!["00"; 70_000].join(" "))));
    }

    #[test]
    fn types_of_rust() {
        for (rust_type, expected) in [
            ("u8", Unsigned(255)),
            ("isize", ValueType::Signed(i64::MAX as u128)),
            ("f32", ValueType::Float),
            ("std::net::IpAddr", ValueType::Ip),
            ("::core::net::IpAddr", ValueType::Ip),
            ("IpAddr", ValueType::Text),
            ("::u8", ValueType::Text),
            ("core::u8", ValueType::Text),
            ("text", ValueType::Text),
            ("mac", ValueType::Text),
            ("String", ValueType::Text),
            ("&[u8]", ValueType::Bytes),
            ("&'static [u8]", ValueType::Bytes),
            ("[u8; 6]", ValueType::Bytes),
            ("& '_ [u8; LENGTH]", ValueType::Bytes),
            ("Vec<u8>", ValueType::Bytes),
            ("&std::vec::Vec<u8>", ValueType::Bytes),
            ("::std::vec::Vec < u8 >", ValueType::Bytes),
            ("alloc::vec::Vec<u8>", ValueType::Bytes),
            ("&&[u8]", ValueType::Bytes),
            ("[u8]", ValueType::Text),
            ("&[u16]", ValueType::Text),
            ("&mut [u8]", ValueType::Text),
            ("&[[u8; 2]]", ValueType::Text),
            ("Option<&[u8]>", ValueType::Text),
            ("Box<[u8]>", ValueType::Text),
            ("my::Vec<u8>", ValueType::Text),
            ("Vec<u8, A>", ValueType::Text),
            ("&", ValueType::Text),
        ] {
            assert_eq!(ValueType::of_rust(rust_type), expected, "{rust_type}");
            let argument = Argument::unnamed(1).with_type(rust_type);
            assert_eq!(argument.value_type(), expected, "{rust_type}");
            assert_eq!(argument.into_secret().value_type(), ValueType::Secret);
        }
        for (name, rust_type) in [
            ("u64", Some("u64")),
            ("usize", Some("u64")),
            ("i64", Some("i64")),
            ("f64", Some("f64")),
            ("bytes", Some("&[u8]")),
            ("SocketAddr", Some("std::net::SocketAddr")),
            ("mac", None),
            ("text", None),
        ] {
            let named = ValueType::named(name).expect("it is a type");
            assert_eq!(named.rust_type(), rust_type, "{name}");
        }
        assert_eq!(ValueType::named("ipv6"), None);
        assert_eq!(ValueType::names().len(), 29);
    }
}
