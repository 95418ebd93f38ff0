//! Handles lines that are not valid UTF-8.

use crate::line::Outcome;
use std::fmt::Write as _;

/// Converts bytes that are not valid UTF-8 to text, in which each invalid byte is written
/// like `\xff`.
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

impl Outcome<'_> {
    /// Returns the outcome for a line in which invalid bytes were escaped.
    pub(crate) fn not_utf8(self) -> Self {
        match self {
            Self::Decoded(reading) => Self::NotUtf8(vec![reading]),
            Self::Ambiguous(readings) => Self::NotUtf8(readings),
            other => other,
        }
    }
}
