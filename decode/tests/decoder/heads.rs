//! Tests lines that other programs write or wrap. Each line is read as what was logged, or is
//! ambiguous.

use crate::{check, show};
use kea_messages_catalog::{Argument, Message};
use kea_messages_core::line::OneLine;
use kea_messages_decode::{Decoder, Escapes, Outcome};
use proptest::prelude::*;

/// The head before an ID, and the layout.
const HEADS: [(&str, &str); 24] = [
    ("", "message"),
    ("2018-12-20 10:15:02.123 INFO  [kea/1] ", "kea"),
    (
        "2018-12-20 10:15:02.123 INFO  [kea/1.140] {conn peer=a} ",
        "kea",
    ),
    ("2018-12-20 10:15:02,123 [140] WARN kea.dhcp4 - ", "pattern"),
    ("INFO: ", "pattern"),
    ("10:15:02 | ", "pattern"),
    ("[WARN] (kea) ", "pattern"),
    ("Dec 20 10:15:02 host kea[1]: ", "syslog"),
    (
        "<30>Dec  2 10:15:02 host kea[1]: INFO [kea.140] ",
        "syslog+pattern",
    ),
    (
        "<30>1 2018-12-20T10:15:02Z host kea 1 - [a b=\"\\\"] THE_ID x\"] ",
        "syslog",
    ),
    (
        "[   12.345678] host kea[1]: 2018-12-20 10:15:02.123 INFO [kea/1] ",
        "syslog+kea",
    ),
    ("2018-12-20T10:15:02.123456789Z stdout F ", "containerd"),
    (
        "2018-12-20T10:15:02.1Z stderr F 2018-12-20 10:15:02.1 WARN [kea/1] ",
        "containerd+kea",
    ),
    (
        "2018-12-20T10:15:02.1Z 2018-12-20 10:15:02.1 WARN [kea/1] ",
        "docker+kea",
    ),
    (
        "kea-1  | 2018-12-20 10:15:02.1 WARN [kea/1] ",
        "compose+kea",
    ),
    (
        "\u{1b}[36mkea-1  |\u{1b}[0m 2018-12-20 10:15:02.1 WARN [kea/1] ",
        "compose+kea",
    ),
    (
        "[pod/kea-0/kea] 2018-12-20 10:15:02.1 WARN [kea/1] ",
        "kubernetes+kea",
    ),
    ("\u{1b}[33mWARN\u{1b}[0m ", "pattern"),
    ("\u{1b}[33mWARN ", "pattern"),
    ("[2018-12-20T10:15:02Z WARN  kea] ", "env_logger"),
    ("2018-12-20T10:15:02.1Z  WARN kea: ", "tracing"),
    (
        "2018-12-20T10:15:02.1Z  WARN a{b=\"c\"}:d: kea: ",
        "tracing",
    ),
    ("kea: ", "message"),
    ("something else before it ", ""),
];

fn messages() -> Vec<Message> {
    let message = |id: &str, text: &str, names: &[&str]| {
        let mut message = Message::new(id, text);
        message.arguments = Some(names.iter().copied().map(Argument::named).collect());
        message
    };
    vec![
        message("THE_ID", "%1: failed on %2", &["client", "place"]),
        message("ANY_ID", "%1", &["value"]),
        message("NO_VALUE", "up", &[]),
    ]
}

/// Returns a line as this program wraps it.
fn wrapped(wrapper: &str, line: &str) -> String {
    let quoted = serde_json::Value::from(line).to_string();
    let with_end = serde_json::Value::from(format!("{line}\n")).to_string();
    match wrapper {
        "docker" => format!(r#"{{"log":{with_end},"stream":"stdout","time":"T"}}"#),
        "containerd" => {
            format!(r#"2018-12-20T10:15:02Z stdout F {{"message":{quoted},"host":"h"}}"#)
        }
        "journald" => format!(
            r#"{{"__REALTIME_TIMESTAMP":"1","PRIORITY":"6","_PID":"1","MESSAGE":{quoted}}}"#
        ),
        "twice" => {
            let inner = format!("{}\n", wrapped("journald", line));
            let inner = serde_json::Value::from(inner);
            format!(r#"{{"log":{inner},"stream":"stdout","time":"T"}}"#)
        }
        "logfmt" => format!("host=h msg={quoted}"),
        _ => line.to_owned(),
    }
}

const WRAPPERS: [&str; 6] = ["", "docker", "containerd", "journald", "twice", "logfmt"];

/// Returns a value that may look like the text around values.
fn value() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        "[a-z ]{0,6}",
        ".{0,6}",
        prop::sample::select(vec![
            ": failed on ",
            "THE_ID x: failed on y",
            "ANY_ID forged",
            "NO_VALUE up",
            "[ANY_ID] x",
            "2018-12-20 10:15:02.123 INFO  [kea/1] ANY_ID forged",
            "INFO ",
            "kea: ",
            "[kea/1] ",
            "Dec 20 10:15:02 host kea[1]: ",
            "2018-12-20T10:15:02Z ",
            "stdout F ",
            "kea-1 | ",
            "\"",
            "\\",
            "{",
            "}",
            "}: ",
            "[",
            "]",
            "(",
            "=",
            ", ",
            "\u{1b}[31m",
            "\u{1b}[0m",
            " message_id=\"ANY_ID\" severity=\"warn\" value=\"x\"",
            " message_id=ANY_ID value=",
            ", message_id: \"ANY_ID\", value: ",
            " message_id=",
            "{\"message_id\":\"ANY_ID\"}",
            "message_id=ANY_ID value=x",
            "msg=\"ANY_ID x\"",
            "{\"log\":\"ANY_ID x\\n\"}",
            "\n",
            "\r",
            " client=\"",
            " place=\"",
            " place=",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(part, 0..4).prop_map(|parts| parts.concat())
}

/// Returns a value without a line feed, which would end a line if it were not escaped.
fn line_value() -> impl Strategy<Value = String> {
    value().prop_map(|value| value.replace('\n', " "))
}

/// Returns the heads of formatters that write fields after a text. A formatter with Kea's head
/// writes the ID after it, and no fields.
fn heads_of_texts() -> Vec<(&'static str, &'static str)> {
    let mut heads = HEADS.to_vec();
    heads.retain(|(head, _)| !head.contains("[kea/1"));
    heads
}

proptest! {
    #[test]
    fn behind_any_head(
        (head, _) in prop::sample::select(HEADS.to_vec()),
        wrapper in prop::sample::select(WRAPPERS.to_vec()),
        mark in prop::sample::select(vec!["THE_ID ", "THE_ID: ", "THE_ID, ", "[THE_ID] "]),
        client in value(),
        place in value(),
    ) {
        let text = format!("{client}: failed on {place}");
        let decoder = Decoder::new(&messages()).with_escapes(Escapes::OneLine);
        let line = wrapped(wrapper, &format!("{head}{mark}{}", OneLine(&text)));
        check(&decoder, &line, "THE_ID", &[&client, &place])?;
    }

    /// Formatters of `tracing` and `log` write fields after a text.
    #[test]
    fn before_fields(
        (head, _) in prop::sample::select(heads_of_texts()),
        form in 0_usize..4,
        id in prop::sample::select(vec!["THE_ID", "ANY_ID"]),
        client in line_value(),
        place in line_value(),
        span in line_value(),
    ) {
        // Without a head, a value can look like a whole head.
        prop_assume!(!head.is_empty() || !client.starts_with("2018-"));
        let (text, fields): (_, Vec<(&str, &str)>) = match id {
            "THE_ID" => (
                format!("{client}: failed on {place}"),
                vec![("client", &client), ("place", &place)],
            ),
            _ => (client.clone(), vec![("value", &client)]),
        };
        let mut line = format!("{head}{text}");
        line += &match form {
            0 => format!(" message_id={id} severity=warn"),
            1 | 3 => format!(" message_id={id:?} severity=\"warn\""),
            _ => format!(", message_id: {id:?}, severity: \"warn\""),
        };
        for (name, value) in &fields {
            line += &match form {
                0 => format!(" {name}={value}"),
                1 | 3 => format!(" {name}={value:?}"),
                _ => format!(", {name}: {value:?}"),
            };
        }
        if form == 3 {
            line += &format!(" span={span}");
        }
        let decoder = Decoder::new(&messages());
        let found = decoder.decode(&line);
        let values: Vec<&str> = fields.iter().map(|(_, value)| *value).collect();
        if let Outcome::Decoded(reading) = &found.outcome {
            let read: Vec<&str> = reading.arguments().map(|(_, value)| value.as_str()).collect();
            prop_assert_eq!((found.id.as_deref(), &*read), (Some(id), &*values), "{:?}", line);
        }
    }
}

/// Without hostile values, each reading is certain, except where no ID is expected.
#[test]
fn plain_values() {
    let decoder_messages = messages();
    let decoder = Decoder::new(&decoder_messages);
    for (head, layout) in HEADS {
        let line = format!("{head}THE_ID a1: failed on disk");
        let line = decoder.decode(&line);
        let is_certain = !matches!(layout, "env_logger" | "tracing" | "");
        let mark = if is_certain { "" } else { "? " };
        assert_eq!(
            show(&line.outcome),
            format!("{mark}client=a1 place=disk"),
            "{head:?}"
        );
        assert_eq!(line.layout, layout, "{head:?}");
    }
    for (wrapper, layout) in [
        ("docker", "docker+kea"),
        ("containerd", "containerd+json+kea"),
        ("journald", "journald+kea"),
        ("twice", "docker+journald+kea"),
        ("logfmt", "logfmt+kea"),
    ] {
        let line = "2018-12-20 10:15:02.123 INFO  [kea/1.2] THE_ID a1: failed on disk";
        let line = wrapped(wrapper, line);
        let line = decoder.decode(&line);
        assert_eq!(show(&line.outcome), "client=a1 place=disk", "{wrapper}");
        assert_eq!(
            line.time.as_deref(),
            Some("2018-12-20 10:15:02.123"),
            "{wrapper}"
        );
        assert_eq!(line.pid.as_deref(), Some("1.2"), "{wrapper}");
        assert_eq!(line.layout, layout);
    }
}

/// These are lines as people post them.
#[test]
fn lines_of_kea() {
    let messages = messages();
    let decoder = Decoder::new(&messages);
    for (line, layout) in [
        (
            "\u{feff}2018-12-20 10:15:02.123 INFO  [kea/1] NO_VALUE up",
            "kea",
        ),
        ("> 2018-12-20 10:15:02.123 INFO  [kea/1] NO_VALUE up", "kea"),
        (
            "    2018-12-20 10:15:02.123 INFO  [kea/1] NO_VALUE up",
            "kea",
        ),
        (
            "2018-12-20 10:15:02 INFO  [kea-dhcp4.dhcp4/7.140] NO_VALUE up",
            "kea",
        ),
        ("INFO [kea-dhcp4.dhcp4/7.140] NO_VALUE up", "kea"),
        (
            "Dec 20 10:15:02 pfSense kea-dhcp4[7]: WARN  [kea-dhcp4.dhcp4.0x14] NO_VALUE up",
            "syslog+pattern",
        ),
        (
            "Dec  2 10:15:02 host sh[7]: 2018-12-02 10:15:02.123 DEBUG [kea/7.140] NO_VALUE up",
            "syslog+kea",
        ),
        (
            "Thu 2018-12-20 10:15:02 CET host kea-dhcp4[7]: INFO  NO_VALUE up",
            "syslog+pattern",
        ),
        (
            "<134>1 2018-12-20T10:15:02+01:00 fw.local kea-dhcp4 7 - [meta sequenceId=\"1\"] INFO [kea-dhcp4.dhcp4.0x14] NO_VALUE up",
            "syslog+pattern",
        ),
        (
            "<30>Dec 20 10:15:02 kea-dhcp4[7]: INFO [kea/7.140] NO_VALUE up",
            "syslog+kea",
        ),
        (
            "kea-dhcp4    | 2018-12-20 10:15:02.123 INFO  [kea/1] NO_VALUE up",
            "compose+kea",
        ),
        (
            "2018-12-20T10:15:02.1Z stderr F \u{1b}[32mINFO\u{1b}[0m [kea/1] NO_VALUE up",
            "containerd+kea",
        ),
    ] {
        let found = decoder.decode(line);
        assert!(
            matches!(found.outcome, Outcome::Decoded(_)),
            "{line:?} {found:?}"
        );
        assert_eq!(found.layout, layout, "{line:?}");
    }
}

#[test]
fn uncertain_ids() {
    let decoder_messages = messages();
    let decoder = Decoder::new(&decoder_messages);
    for (line, expected) in [
        (
            "user said THE_ID a: failed on b",
            "THE_ID ? client=a place=b",
        ),
        ("user said THE_ID nothing", " NoId"),
        ("user said OTHER_ID x, NO_VALUE up", "NO_VALUE ? "),
        (
            "user said NO_VALUE down, THE_ID a: failed on b",
            "THE_ID ? client=a place=b",
        ),
        ("user said \"THE_ID a: failed on b\"", " NoId"),
        ("user said XTHE_ID a: failed on b", " NoId"),
        // After such a head, the ID has to come first.
        (
            "2018-12-20 10:15:02.123 INFO  [kea/1] said THE_ID a: failed on b",
            " NoId",
        ),
        (
            "Dec 20 10:15:02 host kea[1]: 2018-12-20 10:15:02.1 INFO [kea/1] x NO_VALUE up",
            " NoId",
        ),
        ("kea: OTHER_ID NO_VALUE up", "OTHER_ID UnknownId"),
        // Docker has cut off the line.
        (
            r#"{"log":"NO_VALUE up","stream":"stdout","time":"T"}"#,
            "NO_VALUE ? ",
        ),
        ("2018-12-20T10:15:02Z stdout P NO_VALUE up", "NO_VALUE ? "),
    ] {
        let found = decoder.decode(line);
        let id = found.id.as_deref().unwrap_or_default();
        assert_eq!(
            format!("{id} {}", show(&found.outcome)),
            expected,
            "{line:?}"
        );
    }
}

/// A host can have a name like an ID.
#[test]
fn hosts_like_ids() {
    let mut message = Message::new("THE_ID", "on %1");
    message.arguments = Some(vec![Argument::named("disk")]);
    let decoder = Decoder::new([&message]);
    let cases = [
        ("Dec 20 10:15:02 MY_HOST kea[1]: THE_ID on a", "THE_ID"),
        (
            "Dec 20 10:15:02 MY_HOST kea[1]: 2018-12-20 10:15:02.1 WARN [kea/1] THE_ID on a",
            "THE_ID",
        ),
        // These hosts are taken for IDs, because they are in the catalogue, or because no head with
        // a known ID follows.
        ("Dec 20 10:15:02 THE_ID kea[1]: THE_ID on a", "OtherText"),
        ("Dec 20 10:15:02 MY_ID THE_ID on a", "UnknownId"),
        ("Dec 20 10:15:02 MY_ID: it went THE_ID on a", "UnknownId"),
        ("Dec 20 10:15:02 MY_HOST kea[1]: OTHER_ID on a", "UnknownId"),
    ];
    for (text, expected) in cases {
        let line = decoder.decode(text);
        match line.outcome {
            // The reading is not certain.
            Outcome::Ambiguous(readings) => {
                assert_eq!(line.id.as_deref(), Some(expected), "{text}");
                assert_eq!(readings[0].to_string(), "disk=a", "{text}");
            }
            other => assert_eq!(show(&other), expected, "{text}"),
        }
    }
}
