//! What is printed of a line: its fields, their names and their order.

use crate::line::{Line, Outcome, Reading};
use crate::sources::ErrorSources;
use crate::span::Span;
use crate::value::Value;
use serde::ser::SerializeStruct as _;
use serde::{Serialize, Serializer};
use std::borrow::Cow;

/// A line as it is printed. What the line does not have is left out.
#[derive(Serialize)]
struct Printed<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    severity: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    logger: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pid: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    spans: &'a [Span<'a>],
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    arguments: Option<&'a Reading<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    readings: Option<&'a [Reading<'a>]>,
    #[serde(
        skip_serializing_if = "<[_]>::is_empty",
        serialize_with = "by_argument"
    )]
    error_sources: &'a [ErrorSources<'a>],
    text: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    continued: &'a str,
}

impl<'a> From<&'a Line<'_>> for Printed<'a> {
    fn from(line: &'a Line<'_>) -> Self {
        let (arguments, readings) = match &line.outcome {
            Outcome::Decoded(reading) => (Some(reading), None),
            Outcome::Ambiguous(readings)
            | Outcome::NotUtf8(readings)
            | Outcome::CutOff(readings) => (None, Some(&**readings)),
            Outcome::OtherText
            | Outcome::WrongArguments
            | Outcome::OtherType
            | Outcome::UnknownId
            | Outcome::NoId => (None, None),
        };
        Self {
            time: line.time.as_deref(),
            severity: line.severity.as_deref(),
            logger: line.logger.as_deref(),
            pid: line.pid.as_deref(),
            spans: &line.spans,
            id: line.id.as_deref(),
            status: line.outcome.status(),
            arguments,
            readings,
            error_sources: &line.error_sources,
            text: &line.text,
            continued: &line.continued,
        }
    }
}

/// The sources as an object.
fn by_argument<S: Serializer>(all: &[ErrorSources<'_>], to: S) -> Result<S::Ok, S::Error> {
    to.collect_map(all.iter().map(|it| (&it.argument, &it.sources)))
}

impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Printed::from(self).serialize(serializer)
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

/// A number or a boolean is one for the serializer, too.
impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = match self {
            Self::Text(text) => return serializer.serialize_str(text),
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

/// A number, if JSON has it.
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
        let names = ["client".into(), "attempts".into()];
        let reading = |client: &'static str| {
            let values = vec![Value::Text(client.into()), Value::Bare("3".into())];
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
                r#"{"id":"A_B","status":"decoded","arguments":{"client":"a\"\\\u001bé","attempts":3},"text":"text"}"#,
            ),
            (
                line(Outcome::Decoded(Reading::new(&[], vec![]))),
                r#"{"id":"A_B","status":"decoded","arguments":{},"text":"text"}"#,
            ),
            (
                line(Outcome::Ambiguous(vec![reading("a"), reading("b")])),
                r#"{"id":"A_B","status":"ambiguous","readings":[{"client":"a","attempts":3},{"client":"b","attempts":3}],"text":"text"}"#,
            ),
            (
                line(Outcome::Ambiguous(vec![])),
                r#"{"id":"A_B","status":"ambiguous","readings":[],"text":"text"}"#,
            ),
            (
                line(Outcome::NotUtf8(vec![reading("\\xff")])),
                r#"{"id":"A_B","status":"not_utf8","readings":[{"client":"\\xff","attempts":3}],"text":"text"}"#,
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
        }
    }

    /// What is accepted as an integer or a boolean is printed as it is; anything else is
    /// valid JSON at least.
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
        for value in [Value::Bare("},{".into()), Value::Text("},{".into())] {
            let json = serde_json::to_string(&value);
            assert_eq!(json.expect("it can be written"), "\"},{\"");
        }
    }
}
