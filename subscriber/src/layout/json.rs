//! Appends values as JSON to a line.

use kea_messages::{HexDigits, Value};
use std::fmt::{self, Display, Write};

/// Writes a JSON object.
pub(super) struct Object<'a> {
    line: &'a mut String,
    is_empty: bool,
}

impl<'a> Object<'a> {
    pub(super) fn new(line: &'a mut String) -> Self {
        line.push('{');
        Self {
            line,
            is_empty: true,
        }
    }

    /// Writes a key, and calls `write` for its value.
    pub(super) fn with(&mut self, key: &str, write: impl FnOnce(&mut String)) {
        if !self.is_empty {
            self.line.push(',');
        }
        self.is_empty = false;
        write_string(key, self.line);
        self.line.push(':');
        write(self.line);
    }

    pub(super) fn value(&mut self, key: &str, value: Value<'_>) {
        self.with(key, |line| write_value(value, line));
    }

    pub(super) fn string(&mut self, key: &str, value: &str) {
        self.with(key, |line| write_string(value, line));
    }

    pub(super) fn strings(&mut self, key: &str, values: &[String]) {
        self.with(key, |line| {
            let mut before = '[';
            for value in values {
                line.push(before);
                before = ',';
                write_string(value, line);
            }
            line.push(']');
        });
    }

    pub(super) fn number(&mut self, key: &str, value: impl Into<u64>) {
        self.value(key, Value::U64(value.into()));
    }

    pub(super) fn end(self) {
        self.line.push('}');
    }
}

/// Writes the value of an argument or of a field.
fn write_value(value: Value<'_>, line: &mut String) {
    // Writing to a string does not fail. `Debug` keeps the decimal point of a float.
    _ = match value {
        Value::Bool(value) => write!(line, "{value}"),
        Value::I64(value) => write!(line, "{value}"),
        Value::U64(value) => write!(line, "{value}"),
        Value::I128(value) => write!(line, "{value}"),
        Value::U128(value) => write!(line, "{value}"),
        Value::F32(value) if value.is_finite() => write!(line, "{value:?}"),
        Value::F64(value) if value.is_finite() => write!(line, "{value:?}"),
        Value::Str(value) => {
            write_string(value, line);
            Ok(())
        }
        Value::Bytes(value) => write!(line, "\"{}\"", HexDigits(value)),
        // JSON has no number for infinity and NaN, so these are strings.
        other => {
            write_displayed(&other, line);
            Ok(())
        }
    };
}

fn write_string(text: &str, line: &mut String) {
    line.push('"');
    _ = Inside(line).write_str(text);
    line.push('"');
}

fn write_displayed(value: &dyn Display, line: &mut String) {
    line.push('"');
    _ = write!(Inside(line), "{value}");
    line.push('"');
}

/// Escapes text inside a JSON string.
struct Inside<'a>(&'a mut String);

impl Write for Inside<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        // Most texts contain none of these bytes. 0xc2 is the first byte of the control characters
        // of Latin-1, and 0xd8 and 0xe2 of the characters that change the direction of text.
        let is_suspect = |byte| byte < b' ' || b"\"\\\x7f\xc2\xd8\xe2".contains(&byte);
        if !text.bytes().any(is_suspect) {
            *self.0 += text;
            return Ok(());
        }
        for letter in text.chars() {
            match letter {
                '"' | '\\' => {
                    self.0.push('\\');
                    self.0.push(letter);
                }
                '\n' => *self.0 += "\\n",
                '\r' => *self.0 += "\\r",
                '\t' => *self.0 += "\\t",
                // All of these characters have at most four hexadecimal digits.
                _ if is_unsafe(letter) => write!(self.0, "\\u{:04x}", u32::from(letter))?,
                _ => self.0.push(letter),
            }
        }
        Ok(())
    }
}

/// Whether a character is escaped although JSON allows it. Such a character would control the
/// terminal that shows the line, or make the line look like another one. Except for the backslash,
/// these are the characters that [`Escaper`](kea_messages::Escaper) escapes.
pub(crate) fn is_unsafe(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_read_back() {
        let text = "\"a\\b\"\n\u{1}\u{7f}\u{2028}é\"";
        let cases: &[(Value<'_>, serde_json::Value)] = &[
            (Value::Bool(true), true.into()),
            (Value::Char('"'), "\"".into()),
            (Value::I64(i64::MIN), i64::MIN.into()),
            (Value::U64(u64::MAX), u64::MAX.into()),
            (
                Value::F32(0.1),
                serde_json::from_str("0.1").expect("a number"),
            ),
            (Value::F64(1.0), 1.0.into()),
            (Value::F64(1e300), 1e300.into()),
            (Value::F64(-5e-324), (-5e-324).into()),
            (Value::F64(f64::NAN), "NaN".into()),
            (Value::F32(f32::NEG_INFINITY), "-inf".into()),
            (Value::Str(text), text.into()),
            (Value::Str(""), "".into()),
            (Value::Bytes(&[10, 255]), "0aff".into()),
            (Value::Bytes(&[]), "".into()),
            (Value::Display(&text), text.into()),
            (Value::Debug(&"a\"b"), r#""a\"b""#.into()),
            (Value::Secret, "<redacted>".into()),
        ];
        for (value, expected) in cases {
            let mut line = String::new();
            write_value(*value, &mut line);
            let read: serde_json::Value = serde_json::from_str(&line).expect(&line);
            assert_eq!(read, *expected, "{line}");
        }
        let mut line = String::new();
        write_value(Value::U128(u128::MAX), &mut line);
        assert_eq!(line, u128::MAX.to_string());
    }

    #[test]
    fn what_is_unsafe_in_a_line_is_so_in_json() {
        for letter in '\0'..='\u{ffff}' {
            let is_escaped = kea_messages::OneLine(letter).to_string() != letter.to_string();
            let mut line = String::new();
            write_value(Value::Char(letter), &mut line);
            let read: String = serde_json::from_str(&line).expect(&line);
            assert_eq!(read, letter.to_string());
            let is_plain = line == format!("\"{letter}\"");
            assert_eq!(is_plain, !is_escaped && letter != '"', "{line}");
        }
    }

    #[test]
    fn an_object_is_read_back() {
        let mut line = String::new();
        let mut object = Object::new(&mut line);
        object.number("a", 1_u8);
        object.with("b\"c", |line| Object::new(line).end());
        object.string("d", "\"");
        object.end();
        assert_eq!(line, r#"{"a":1,"b\"c":{},"d":"\""}"#);
    }
}
