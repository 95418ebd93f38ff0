//! Parses lines that are JSON objects.

use super::named::{DOCKER_TEXT, JOURNAL_PREFIX, JOURNAL_TEXT, JOURNAL_TIME, TIME, parts};
use super::otlp;
use super::parts::{Certainty, Parts};
use crate::bytes::escape_bytes;
use crate::sources::ErrorSources;
use crate::span::Span;
use crate::value::Value::{Bare, Text};
use serde_json::{Map, Value};
use std::borrow::Cow;

/// The name of the field in which the journal says why an entry ends, if it does not end at a line
/// feed.
pub(crate) const LINE_BREAK: &str = "_LINE_BREAK";

/// The value of that field in an entry that was joined from several lines. The journal does not
/// write this value itself.
pub(crate) const LINE_FEED: &str = "line-feed";

/// The paths of the objects that can contain the fields of a message.
const FIELDS: [&[&str]; 5] = [
    // The formatter of tracing-subscriber.
    &["fields"],
    &["kv"],
    // The subscriber of kea-messages.
    &["arguments"],
    &["kea", "arguments"],
    &["Attributes"],
];

/// The paths of the spans.
const SPANS: [&[&str]; 3] = [&["spans"], &["kea", "spans"], &["Attributes", "kea.spans"]];

/// The objects in a line that can contain the sources of errors, like the line itself.
const WITH_SOURCES: [&str; 2] = ["kea", "Attributes"];

/// The paths of parts that OpenTelemetry and the Elastic Common Schema write into objects, each
/// with the name that is used for it here.
const INNER: [(&[&str], &str); 6] = [
    (&["InstrumentationScope", "Name"], "logger"),
    (&["Resource", "process.pid"], "pid"),
    (&["event", "code"], "event.code"),
    (&["log", "level"], "log.level"),
    (&["log", "logger"], "log.logger"),
    (&["process", "pid"], "process.pid"),
];

/// Splits a line that is a JSON object. The fields of the message are in this object or in an
/// object in it.
pub(super) fn json(line: &str) -> Option<Parts<'_>> {
    let object: Map<String, Value> = serde_json::from_str(line).ok()?;
    if object.contains_key(otlp::RECORDS) {
        let mut records = otlp::records_of(&object)?;
        // If there are several records, none of them is used for the line.
        let record = records.next().filter(|_| records.next().is_none());
        return Some(Parts {
            layout: "otlp".into(),
            ..object_parts(record.unwrap_or_default())
        });
    }
    Some(object_parts(object))
}

/// Returns the parts of an object.
pub(super) fn object_parts<'l>(mut outer: Map<String, Value>) -> Parts<'l> {
    let layout = layout(&outer);
    let mut is_not_utf8 = false;
    let line_break = outer.get(LINE_BREAK).and_then(Value::as_str);
    let is_split = layout == "journald" && line_break == Some(LINE_FEED);
    let is_part = layout == "journald" && line_break.is_some() && !is_split;
    if layout == "journald" {
        for (name, value) in &mut outer {
            let is_of_message = name == JOURNAL_TEXT || name.starts_with(JOURNAL_PREFIX);
            is_not_utf8 |= join_bytes(value, is_of_message);
        }
    }
    let spans = SPANS.iter().find_map(|path| match take(&mut outer, path)? {
        Value::Array(spans) => spans.into_iter().map(span).collect(),
        _ => None,
    });
    let mut error_sources = sources(&outer);
    for name in WITH_SOURCES {
        let inner = outer.get(name).and_then(Value::as_object);
        error_sources.extend(inner.into_iter().flat_map(sources));
    }
    for (path, name) in INNER {
        if let Some(value) = take(&mut outer, path) {
            outer.insert(name.to_owned(), value);
        }
    }
    let inner = FIELDS
        .iter()
        .find_map(|path| match take(&mut outer, path)? {
            Value::Object(inner) => Some(inner),
            _ => None,
        });
    let fields = |fields: Map<String, Value>| {
        let fields = fields.into_iter();
        fields.filter_map(|(name, value)| Some((name.into(), shown(value)?.into())))
    };
    let inner = inner.map(|inner| fields(inner).collect());
    let mut parts = parts(inner, fields(outer).collect());
    parts.spans = spans.unwrap_or_default();
    parts.error_sources = error_sources;
    parts.layout = layout.into();
    parts.is_split = is_split;
    parts.doubt(is_part);
    if is_not_utf8 {
        parts.certainty = Certainty::NotUtf8;
    }
    parts
}

/// Returns the name of an object's layout, which is recognised by fields that no other layout has.
fn layout(object: &Map<String, Value>) -> &'static str {
    let has = |names: &[&str]| names.iter().any(|name| object.contains_key(*name));
    if has(&[JOURNAL_TIME]) {
        "journald"
    } else if object.get(DOCKER_TEXT).is_some_and(Value::is_string) && has(&["stream", "time"]) {
        "docker"
    } else if has(&["EventName", "SeverityText", "Body"]) {
        "opentelemetry"
    } else if has(&["@timestamp", "ecs.version", "event.code"]) {
        "ecs"
    } else {
        "json"
    }
}

/// Whether an object has a time among its own fields, as the records of a log do.
pub(super) fn has_time(line: &str) -> bool {
    let Ok(object) = serde_json::from_str::<Map<String, Value>>(line) else {
        return false;
    };
    object.contains_key(otlp::RECORDS)
        || TIME.iter().any(|name| match object.get(*name) {
            Some(Value::String(text)) => {
                let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
                is_number || super::time::split(text).is_some_and(|(_, rest)| rest.is_empty())
            }
            Some(value) => value.is_number(),
            None => false,
        })
}

/// Takes the value at a path out of an object. The objects on the path are kept.
fn take(object: &mut Map<String, Value>, path: &[&str]) -> Option<Value> {
    match path {
        [] => None,
        // A value that is not an object or a list is copied, because it can also be a field of its
        // own.
        [name] if object.get(*name)?.is_object() || object.get(*name)?.is_array() => {
            object.remove(*name)
        }
        [name] => object.get(*name).cloned(),
        [name, rest @ ..] => take(object.get_mut(*name)?.as_object_mut()?, rest),
    }
}

/// Converts a list of bytes to text. The journal writes a text as bytes if it contains control
/// characters or is not UTF-8. If it is not UTF-8 and `is_escaped`, invalid bytes are escaped, and
/// this returns true.
fn join_bytes(value: &mut Value, is_escaped: bool) -> bool {
    let Some(bytes) = bytes_of_list(value) else {
        return false;
    };
    match String::from_utf8(bytes) {
        Ok(text) => {
            *value = text.into();
            false
        }
        Err(error) if is_escaped => {
            *value = escape_bytes(error.as_bytes()).into();
            true
        }
        Err(_) => false,
    }
}

/// Returns the bytes of a value that is a list of bytes.
pub(crate) fn bytes_of_list(value: &Value) -> Option<Vec<u8>> {
    let byte = |value: &Value| u8::try_from(value.as_u64()?).ok();
    value.as_array()?.iter().map(byte).collect()
}

/// Returns a value as text. Returns `None` if it is not a single value.
fn shown(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(value) => Some(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// Parses a span. Its fields are in an object in it or, in lines of tracing-subscriber, next to its
/// name.
fn span(value: Value) -> Option<Span<'static>> {
    let Value::Object(mut span) = value else {
        return None;
    };
    let name = span.remove("name")?.as_str()?.to_owned();
    let fields = match span.get_mut("fields") {
        Some(Value::Object(fields)) => std::mem::take(fields),
        _ => span,
    };
    let fields = fields.into_iter().filter_map(|(name, value)| {
        let is_text = value.is_string();
        let text = shown(value)?.into();
        let value = if is_text { Text(text) } else { Bare(text) };
        Some((name.into(), value))
    });
    Some(Span::new(name.into(), fields.collect()))
}

/// Returns the sources of errors in an object, which are lists of texts.
fn sources(object: &Map<String, Value>) -> Vec<ErrorSources<'static>> {
    let fields = object.iter();
    let lists = fields.filter(|(name, _)| ErrorSources::is_name(name));
    let read = lists.filter_map(|(name, value)| {
        let texts = value.as_array()?.iter();
        let texts = texts.map(|text| Some(Cow::from(text.as_str()?.to_owned())));
        ErrorSources::new(name.clone().into(), texts.collect::<Option<_>>()?)
    });
    read.collect()
}

#[cfg(test)]
mod tests {
    use super::{Bare, Span, Text, json};
    use crate::layout::parts::Certainty;
    use crate::value::Value::Bytes;

    #[test]
    fn json_objects() {
        // A line, and its parts and arguments.
        let cases = [
            // The formatter of tracing-subscriber.
            (
                r#"{"timestamp":"T","level":"INFO","fields":{"message":"on disk","message_id":"A_B","severity":"info","place":"disk","nr":3},"target":"kea"}"#,
                Some("T|info|kea|-|A_B|on disk; nr=3 place=disk"),
            ),
            // A formatter that uses other names.
            (
                r#"{"@timestamp":"T","lvl":"WARN","module":"kea","pid":4711,"id":"A_B","msg":"on disk","kv":{"place":"disk"}}"#,
                Some("T|WARN|kea|4711|A_B|on disk; place=disk"),
            ),
            (
                r#"{"fields":"f","kv":{"place":"disk"},"text":"x"}"#,
                Some("-|-|-|-|-|x; place=disk fields=f"),
            ),
            // The subscriber of kea-messages, in each of its layouts.
            (
                r#"{"time":"T","severity":"info","message_id":"A_B","logger":"kea","pid":4711,"thread":1,"message":"on disk","arguments":{"time":"noon","nr":3,"line":7},"file":"f","line":1}"#,
                Some("T|info|kea|4711|A_B|on disk; line=7 nr=3 time=noon file=f thread=1"),
            ),
            (
                r#"{"time":"T","severity":"info","message_id":"A_B","logger":"kea","message":"on disk","arguments.time":"noon","nr":3,"arguments.line":7}"#,
                Some("T|info|kea|-|A_B|on disk; line=7 time=noon nr=3"),
            ),
            (
                r#"{"time":"T","severity":"info","message_id":"A_B","logger":"kea","message":"on disk","arguments.timestamp":"noon"}"#,
                Some("T|info|kea|-|A_B|on disk; timestamp=noon"),
            ),
            (
                r#"{"@timestamp":"T","log.level":"info","message":"on disk","ecs.version":"8","log.logger":"kea","event.code":"A_B","process.pid":4711,"kea":{"arguments":{"time":"noon"}}}"#,
                Some("T|info|kea|4711|A_B|on disk; time=noon ecs.version=8"),
            ),
            (
                r#"{"Timestamp":"T","SeverityText":"INFO","SeverityNumber":9,"EventName":"A_B","Body":"on disk","Attributes":{"time":"noon"},"InstrumentationScope":{"Name":"kea"},"Resource":{"process.pid":4711}}"#,
                Some("T|INFO|kea|4711|A_B|on disk; time=noon SeverityNumber=9"),
            ),
            (
                r#"{"EventName":"A_B","Body":"on disk","Attributes":{"arguments.severity":"high","debug_level":40}}"#,
                Some("-|-|-|-|A_B|on disk; severity=high"),
            ),
            // The fields of the Elastic Common Schema in objects.
            (
                r#"{"@timestamp":"T","event":{"code":"A_B"},"log":{"level":"warn","logger":"kea"},"process":{"pid":7},"message":"on disk"}"#,
                Some("T|warn|kea|7|A_B|on disk;"),
            ),
            // tracing-subscriber, with the fields of a message among its own.
            (
                r#"{"timestamp":"T","level":"INFO","message":"on disk","message_id":"A_B","severity":"info","time":"noon","pid":9,"logger":"x","place":"disk","target":"kea"}"#,
                Some("T|info|kea|-|A_B|on disk; place=disk"),
            ),
            // The journal, also with the fields of tracing-journald.
            (
                r#"{"__REALTIME_TIMESTAMP":"1545300902000000","PRIORITY":"4","_PID":"7","SYSLOG_IDENTIFIER":"kea","MESSAGE":"A_B on disk"}"#,
                Some("1545300902000000|warning|kea|7|-|A_B on disk;"),
            ),
            (
                r#"{"__REALTIME_TIMESTAMP":"1","PRIORITY":"9","MESSAGE":"on disk","F_MESSAGE_ID":"A_B","F_SEVERITY":"warn","F_PLACE":"disk"}"#,
                Some("1|9|-|-|A_B|on disk; place=disk"),
            ),
            (
                r#"{"__REALTIME_TIMESTAMP":"1","MESSAGE":[65,95,66,32,27,195,169]}"#,
                Some("1|-|-|-|-|A_B \u{1b}é;"),
            ),
            (
                r#"{"__REALTIME_TIMESTAMP":"1","MESSAGE":[255,10],"OTHER":[255]}"#,
                Some("1|-|-|-|-|\\xff\n;"),
            ),
            // Docker.
            (
                r#"{"log":"A_B on disk\n","stream":"stdout","time":"T"}"#,
                Some("T|-|-|-|-|A_B on disk; stream=stdout"),
            ),
            // The ID is in the text, which has no escapes left.
            (r#"{"message":"A_B a\nb c"}"#, Some("-|-|-|-|A_B|a\nb c;")),
            (r#"{"message":"A_B"}"#, Some("-|-|-|-|A_B|;")),
            (r#"{"message":"ERROR a b"}"#, Some("-|-|-|-|-|ERROR a b;")),
            (
                r#"{"id":"7 of 9","message":"A_B x"}"#,
                Some("-|-|-|-|A_B|x;"),
            ),
            (
                r#"{"message_id":"UP","message":"A_B x"}"#,
                Some("-|-|-|-|UP|A_B x;"),
            ),
            // Numbers, booleans and texts can be arguments, and other values cannot.
            (
                r#"{"a":true,"b":1.5,"c":null,"d":[1],"e":{"f":1},"g":-7}"#,
                Some("-|-|-|-|-|; a=true b=1.5 g=-7"),
            ),
            (r#"{"fields":{"a":1},"a":2}"#, Some("-|-|-|-|-|; a=1")),
            ("{}", Some("-|-|-|-|-|;")),
            ("{", None),
            (r#"{"a":1} x"#, None),
        ];
        for (line, expected) in cases {
            let found = json(line).map(|parts| parts.show_with_arguments());
            assert_eq!(found.as_deref(), expected, "{line}");
        }
    }

    #[test]
    fn layouts_of_json() {
        // A line, its layout, whether its text is a line of another program, and whether that line
        // is cut off.
        for (line, expected) in [
            (
                r#"{"log":"x\n","stream":"stdout","time":"T"}"#,
                ("docker", true, false),
            ),
            (
                r#"{"log":"x","stream":"stdout","time":"T"}"#,
                ("docker", true, true),
            ),
            (
                r#"{"log":"x","stream":"stdout","kubernetes":1}"#,
                ("docker", true, false),
            ),
            (
                r#"{"__REALTIME_TIMESTAMP":"1","PRIORITY":6,"MESSAGE":"x"}"#,
                ("journald", true, false),
            ),
            (r#"{"message":"x","host":"h"}"#, ("json", true, false)),
            // A program that knows the severity would also know the ID.
            (r#"{"message":"x","level":"info"}"#, ("json", false, false)),
            (r#"{"fields":{"message":"x"}}"#, ("json", false, false)),
            (r#"{"@timestamp":"T","message":"x"}"#, ("ecs", true, false)),
            (
                r#"{"Body":"x","SeverityText":"INFO"}"#,
                ("opentelemetry", false, false),
            ),
        ] {
            let parts = json(line).expect(line);
            let is_uncertain = parts.certainty == Certainty::Uncertain;
            let found = (&*parts.layout, parts.is_wrapping, is_uncertain);
            assert_eq!(found, expected, "{line}");
        }
    }

    /// If all fields of a line are in one object, it is not known which of them are arguments.
    #[test]
    fn arguments_are_no_parts() {
        for (line, expected) in [
            (
                r#"{"time":"noon","pid":9,"logger":"x","id":"A_B"}"#,
                "-|-|-|-|A_B|",
            ),
            (
                r#"{"timestamp":"T","time":"noon","id":"A_B"}"#,
                "T|-|-|-|A_B|",
            ),
            (r#"{"ts":"T","time":"noon","id":"A_B"}"#, "T|-|-|-|A_B|"),
            (
                r#"{"time":"T","pid":7,"id":"A_B","arguments.time":"noon","arguments.pid":9}"#,
                "T|-|-|7|A_B|",
            ),
            (
                r#"{"time":"T","id":"A_B","arguments":{"time":"noon"}}"#,
                "T|-|-|-|A_B|",
            ),
        ] {
            let mut parts = json(line).expect(line);
            parts.take_own(|name| ["time", "pid", "logger"].contains(&name));
            assert_eq!(parts.show(), expected, "{line}");
        }
    }

    #[test]
    fn spans_of_json() {
        for (line, expected) in [
            (
                r#"{"spans":[{"name":"a","fields":{"b":1,"c":"2"}},{"name":"d","fields":{}}]}"#,
                "a b=1 c=\"2\"; d",
            ),
            (
                r#"{"fields":{},"spans":[{"b":true,"name":"a"}],"span":{"name":"a"}}"#,
                "a b=true",
            ),
            (r#"{"kea":{"spans":[{"name":"a"}]}}"#, "a"),
            (r#"{"Attributes":{"kea.spans":[{"name":"a"}]}}"#, "a"),
            // These are not lists of spans.
            (r#"{"spans":[1]}"#, ""),
            (r#"{"spans":[{"b":1}]}"#, ""),
            (r#"{"spans":"a"}"#, ""),
        ] {
            let parts = json(line).expect(line);
            let shown = |span: &Span<'_>| {
                let fields = span.fields.iter().map(|(name, value)| match value {
                    Text(text) => format!(" {name}={text:?}"),
                    Bare(text) | Bytes(text) => format!(" {name}={text}"),
                });
                span.name.to_string() + &fields.collect::<String>()
            };
            let spans: Vec<String> = parts.spans.iter().map(shown).collect();
            assert_eq!(spans.join("; "), expected, "{line}");
        }
    }

    #[test]
    fn sources_of_json() {
        for (line, expected) in [
            (
                r#"{"error.sources":["a \"b\"","c"],"other.sources":["d"]}"#,
                "error: a \"b\"|c; other: d",
            ),
            (
                r#"{"kea":{"arguments":{"error":"x"},"error.sources":["a"]}}"#,
                "error: a",
            ),
            (
                r#"{"Attributes":{"error":"x","error.sources":["a"]}}"#,
                "error: a",
            ),
            // These are not lists of texts, or not sources.
            (r#"{"error.sources":"a"}"#, ""),
            (r#"{"error.sources":["a",1]}"#, ""),
            (r#"{"sources":["a"],"errorsources":["a"]}"#, ""),
            (r#"{"arguments":{"error.sources":["a"]}}"#, ""),
        ] {
            let parts = json(line).expect(line);
            let all = parts.error_sources.iter();
            let all = all.map(|it| format!("{}: {}", it.argument, it.sources.join("|")));
            assert_eq!(all.collect::<Vec<_>>().join("; "), expected, "{line}");
        }
    }
}
