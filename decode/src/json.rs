//! Writes a line as JSON.

mod field;
mod plain;
mod write;

use self::field::{Field, Visitor};
pub(crate) use self::write::is_plain;

use self::write::Writer;
use crate::line::{Line, Reading};
use crate::span::Span;
use crate::value::{Value, digits_of};
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use std::borrow::Cow;
use std::convert::Infallible;
use std::fmt::{self, Display, Write as _};
use std::io;

impl Line<'_> {
    /// Appends the line as JSON. The result is the same as that of `serde_json::to_writer`,
    /// but takes a fraction of the time.
    ///
    /// `record` is the text that the line was decoded from, which saves time: the parts of the
    /// line that borrow from it are checked together for characters that JSON escapes. The result
    /// is the same for any other text.
    ///
    /// # Errors
    ///
    /// Returns an error if a value cannot be written as JSON. This does not happen for
    /// values that this crate reads.
    ///
    /// ```
    /// use kea_messages_catalog::Message;
    /// use kea_messages_decode::Decoder;
    ///
    /// let message = Message::new("A_B", "on %1");
    /// let decoder = Decoder::new([&message]);
    /// let record = "A_B on \"disk\"";
    /// let mut json = Vec::new();
    /// decoder.decode(record).append_json(record, &mut json)?;
    /// assert_eq!(
    ///     String::from_utf8(json).unwrap(),
    ///     r#"{"id":"A_B","status":"decoded","arguments":{"arg1":"\"disk\""},"text":"on \"disk\""}"#,
    /// );
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn append_json(&self, record: &str, json: &mut Vec<u8>) -> io::Result<()> {
        let start = json.len();
        self.visit(&mut Writer::new(json, record))?;
        // This replaces the comma before the first field. A line always has a field, because it has
        // a status.
        json[start] = b'{';
        json.push(b'}');
        Ok(())
    }
}

/// Counts the fields of a line.
struct Counter(usize);

impl Visitor for Counter {
    type Error = Infallible;

    fn visit(&mut self, _: &'static str, _: Field<'_>) -> Result<(), Infallible> {
        self.0 += 1;
        Ok(())
    }
}

/// Serializes the fields of a line.
struct Serialized<S>(S);

impl<S: SerializeStruct> Visitor for Serialized<S> {
    type Error = S::Error;

    fn visit(&mut self, name: &'static str, field: Field<'_>) -> Result<(), S::Error> {
        self.0.serialize_field(name, &field)
    }
}

impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = Counter(0);
        let Ok(()) = self.visit(&mut fields);
        let mut line = Serialized(serializer.serialize_struct("Line", fields.0)?);
        self.visit(&mut line)?;
        line.0.end()
    }
}

impl Serialize for Field<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) | Self::Word(text) => serializer.serialize_str(text),
            Self::Spans(spans) => serializer.collect_seq(*spans),
            Self::Arguments(reading) => reading.serialize(serializer),
            Self::Readings(readings) => serializer.collect_seq(*readings),
            Self::Sources(all) => {
                serializer.collect_map(all.iter().map(|it| (&it.argument, &it.sources)))
            }
        }
    }
}

impl Serialize for Span<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut span = serializer.serialize_struct("Span", 2)?;
        span.serialize_field("name", &self.name)?;
        span.serialize_field("fields", &Fields(&self.fields))?;
        span.end()
    }
}

/// The fields of a span, as an object.
struct Fields<'a>(&'a [(Cow<'a, str>, Value<'a>)]);

impl Serialize for Fields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

impl Serialize for Reading<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.arguments())
    }
}

/// Numbers and booleans are serialized as such, and bytes as a string of hexadecimal digits.
impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = match self {
            Self::Text(text) => return serializer.serialize_str(text),
            Self::Bytes(text) => return serializer.collect_str(&Digits(text)),
            Self::Bare(text) => &**text,
        };
        if let Ok(value) = text.parse::<u64>() {
            serializer.serialize_u64(value)
        } else if let Ok(value) = text.parse::<i64>() {
            serializer.serialize_i64(value)
        } else if let Ok(value) = text.parse::<u128>() {
            serializer.serialize_u128(value)
        } else if let Ok(value) = text.parse::<i128>() {
            serializer.serialize_i128(value)
        } else if let Ok(value) = text.parse::<bool>() {
            serializer.serialize_bool(value)
        } else if let Some(value) = finite(text) {
            serializer.serialize_f64(value)
        } else {
            serializer.serialize_str(text)
        }
    }
}

/// Prints the digits of bytes.
struct Digits<'a>(&'a str);

impl Display for Digits<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        digits_of(self.0).try_for_each(|digit| f.write_char(digit.into()))
    }
}

/// Parses a floating-point number, if JSON can represent it.
fn finite(text: &str) -> Option<f64> {
    text.parse().ok().filter(|value: &f64| value.is_finite())
}

#[cfg(test)]
mod tests {
    use crate::line::{Line, Outcome, Reading};
    use crate::sources::ErrorSources;
    use crate::span::Span;
    use crate::value::Value;

    #[test]
    fn lines() {
        let names = ["client".into(), "attempts".into(), "payload".into()];
        let reading = |client: &'static str| {
            let bytes = Value::Bytes("[0a ff]".into());
            let values = vec![Value::Text(client.into()), Value::Bare("3".into()), bytes];
            Reading::new(&names, values)
        };
        let line = |outcome| Line {
            id: Some("A_B".into()),
            outcome,
            ..Line::without_id("text")
        };
        let cases = [
            (Line::default(), r#"{"status":"no_id","text":""}"#),
            (
                Line {
                    time: Some("T".into()),
                    severity: Some("WARN".into()),
                    logger: Some("kea".into()),
                    pid: Some("1".into()),
                    continued: "a\nb".into(),
                    ..line(Outcome::NoId)
                },
                r#"{"time":"T","severity":"WARN","logger":"kea","pid":"1","id":"A_B","status":"no_id","text":"text","continued":"a\nb"}"#,
            ),
            (
                Line {
                    spans: vec![
                        Span::new("conn".into(), vec![]),
                        Span::new(
                            "request".into(),
                            vec![("nr".into(), Value::Bare("3".into()))],
                        ),
                    ],
                    ..line(Outcome::OtherText)
                },
                r#"{"spans":[{"name":"conn","fields":{}},{"name":"request","fields":{"nr":3}}],"id":"A_B","status":"other_text","text":"text"}"#,
            ),
            (
                Line {
                    error_sources: ErrorSources::new(
                        "error.sources".into(),
                        vec!["a \"b\"".into(), "c".into()],
                    )
                    .into_iter()
                    .collect(),
                    ..line(Outcome::OtherText)
                },
                r#"{"id":"A_B","status":"other_text","error_sources":{"error":["a \"b\"","c"]},"text":"text"}"#,
            ),
            (
                line(Outcome::Decoded(reading("a\"\\\u{1b}é"))),
                r#"{"id":"A_B","status":"decoded","arguments":{"client":"a\"\\\u001bé","attempts":3,"payload":"0aff"},"text":"text"}"#,
            ),
            (
                line(Outcome::Decoded(Reading::new(&[], vec![]))),
                r#"{"id":"A_B","status":"decoded","arguments":{},"text":"text"}"#,
            ),
            (
                line(Outcome::Ambiguous(vec![reading("a"), reading("b")])),
                r#"{"id":"A_B","status":"ambiguous","readings":[{"client":"a","attempts":3,"payload":"0aff"},{"client":"b","attempts":3,"payload":"0aff"}],"text":"text"}"#,
            ),
            (
                line(Outcome::Ambiguous(vec![])),
                r#"{"id":"A_B","status":"ambiguous","readings":[],"text":"text"}"#,
            ),
            (
                line(Outcome::NotUtf8(vec![reading("\\xff")])),
                r#"{"id":"A_B","status":"not_utf8","readings":[{"client":"\\xff","attempts":3,"payload":"0aff"}],"text":"text"}"#,
            ),
            (
                line(Outcome::CutOff(vec![])),
                r#"{"id":"A_B","status":"cut_off","readings":[],"text":"text"}"#,
            ),
            (
                line(Outcome::OtherText),
                r#"{"id":"A_B","status":"other_text","text":"text"}"#,
            ),
            (
                line(Outcome::WrongArguments),
                r#"{"id":"A_B","status":"wrong_arguments","text":"text"}"#,
            ),
            (
                line(Outcome::OtherType),
                r#"{"id":"A_B","status":"other_type","text":"text"}"#,
            ),
            (
                line(Outcome::UnknownId),
                r#"{"id":"A_B","status":"unknown_id","text":"text"}"#,
            ),
        ];
        for (line, expected) in cases {
            let json = serde_json::to_string(&line).expect("it can be written");
            assert_eq!(json, expected);
            let mut json = Vec::new();
            line.append_json("text", &mut json)
                .expect("it can be written");
            assert_eq!(String::from_utf8_lossy(&json), expected);
        }
    }

    /// Accepted integers and booleans are written unchanged. Any other text results in valid JSON.
    #[test]
    fn values() {
        let numbers = [
            "0",
            "true",
            "false",
            "18446744073709551615",
            "-9223372036854775808",
            "18446744073709551616",
            "-9223372036854775809",
            "340282366920938463463374607431768211455",
            "-170141183460469231731687303715884105728",
        ];
        for number in numbers {
            let json = serde_json::to_string(&Value::Bare(number.into()));
            assert_eq!(json.expect("it can be written"), number);
        }
        for (number, expected) in [("0.1", "0.1"), ("-1e-05", "-0.00001"), ("3.000", "3.0")] {
            let json = serde_json::to_string(&Value::Bare(number.into()));
            assert_eq!(json.expect("it can be written"), expected);
        }
        for (bytes, expected) in [
            ("[0a 1b ff]", "\"0a1bff\""),
            ("[]", "\"\""),
            ("\"x", "\"\""),
        ] {
            let json = serde_json::to_string(&Value::Bytes(bytes.into()));
            assert_eq!(json.expect("it can be written"), expected);
        }
        for value in [Value::Bare("},{".into()), Value::Text("},{".into())] {
            let json = serde_json::to_string(&value);
            assert_eq!(json.expect("it can be written"), "\"},{\"");
        }
    }
}
