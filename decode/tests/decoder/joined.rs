//! Tests lines that other programs have split, and the records of `journalctl -o export`. Joined
//! again, they are read as what was logged, or are ambiguous.

use crate::{check, show};
use kea_messages_catalog::Message;
use kea_messages_decode::{Decoder, Escapes, Line, Outcome};
use proptest::prelude::*;

fn decoder() -> Decoder {
    Decoder::new([
        &Message::new("A_B", "%1: failed on %2"),
        &Message::new("A_C", "%1"),
    ])
    .with_escapes(Escapes::None)
}

/// Returns the joined lines of a log, each of which has to be valid UTF-8.
fn joined(decoder: &Decoder, log: &[u8]) -> Vec<String> {
    let mut joiner = decoder.joiner();
    let mut lines = Vec::new();
    let log = log.strip_suffix(b"\n").unwrap_or(log);
    for line in log.split(|byte| *byte == b'\n') {
        if !joiner.takes(line, None) {
            lines.push(line.to_vec());
        }
        lines.extend(std::iter::from_fn(|| joiner.next()).map(|joined| joined.line));
    }
    joiner.end();
    lines.extend(std::iter::from_fn(|| joiner.next()).map(|joined| joined.line));
    let lines = lines.into_iter().map(String::from_utf8);
    lines.map(|line| line.expect("it is UTF-8")).collect()
}

/// Returns a record in the format of `journalctl -o export`.
fn export(fields: &[(&str, &[u8])]) -> Vec<u8> {
    let mut record = b"__CURSOR=s=0f;i=1;b=2;m=3;t=4;x=5\n".to_vec();
    for (name, value) in fields {
        let is_text = std::str::from_utf8(value).is_ok_and(|it| !it.contains(char::is_control));
        record.extend_from_slice(name.as_bytes());
        if is_text {
            record.push(b'=');
        } else {
            record.push(b'\n');
            record.extend_from_slice(&(value.len() as u64).to_le_bytes());
        }
        record.extend_from_slice(value);
        record.push(b'\n');
    }
    record.push(b'\n');
    record
}

/// Returns `layout time|severity|logger|pid|id|outcome`.
fn shown(line: &Line<'_>) -> String {
    let or = |part: &Option<std::borrow::Cow<'_, str>>| part.as_deref().unwrap_or("-").to_owned();
    let parts = [
        &line.time,
        &line.severity,
        &line.logger,
        &line.pid,
        &line.id,
    ]
    .map(or);
    format!(
        "{} {}|{}",
        line.layout,
        parts.join("|"),
        show(&line.outcome)
    )
}

const KEA: &str = "2018-12-20 10:15:02.123 WARN  [kea.alloc/7] A_B a1: failed on b";

#[test]
fn records_of_the_journal() {
    let decoder = decoder();
    for (message, expected) in [
        (
            KEA,
            "journald+kea 2018-12-20 10:15:02.123|WARN|kea.alloc|7|A_B|arg1=a1 arg2=b",
        ),
        (
            "A_B a1: failed on b",
            "journald 1545300902123456|info|kea-dhcp4|4711|A_B|arg1=a1 arg2=b",
        ),
        // This is in binary form, because it has several lines. One is empty, and one looks like a
        // field.
        (
            "A_C packet\n\nMESSAGE=A_B a: failed on b\n  type=1\n",
            "journald 1545300902123456|info|kea-dhcp4|4711|A_C|arg1=packet\n\nMESSAGE=A_B a: failed on b\n  type=1\n",
        ),
        (
            "\u{1b}[32mINFO\u{1b}[0m [kea.x/7.1] A_C x",
            "journald+kea 1545300902123456|INFO|kea.x|7.1|A_C|arg1=x",
        ),
        (
            "no ID",
            "journald 1545300902123456|info|kea-dhcp4|4711|-|NoId",
        ),
    ] {
        let record = export(&[
            ("__REALTIME_TIMESTAMP", b"1545300902123456"),
            ("__MONOTONIC_TIMESTAMP", b"17"),
            ("_HOSTNAME", b"host"),
            ("PRIORITY", b"6"),
            ("SYSLOG_IDENTIFIER", b"kea-dhcp4"),
            ("_SYSTEMD_UNIT", b"kea-dhcp4-server.service"),
            ("MESSAGE", message.as_bytes()),
            ("_PID", b"4711"),
            ("_CMDLINE", b"/usr/sbin/kea-dhcp4 -c A_C x"),
        ]);
        let log = [&record[..], &record, KEA.as_bytes(), b"\n"].concat();
        let lines = joined(&decoder, &log);
        let found: Vec<String> = lines
            .iter()
            .map(|line| shown(&decoder.decode(line)))
            .collect();
        let kea = "kea 2018-12-20 10:15:02.123|WARN|kea.alloc|7|A_B|arg1=a1 arg2=b";
        // Until the log ends, more lines can follow the last entry.
        let rest = if message == "no ID" {
            [expected, kea]
        } else {
            [kea, expected]
        };
        assert_eq!(found, [expected, rest[0], rest[1]]);
    }
}

/// A message that is not UTF-8 has the same outcome as a line that is not.
#[test]
fn a_record_that_is_not_utf_8() {
    let decoder = decoder();
    let named = [
        ("F_MESSAGE_ID", &b"A_C"[..]),
        ("F_ARG1", b"\xe9"),
        ("MESSAGE", b"x"),
    ];
    for (fields, expected) in [
        (&[("MESSAGE", &b"A_C caf\xe9"[..])][..], r"arg1=caf\xe9"),
        (
            &[(
                "MESSAGE",
                b"2018-12-20 10:15:02.123 WARN  [kea/7] A_C caf\xe9",
            )],
            r"arg1=caf\xe9",
        ),
        (&named, "arg1=x"),
    ] {
        let fields = [&[("__REALTIME_TIMESTAMP", &b"1"[..])], fields].concat();
        let lines = joined(&decoder, &export(&fields));
        let Outcome::NotUtf8(readings) = decoder.decode(&lines[0]).outcome else {
            panic!("{lines:?}");
        };
        assert_eq!(readings[0].to_string(), expected, "{lines:?}");
    }
}

/// Returns the entry of a line in syslog or the journal, in one of four forms.
fn entry(form: usize, line: &str) -> Vec<u8> {
    match form {
        0 => format!("Dec 20 10:15:02 host kea[7]: {line}\n").into_bytes(),
        1 => format!("<30>1 2018-12-20T10:15:02Z host kea 7 - - {line}\n").into_bytes(),
        2 => {
            let entry = serde_json::json!({
                "__REALTIME_TIMESTAMP": "7", "_TRANSPORT": "stdout", "_PID": "7", "MESSAGE": line,
            });
            format!("{entry}\n").into_bytes()
        }
        _ => export(&[
            ("__REALTIME_TIMESTAMP", b"7"),
            ("_TRANSPORT", b"stdout"),
            ("_PID", b"7"),
            ("MESSAGE", line.as_bytes()),
        ]),
    }
}

/// Returns a value with an ID or a time only in its first line.
fn without_ids(value: &str) -> String {
    let end = value.find('\n').unwrap_or(value.len());
    let (first, rest) = value.split_at(end);
    format!("{first}{}", rest.replace('_', "-").replace("2018", "x"))
}

/// Syslog and the journal create entries from a record of several lines. They drop empty lines, so
/// a value of several lines is never certain.
#[test]
fn records_in_entries() {
    const HEAD: &str = "2018-12-20 10:15:02.123 WARN  [kea.alloc/7]";
    let decoder = decoder();
    let value = format!("{HEAD} A_C a\n  b");
    let value_before_text = format!("{HEAD} A_B a\nb: failed on c\nd");
    let trace = Decoder::new([&Message::new("A_D", "%1 failed")]);
    for form in 0..4 {
        for (decoder, record, expected) in [
            (&decoder, &*value, "A_C|? arg1=a | arg1=a\n  b"),
            (
                &decoder,
                &value_before_text,
                "A_B|? arg1=a\nb arg2=c\nd | arg1=a\nb arg2=c",
            ),
            (
                &trace,
                &format!("{HEAD} A_D x failed\n  at one\n\nat two"),
                "A_D|arg1=x",
            ),
            (
                &trace,
                &format!("{HEAD} A_D x\ny failed"),
                "A_D|? arg1=x\ny",
            ),
        ] {
            let log: Vec<u8> = record
                .split('\n')
                .flat_map(|line| entry(form, line))
                .collect();
            let lines = joined(decoder, &log);
            assert_eq!(lines.len(), 1, "{lines:?}");
            let found = shown(&decoder.decode_lines(&lines[0]));
            assert!(
                found.ends_with(&format!("|kea.alloc|7|{expected}")),
                "{found}"
            );
        }
    }
    // A single entry of the journal with several lines is exact.
    let line = String::from_utf8(entry(2, &value)).expect("it is UTF-8");
    let found = shown(&decoder.decode_lines(line.trim_end()));
    assert!(found.ends_with("A_C|arg1=a\n  b"), "{found}");
}

/// Lines without a time: an ID begins a record, and an entry without an ID continues it.
#[test]
fn records_in_entries_without_a_time() {
    let decoder = Decoder::new([
        &Message::new("A_C", "%1"),
        &Message::new("A_D", "%1 failed"),
        &Message::new("A_E", "up"),
    ]);
    for (lines, expected) in [
        (&["A_C x", "more"][..], &["A_C|? arg1=x | arg1=x\nmore"][..]),
        (&["A_C x", "A_C y"], &["A_C|arg1=x", "A_C|arg1=y"]),
        // A line with an unknown ID also begins a record.
        (&["A_C x", "A_X y"], &["A_C|arg1=x", "A_X|UnknownId"]),
        (&["A_X x", "y", "A_C z"], &["A_X|UnknownId", "A_C|arg1=z"]),
        (&["A_C x", "INFO A_C y"], &["A_C|arg1=x", "A_C|arg1=y"]),
        (&["A_C x", "WARN [k] A_C y"], &["A_C|arg1=x", "A_C|arg1=y"]),
        (&["A_C x", KEA], &["A_C|arg1=x", "A_B|UnknownId"]),
        (&["A_D x failed", "  at one"], &["A_D|arg1=x"]),
        (&["A_D x", "y failed"], &["A_D|? arg1=x\ny"]),
        (&["A_E up", "A_C"], &["A_E|", "A_C|arg1="]),
        (&["x", "y", "A_C z"], &["-|NoId", "-|NoId", "A_C|arg1=z"]),
        // It is not certain that this word is an ID.
        (
            &["A_C x", "one A_C y"],
            &["A_C|? arg1=x | arg1=x\none A_C y"],
        ),
    ] {
        let log = lines
            .iter()
            .map(|line| format!("Dec 20 10:15:02 host kea[7]: {line}\n"));
        let log: String = log.collect();
        let found: Vec<String> = joined(&decoder, log.as_bytes())
            .iter()
            .map(|line| decoder.decode_lines(line))
            .map(|line| {
                format!(
                    "{}|{}",
                    line.id.as_deref().unwrap_or("-"),
                    show(&line.outcome)
                )
            })
            .collect();
        assert_eq!(found, expected, "{lines:?}");
    }
}

/// Lines that `journalctl` indents are not certain to be part of a value.
#[test]
fn lines_of_a_syslog_are_not_certain() {
    let line = "Dec 20 10:15:02 host kea[7]: A_B a\n    b: failed on c";
    let found = shown(&decoder().decode_lines(line));
    assert!(found.ends_with("A_B|? arg1=a\n    b arg2=c"), "{found}");
}

/// If the parts were decoded separately, the second part would be another message.
#[test]
fn a_part_is_no_message() {
    let decoder = decoder();
    let log = "2018-12-20T10:15:02.1Z stdout P A_C on \n2018-12-20T10:15:02.1Z stdout F A_C disk\n";
    let found: Vec<String> = joined(&decoder, log.as_bytes())
        .iter()
        .map(|line| shown(&decoder.decode(line)))
        .collect();
    assert_eq!(
        found,
        ["containerd 2018-12-20T10:15:02.1Z|-|-|-|A_C|arg1=on A_C disk"]
    );
}

#[test]
fn no_line_of_a_layout_of_the_user_is_joined() {
    let decoder = decoder().with_layout("{time:1} {} {} {id} {text}".parse().expect("it is one"));
    assert!(
        !decoder
            .joiner()
            .takes(b"2018-12-20T10:15:02.1Z stdout P A_C on", None)
    );
}

/// Returns a value that may look like the text around values.
fn value() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        "[a-z ]{0,6}",
        ".{0,3}",
        prop::sample::select(vec![
            ": failed on ",
            "A_B x: failed on y",
            "A_C x",
            "MESSAGE=A_C x",
            "\n",
            "\n\n",
            "\r",
            "2018-12-20T10:15:02.1Z stdout F A_C x",
            "\n2018-12-20T10:15:02.1Z stdout P A_C x\n",
            "__CURSOR=s=1",
            "\n__CURSOR=s=1\n__REALTIME_TIMESTAMP=1\nMESSAGE=A_C x\n\n",
            "\"",
            "\\",
            "{\"log\":\"A_C x\\n\",\"stream\":\"stdout\"}",
            "\u{1b}[0m",
            "é€",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(part, 0..4).prop_map(|parts| parts.concat())
}

/// Returns what a container runtime writes for a line in parts that end at these places.
fn split(runtime: &str, stream: &str, line: &str, places: &[usize]) -> Vec<Vec<u8>> {
    // Docker does not split characters.
    let is_end = |place: &usize| runtime == "containerd" || line.is_char_boundary(*place);
    let places = places
        .iter()
        .map(|place| place % (line.len() + 1))
        .filter(is_end);
    let mut places: Vec<usize> = places.chain([0, line.len()]).collect();
    places.sort_unstable();
    let count = places.len() - 1;
    let part = |(number, places): (usize, &[usize])| {
        let text = &line.as_bytes()[places[0]..places[1]];
        let is_last = number + 1 == count;
        if runtime == "containerd" {
            let mark = if is_last { "F" } else { "P" };
            return [
                format!("2018-12-20T10:15:02.{number}Z {stream} {mark} ").as_bytes(),
                text,
            ]
            .concat();
        }
        let end = if is_last { "\n" } else { "" };
        let text = String::from_utf8_lossy(text).into_owned() + end;
        let text = serde_json::Value::from(text);
        format!(r#"{{"log":{text},"stream":"{stream}","time":"T"}}"#).into_bytes()
    };
    places.windows(2).enumerate().map(part).collect()
}

proptest! {
    /// The parts of lines of two streams are in any order.
    #[test]
    fn parts_are_joined(
        runtime in prop::sample::select(vec!["containerd", "docker"]),
        values in prop::collection::vec(value(), 3),
        places in prop::collection::vec(prop::collection::vec(0_usize..99, 0..4), 2),
        order in prop::collection::vec(any::<bool>(), 12),
    ) {
        let values: Vec<String> = values.iter().map(|it| it.replace('\n', " ")).collect();
        let decoder = decoder();
        let one = format!("A_B {}: failed on {}", values[0], values[1]);
        let other = format!("A_C {}", values[2]);
        let mut streams = [
            split(runtime, "stdout", &one, &places[0]),
            split(runtime, "stderr", &other, &places[1]),
        ];
        let mut log = Vec::new();
        let mut order = order.into_iter();
        while streams.iter().any(|parts| !parts.is_empty()) {
            let mut at = usize::from(order.next().unwrap_or_default());
            if streams[at].is_empty() {
                at = 1 - at;
            }
            log.extend(streams[at].remove(0));
            log.push(b'\n');
        }
        let lines = joined(&decoder, &log);
        prop_assert_eq!(lines.len(), 2, "{:?}", lines);
        let of = |stream: &str| lines.iter().find(|line| match runtime {
            "containerd" => line["2018-12-20T10:15:02.0Z ".len()..].starts_with(stream),
            _ => line.contains(&format!("\"stream\":\"{stream}\"")),
        });
        check(&decoder, of("stdout").expect("it is there"), "A_B", &[&values[0], &values[1]])?;
        check(&decoder, of("stderr").expect("it is there"), "A_C", &[&values[2]])?;
    }

    /// A runtime writes an entry for each line of a record.
    #[test]
    fn records_in_containers(
        runtime in prop::sample::select(vec!["containerd", "docker"]),
        records in prop::collection::vec((value(), value()), 1..4),
        places in prop::collection::vec(0_usize..99, 0..3),
    ) {
        // No line of a value has a time.
        let records = records.iter().map(|(client, place)| [client, place].map(|it| it.replace("2018", "x")));
        let records: Vec<[String; 2]> = records.collect();
        let decoder = decoder();
        let mut log = Vec::new();
        for [client, place] in &records {
            let record = format!("2018-12-20 10:15:02.123 WARN  [kea/7] A_B {client}: failed on {place}");
            for line in record.split('\n') {
                for part in split(runtime, "stdout", line, &places) {
                    log.extend(part);
                    log.push(b'\n');
                }
            }
        }
        let lines = joined(&decoder, &log);
        prop_assert_eq!(lines.len(), records.len(), "{:?}", lines);
        for (line, [client, place]) in lines.iter().zip(&records) {
            let found = decoder.decode_lines(line);
            match &found.outcome {
                Outcome::Decoded(reading) => {
                    let read: Vec<&str> =
                        reading.arguments().map(|(_, value)| value.as_str()).collect();
                    prop_assert_eq!(read, [client, place], "{:?}", line);
                }
                Outcome::Ambiguous(_) => {}
                other => prop_assert!(false, "{other:?} of {line:?}"),
            }
        }
    }

    /// Records without a time are entries of syslog or the journal. Only their first lines have
    /// IDs.
    #[test]
    fn records_without_a_time_in_entries(
        form in 0_usize..4,
        records in prop::collection::vec((value(), value()), 1..4),
    ) {
        let decoder = decoder();
        let mut log = Vec::new();
        let mut expected = Vec::new();
        for (client, place) in &records {
            let client = without_ids(client);
            let place = if client.contains('\n') {
                without_ids(&format!("\n{place}"))[1..].to_owned()
            } else {
                without_ids(place)
            };
            let record = format!("A_B {client}: failed on {place}");
            log.extend(record.split('\n').flat_map(|line| entry(form, line)));
            expected.push([client, place]);
        }
        let lines = joined(&decoder, &log);
        prop_assert_eq!(lines.len(), records.len(), "{:?}", lines);
        for (line, values) in lines.iter().zip(&expected) {
            let found = decoder.decode_lines(line);
            prop_assert_eq!(found.id.as_deref(), Some("A_B"));
            if let Outcome::Decoded(reading) = &found.outcome {
                let read: Vec<&str> =
                    reading.arguments().map(|(_, value)| value.as_str()).collect();
                prop_assert_eq!(read, values, "{:?}", line);
            }
        }
    }

    /// Records have values with several lines.
    #[test]
    fn records_are_joined(
        records in prop::collection::vec((value(), value(), value()), 1..4),
    ) {
        let decoder = decoder();
        let log: Vec<u8> = records.iter().flat_map(|(client, place, other)| {
            let message = format!("A_B {client}: failed on {place}");
            export(&[
                ("__REALTIME_TIMESTAMP", b"1545300902123456"),
                ("OTHER", other.as_bytes()),
                ("MESSAGE", message.as_bytes()),
                ("_PID", b"7"),
            ])
        }).collect();
        let lines = joined(&decoder, &log);
        prop_assert_eq!(lines.len(), records.len(), "{:?}", lines);
        for (line, (client, place, _)) in lines.iter().zip(&records) {
            check(&decoder, line, "A_B", &[client, place])?;
            let pid = decoder.decode(line).pid;
            prop_assert_eq!(pid.as_deref(), Some("7"));
        }
    }
}
