//! The values of arguments.

use crate::sources::Sources;
use core::error::Error;
use core::fmt::{self, Write};
use core::net::IpAddr;
use kea_messages_base::hexadecimal::HexBytes;
use kea_messages_base::record::REDACTED;

/// The value of an argument, as sinks receive it.
///
/// A number, a boolean or bytes keep their type only if the argument is declared with a
/// type: an argument without a type is always [`Value::Display`]. The `Display` of
/// a value is what the text of the message shows.
///
/// ```
/// use kea_messages::{Message, Value, kea_messages};
///
/// kea_messages! {
///     /// A client connected.
///     pub info CLIENT(name, port: u16) = "client %1, port %2";
/// }
///
/// /// Converts a value to JSON.
/// fn json(value: Value<'_>) -> String {
///     match value {
///         Value::Bool(value) => value.to_string(),
///         Value::I64(number) => number.to_string(),
///         Value::U64(number) => number.to_string(),
///         other => format!("{:?}", other.to_string()),
///     }
/// }
///
/// CLIENT("a1", 67).visit(&mut |occurrence| {
///     let values: Vec<String> = occurrence.arguments().map(|(_, value)| json(value)).collect();
///     assert_eq!(values, ["\"a1\"", "67"]);
/// });
/// ```
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum Value<'a> {
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
    /// A floating-point number of 32 bits, which is printed with fewer digits
    /// than the same number in 64 bits.
    F32(f32),
    /// A floating-point number of 64 bits.
    F64(f64),
    /// A string.
    Str(&'a str),
    /// An IP address: an argument that is declared as `IpAddr`, `Ipv4Addr` or `Ipv6Addr`.
    Ip(IpAddr),
    /// Bytes: an argument that is declared as `&[u8]`, `[u8; N]` or `Vec<u8>`. The text shows them as
    /// hexadecimal digits, as `tracing` does: `[0a 1b ff]`. For a string of digits alone, use
    /// [`HexDigits`](crate::HexDigits).
    Bytes(&'a [u8]),
    /// Any value that implements `Display`.
    Display(&'a dyn fmt::Display),
    /// The value of an argument that is declared as `impl Debug`.
    Debug(&'a dyn fmt::Debug),
    /// An error: the value of an argument whose declared type implements [`Error`], or
    /// is a pointer to a `dyn Error`. The text shows its `Display`, and
    /// [`sources`](Self::sources) returns its sources.
    Error(&'a (dyn Error + 'a)),
    /// A secret, whose value is not stored.
    Secret,
    /// A value for which the text of the message states a format. Sinks receive the value itself.
    #[doc(hidden)]
    InFormat(&'a InFormat<'a>),
}

/// A value, and the text that it is formatted as.
pub struct InFormat<'a> {
    pub(crate) value: Value<'a>,
    pub(crate) text: fmt::Arguments<'a>,
}

impl<'a> InFormat<'a> {
    /// Creates a value with this formatted text.
    #[must_use]
    pub const fn new(value: Value<'a>, text: fmt::Arguments<'a>) -> Self {
        Self { value, text }
    }
}

impl<'a> Value<'a> {
    /// Returns the sources of an error, starting with the direct one. Any other value
    /// has none.
    ///
    /// ```
    /// use kea_messages::{Message, kea_messages};
    /// use std::error::Error;
    /// use std::fmt;
    ///
    /// kea_messages! {
    ///     /// The lease file could not be opened.
    ///     error LEASES_UNREADABLE(error: impl Error) = "cannot open the lease file: %1";
    /// }
    ///
    /// #[derive(Debug)]
    /// struct Unreadable(std::io::Error);
    ///
    /// impl fmt::Display for Unreadable {
    ///     fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    ///         f.write_str("cannot read")
    ///     }
    /// }
    ///
    /// impl Error for Unreadable {
    ///     fn source(&self) -> Option<&(dyn Error + 'static)> {
    ///         Some(&self.0)
    ///     }
    /// }
    ///
    /// let error = Unreadable(std::io::Error::other("no disk"));
    /// let message = LEASES_UNREADABLE(&error);
    /// assert_eq!(message.to_string(), "cannot open the lease file: cannot read");
    /// message.visit(&mut |occurrence| {
    ///     let (_, value) = occurrence.arguments().next().expect("there is one");
    ///     let sources: Vec<String> = value.sources().map(|it| it.to_string()).collect();
    ///     assert_eq!(sources, ["no disk"]);
    /// });
    /// ```
    #[must_use]
    pub fn sources(self) -> Sources<'a> {
        Sources::of(match self.plain() {
            Self::Error(error) => Some(error),
            _ => None,
        })
    }
}

impl Value<'_> {
    /// Returns the value that sinks receive, without its format.
    #[inline]
    pub(crate) const fn plain(self) -> Self {
        match self {
            Self::InFormat(formatted) => formatted.value,
            plain => plain,
        }
    }
}

impl Value<'_> {
    /// Writes the value as the text of a message shows it.
    ///
    /// The usual types are checked first, in separate branches, because a jump table for all of
    /// them takes longer than the rest of the work. Where the kind of the value is known, only the
    /// branch for it remains.
    #[expect(
        clippy::inline_always,
        reason = "if the compiler decides, it depends on the rest of the program, and costs a tenth"
    )]
    #[inline(always)]
    pub(crate) fn write_to<W: Write + ?Sized>(&self, out: &mut W) -> fmt::Result {
        if let Self::Str(value) = *self {
            out.write_str(value)
        } else if let Self::U64(value) = *self {
            write_integer(out, false, value)
        } else if let Self::Display(value) = *self {
            write!(out, "{value}")
        } else {
            self.write_unusual(out)
        }
    }

    #[inline(never)]
    fn write_unusual<W: Write + ?Sized>(&self, out: &mut W) -> fmt::Result {
        match *self {
            Self::I64(value) => write_integer(out, value < 0, value.unsigned_abs()),
            Self::Bool(true) => out.write_str("true"),
            Self::Bool(false) => out.write_str("false"),
            Self::Char(value) => out.write_char(value),
            Self::Bytes(value) => HexBytes(value).write_to(out),
            Self::Error(value) => write!(out, "{value}"),
            Self::Secret => out.write_str(REDACTED),
            _ => write!(out, "{self}"),
        }
    }

    /// Writes the value to a formatter without options. The same formatter is used for all values
    /// of a text.
    #[inline]
    pub(crate) fn fmt_plain(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Display(value) => value.fmt(f),
            Self::Debug(value) => value.fmt(f),
            Self::Error(value) => fmt::Display::fmt(value, f),
            _ => self.write_to(f),
        }
    }
}

/// Formats the value like the value itself, with the options of the formatter. Bytes ignore the
/// options.
impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(value) => fmt::Display::fmt(value, f),
            Self::Char(value) => fmt::Display::fmt(value, f),
            Self::I64(value) => fmt::Display::fmt(value, f),
            Self::U64(value) => fmt::Display::fmt(value, f),
            Self::I128(value) => fmt::Display::fmt(value, f),
            Self::U128(value) => fmt::Display::fmt(value, f),
            Self::F32(value) => fmt::Display::fmt(value, f),
            Self::F64(value) => fmt::Display::fmt(value, f),
            Self::Str(value) => fmt::Display::fmt(value, f),
            Self::Ip(value) => fmt::Display::fmt(value, f),
            Self::Bytes(value) => fmt::Display::fmt(&HexBytes(value), f),
            Self::Display(value) => value.fmt(f),
            Self::Debug(value) => value.fmt(f),
            Self::Error(value) => fmt::Display::fmt(value, f),
            Self::Secret => f.pad(REDACTED),
            Self::InFormat(value) => f.write_fmt(value.text),
        }
    }
}

/// Shows the variant and the value, but never a secret.
impl fmt::Debug for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(value) => f.debug_tuple("Bool").field(value).finish(),
            Self::Char(value) => f.debug_tuple("Char").field(value).finish(),
            Self::I64(value) => f.debug_tuple("I64").field(value).finish(),
            Self::U64(value) => f.debug_tuple("U64").field(value).finish(),
            Self::I128(value) => f.debug_tuple("I128").field(value).finish(),
            Self::U128(value) => f.debug_tuple("U128").field(value).finish(),
            Self::F32(value) => f.debug_tuple("F32").field(value).finish(),
            Self::F64(value) => f.debug_tuple("F64").field(value).finish(),
            Self::Str(value) => f.debug_tuple("Str").field(value).finish(),
            Self::Ip(value) => f.debug_tuple("Ip").field(value).finish(),
            Self::Bytes(value) => write!(f, "Bytes({})", HexBytes(value)),
            Self::Display(value) => write!(f, "Display({value})"),
            Self::Debug(value) => write!(f, "Debug({value:?})"),
            Self::Error(value) => write!(f, "Error({value})"),
            Self::Secret => f.write_str("Secret"),
            Self::InFormat(value) => fmt::Debug::fmt(&value.value, f),
        }
    }
}

/// Writes an integer in decimal. `write!` would set up a `Formatter`, which takes longer than
/// writing the digits.
#[inline]
fn write_integer<W: Write + ?Sized>(out: &mut W, negative: bool, magnitude: u64) -> fmt::Result {
    out.write_str(Digits([b'0'; 32]).text(negative, magnitude))
}

/// Space for an integer in decimal. The longest ones are `u64::MAX`, with 20 digits, and
/// `i64::MIN`, with a sign and 19 digits.
///
/// The space is longer and aligned because `from_utf8` checks ASCII in aligned blocks of 16 bytes,
/// and the rest byte by byte. So it takes less time for all of these bytes than for the last ten.
#[repr(align(16))]
struct Digits([u8; 32]);

impl Digits {
    /// Returns the integer in decimal. Zero must not be negative.
    fn text(&mut self, negative: bool, mut magnitude: u64) -> &str {
        if magnitude < 10 && !negative {
            let digit = (magnitude % 10) as usize;
            return &"0123456789"[digit..=digit];
        }
        debug_assert!(magnitude > 0, "zero is not negative");
        let Self(buffer) = self;
        let mut start = buffer.len();
        loop {
            let digits = eight_digits(magnitude % 100_000_000);
            magnitude /= 100_000_000;
            start -= 8;
            let block = (digits + u64::from_le_bytes([b'0'; 8])).to_le_bytes();
            buffer[start..start + 8].copy_from_slice(&block);
            if magnitude == 0 {
                start += digits.trailing_zeros() as usize / 8;
                break;
            }
        }
        if negative {
            start -= 1;
            buffer[start] = b'-';
        }
        match core::str::from_utf8(buffer) {
            Ok(digits) => &digits[start..],
            Err(_) => unreachable!("digits are ASCII"),
        }
    }
}

/// Returns the eight digits of a number below 100,000,000, one in each byte, with the first in the
/// lowest byte.
///
/// Each step divides all the parts of the number at once, by a multiplication and a shift that give
/// the exact quotient for numbers of this size. A loop with a table of pairs takes longer, mostly
/// because `from_utf8` then has to wait until its many small stores are complete.
const fn eight_digits(number: u64) -> u64 {
    let halves = (number / 10_000) | ((number % 10_000) << 32);
    let hundreds = ((halves * 10_486) >> 20) & 0x0000_007f_0000_007f;
    let pairs = hundreds | ((halves - hundreds * 100) << 16);
    let tens = ((pairs * 103) >> 10) & 0x000f_000f_000f_000f;
    tens | ((pairs - tens * 10) << 8)
}

#[cfg(test)]
mod tests {
    extern crate std;

    use super::*;
    use proptest::prelude::*;
    use std::format;
    use std::string::{String, ToString as _};

    /// Prints a value without options in each way.
    fn printed(value: Value<'_>) -> [String; 3] {
        struct Plain<'a>(Value<'a>);

        impl fmt::Display for Plain<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt_plain(f)
            }
        }

        let mut written = String::new();
        value.write_to(&mut written).expect("a string takes all");
        [value.to_string(), written, Plain(value).to_string()]
    }

    #[test]
    fn values() {
        let error = fmt::Error.to_string();
        let error_debug = format!("Error({error})");
        // The value, its text, its text with a width, and its `Debug` output.
        let ip = IpAddr::from([192, 0, 2, 1]);
        let cases: [(Value<'_>, &str, &str, &str); 21] = [
            (Value::Bool(true), "true", "true    ", "Bool(true)"),
            (Value::Bool(false), "false", "false   ", "Bool(false)"),
            (Value::Char('é'), "é", "é       ", "Char('é')"),
            (Value::I64(-7), "-7", "      -7", "I64(-7)"),
            (Value::I64(7), "7", "       7", "I64(7)"),
            (Value::I64(0), "0", "       0", "I64(0)"),
            (Value::U64(67), "67", "      67", "U64(67)"),
            (Value::I128(-1), "-1", "      -1", "I128(-1)"),
            (Value::U128(1), "1", "       1", "U128(1)"),
            (Value::F32(0.1), "0.1", "     0.1", "F32(0.1)"),
            (Value::F64(0.25), "0.25", "    0.25", "F64(0.25)"),
            (Value::Str("a1"), "a1", "a1      ", "Str(\"a1\")"),
            (Value::Str(""), "", "        ", "Str(\"\")"),
            (Value::Ip(ip), "192.0.2.1", "192.0.2.1", "Ip(192.0.2.1)"),
            (
                Value::Bytes(&[10, 255]),
                "[0a ff]",
                "[0a ff]",
                "Bytes([0a ff])",
            ),
            (Value::Bytes(&[]), "[]", "[]", "Bytes([])"),
            (Value::Display(&"a1"), "a1", "a1      ", "Display(a1)"),
            (Value::Debug(&"a1"), "\"a1\"", "\"a1\"", "Debug(\"a1\")"),
            (Value::Debug(&[1]), "[1]", "[       1]", "Debug([1])"),
            (Value::Error(&fmt::Error), &error, &error, &error_debug),
            (Value::Secret, "<redacted>", "<redacted>", "Secret"),
        ];
        for (value, shown, padded, debugged) in cases {
            assert_eq!(printed(value), [shown; 3], "{debugged}");
            assert_eq!(format!("{value:8}"), padded);
            assert_eq!(format!("{value:?}"), debugged);
        }
        assert_eq!(format!("{:12}", Value::Secret), "<redacted>  ");
    }

    fn assert_all_print(value: Value<'_>, number: &dyn fmt::Display) {
        let expected = number.to_string();
        for found in printed(value) {
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn integers_of_each_length() {
        let mut power = 1_u64;
        loop {
            for number in [power - 1, power, power + 1] {
                assert_all_print(Value::U64(number), &number);
            }
            let Some(next) = power.checked_mul(10) else {
                break;
            };
            power = next;
        }
        assert_all_print(Value::U64(u64::MAX), &u64::MAX);
        for number in [i64::MIN, i64::MIN + 1, i64::MAX] {
            assert_all_print(Value::I64(number), &number);
        }
    }

    #[test]
    fn eight_digits_of_each_half() {
        for half in 0..10_000 {
            for number in [half, half * 10_000] {
                let digits = eight_digits(number).to_le_bytes();
                let number_again = digits
                    .iter()
                    .fold(0, |number, &digit| number * 10 + u64::from(digit));
                assert_eq!(number_again, number);
                assert!(digits.iter().all(|&digit| digit < 10), "{number}");
            }
        }
    }

    proptest! {
        #[test]
        fn any_integer(unsigned in any::<u64>(), signed in any::<i64>(), small in 0..200_u64) {
            for number in [unsigned, small] {
                assert_all_print(Value::U64(number), &number);
            }
            assert_all_print(Value::I64(signed), &signed);
        }
    }
}
