//! Writes the fields of a line as JSON. Nearly all texts are written unchanged; `serde_json` writes
//! the rest.

use super::field::{Field, Visitor};
use crate::line::Reading;
use crate::value::{Value, digits_of};
use std::io;
use std::ops::Range;

/// The number of bytes that are compared at once.
const BLOCK: usize = 32;

/// The number of digits up to which every integer fits into a `u64` or an `i64`.
const DIGITS: usize = 18;

/// Writes the fields of a line, each with a comma before it.
pub(super) struct Writer<'j> {
    json: &'j mut Vec<u8>,
    /// The address range of the record, or an empty range if JSON escapes something in the record.
    /// A text in this range is a part of the record and is not checked again. Nearly all texts are.
    plain: Range<*const u8>,
}

impl Visitor for Writer<'_> {
    type Error = io::Error;

    // The names are short constants at each call, so the inlined code writes them in a few
    // instructions.
    #[expect(
        clippy::inline_always,
        reason = "writing a line takes a third less time"
    )]
    #[inline(always)]
    fn visit(&mut self, name: &'static str, field: Field<'_>) -> io::Result<()> {
        self.json.extend_from_slice(b",\"");
        self.json.extend_from_slice(name.as_bytes());
        self.json.extend_from_slice(b"\":");
        match field {
            Field::Text(text) => self.text(text),
            Field::Word(word) => {
                self.plain_text(word);
                Ok(())
            }
            Field::Arguments(reading) => self.reading(reading),
            field => Ok(serde_json::to_writer(&mut *self.json, &field)?),
        }
    }
}

impl<'j> Writer<'j> {
    /// Creates a writer for the fields of a line that was read from this record.
    pub(super) fn new(json: &'j mut Vec<u8>, record: &str) -> Self {
        let record = if is_plain(record) { record } else { "" };
        Self {
            json,
            plain: record.as_bytes().as_ptr_range(),
        }
    }

    fn text(&mut self, text: &str) -> io::Result<()> {
        if !self.is_part(text) && !is_plain(text) {
            return Ok(serde_json::to_writer(&mut *self.json, text)?);
        }
        self.plain_text(text);
        Ok(())
    }

    /// Whether a text is a part of a record in which JSON escapes nothing.
    fn is_part(&self, text: &str) -> bool {
        let place = text.as_bytes().as_ptr_range();
        self.plain.start <= place.start && place.end <= self.plain.end
    }

    /// Writes a text in which JSON escapes nothing.
    fn plain_text(&mut self, text: &str) {
        self.json.reserve(text.len() + 2);
        self.json.push(b'"');
        self.json.extend_from_slice(text.as_bytes());
        self.json.push(b'"');
    }

    fn reading(&mut self, reading: &Reading<'_>) -> io::Result<()> {
        self.json.push(b'{');
        for (index, (argument, value)) in reading.arguments().enumerate() {
            if index > 0 {
                self.json.push(b',');
            }
            // Names are short, and nearly all of them are words.
            if argument.bytes().all(is_of_word) {
                self.plain_text(argument);
            } else {
                self.text(argument)?;
            }
            self.json.push(b':');
            match value {
                Value::Text(value) => self.text(value)?,
                Value::Bare(number) if is_canonical(number) => {
                    self.json.extend_from_slice(number.as_bytes());
                }
                Value::Bytes(printed) => append_bytes(printed, self.json),
                value @ Value::Bare(_) => serde_json::to_writer(&mut *self.json, value)?,
            }
        }
        self.json.push(b'}');
        Ok(())
    }
}

/// Writes bytes as a string of their digits.
pub(super) fn append_bytes(printed: &str, json: &mut Vec<u8>) {
    json.push(b'"');
    json.extend(digits_of(printed));
    json.push(b'"');
}

/// Whether a text contains nothing that JSON escapes.
pub(crate) fn is_plain(text: &str) -> bool {
    let text = text.as_bytes();
    let Some(last) = text.last_chunk::<BLOCK>() else {
        return !text.iter().any(|byte| is_escaped(*byte));
    };
    // This does not stop early, so that many bytes can be compared at once. The last block can
    // overlap the one before it.
    let blocks = text.chunks_exact(BLOCK);
    let mut found = [false; BLOCK];
    for block in blocks.chain([&last[..]]) {
        for (found, byte) in found.iter_mut().zip(block) {
            *found |= is_escaped(*byte);
        }
    }
    found == [false; BLOCK]
}

/// Whether JSON escapes a byte.
const fn is_escaped(byte: u8) -> bool {
    byte < b' ' || byte == b'"' || byte == b'\\'
}

const fn is_of_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Whether an integer is written as JSON writes it.
pub(super) fn is_canonical(number: &str) -> bool {
    let digits = number.strip_prefix('-').unwrap_or(number).as_bytes();
    match digits {
        [b'0'] => number.len() == 1,
        [b'1'..=b'9', rest @ ..] => rest.len() < DIGITS && rest.iter().all(u8::is_ascii_digit),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Writer, is_canonical, is_plain};

    #[test]
    fn texts() {
        for special in [
            "", "\"", "\\", "\n", "\0", "\u{1f}", "\u{7f}", "é", "\u{2028}",
        ] {
            // These are more bytes than any processor compares at once.
            for before in 0..70 {
                for behind in [0, 1, 70] {
                    let value = "x".repeat(before) + special + &"y".repeat(behind);
                    let expected = serde_json::to_vec(&value).expect("it can be written");
                    for record in ["", &value, "other"] {
                        let mut json = Vec::new();
                        let written = Writer::new(&mut json, record).text(&value);
                        written.expect("it can be written");
                        assert_eq!(json, expected, "{value:?} in {record:?}");
                    }
                }
            }
        }
        assert!(is_plain("abé\u{7f}"));
        assert!(!is_plain("a\"b"));
    }

    /// Any part of a text is written correctly, also if the record is another part of the same text,
    /// or JSON escapes something in it.
    #[test]
    fn parts_of_a_record() {
        for whole in ["on disk", "on \"disk\"", "on\ndisk"] {
            let ends = 0..=whole.len();
            let parts = ends
                .clone()
                .flat_map(|end| (0..=end).map(move |start| start..end));
            let parts: Vec<&str> = parts.map(|part| &whole[part]).collect();
            for record in &parts {
                for text in &parts {
                    let mut json = Vec::new();
                    let written = Writer::new(&mut json, record).text(text);
                    written.expect("it can be written");
                    let expected = serde_json::to_vec(text).expect("it can be written");
                    assert_eq!(json, expected, "{text:?} in {record:?}");
                }
            }
        }
    }

    #[test]
    fn numbers() {
        for number in [
            "0",
            "7",
            "10",
            "-7",
            "999999999999999999",
            "-999999999999999999",
        ] {
            assert!(is_canonical(number), "{number}");
        }
        for number in [
            "",
            "-",
            "-0",
            "007",
            "+7",
            "1.5",
            "1e3",
            "1000000000000000000",
            "true",
        ] {
            assert!(!is_canonical(number), "{number}");
        }
    }
}
