//! Tests the layouts of outputs, and the spans in them.

use crate::lines;
use kea_messages::{emit, kea_messages};
use serde_json::{Value, json};

kea_messages! {
    logger = "kea.layouts";
    info LAYOUT_TYPED(client: &str, attempts: u32, ratio: f64, is_new: bool, #[secret] key)
        = "%1: %2 of %3, %4, %5";
    debug(50) LAYOUT_DEBUG() = "first\n\"second\"";
    info LAYOUT_BYTES(payload: &[u8], shown: [u8; 1], options: &Vec<u8>) = "{payload} {shown:?}{options:?}";
    warn LAYOUT_NAMES(time, line: u32) = "%1 %2";
}

/// Returns the lines of an output with these options, without the process ID.
fn with(test: &str, options: &str, emit: impl FnOnce()) -> Vec<String> {
    let json = format!(
        r#"{{ "loggers": [{{ "name": "kea", "severity": "DEBUG", "debuglevel": 99,
        "output-options": [{{ "output": "FILE", {options} }}] }}] }}"#
    );
    let process = std::process::id().to_string();
    let lines = lines(test, "kea", &json, emit);
    let lines = lines.iter().map(|line| line.replace(&process, "4711"));
    lines.collect()
}

/// Returns the lines of a JSON layout, without the values that differ between runs.
fn json(layout: &str, emit: impl FnOnce()) -> Vec<Value> {
    let lines = with(layout, &format!(r#""layout": "{layout}""#), emit);
    let lines = lines.iter().map(|line| {
        let mut value: Value = serde_json::from_str(line).expect(line);
        let object = value.as_object_mut().expect("an object");
        let time = ["time", "@timestamp", "Timestamp"]
            .iter()
            .find_map(|key| object.remove(*key));
        let time = time.expect("there is a time");
        let time = time.as_str().expect("it is text");
        match time.parse::<i128>() {
            Ok(nanos) => assert!(jiff::Timestamp::from_nanosecond(nanos).is_ok(), "{time}"),
            Err(_) => assert!(time.parse::<jiff::Timestamp>().is_ok(), "{time}"),
        }
        value
    });
    lines.collect()
}

/// The line number of the statement in [`typed`].
const PLACE: u32 = line!() + 3;

fn typed() {
    emit!(LAYOUT_TYPED("a1", 3, 0.5, true, "t0ps3cret"));
}

const TEXT: &str = "a1: 3 of 0.5, true, <redacted>";

#[test]
fn json_has_the_values_by_their_types() {
    let arguments = json!({
        "client": "a1", "attempts": 3, "ratio": 0.5, "is_new": true, "key": "<redacted>"
    });
    assert_eq!(
        json("json", typed),
        [json!({
            "severity": "info", "message_id": "LAYOUT_TYPED", "logger": "kea.layouts",
            "pid": 4711, "message": TEXT, "arguments": arguments, "file": file!(), "line": PLACE,
        })]
    );
    assert_eq!(
        json("json-flat", typed),
        [json!({
            "severity": "info", "message_id": "LAYOUT_TYPED", "logger": "kea.layouts",
            "pid": 4711, "message": TEXT, "client": "a1", "attempts": 3, "ratio": 0.5,
            "is_new": true, "key": "<redacted>", "file": file!(), "line": PLACE,
        })]
    );
    assert_eq!(
        json("ecs", typed),
        [json!({
            "log.level": "info", "message": TEXT, "ecs.version": "8.11.0",
            "log.logger": "kea.layouts", "event.code": "LAYOUT_TYPED", "process.pid": 4711,
            "log.origin.file.name": file!(), "log.origin.file.line": PLACE,
            "kea": { "arguments": arguments },
        })]
    );
    let mut attributes = arguments;
    attributes["code.file.path"] = file!().into();
    attributes["code.line.number"] = PLACE.into();
    assert_eq!(
        json("opentelemetry", typed),
        [json!({
            "SeverityText": "INFO", "SeverityNumber": 9, "EventName": "LAYOUT_TYPED",
            "Body": TEXT, "Attributes": attributes,
            "InstrumentationScope": { "Name": "kea.layouts" },
            "Resource": { "process.pid": 4711 },
        })]
    );
}

#[test]
fn a_debug_level_and_other_events_have_their_places() {
    let emit = || {
        emit!(LAYOUT_DEBUG());
        tracing::warn!(target: "hyper", port = 67, "time" = "noon", "no \"message\"");
    };
    let lines = json("json", emit);
    assert_eq!(lines[0]["debug_level"], 50);
    assert_eq!(lines[0]["message"], "first\n\"second\"");
    assert_eq!(lines[1]["severity"], "warn");
    assert_eq!(lines[1].get("message_id"), None);
    assert_eq!(lines[1]["arguments"], json!({ "port": 67, "time": "noon" }));
    assert_eq!(lines[1]["message"], "no \"message\"");
    assert_eq!(json("ecs", emit)[0]["kea"]["debug_level"], 50);
    assert_eq!(
        json("opentelemetry", emit)[0]["Attributes"]["debug_level"],
        50
    );
    assert_eq!(json("opentelemetry", emit)[0]["SeverityNumber"], 5);
}

/// In JSON, bytes are a string of digits, also in a span and in other events.
#[test]
fn bytes() {
    let emit = || {
        let payload: &[u8] = &[10, 255];
        let span = tracing::info_span!("packet", payload);
        span.in_scope(|| emit!(LAYOUT_BYTES(payload, [27], &vec![])));
        tracing::info!(target: "kea", payload, "other");
    };
    let arguments = json!({ "payload": "0aff", "shown": "1b", "options": "" });
    let lines = json("json", emit);
    assert_eq!(lines[0]["message"], "[0a ff] [27][]");
    assert_eq!(lines[0]["arguments"], arguments);
    assert_eq!(lines[0]["spans"][0]["fields"]["payload"], "0aff");
    assert_eq!(lines[1]["arguments"], json!({ "payload": "0aff" }));
    let lines = json("opentelemetry", emit);
    assert_eq!(lines[0]["Attributes"]["payload"], "0aff");
    let lines = with("bytes", r#""layout": "kea", "spans": true"#, emit);
    let behind = "{packet payload=\"[0a ff]\"} LAYOUT_BYTES [0a ff] [27][]";
    assert!(lines[0].ends_with(behind), "{}", lines[0]);
    assert!(lines[1].ends_with("other payload=[0a ff]"), "{}", lines[1]);
}

#[test]
fn an_argument_replaces_nothing_of_the_line() {
    let lines = json("json-flat", || {
        emit!(LAYOUT_NAMES("noon", 7));
        tracing::info!(target: "kea", timestamp = "noon", "text");
    });
    assert_eq!(lines[0]["arguments.time"], "noon");
    assert_eq!(lines[0]["arguments.line"], 7);
    assert_ne!(lines[0]["line"], 7);
    // A log reader would use this key as the time of the line.
    assert_eq!(lines[1].get("timestamp"), None);
    assert_eq!(lines[1]["arguments.timestamp"], "noon");
}

#[test]
fn an_object_has_each_key_once() {
    let emit = || {
        tracing::info!(target: "kea", a = 1, b = "x", a = "two", c = 3, c = None::<u8>, "text");
        tracing::info!(target: "kea", message = "first", message = "second");
        tracing::info!(target: "kea", line = 1, arguments.line = 2, "text");
        tracing::info!(target: "kea", message = "only", message = None::<&str>);
    };
    for layout in ["json", "json-flat", "ecs", "opentelemetry"] {
        let lines = with(layout, &format!(r#""layout": "{layout}""#), emit);
        for key in [r#""a":"#, r#""b":"#, r#""c":"#] {
            assert_eq!(lines[0].matches(key).count(), 1, "{}", lines[0]);
        }
        assert!(lines[0].contains(r#""a":"two""#) && lines[0].contains(r#""c":3"#));
        assert!(!lines[1].contains("first") && lines[1].contains("second"));
        assert!(lines[3].contains("only"), "{}", lines[3]);
    }
    let lines = json("json-flat", emit);
    assert_eq!(lines[2]["arguments.line"], 1);
    assert_eq!(lines[2]["arguments.arguments.line"], 2);
    // Other layouts show all fields, because they are not objects.
    let lines = with("once", r#""layout": "kea""#, emit);
    assert!(
        lines[0].ends_with(r#" text a=1 b="x" a="two" c=3"#),
        "{}",
        lines[0]
    );
}

/// Logs in two spans, the inner one of which gets another field later.
fn in_spans() {
    let outer = tracing::info_span!("conn", peer = "192.0.2.7", note = "a \"b\" }", empty = "");
    let _outer = outer.enter();
    emit!(LAYOUT_NAMES("x", 1));
    let inner = tracing::info_span!(
        "request",
        id = 3,
        status = tracing::field::Empty,
        by = %"chatty"
    );
    let _inner = inner.enter();
    inner.record("status", 200);
    inner.record("id", 4);
    emit!(LAYOUT_NAMES("y", 2));
}

#[test]
fn the_spans_of_a_line_stand_before_its_id() {
    let texts = |options| {
        let lines = with("spans", options, in_spans);
        let text = |line: &String| {
            let (_, text) = line.split_once("] ").expect("Kea's layout");
            text.to_owned()
        };
        lines.iter().map(text).collect::<Vec<_>>()
    };
    let outer = r#"{conn peer=192.0.2.7 note="a ""b"" }" empty=""}"#;
    assert_eq!(
        texts(r#""spans": true"#),
        [
            format!("{outer} LAYOUT_NAMES x 1"),
            format!("{outer} {{request id=4 by=chatty status=200}} LAYOUT_NAMES y 2"),
        ]
    );
    assert_eq!(texts(r#""spans": false"#)[0], "LAYOUT_NAMES x 1");
    assert_eq!(texts(r#""flush": true"#)[0], "LAYOUT_NAMES x 1");
}

#[test]
fn the_spans_of_a_line_stand_in_json() {
    let lines = json("json", in_spans);
    assert_eq!(
        lines.last().expect("a line")["spans"],
        json!([
            { "name": "conn", "fields": { "peer": "192.0.2.7", "note": "a \"b\" }", "empty": "" } },
            { "name": "request", "fields": { "id": 4, "by": "chatty", "status": 200 } },
        ])
    );
    assert!(json("ecs", in_spans)[0]["kea"]["spans"].is_array());
    assert!(json("opentelemetry", in_spans)[0]["Attributes"]["kea.spans"].is_array());
    let without = with("json", r#""layout": "json", "spans": false"#, in_spans);
    assert!(!without[0].contains("192.0.2.7"), "{}", without[0]);
}

#[test]
fn the_thread_stands_behind_the_process() {
    let emit = || emit!(LAYOUT_DEBUG());
    let [line] = &with("thread", r#""thread": true"#, emit)[..] else {
        panic!("one line")
    };
    let (_, rest) = line.split_once("[kea.layouts/4711.").expect(line);
    let (thread, _) = rest.split_once(']').expect(line);
    assert!(thread.parse::<u64>().is_ok(), "{line}");
    for layout in ["json", "json-flat", "ecs", "opentelemetry"] {
        let options = format!(r#""thread": true, "layout": "{layout}""#);
        let lines = with("thread", &options, emit);
        let value: Value = serde_json::from_str(&lines[0]).expect("an object");
        let found = value
            .get("thread")
            .or_else(|| value.get("process.thread.id"))
            .or_else(|| value["Attributes"].get("thread.id"));
        assert!(found.is_some_and(Value::is_u64), "{value}");
    }
}

#[test]
fn a_pattern_is_the_layout_of_its_output() {
    let pattern =
        |pattern: &str, emit: fn()| with("pattern", &format!(r#""pattern": {pattern:?}"#), emit);
    let lines = pattern("%-6p [%c/%i.%t] %m\n", || {
        emit!(LAYOUT_DEBUG());
        tracing::warn!(target: "kea.hyper", port = 67, "no \n lease");
        tracing::info!(target: "kea", port = 67);
    });
    let lines: Vec<_> = lines
        .iter()
        .map(|line| {
            let (head, rest) = line.split_once("/4711.").expect(line);
            let (thread, rest) = rest.split_once(']').expect(line);
            assert!(thread.parse::<u64>().is_ok(), "{line}");
            format!("{head}{rest}")
        })
        .collect();
    assert_eq!(
        lines,
        [
            r#"DEBUG  [kea.layouts LAYOUT_DEBUG first\n"second""#,
            r"WARN   [kea.hyper no \n lease port=67",
            "INFO   [kea port=67",
        ]
    );
    // A line always ends with a single line feed, whether the pattern has one or not.
    for end in ["", "\n", "%n"] {
        let lines = pattern(&format!("%c{{1}} %.9m %l{end}"), || {
            typed();
            typed();
        });
        let line = format!("layouts redacted> {}:{PLACE}", file!());
        assert_eq!(lines, [line.as_str(); 2], "{end:?}");
    }
}

#[test]
fn a_pattern_has_the_spans() {
    let spans = |pattern: &str| with("spans", &format!(r#""pattern": {pattern:?}"#), in_spans);
    let outer = r#"{conn peer=192.0.2.7 note="a ""b"" }" empty=""}"#;
    assert_eq!(
        spans("%x|%m"),
        [
            format!("{outer}|LAYOUT_NAMES x 1"),
            format!("{outer} {{request id=4 by=chatty status=200}}|LAYOUT_NAMES y 2"),
        ]
    );
    assert_eq!(
        spans("%X{id}|%X{peer}|%X{note}%.0m"),
        [r#"|192.0.2.7|a "b" }"#, r#"4|192.0.2.7|a "b" }"#]
    );
    let fields = r#"peer=192.0.2.7 note="a ""b"" }" empty="""#;
    assert_eq!(
        spans("%X%.0m"),
        [
            fields.to_owned(),
            format!("{fields} id=4 by=chatty status=200")
        ]
    );
    let inner = with("spans", r#""pattern": "%X%.0m""#, || {
        let _outer = tracing::info_span!("a", id = 1, at = "x").entered();
        let _inner = tracing::info_span!("b", id = 2).entered();
        typed();
    });
    assert_eq!(inner, ["id=2 at=x"]);
}

#[test]
fn what_is_left_out_of_a_configuration_is_logged_once() {
    let left_out = |test, options: &str| {
        let lines = with(test, options, typed);
        let lines = lines.iter().map(|line| match line.split_once("] ") {
            Some((_, line)) => line.to_owned(),
            None => line.clone(),
        });
        lines.collect::<Vec<_>>()
    };
    let typed = format!("LAYOUT_TYPED {TEXT}");
    assert_eq!(left_out("left_out", r#""maxver": 1"#), [typed.as_str()]);
    assert_eq!(
        left_out("left_out", r#""pattern": "[%M] %m""#),
        [
            "LOG_CONFIGURATION_UNSUPPORTED a part of the configuration of the loggers is \
             ignored: loggers[0].output-options[0].pattern: `%M` is empty: the name of the \
             function is not known",
            &typed,
        ]
    );
}
