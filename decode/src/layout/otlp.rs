//! Parses lines of OpenTelemetry's file exporter. They are OTLP as JSON, with any number of records
//! in a line.

use serde_json::{Map, Value};

type Object = Map<String, Value>;

/// The name of the attribute with the process of a resource.
const PID: &str = "process.pid";

/// The name of a field that only such a line has.
pub(super) const RECORDS: &str = "resourceLogs";

/// Parses a line as an object if it can have [records](records_of).
pub(crate) fn with_records(line: &str) -> Option<Object> {
    let start = line.get(..MAX_START.min(line.len())).unwrap_or(line);
    if !line.starts_with('{') || !start.contains(RECORDS) {
        return None;
    }
    serde_json::from_str(line).ok()
}

/// The length of the beginning of a line that is searched for `RECORDS`, so that other lines are
/// not parsed twice.
const MAX_START: usize = 32;

/// The maximum length of a value that the records of a line share. Each record gets a copy, and a
/// line can have very many records, so copies of a longer value could need too much memory.
const MAX_SHARED: usize = 1 << 10;

/// Returns the records of an object, with the names of OpenTelemetry's data model. Returns `None`
/// if the object has no list of records.
pub(crate) fn records_of(object: &Object) -> Option<impl Iterator<Item = Object>> {
    Some(list(object, RECORDS)?.flat_map(|resource_logs| {
        let pid = pid(resource_logs);
        let scopes = list(resource_logs, "scopeLogs").into_iter().flatten();
        scopes.flat_map(move |scope_logs| {
            let scope = scope_logs.get("scope").and_then(|scope| scope.get("name"));
            let scope = scope.filter(|scope| is_short(scope));
            let records = list(scope_logs, "logRecords").into_iter().flatten();
            records.map(move |record| renamed(record, scope, pid))
        })
    }))
}

/// Returns the process of a resource.
fn pid(resource_logs: &Object) -> Option<&Value> {
    let resource = resource_logs.get("resource")?.as_object()?;
    let attributes = list(resource, "attributes")?;
    let values = attributes.filter(|attribute| attribute.get("key").is_some_and(|it| it == PID));
    let values = values.filter_map(|attribute| plain(attribute.get("value")?));
    values.last().filter(|pid| is_short(pid))
}

fn is_short(value: &Value) -> bool {
    match value {
        Value::String(text) => text.len() <= MAX_SHARED,
        Value::Number(_) | Value::Bool(_) => true,
        Value::Null | Value::Array(_) | Value::Object(_) => false,
    }
}

/// Returns the objects of a list in an object.
fn list<'o>(object: &'o Object, name: &str) -> Option<impl Iterator<Item = &'o Object>> {
    let list = object.get(name)?.as_array()?;
    Some(list.iter().filter_map(Value::as_object))
}

/// Converts a record to the names of the data model.
fn renamed(record: &Object, scope: Option<&Value>, pid: Option<&Value>) -> Object {
    let mut out = Object::new();
    let names = [
        ("observedTimeUnixNano", "Timestamp"),
        ("timeUnixNano", "Timestamp"),
        ("severityText", "SeverityText"),
        ("eventName", "EventName"),
    ];
    for (name, renamed) in names {
        // The collector writes an unknown time as 0.
        if let Some(value) = record.get(name).filter(|value| *value != "0") {
            out.insert(renamed.to_owned(), value.clone());
        }
    }
    if let Some(body) = record.get("body").and_then(plain) {
        out.insert("Body".to_owned(), body.clone());
    }
    let attributes = list(record, "attributes").into_iter().flatten();
    out.insert("Attributes".to_owned(), pairs(attributes).into());
    for (shared, outer, inner) in [
        (pid, "Resource", PID),
        (scope, "InstrumentationScope", "Name"),
    ] {
        if let Some(shared) = shared {
            let object = Object::from_iter([(inner.to_owned(), shared.clone())]);
            out.insert(outer.to_owned(), object.into());
        }
    }
    out
}

fn pairs<'o>(attributes: impl Iterator<Item = &'o Object>) -> Object {
    let pair = |attribute: &Object| {
        let key = attribute.get("key")?.as_str()?.to_owned();
        let value = attribute.get("value")?;
        Some((key, plain(value).cloned().or_else(|| bytes(value))?))
    };
    attributes.filter_map(pair).collect()
}

/// Returns a value without the name of its type.
fn plain(value: &Value) -> Option<&Value> {
    let names = ["stringValue", "intValue", "doubleValue", "boolValue"];
    names.iter().find_map(|name| value.get(name))
}

/// Returns the hexadecimal digits of a value that is bytes, as the layouts of kea-messages have them.
fn bytes(value: &Value) -> Option<Value> {
    use std::fmt::Write as _;

    let bytes = of_base64(value.get("bytesValue")?.as_str()?)?;
    let mut digits = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        _ = write!(digits, "{byte:02x}");
    }
    Some(digits.into())
}

/// Decodes Base64, with the alphabet for URLs or the other one, and with or without padding, as
/// readers of Protobuf's JSON have to.
fn of_base64(text: &str) -> Option<Vec<u8>> {
    let text = text.trim_end_matches('=').as_bytes();
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 2);
    for group in text.chunks(4) {
        let mut bits = 0_u32;
        for letter in group {
            let value = match letter {
                b'A'..=b'Z' => letter - b'A',
                b'a'..=b'z' => letter - b'a' + 26,
                b'0'..=b'9' => letter - b'0' + 52,
                b'+' | b'-' => 62,
                b'/' | b'_' => 63,
                _ => return None,
            };
            bits = bits << 6 | u32::from(value);
        }
        // A group of four letters has three bytes, and the last one can be shorter.
        let count = match group.len() {
            1 => return None,
            length => length - 1,
        };
        let [_, found @ ..] = (bits << (6 * (4 - group.len()))).to_be_bytes();
        bytes.extend_from_slice(&found[..count]);
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::{MAX_SHARED, Object, of_base64, records_of, with_records};
    use crate::layout::object::object_parts;

    fn records(line: &str) -> Option<Vec<Object>> {
        Some(records_of(&with_records(line)?)?.collect())
    }

    #[test]
    fn lines() {
        let line = r#"{"resourceLogs":[{"resource":{"attributes":[{"key":"process.pid","value":{"intValue":"7"}}]},
            "scopeLogs":[{"scope":{"name":"kea"},"logRecords":[
                {"timeUnixNano":"1","severityText":"WARN","eventName":"A_B","body":{"stringValue":"on disk"},
                 "attributes":[{"key":"place","value":{"stringValue":"disk"}},{"key":"x","value":{"arrayValue":{}}},{"key":"payload","value":{"bytesValue":"Cv8="}}]},
                {"timeUnixNano":"0","observedTimeUnixNano":"2","body":{"stringValue":"x"},
                 "attributes":[{"key":"message_id","value":{"stringValue":"A_C"}},{"key":"up","value":{"boolValue":true}}]},
                {"body":{"kvlistValue":{}}}
            ]}]},{"scopeLogs":[{}]}]}"#;
        let found = records(line).expect("it has records");
        let found: Vec<String> = found
            .into_iter()
            .map(|record| {
                let parts = object_parts(record);
                let arguments = parts.arguments.iter();
                let arguments: String = arguments
                    .map(|(name, value)| format!(" {name}={value}"))
                    .collect();
                format!("{};{arguments}", parts.show())
            })
            .collect();
        assert_eq!(
            found,
            [
                "1|WARN|kea|7|A_B|on disk; payload=0aff place=disk",
                "2|-|kea|7|A_C|x; up=true",
                "-|-|kea|7|-|;",
            ]
        );
        for (line, expected) in [
            (r#"{"resourceLogs":[]}"#, Some(0)),
            (r#"{"resourceLogs":1}"#, None),
            (r#"{"message":"x"}"#, None),
            (r#"{"resourceLogs":["#, None),
            ("resourceLogs", None),
        ] {
            assert_eq!(
                records(line).map(|records| records.len()),
                expected,
                "{line}"
            );
        }
    }
    #[test]
    fn base64() {
        // Those of RFC 4648, and the letters that differ between the alphabets.
        let cases: [(&str, Option<&[u8]>); 16] = [
            ("", Some(b"")),
            ("Zg==", Some(b"f")),
            ("Zm8=", Some(b"fo")),
            ("Zm9v", Some(b"foo")),
            ("Zm9vYg==", Some(b"foob")),
            ("Zm9vYmE=", Some(b"fooba")),
            ("Zm9vYmFy", Some(b"foobar")),
            ("Zm9vYg", Some(b"foob")),
            ("+/+/", Some(&[0xfb, 0xff, 0xbf])),
            ("-_-_", Some(&[0xfb, 0xff, 0xbf])),
            ("Z", None),
            ("Zm9vY", None),
            ("Zm 9", None),
            ("Zm9\u{e9}", None),
            ("Z=m9", None),
            ("====", Some(b"")),
        ];
        for (text, expected) in cases {
            assert_eq!(of_base64(text).as_deref(), expected, "{text}");
        }
    }

    /// Values that are copied to each record are short.
    #[test]
    fn what_records_share() {
        let long = "x".repeat(MAX_SHARED + 1);
        for (scope, pid, expected) in [
            (r#""kea""#, r#""7""#, "-|-|kea|7|-|"),
            ("8", "7", "-|-|8|7|-|"),
            (&format!("{long:?}"), r#""7""#, "-|-|-|7|-|"),
            (r#""kea""#, &format!("{long:?}"), "-|-|kea|-|-|"),
            ("[1]", r#"{"x":1}"#, "-|-|-|-|-|"),
        ] {
            let line = format!(
                r#"{{"resourceLogs":[{{"resource":{{"attributes":[{{"key":"process.pid","value":{{"intValue":{pid}}}}}]}},
                "scopeLogs":[{{"scope":{{"name":{scope}}},"logRecords":[{{}}]}}]}}]}}"#
            );
            let found = records(&line).expect("it has records").remove(0);
            assert_eq!(object_parts(found).show(), expected);
        }
    }
}
