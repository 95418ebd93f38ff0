//! The values of arguments.

use crate::format::bytes::Bytes;
use crate::format::value::ValueKind;
use kea_messages_base::hexadecimal::HexBytes;
use kea_messages_base::record::REDACTED;
use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};

/// A value, as it was recorded. Its `Display` is what the text of the message shows, unless the
/// text states a format.
///
/// ```
/// use kea_messages_records::Value;
///
/// assert_eq!(Value::F32(0.1).to_string(), "0.1");
/// assert_eq!(Value::Secret.to_string(), "<redacted>");
/// assert_eq!(Value::Bytes(&[1, 255]).to_string(), "[01 ff]");
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Value<'a> {
    /// A secret, whose value was not recorded.
    Secret,
    /// A boolean.
    Bool(bool),
    /// A character.
    Char(char),
    /// A signed integer of up to 64 bits.
    I64(i64),
    /// An unsigned integer of up to 64 bits.
    U64(u64),
    /// A signed integer of 128 bits.
    I128(i128),
    /// An unsigned integer of 128 bits.
    U128(u128),
    /// A floating-point number of 32 bits.
    F32(f32),
    /// A floating-point number of 64 bits.
    F64(f64),
    /// A string.
    Str(&'a str),
    /// The `Display` of any other value.
    Display(&'a str),
    /// The `Debug` of any other value.
    Debug(&'a str),
    /// An error.
    Error(ErrorValue<'a>),
    /// An IPv4 address.
    Ipv4(Ipv4Addr),
    /// An IPv6 address.
    Ipv6(Ipv6Addr),
    /// Bytes. Their text consists of hexadecimal digits: `[0a 1b ff]`.
    Bytes(&'a [u8]),
}

impl<'a> Value<'a> {
    /// Reads a value of this kind.
    #[inline]
    pub(super) fn read(kind: ValueKind, bytes: &mut Bytes<'a>) -> Option<Self> {
        Some(match kind {
            ValueKind::Secret => Self::Secret,
            ValueKind::Bool => Self::Bool(match bytes.u8()? {
                0 => false,
                1 => true,
                _ => return None,
            }),
            ValueKind::Char => Self::Char(char::from_u32(u32::try_from(bytes.u64()?).ok()?)?),
            ValueKind::I64 => Self::I64(bytes.i64()?),
            ValueKind::U64 => Self::U64(bytes.u64()?),
            ValueKind::I128 => Self::I128(bytes.i128()?),
            ValueKind::U128 => Self::U128(bytes.u128()?),
            ValueKind::F32 => Self::F32(f32::from_le_bytes(bytes.array()?)),
            ValueKind::F64 => Self::F64(f64::from_le_bytes(bytes.array()?)),
            ValueKind::Str => Self::Str(bytes.str()?),
            ValueKind::Display => Self::Display(bytes.str()?),
            ValueKind::Debug => Self::Debug(bytes.str()?),
            ValueKind::Error => Self::Error(ErrorValue::read(bytes)?),
            ValueKind::Ipv4 => Self::Ipv4(bytes.ipv4()?),
            ValueKind::Ipv6 => Self::Ipv6(bytes.ipv6()?),
            ValueKind::Bytes => Self::Bytes(bytes.bytes()?),
        })
    }

    /// Returns the text of a value that was recorded as a text: a string, the `Display` or `Debug`
    /// of a value, or an error without its sources.
    ///
    /// ```
    /// use kea_messages_records::Value;
    ///
    /// assert_eq!(Value::Display("a1").as_str(), Some("a1"));
    /// assert_eq!(Value::U64(7).as_str(), None);
    /// ```
    #[must_use]
    pub const fn as_str(&self) -> Option<&'a str> {
        match *self {
            Self::Str(text) | Self::Display(text) | Self::Debug(text) => Some(text),
            Self::Error(error) => Some(error.text),
            _ => None,
        }
    }

    /// Writes the value to a formatter without options.
    #[inline]
    pub(super) fn print(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Str(text) | Self::Display(text) | Self::Debug(text) => f.write_str(text),
            _ => fmt::Display::fmt(self, f),
        }
    }
}

/// Formats the value with the options of the formatter. Bytes ignore the options.
impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Secret => f.pad(REDACTED),
            Self::Bool(value) => fmt::Display::fmt(value, f),
            Self::Char(value) => fmt::Display::fmt(value, f),
            Self::I64(value) => fmt::Display::fmt(value, f),
            Self::U64(value) => fmt::Display::fmt(value, f),
            Self::I128(value) => fmt::Display::fmt(value, f),
            Self::U128(value) => fmt::Display::fmt(value, f),
            Self::F32(value) => fmt::Display::fmt(value, f),
            Self::F64(value) => fmt::Display::fmt(value, f),
            Self::Str(text) | Self::Display(text) | Self::Debug(text) => f.pad(text),
            Self::Error(value) => f.pad(value.text),
            Self::Ipv4(value) => fmt::Display::fmt(value, f),
            Self::Ipv6(value) => fmt::Display::fmt(value, f),
            Self::Bytes(value) => HexBytes(value).write_to(f),
        }
    }
}

/// An error, and the errors that caused it.
///
/// ```
/// use kea_messages_records::{Entry, Item, Reader, Value};
///
/// let mut items = Reader::open("tests/server.kmr")?;
/// let Some(Ok(Item::Block(block))) = items.nth(1) else { panic!() };
/// let mut entries = block.entries();
/// entries.next();
/// let Some(Entry::Record(record)) = entries.next() else { panic!() };
/// let [Value::Error(error)] = record.values() else { panic!() };
/// assert_eq!(error.text(), "cannot read");
/// assert_eq!(error.sources().collect::<Vec<_>>(), ["no disk"]);
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ErrorValue<'a> {
    text: &'a str,
    /// The encoded sources, which have been checked.
    sources: &'a [u8],
}

impl<'a> ErrorValue<'a> {
    fn read(bytes: &mut Bytes<'a>) -> Option<Self> {
        let count = bytes.length()?;
        let text = (count > 0).then(|| bytes.str())??;
        let before = bytes.rest();
        for _ in 1..count {
            bytes.str()?;
        }
        let sources = &before[..before.len() - bytes.rest().len()];
        Some(Self { text, sources })
    }

    /// Returns the `Display` of the error.
    #[must_use]
    pub const fn text(&self) -> &'a str {
        self.text
    }

    /// Returns the texts of its sources, starting with the direct one.
    pub fn sources(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let mut bytes = Bytes::new(self.sources);
        std::iter::from_fn(move || bytes.str())
    }
}
