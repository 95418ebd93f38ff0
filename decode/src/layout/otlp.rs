//! The lines of OpenTelemetry's file exporter: OTLP as JSON, which has any number of
//! records in a line.

use serde_json::{Map, Value};

type Object = Map<String, Value>;

/// The name that only such a line has.
pub(super) const RECORDS: &str = "resourceLogs";

/// The records of a line, in the form that OpenTelemetry has for one. `None` if it is not
/// such a line.
pub(crate) fn records(line: &str) -> Option<Vec<Object>> {
    let start = line.get(..MAX_START.min(line.len())).unwrap_or(line);
    if !line.starts_with('{') || !start.contains(RECORDS) {
        return None;
    }
    let object: Object = serde_json::from_str(line).ok()?;
    records_of(&object)
}

/// Where its name begins at the latest. A line of something else is not parsed twice.
const MAX_START: usize = 32;

/// The same, of the object that the line is.
pub(super) fn records_of(object: &Object) -> Option<Vec<Object>> {
    let mut records = Vec::new();
    for resource_logs in list(object, RECORDS)? {
        let resource = attributes(resource_logs.get("resource"));
        for scope_logs in list(resource_logs, "scopeLogs").into_iter().flatten() {
            let scope = scope_logs.get("scope").and_then(|scope| scope.get("name"));
            for record in list(scope_logs, "logRecords").into_iter().flatten() {
                records.push(renamed(record, scope, &resource));
            }
        }
    }
    Some(records)
}

/// The objects in a list of an object.
fn list<'o>(object: &'o Object, name: &str) -> Option<impl Iterator<Item = &'o Object>> {
    let list = object.get(name)?.as_array()?;
    Some(list.iter().filter_map(Value::as_object))
}

/// A record by the names of the data model.
fn renamed(record: &Object, scope: Option<&Value>, resource: &Object) -> Object {
    let mut out = Object::new();
    let names = [
        ("observedTimeUnixNano", "Timestamp"),
        ("timeUnixNano", "Timestamp"),
        ("severityText", "SeverityText"),
        ("eventName", "EventName"),
    ];
    for (name, renamed) in names {
        // The collector writes a time that is not known as 0.
        if let Some(value) = record.get(name).filter(|value| *value != "0") {
            out.insert(renamed.to_owned(), value.clone());
        }
    }
    if let Some(body) = record.get("body").and_then(plain) {
        out.insert("Body".to_owned(), body);
    }
    let attributes = list(record, "attributes").into_iter().flatten();
    out.insert("Attributes".to_owned(), pairs(attributes).into());
    out.insert("Resource".to_owned(), resource.clone().into());
    if let Some(scope) = scope {
        let scope = Object::from_iter([("Name".to_owned(), scope.clone())]);
        out.insert("InstrumentationScope".to_owned(), scope.into());
    }
    out
}

/// The attributes of an object that has some.
fn attributes(object: Option<&Value>) -> Object {
    let object = object.and_then(Value::as_object);
    let attributes = object.and_then(|object| list(object, "attributes"));
    pairs(attributes.into_iter().flatten())
}

fn pairs<'o>(attributes: impl Iterator<Item = &'o Object>) -> Object {
    let pair = |attribute: &Object| {
        let key = attribute.get("key")?.as_str()?.to_owned();
        Some((key, plain(attribute.get("value")?)?))
    };
    attributes.filter_map(pair).collect()
}

/// A value without the name of its type.
fn plain(value: &Value) -> Option<Value> {
    let names = ["stringValue", "intValue", "doubleValue", "boolValue"];
    names.iter().find_map(|name| value.get(name)).cloned()
}

#[cfg(test)]
mod tests {
    use super::records;
    use crate::layout::structured::object_parts;

    #[test]
    fn lines() {
        let line = r#"{"resourceLogs":[{"resource":{"attributes":[{"key":"process.pid","value":{"intValue":"7"}}]},
            "scopeLogs":[{"scope":{"name":"kea"},"logRecords":[
                {"timeUnixNano":"1","severityText":"WARN","eventName":"A_B","body":{"stringValue":"on disk"},
                 "attributes":[{"key":"place","value":{"stringValue":"disk"}},{"key":"x","value":{"arrayValue":{}}}]},
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
                "1|WARN|kea|7|A_B|on disk; place=disk",
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
}
