//! Structured lines, which have their parts by name: JSON objects and `key=value` pairs.

use super::logfmt;
use super::parts::{Parts, looks_like_id};
use crate::sources::ErrorSources;
use crate::span::Span;
use crate::value::Value::{Bare, Text};
use kea_messages_core::id::is_id;
use kea_messages_core::record;
use serde_json::{Map, Value};
use std::borrow::Cow;

/// The names by which formatters write each part. With a dot they are those of the Elastic
/// Common Schema, and in capitals those of OpenTelemetry.
const ID: [&str; 4] = [record::MESSAGE_ID, "id", "event.code", "EventName"];
const TEXT: [&str; 4] = [record::MESSAGE, "msg", "text", "Body"];
const TIME: [&str; 5] = ["timestamp", "time", "ts", "@timestamp", "Timestamp"];
const SEVERITY: [&str; 5] = [
    record::SEVERITY,
    "level",
    "lvl",
    "log.level",
    "SeverityText",
];
const LOGGER: [&str; 4] = ["logger", "target", "module", "log.logger"];
const PID: [&str; 2] = ["pid", "process.pid"];

/// Where the fields of a message can be: in an object in the line, and in one in that.
const FIELDS: [&[&str]; 5] = [
    // tracing-subscriber
    &["fields"],
    &["kv"],
    // The subscriber of kea-messages.
    &["arguments"],
    &["kea", "arguments"],
    &["Attributes"],
];

/// Where the spans can be.
const SPANS: [&[&str]; 3] = [&["spans"], &["kea", "spans"], &["Attributes", "kea.spans"]];

/// The objects beside the line itself that can have the sources of errors.
const WITH_SOURCES: [&str; 2] = ["kea", "Attributes"];

/// The parts that OpenTelemetry has in objects, by the names that are known here.
const INNER: [(&[&str], &str); 2] = [
    (&["InstrumentationScope", "Name"], "logger"),
    (&["Resource", "process.pid"], "pid"),
];

/// In front of the name of an argument that is the name of another part, too.
const ARGUMENT_PREFIX: &str = "arguments.";

type Fields<'l> = Vec<(Cow<'l, str>, Cow<'l, str>)>;

/// Splits a line that is a JSON object. The fields of the message are in it, or in an
/// object in it.
pub(super) fn json(line: &str) -> Option<Parts<'_>> {
    let mut outer: Map<String, Value> = serde_json::from_str(line).ok()?;
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
    Some(parts)
}

/// Takes the value at a path out of an object. An object on the path stays.
fn take(object: &mut Map<String, Value>, path: &[&str]) -> Option<Value> {
    match path {
        [] => None,
        // One that is not an object has a value of its own.
        [name] if object.get(*name)?.is_object() || object.get(*name)?.is_array() => {
            object.remove(*name)
        }
        [name] => object.get(*name).cloned(),
        [name, rest @ ..] => take(object.get_mut(*name)?.as_object_mut()?, rest),
    }
}

/// A value in a word. `None` if it is not one value.
fn shown(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(value) => Some(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// A span. Its fields are in an object in it or, in the lines of tracing-subscriber, beside
/// its name.
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

/// The sources of errors in an object: lists of texts.
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

/// Splits a line of `key=value` pairs, if an ID or a text is among them.
pub(super) fn pairs(line: &str) -> Option<Parts<'_>> {
    let pairs = logfmt::pairs(line)?;
    let has = |names: &[&str]| pairs.iter().any(|(key, _)| names.contains(key));
    if !has(&ID[..1]) && !has(&TEXT) {
        return None;
    }
    let fields = pairs.into_iter().map(|(key, value)| (key.into(), value));
    Some(parts(None, fields.collect()))
}

/// The parts that these fields are. The fields of a message, where they stand apart, say
/// nothing of the line but what every message has.
fn parts<'l>(message: Option<Fields<'l>>, line: Fields<'l>) -> Parts<'l> {
    let is_apart = message.is_some();
    let mut message = message.unwrap_or_default();
    let find = |fields: &Fields<'l>, names: &[&str]| {
        names.iter().find_map(|name| {
            let (_, value) = fields.iter().find(|(field, _)| field == name)?;
            Some(value.clone())
        })
    };
    let of_line = |names: &[&str]| find(&line, names);
    let of_message = |names: &[&str]| {
        let own: Vec<&str> = names
            .iter()
            .copied()
            .filter(|name| record::FIELDS.contains(name))
            .collect();
        find(&message, &own).or_else(|| of_line(names))
    };
    let mut text = of_message(&TEXT).unwrap_or_default();
    let mut id = of_message(&ID).filter(|id| is_id(id));
    if id.is_none() {
        // A sink that keeps no fields writes the ID before the text.
        let (word, rest) = text.split_once(' ').unwrap_or((&text, ""));
        if looks_like_id(word) {
            (id, text) = (Some(word.to_owned().into()), rest.to_owned().into());
        }
    }
    let parts = Parts {
        time: of_line(&TIME),
        severity: of_message(&SEVERITY),
        logger: of_line(&LOGGER),
        pid: of_line(&PID),
        id,
        text,
        ..Parts::default()
    };
    // These fields are the formatter's own, even if an argument has such a name.
    let own = [&ID[..], &TEXT, &TIME, &SEVERITY, &LOGGER, &PID].concat();
    message.retain(|(name, _)| !record::FIELDS.contains(&&**name));
    let beside = line.into_iter().filter_map(|(name, value)| {
        if let Some(name) = name.strip_prefix(ARGUMENT_PREFIX) {
            return Some((name.to_owned().into(), value));
        }
        (!own.contains(&&*name)).then_some((name, value))
    });
    let mut arguments = message;
    for (name, _) in &mut arguments {
        if let Some(own) = name.strip_prefix(ARGUMENT_PREFIX) {
            *name = own.to_owned().into();
        }
    }
    for (name, value) in beside {
        // What stands apart are the arguments, and this is something else.
        if !is_apart || !arguments.iter().any(|(other, _)| *other == name) {
            arguments.push((name, value));
        }
    }
    Parts { arguments, ..parts }
}

#[cfg(test)]
mod tests {
    use super::{Bare, Span, Text, json, pairs};
    use crate::layout::parts::Parts;

    fn check(line: &str, parts: Option<Parts<'_>>, expected: Option<&str>) {
        let arguments = |parts: &Parts<'_>| -> String {
            let arguments = parts.arguments.iter();
            arguments
                .map(|(name, value)| format!(" {name}={value}"))
                .collect()
        };
        let found = parts.map(|parts| format!("{};{}", parts.show(), arguments(&parts)));
        assert_eq!(found.as_deref(), expected, "{line}");
    }

    #[test]
    fn json_objects() {
        // A line, and its parts and arguments.
        let cases = [
            // The formatter of tracing-subscriber.
            (
                r#"{"timestamp":"T","level":"INFO","fields":{"message":"on disk","message_id":"A_B","severity":"info","place":"disk","nr":3},"target":"kea"}"#,
                Some("T|info|kea|-|A_B|on disk; nr=3 place=disk"),
            ),
            // One that calls them something else.
            (
                r#"{"@timestamp":"T","lvl":"WARN","module":"kea","pid":4711,"id":"A_B","msg":"on disk","kv":{"place":"disk"}}"#,
                Some("T|WARN|kea|4711|A_B|on disk; place=disk"),
            ),
            (
                r#"{"fields":"f","kv":{"place":"disk"},"text":"x"}"#,
                Some("-|-|-|-|-|x; place=disk fields=f"),
            ),
            // Our subscriber, in each of its layouts.
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
            // The ID in the text, which keeps no escapes.
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
            // What an argument can be, and what it cannot.
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
            check(line, json(line), expected);
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
            // What is not a list of spans.
            (r#"{"spans":[1]}"#, ""),
            (r#"{"spans":[{"b":1}]}"#, ""),
            (r#"{"spans":"a"}"#, ""),
        ] {
            let parts = json(line).expect(line);
            let shown = |span: &Span<'_>| {
                let fields = span.fields.iter().map(|(name, value)| match value {
                    Text(text) => format!(" {name}={text:?}"),
                    Bare(text) => format!(" {name}={text}"),
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
            // What is not a list of texts, or not of sources.
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

    #[test]
    fn key_value_pairs() {
        let cases = [
            (
                r#"ts=T level=info target=kea pid=1 message="on disk" message_id=A_B place=disk"#,
                Some("T|info|kea|1|A_B|on disk; place=disk"),
            ),
            (
                r#"level=info msg="A_B \"a\"""#,
                Some("-|info|-|-|A_B|\"a\";"),
            ),
            (
                "message_id=A_B place=disk",
                Some("-|-|-|-|A_B|; place=disk"),
            ),
            ("text=x", Some("-|-|-|-|-|x;")),
            // Neither an ID nor a text: this can be a line of anything.
            ("id=A_B place=disk", None),
            ("a=b", None),
            ("message", None),
        ];
        for (line, expected) in cases {
            check(line, pairs(line), expected);
        }
    }
}
