//! Values as JSON, written at the end of a line.

use kea_messages::Value;
use std::fmt::{self, Display, Write};

/// A JSON object that is being written.
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

    /// A key, behind which `write` writes its value.
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

    pub(super) fn number(&mut self, key: &str, value: impl Into<u64>) {
        self.value(key, Value::U64(value.into()));
    }

    pub(super) fn end(self) {
        self.line.push('}');
    }
}

/// The value of an argument or of a field.
fn write_value(value: Value<'_>, line: &mut String) {
    // Writing to a string does not fail. `Debug` keeps the point of a float.
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
        // JSON has no number for those that are not finite.
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

/// The inside of a string.
struct Inside<'a>(&'a mut String);

impl Write for Inside<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let is_escaped = |byte| byte < b' ' || byte == b'"' || byte == b'\\';
        if text.bytes().any(is_escaped) {
            let quoted = serde_json::to_string(text).map_err(|_| fmt::Error)?;
            *self.0 += quoted.trim_start_matches('"');
            self.0.pop();
        } else {
            *self.0 += text;
        }
        Ok(())
    }
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
