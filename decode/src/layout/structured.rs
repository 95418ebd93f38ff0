//! Structured lines, whose parts are named: JSON objects and `key=value` pairs.

use super::logfmt;
use super::otlp;
use super::parts::{Certainty, Escaping, Own, Parts, Slot, id_in};
use crate::bytes::escape_bytes;
use crate::sources::ErrorSources;
use crate::span::Span;
use crate::value::Value::{Bare, Text};
use kea_messages_core::id::is_id;
use kea_messages_core::record;
use memchr::memmem;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::collections::HashSet;

/// The names by which formatters write each part. With a dot they are those of the Elastic
/// Common Schema, with a capital those of OpenTelemetry, and in capitals the journal's.
const ID: [&str; 5] = [
    record::MESSAGE_ID,
    "id",
    "event.code",
    "EventName",
    "F_MESSAGE_ID",
];
const TEXT: [&str; 6] = [
    record::MESSAGE,
    "msg",
    "text",
    "Body",
    JOURNAL_TEXT,
    DOCKER_TEXT,
];
const TIME: [&str; 6] = [
    "timestamp",
    "time",
    "ts",
    "@timestamp",
    "Timestamp",
    JOURNAL_TIME,
];
const SEVERITY: [&str; 6] = [
    record::SEVERITY,
    "level",
    "lvl",
    "log.level",
    "SeverityText",
    "PRIORITY",
];
const LOGGER: [&str; 5] = [
    "logger",
    "target",
    "module",
    "log.logger",
    "SYSLOG_IDENTIFIER",
];
const PID: [&str; 3] = ["pid", "process.pid", "_PID"];

/// What Docker calls the line of a program.
const DOCKER_TEXT: &str = "log";

/// What the journal calls the line of a program.
const JOURNAL_TEXT: &str = "MESSAGE";

/// The microseconds that each entry of the journal has.
pub(crate) const JOURNAL_TIME: &str = "__REALTIME_TIMESTAMP";

/// What the journal calls the end of an entry that is not that of a line.
pub(crate) const LINE_BREAK: &str = "_LINE_BREAK";

/// What a joined entry has there, which the journal writes of none: it was made of several lines.
pub(crate) const LINE_FEED: &str = "line-feed";

/// In front of the names of fields that tracing-journald writes in capitals.
const JOURNAL_PREFIX: &str = "F_";

/// The severities of the syslog, by number.
const PRIORITIES: [&str; 8] = [
    "emerg", "alert", "crit", "err", "warning", "notice", "info", "debug",
];

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

/// The parts that OpenTelemetry and the Elastic Common Schema have in objects, by the names
/// that are known here.
const INNER: [(&[&str], &str); 6] = [
    (&["InstrumentationScope", "Name"], "logger"),
    (&["Resource", "process.pid"], "pid"),
    (&["event", "code"], "event.code"),
    (&["log", "level"], "log.level"),
    (&["log", "logger"], "log.logger"),
    (&["process", "pid"], "process.pid"),
];

/// In front of the name of an argument that is the name of another part, too.
const ARGUMENT_PREFIX: &str = "arguments.";

/// The most pairs of a line.
const MAX_PAIRS: usize = 256;

/// The most places of a line where a text can begin that is made of pairs.
const MAX_OTHER_TEXTS: usize = 16;

type Fields<'l> = Vec<(Cow<'l, str>, Cow<'l, str>)>;

/// Splits a line that is a JSON object. The fields of the message are in it, or in an
/// object in it.
pub(super) fn json(line: &str) -> Option<Parts<'_>> {
    let object: Map<String, Value> = serde_json::from_str(line).ok()?;
    if object.contains_key(otlp::RECORDS) {
        let mut records = otlp::records_of(&object)?;
        // If there are several, none belongs to the line.
        let record = records.next().filter(|_| records.next().is_none());
        return Some(Parts {
            layout: "otlp".into(),
            ..object_parts(record.unwrap_or_default())
        });
    }
    Some(object_parts(object))
}

/// The parts of an object.
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

/// The name of an object's layout, by the fields that only it has.
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

/// Splits a structured line, whichever it is.
pub(super) fn line(line: &str) -> Option<Parts<'_>> {
    if line.starts_with('{') {
        json(line)
    } else {
        pairs(line)
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

/// Takes the value at a path out of an object. An object on the path stays.
fn take(object: &mut Map<String, Value>, path: &[&str]) -> Option<Value> {
    match path {
        [] => None,
        // One that is not an object has its own value.
        [name] if object.get(*name)?.is_object() || object.get(*name)?.is_array() => {
            object.remove(*name)
        }
        [name] => object.get(*name).cloned(),
        [name, rest @ ..] => take(object.get_mut(*name)?.as_object_mut()?, rest),
    }
}

/// Makes a text of its bytes. The journal writes one so that has what drives a terminal, or is
/// not UTF-8. That is escaped if `is_escaped`, and then this returns true.
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

/// The bytes that a value is a list of.
pub(crate) fn bytes_of_list(value: &Value) -> Option<Vec<u8>> {
    let byte = |value: &Value| u8::try_from(value.as_u64()?).ok();
    value.as_array()?.iter().map(byte).collect()
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
    let placed = logfmt::pairs(line)?;
    let pairs = placed.iter().map(|(_, key, value)| (*key, value.clone()));
    let pairs: Vec<_> = pairs.collect();
    let has = |names: &[&str]| pairs.iter().any(|(key, _)| names.contains(key));
    if !has(&ID[..1]) && !has(&TEXT) {
        return None;
    }
    // A value without quotes can have made one of two.
    let is_twice = |index: usize| pairs[..index].iter().any(|(key, _)| *key == pairs[index].0);
    let texts = pairs.iter().filter(|(key, _)| TEXT.contains(key)).count();
    if pairs.len() > MAX_PAIRS || texts > 1 || (0..pairs.len()).any(is_twice) {
        return None;
    }
    let fields = pairs.into_iter().map(|(key, value)| (key.into(), value));
    let mut parts = parts(None, fields.collect());
    parts.layout = "logfmt".into();
    parts.can_be_text = true;
    // The pairs can be a text that is made so, before the fields of its message.
    let ids = memmem::find_iter(line.as_bytes(), record::MESSAGE_ID);
    parts.doubt(ids.count() > 1);
    if let Some(id) = placed
        .iter()
        .position(|(_, key, _)| *key == record::MESSAGE_ID)
    {
        let texts = placed[..id].iter();
        let texts = texts.map(|(place, ..)| line[*place..placed[id].0 - 1].into());
        parts.doubt(texts.len() > MAX_OTHER_TEXTS);
        parts.other_texts = texts.take(MAX_OTHER_TEXTS).collect();
        let behind = placed[id + 1..].iter();
        parts.certain_names = behind.map(|(_, key, _)| (*key).into()).collect();
    }
    Some(parts)
}

/// The parts that these fields are. The fields of a message, where they are apart, say
/// nothing of the line but what every message has.
fn parts<'l>(message: Option<Fields<'l>>, line: Fields<'l>) -> Parts<'l> {
    let is_apart = message.is_some();
    let mut message = message.unwrap_or_default();
    let of_message = |names: &[&'static str]| {
        let own = names.iter().filter(|name| record::FIELDS.contains(name));
        let own = own.copied().collect::<Vec<_>>();
        found(&message, &own)
            .next()
            .or_else(|| found(&line, names).next())
    };
    let text = of_message(&TEXT);
    let has_no_text = text.is_none();
    let (text_name, mut text) = text.unwrap_or_default();
    let mut id = of_message(&ID).map(|(_, id)| id).filter(|id| is_id(id));
    let severity = of_message(&SEVERITY).map(|(name, severity)| match name {
        "PRIORITY" => prioritized(severity),
        _ => severity,
    });
    let mut parts = Parts {
        severity,
        has_no_text,
        ..Parts::default()
    };
    if text_name == DOCKER_TEXT {
        match text.strip_suffix('\n') {
            Some(whole) => text = whole.to_owned().into(),
            // Docker cuts a line that is too long for it.
            None => parts.doubt(line.iter().all(|(name, _)| DOCKER.contains(&&**name))),
        }
    }
    if id.is_none() && !is_apart && matches!(text_name, JOURNAL_TEXT | DOCKER_TEXT) {
        parts.is_wrapping = !text.is_empty();
    } else if id.is_none() {
        // Who does not know the severity of a text did not make it.
        let is_other = !is_apart && parts.severity.is_none();
        // A sink that keeps no fields writes the ID before the text.
        if let Some((word, rest)) = id_in(&text) {
            (id, text) = (Some(word.to_owned().into()), rest.to_owned().into());
            if is_other {
                parts.escaping = Escaping::Unknown;
            }
        } else {
            parts.is_wrapping = is_other && !text.is_empty();
        }
    }
    (parts.id, parts.text) = (id, text);
    // The formatters that write the fields of a message among their own.
    let is_tracing = !is_apart && ["timestamp", "level"].iter().all(|name| has(&line, name));
    let slots: [(Slot, &[&'static str]); 3] = if is_tracing {
        [
            (Slot::Time, &["timestamp"]),
            (Slot::Logger, &["target"]),
            (Slot::Pid, &[]),
        ]
    } else {
        [
            (Slot::Time, &TIME),
            (Slot::Logger, &LOGGER),
            (Slot::Pid, &PID),
        ]
    };
    let is_marked = |name: &str| has(&line, &format!("{ARGUMENT_PREFIX}{name}"));
    for (slot, names) in slots {
        for (name, value) in found(&line, names) {
            parts.own.push(Own {
                slot,
                name,
                value,
                is_certain: is_apart || is_marked(name),
            });
        }
    }
    parts.take_own(|_| false);
    parts.arguments = arguments(std::mem::take(&mut message), line, is_apart);
    parts
}

/// The names in the lines of Docker.
const DOCKER: [&str; 4] = [DOCKER_TEXT, "stream", "time", "attrs"];

/// The fields that have one of these names, in the order of the names.
fn found<'f, 'l>(
    fields: &'f Fields<'l>,
    names: &[&'static str],
) -> impl Iterator<Item = (&'static str, Cow<'l, str>)> + use<'f, 'l> {
    let found = names.iter().filter_map(|name| {
        let (_, value) = fields.iter().find(|(field, _)| field == name)?;
        Some((*name, value.clone()))
    });
    found.collect::<Vec<_>>().into_iter()
}

fn has(fields: &Fields<'_>, name: &str) -> bool {
    fields.iter().any(|(field, _)| field == name)
}

/// The name of a priority of the syslog.
fn prioritized(number: Cow<'_, str>) -> Cow<'_, str> {
    let index = number.parse::<usize>().ok();
    match index.and_then(|index| PRIORITIES.get(index)) {
        Some(name) => (*name).into(),
        None => number,
    }
}

/// The arguments of a message, of its own fields and those of the line.
fn arguments<'l>(mut message: Fields<'l>, line: Fields<'l>, is_apart: bool) -> Fields<'l> {
    // These fields are the formatter's own, even if an argument has such a name.
    let own = [&ID[..], &TEXT, &TIME, &SEVERITY, &LOGGER, &PID].concat();
    message.retain(|(name, _)| !record::FIELDS.contains(&&**name));
    let beside = line.into_iter().filter_map(|(name, value)| {
        if let Some(name) = name.strip_prefix(ARGUMENT_PREFIX) {
            return Some((name.to_owned().into(), value));
        }
        if let Some(name) = name.strip_prefix(JOURNAL_PREFIX) {
            let name = name.to_ascii_lowercase();
            let is_own = record::FIELDS.contains(&&*name);
            return (!is_own).then(|| (name.into(), value));
        }
        (!own.contains(&&*name)).then_some((name, value))
    });
    let mut arguments = message;
    for (name, _) in &mut arguments {
        if let Some(own) = name.strip_prefix(ARGUMENT_PREFIX) {
            *name = own.to_owned().into();
        }
    }
    if !is_apart {
        arguments.extend(beside);
        return arguments;
    }
    // The arguments are in a separate object, and what has the name of one is something else.
    let mut beside: Fields<'l> = beside.collect();
    let mut names: HashSet<&str> = arguments.iter().map(|(name, _)| &**name).collect();
    let is_new: Vec<bool> = beside.iter().map(|(name, _)| names.insert(name)).collect();
    let mut is_new = is_new.into_iter();
    beside.retain(|_| is_new.next().unwrap_or_default());
    arguments.append(&mut beside);
    arguments
}

#[cfg(test)]
mod tests {
    use super::{Bare, Certainty, Span, Text, json, pairs};
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
    fn layouts_of_json() {
        // A line, its layout, whether its text is a line, whether that is cut off.
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
            // A program that knows the severity would know the ID, too.
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

    /// A line whose fields are all in one object does not say which are arguments.
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
            // A value without quotes made the first of them.
            ("message_id=A_C x=y message_id=A_B", None),
            ("msg=A_C message=A_B", None),
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
