//! Structured lines, which have their parts by name: JSON objects and `key=value` pairs.

use super::logfmt;
use super::parts::{Parts, looks_like_id};
use kea_messages_core::id::is_id;
use serde_json::{Map, Value};
use std::borrow::Cow;

/// The names by which formatters write each part.
const ID: [&str; 2] = ["message_id", "id"];
const TEXT: [&str; 3] = ["message", "msg", "text"];
const TIME: [&str; 4] = ["timestamp", "time", "ts", "@timestamp"];
const SEVERITY: [&str; 3] = ["severity", "level", "lvl"];
const LOGGER: [&str; 3] = ["logger", "target", "module"];
const PID: [&str; 1] = ["pid"];

type Fields<'l> = Vec<(Cow<'l, str>, Cow<'l, str>)>;

/// Splits a line that is a JSON object. The fields of the message are in it, or in an
/// object in it that is called `fields`, as in the lines of tracing-subscriber, or `kv`.
pub(super) fn json(line: &str) -> Option<Parts<'_>> {
    let mut outer: Map<String, Value> = serde_json::from_str(line).ok()?;
    let name = if outer.contains_key("fields") {
        "fields"
    } else {
        "kv"
    };
    let inner = match outer.get_mut(name) {
        Some(Value::Object(inner)) => std::mem::take(inner),
        _ => Map::new(),
    };
    let fields = inner.into_iter().chain(outer).filter_map(|(name, value)| {
        let value = match value {
            Value::String(text) => text,
            Value::Number(number) => number.to_string(),
            Value::Bool(value) => value.to_string(),
            Value::Null | Value::Array(_) | Value::Object(_) => return None,
        };
        Some((name.into(), value.into()))
    });
    Some(parts(fields.collect()))
}

/// Splits a line of `key=value` pairs, if an ID or a text is among them.
pub(super) fn pairs(line: &str) -> Option<Parts<'_>> {
    let pairs = logfmt::pairs(line)?;
    let has = |names: &[&str]| pairs.iter().any(|(key, _)| names.contains(key));
    if !has(&ID[..1]) && !has(&TEXT) {
        return None;
    }
    let fields = pairs.into_iter().map(|(key, value)| (key.into(), value));
    Some(parts(fields.collect()))
}

fn parts(mut fields: Fields<'_>) -> Parts<'_> {
    let get = |names: &[&str]| {
        names.iter().find_map(|name| {
            let (_, value) = fields.iter().find(|(field, _)| field == name)?;
            Some(value.clone())
        })
    };
    let mut text = get(&TEXT).unwrap_or_default();
    let mut id = get(&ID).filter(|id| is_id(id));
    if id.is_none() {
        // A sink that keeps no fields writes the ID before the text.
        let (word, rest) = text.split_once(' ').unwrap_or((&text, ""));
        if looks_like_id(word) {
            (id, text) = (Some(word.to_owned().into()), rest.to_owned().into());
        }
    }
    let parts = Parts {
        time: get(&TIME),
        severity: get(&SEVERITY),
        logger: get(&LOGGER),
        pid: get(&PID),
        id,
        text,
        ..Parts::default()
    };
    // These fields are the formatter's own, even if an argument has such a name.
    let own = [&ID[..], &TEXT, &TIME, &SEVERITY, &LOGGER, &PID].concat();
    fields.retain(|(name, _)| !own.contains(&&**name));
    Parts {
        arguments: fields,
        ..parts
    }
}

#[cfg(test)]
mod tests {
    use super::{json, pairs};
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
                Some("-|-|-|-|-|x; fields=f"),
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
            (r#"{"fields":{"a":1},"a":2}"#, Some("-|-|-|-|-|; a=1 a=2")),
            ("{}", Some("-|-|-|-|-|;")),
            ("{", None),
            (r#"{"a":1} x"#, None),
        ];
        for (line, expected) in cases {
            check(line, json(line), expected);
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
