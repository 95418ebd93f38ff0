//! The value of an argument.

use core::fmt::{self, Write};

/// What stands for a secret wherever a message is written.
pub(crate) const REDACTED: &str = "<redacted>";

/// The value of an argument, as sinks see it.
///
/// Only a declared type lets a number or a boolean stay one: an argument
/// without a type is [`Value::Display`], whatever it is.
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
    /// A floating-point number of 32 bits, which prints shorter than the same
    /// number in 64.
    F32(f32),
    /// A floating-point number of 64 bits.
    F64(f64),
    /// A string.
    Str(&'a str),
    /// Anything that prints itself.
    Display(&'a dyn fmt::Display),
    /// Anything that an argument declared as `impl Debug` can be.
    Debug(&'a dyn fmt::Debug),
    /// A secret, whose value is not even kept.
    Secret,
}

impl Value<'_> {
    /// Writes the value as the text of a message shows it.
    ///
    /// Inlined, because the loop that prints a text spends most of its time here.
    #[inline]
    pub(crate) fn write_to(&self, out: &mut dyn Write) -> fmt::Result {
        match *self {
            Self::Str(value) => out.write_str(value),
            Self::U64(value) => write_integer(out, false, value),
            Self::I64(value) => write_integer(out, value < 0, value.unsigned_abs()),
            Self::Display(value) => write!(out, "{value}"),
            Self::Debug(value) => write!(out, "{value:?}"),
            Self::Bool(true) => out.write_str("true"),
            Self::Bool(false) => out.write_str("false"),
            Self::Char(value) => out.write_char(value),
            Self::I128(value) => write!(out, "{value}"),
            Self::U128(value) => write!(out, "{value}"),
            Self::F32(value) => write!(out, "{value}"),
            Self::F64(value) => write!(out, "{value}"),
            Self::Secret => out.write_str(REDACTED),
        }
    }
}

impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_to(f)
    }
}

/// Shows the kind of the value, and never a secret.
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
            Self::Display(value) => write!(f, "Display({value})"),
            Self::Debug(value) => write!(f, "Debug({value:?})"),
            Self::Secret => f.write_str("Secret"),
        }
    }
}

/// Writes an integer in decimal. `write!` sets up a `Formatter` for it, which
/// takes longer than the digits do.
fn write_integer(out: &mut dyn Write, negative: bool, mut magnitude: u64) -> fmt::Result {
    // The longest are u64::MAX, with 20 digits, and i64::MIN, with a sign and 19.
    let mut buffer = [0; 20];
    let mut start = buffer.len();
    loop {
        start -= 1;
        buffer[start] = b'0' + (magnitude % 10) as u8;
        magnitude /= 10;
        if magnitude == 0 {
            break;
        }
    }
    if negative {
        start -= 1;
        buffer[start] = b'-';
    }
    match core::str::from_utf8(&buffer[start..]) {
        Ok(digits) => out.write_str(digits),
        Err(_) => unreachable!("digits are ASCII"),
    }
}
