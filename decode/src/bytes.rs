//! Lines that are not UTF-8.

use crate::decoder::Decoder;
use crate::line::{Line, Outcome};
use std::fmt::Write as _;

/// Returns a text of bytes that are not UTF-8, in which each byte that is not is written like
/// `\xff`.
///
/// ```
/// assert_eq!(kea_messages_decode::escape_bytes(b"caf\xe9 \xc3\xa9"), r"caf\xe9 é");
/// ```
#[must_use]
pub fn escape_bytes(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            // Writing to a `String` does not fail.
            _ = write!(text, "\\x{byte:02x}");
        }
    }
    text
}

impl Decoder {
    /// Decodes a line that is not UTF-8, together with the lines that continue it. It is
    /// given as [`escape_bytes`] returns it, and its outcome is [`Outcome::NotUtf8`] if it has
    /// the ID and the text of a message.
    ///
    /// ```
    /// use kea_messages_catalog::Message;
    /// use kea_messages_decode::{Decoder, Outcome, escape_bytes};
    ///
    /// let message = Message::new("A_B", "on %1");
    /// let decoder = Decoder::new([&message]);
    /// let text = escape_bytes(b"A_B on caf\xe9");
    /// let line = decoder.decode_escaped_bytes(&text);
    /// let Outcome::NotUtf8(readings) = line.outcome else { panic!() };
    /// assert_eq!(readings[0].to_string(), r"arg1=caf\xe9");
    /// ```
    #[must_use]
    pub fn decode_escaped_bytes<'a>(&'a self, lines: &'a str) -> Line<'a> {
        let line = self.decode_lines(lines);
        Line {
            outcome: line.outcome.not_utf8(),
            ..line
        }
    }
}

impl Outcome<'_> {
    /// The same, where bytes that are not UTF-8 are escaped.
    pub(crate) fn not_utf8(self) -> Self {
        match self {
            Self::Decoded(reading) => Self::NotUtf8(vec![reading]),
            Self::Ambiguous(readings) => Self::NotUtf8(readings),
            other => other,
        }
    }
}
