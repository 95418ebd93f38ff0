//! What a line is read as: exactly what was logged, or honestly several things.
#![forbid(unsafe_code)]

use kea_messages_catalog::{Argument, Message};
use kea_messages_core::line::OneLine;
use kea_messages_core::text::{Piece, pieces};
use kea_messages_decode::{Decoder, Escapes, Outcome};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn message(text: &str, types: &[Option<&str>]) -> Message {
    let arguments = types.iter().enumerate().map(|(index, rust_type)| {
        let argument = Argument::unnamed(index + 1);
        match rust_type {
            Some(rust_type) => argument.with_type(*rust_type),
            None => argument,
        }
    });
    let mut message = Message::new("THE_MESSAGE", text);
    message.arguments = Some(arguments.collect());
    message
}

/// The text with these values in it.
fn format(text: &str, values: &[String]) -> String {
    let pieces = pieces(text).map(|piece| match piece.expect("the text is right") {
        Piece::Literal(literal) => literal,
        Piece::Placeholder(number) => values[number - 1].as_str(),
    });
    pieces.collect()
}

/// What a line is read as, for a table.
fn read(decoder: &Decoder, line: &str) -> String {
    match decoder.decode(line).outcome {
        Outcome::Decoded(reading) => reading.to_string(),
        Outcome::Ambiguous(readings) => {
            let readings: Vec<String> = readings.iter().map(ToString::to_string).collect();
            format!("? {}", readings.join(" | "))
        }
        Outcome::OtherText => "other text".into(),
        Outcome::UnknownId => "unknown ID".into(),
        Outcome::NoId => "no ID".into(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn texts() {
    // The text, the types, what stands behind the ID, what is read.
    let cases: &[(&str, &[Option<&str>], &str, &str)] = &[
        ("up", &[], "up", ""),
        ("up", &[], "up ", "other text"),
        ("up", &[], "down", "other text"),
        (
            "%1",
            &[None],
            "anything at all: %1",
            "arg1=anything at all: %1",
        ),
        ("%1", &[None], "", "arg1="),
        ("%1: %2", &[None, None], "a: b", "arg1=a arg2=b"),
        ("%1: %2", &[None, None], ": ", "arg1= arg2="),
        (
            "%1: %2",
            &[None, None],
            "a: b: c",
            "? arg1=a arg2=b: c | arg1=a: b arg2=c",
        ),
        (
            "%1: %2",
            &[None, Some("u32")],
            "a: b: 3",
            "arg1=a: b arg2=3",
        ),
        (
            "%1: %2",
            &[Some("bool"), None],
            "true: false: x",
            "arg1=true arg2=false: x",
        ),
        ("%1: %2", &[None, Some("u32")], "a: b", "other text"),
        ("%1: %2", &[None, Some("u32")], "a: 03", "other text"),
        ("%1: %2", &[None, Some("i32")], "a: -3", "arg1=a arg2=-3"),
        ("%1: %2", &[None, Some("i32")], "a: -0", "other text"),
        (
            "%1%2",
            &[None, None],
            "ab",
            "? arg1= arg2=ab | arg1=a arg2=b | arg1=ab arg2=",
        ),
        ("%1%2", &[None, Some("char")], "aé", "arg1=a arg2=é"),
        (
            "%1%2",
            &[Some("u8"), None],
            "12",
            "? arg1=1 arg2=2 | arg1=12 arg2=",
        ),
        ("%1 of %1", &[None], "a of a", "arg1=a"),
        ("%1 of %1", &[None], "a of b", "other text"),
        ("%1 of %1", &[None], "a of a of a of a", "? arg1=a of a"),
        ("%2 by %1", &[None, None], "b by a", "arg1=a arg2=b"),
        ("100%% of %1 $$1", &[None], "100% of x $1", "arg1=x"),
        ("aa%1aa%2aa", &[None, None], "aaaaaa", "arg1= arg2="),
        (
            "aa%1aa%2aa",
            &[None, None],
            "aaaaaaa",
            "? arg1= arg2=a | arg1=a arg2=",
        ),
        ("%1ß%2", &[None, None], "éßü", "arg1=é arg2=ü"),
    ];
    for (text, types, rest, expected) in cases {
        let decoder = Decoder::new([&message(text, types)]);
        let found = read(&decoder, &format!("THE_MESSAGE {rest}"));
        // Of what stands twice in a text there is one reading that is right.
        let expected = expected.replace("? arg1=a of a", "arg1=a of a");
        assert_eq!(found, expected, "{text:?} {rest:?}");
    }
}

#[test]
fn lines() {
    let decoder = Decoder::new([&message("%1: %2", &[None, Some("u32")])]);
    let cases = [
        (
            "2018-12-20 10:15:02.123 INFO  [kea-dhcp4.alloc/4711] THE_MESSAGE a: 3",
            "2018-12-20 10:15:02.123|INFO|kea-dhcp4.alloc|4711|arg1=a arg2=3",
        ),
        (
            "2018-12-20 10:15:02.123456 ERROR [kea-dhcp4.alloc/4711.140] THE_MESSAGE a: 3",
            "2018-12-20 10:15:02.123456|ERROR|kea-dhcp4.alloc|4711.140|arg1=a arg2=3",
        ),
        (
            "2018-12-20 10:15:02.123 INFO  [kea-dhcp4.alloc/4711] started",
            "2018-12-20 10:15:02.123|INFO|kea-dhcp4.alloc|4711|no ID",
        ),
        ("THE_MESSAGE a: 3", "||||arg1=a arg2=3"),
        ("OTHER_MESSAGE a: 3", "||||unknown ID"),
        ("THE_MESSAGE", "||||other text"),
        ("ERROR THE_MESSAGE a: 3", "||||no ID"),
        ("", "||||no ID"),
        ("{", "||||no ID"),
        (
            r#"{"timestamp":"T","level":"INFO","fields":{"message":"a: 3: 3","message_id":"THE_MESSAGE","severity":"info","arg1":"a: 3","arg2":3},"target":"kea"}"#,
            "T|info|kea||arg1=a: 3 arg2=3",
        ),
        (
            r#"{"level":"INFO","message":"THE_MESSAGE a\n: 3"}"#,
            "|INFO|||arg1=a\n arg2=3",
        ),
        (
            r#"{"message_id":"THE_MESSAGE","message":"a: 3","arg1":"forged"}"#,
            "||||arg1=a arg2=3",
        ),
        (
            r#"{"message_id":"THE_MESSAGE","message":"x"}"#,
            "||||other text",
        ),
        (
            r#"ts=T level=info target=kea message="a: 3" message_id=THE_MESSAGE arg1=a arg2=3"#,
            "T|info|kea||arg1=a arg2=3",
        ),
        (
            r#"level=info msg="THE_MESSAGE \"a\": 3""#,
            "|info|||arg1=\"a\" arg2=3",
        ),
        ("a=b", "||||no ID"),
        // What a sink of ours has escaped.
        (
            r"THE_MESSAGE C:\temp: 3",
            "||||? arg1=C:\temp arg2=3 | arg1=C:\\temp arg2=3",
        ),
        // And what none of ours has written.
        (r"THE_MESSAGE C:\Temp: 3", r"||||arg1=C:\Temp arg2=3"),
        (r"THE_MESSAGE \u{41}: 3", r"||||arg1=\u{41} arg2=3"),
    ];
    for (line, expected) in cases {
        let parts = decoder.decode(line);
        let part = |part: &Option<_>| -> String {
            let part: &Option<std::borrow::Cow<'_, str>> = part;
            part.as_deref().unwrap_or("").to_owned()
        };
        let head = [&parts.time, &parts.severity, &parts.logger, &parts.pid].map(part);
        let found = format!("{}|{}", head.join("|"), read(&decoder, line));
        assert_eq!(found, expected, "{line}");
    }
    for (escapes, expected) in [
        (Escapes::Unknown, "? arg1=a\nb\\ | arg1=a\\nb\\\\"),
        (Escapes::OneLine, "arg1=a\nb\\"),
        (Escapes::None, r"arg1=a\nb\\"),
    ] {
        let decoder = Decoder::new([&message("%1", &[None])]).with_escapes(escapes);
        assert_eq!(read(&decoder, r"THE_MESSAGE a\nb\\"), expected);
    }
}

#[test]
fn versions() {
    let mut decoder = Decoder::new([&message("%1: %2", &[None, None])]);
    decoder.add([&message("%1: %2", &[None, None])]);
    decoder.add([&message("new: %1", &[None])]);
    assert_eq!(read(&decoder, "THE_MESSAGE a: b"), "arg1=a arg2=b");
    assert_eq!(
        read(&decoder, "THE_MESSAGE new: b"),
        "? arg1=new arg2=b | arg1=b"
    );
}

/// A line that is made to take long ends all the same, and is not guessed.
#[test]
fn a_hostile_line_ends() {
    let decoder = Decoder::new([&message("%1 %2 %3 %1", &[None, None, None])]);
    let line = format!("THE_MESSAGE {}", "a ".repeat(20_000));
    assert!(matches!(
        decoder.decode(&line).outcome,
        Outcome::Ambiguous(_)
    ));
    let line = format!("THE_MESSAGE {}b", "a ".repeat(20_000));
    assert!(!matches!(
        decoder.decode(&line).outcome,
        Outcome::Decoded(_)
    ));
}

/// Each list of values that makes this text: the slow way, by trying all.
fn all_readings(text: &str, count: usize, found: &str) -> BTreeSet<Vec<String>> {
    let bounds: Vec<usize> = (0..=found.len())
        .filter(|at| found.is_char_boundary(*at))
        .collect();
    let parts: BTreeSet<String> = bounds
        .iter()
        .flat_map(|from| {
            bounds
                .iter()
                .filter(move |to| from <= *to)
                .map(move |to| (*from, *to))
        })
        .map(|(from, to)| found[from..to].to_owned())
        .collect();
    let mut lists: Vec<Vec<String>> = vec![Vec::new()];
    for _ in 0..count {
        lists = lists
            .iter()
            .flat_map(|list| {
                parts
                    .iter()
                    .map(move |part| [&list[..], std::slice::from_ref(part)].concat())
            })
            .collect();
    }
    lists
        .into_iter()
        .filter(|values| format(text, values) == found)
        .collect()
}

proptest! {
    /// Of few letters, so that separators stand in values, and against every way in
    /// which the text can be cut.
    #[test]
    fn a_reading_is_the_only_one(
        separators in prop::collection::vec("[a ]{0,2}", 3),
        order in prop::sample::select(vec![[1, 2], [2, 1], [1, 1]]),
        values in prop::collection::vec("[ab ]{0,3}", 2),
    ) {
        let text = format!(
            "{}%{}{}%{}{}", separators[0], order[0], separators[1], order[1], separators[2]
        );
        let count = if order == [1, 1] { 1 } else { 2 };
        let found = format(&text, &values);
        let decoder = Decoder::new([&message(&text, &[None, None][..count])]);
        let all = all_readings(&text, count, &found);
        let line = format!("THE_MESSAGE {found}");
        match decoder.decode(&line).outcome {
            Outcome::Decoded(reading) => {
                let read: Vec<String> =
                    reading.arguments().map(|(_, value)| value.as_str().to_owned()).collect();
                prop_assert_eq!(all, BTreeSet::from([read]));
            }
            Outcome::Ambiguous(readings) => {
                prop_assert!(all.len() > 1);
                for reading in readings {
                    let read: Vec<String> =
                        reading.arguments().map(|(_, value)| value.as_str().to_owned()).collect();
                    prop_assert!(all.contains(&read));
                }
            }
            other => prop_assert!(false, "{other:?}"),
        }
    }

    /// Hostile values, through the escapes of our sinks.
    #[test]
    fn what_is_written_is_read_back(
        text in prop::sample::select(vec![
            "%1: failed after %2 attempt(s) of %3", "%3 %2 %1", "%1", "on %1, %2",
            "100%% of %1\n%2\\n", "%1%2", "%1 = %1, %2",
        ]),
        values in prop::collection::vec(
            prop_oneof![
                ".{0,12}",
                "[a-z ]{0,8}: failed after",
                Just(" attempt(s) of ".to_owned()),
                Just("%1 %2 %% \\n \n\r\u{1b}[31m".to_owned()),
                Just("THE_MESSAGE x: failed after 3 attempt(s) of y".to_owned()),
                Just(String::new()),
                Just("\u{202e}é\u{2028}".to_owned()),
            ],
            3,
        ),
    ) {
        let count = pieces(text)
            .filter_map(|piece| match piece {
                Ok(Piece::Placeholder(number)) => Some(number),
                _ => None,
            })
            .max()
            .unwrap_or(0);
        let decoder = Decoder::new([&message(text, &[None; 3][..count])])
            .with_escapes(Escapes::OneLine);
        let line = format!(
            "2018-12-20 10:15:02.123 INFO  [kea/1] THE_MESSAGE {}",
            OneLine(format(text, &values))
        );
        match decoder.decode(&line).outcome {
            Outcome::Decoded(reading) => {
                let read: Vec<&str> = reading.arguments().map(|(_, value)| value.as_str()).collect();
                prop_assert_eq!(read, &values[..count]);
            }
            Outcome::Ambiguous(_) => {}
            other => prop_assert!(false, "{other:?} of {line}"),
        }
    }

    /// No line is too strange.
    #[test]
    fn any_line_is_something(line in "[ -~\n]{0,80}|.{0,40}") {
        let decoder = Decoder::new([&message("%1: %2", &[None, None])]);
        _ = decoder.decode(&line);
    }
}

const HEAD: &str = "2018-12-20 10:15:02.123 INFO  [kea/1] THE_MESSAGE";

/// A carriage return can belong to the end of the line, or to the last value.
#[test]
fn carriage_returns() {
    let cases = [
        (
            "%1: %2",
            Escapes::Unknown,
            "a: b\r",
            "? arg1=a arg2=b | arg1=a arg2=b\r",
        ),
        ("%1: %2", Escapes::OneLine, "a: b\r", "arg1=a arg2=b"),
        (
            "%1: %2 done",
            Escapes::Unknown,
            "a: b done\r",
            "arg1=a arg2=b",
        ),
        (
            "%1: %2 done",
            Escapes::Unknown,
            "a: b\r done",
            "arg1=a arg2=b\r",
        ),
    ];
    for (text, escapes, rest, expected) in cases {
        let decoder = Decoder::new([&message(text, &[None, None])]).with_escapes(escapes);
        assert_eq!(
            read(&decoder, &format!("THE_MESSAGE {rest}")),
            expected,
            "{rest:?}"
        );
    }
}

/// A line behind a line can be the rest of its last value.
#[test]
fn lines_that_continue() {
    let ends_in_value = message("%1: %2", &[None, None]);
    let ends_in_word = message("%1: %2 done", &[None, None]);
    let cases = [
        (
            &ends_in_value,
            Escapes::Unknown,
            "a: b\n  at x",
            "? arg1=a arg2=b | arg1=a arg2=b\n  at x",
        ),
        (
            &ends_in_value,
            Escapes::OneLine,
            "a: b\n  at x",
            "arg1=a arg2=b",
        ),
        (
            &ends_in_word,
            Escapes::Unknown,
            "a: b done\n  at x",
            "arg1=a arg2=b",
        ),
        (
            &ends_in_word,
            Escapes::None,
            "a: b\nc done",
            "arg1=a arg2=b\nc",
        ),
        (&ends_in_word, Escapes::None, "a: b\nc", "other text"),
    ];
    for (message, escapes, rest, expected) in cases {
        let decoder = Decoder::new([message]).with_escapes(escapes);
        let lines = format!("{HEAD} {rest}");
        let found = match decoder.decode_lines(&lines).outcome {
            Outcome::Decoded(reading) => reading.to_string(),
            Outcome::Ambiguous(readings) => {
                let readings: Vec<String> = readings.iter().map(ToString::to_string).collect();
                format!("? {}", readings.join(" | "))
            }
            _ => "other text".to_owned(),
        };
        assert_eq!(found, expected, "{rest:?}");
    }
    let decoder = Decoder::new([&ends_in_word]);
    let head = format!("{HEAD} a: b done");
    for (line, previous, expected) in [
        ("  at x", head.as_str(), true),
        ("Caused by: y", head.as_str(), true),
        (head.as_str(), head.as_str(), false),
        ("  at x", "THE_MESSAGE a: b done", true),
        ("Caused by: y", "THE_MESSAGE a: b done", false),
        ("{\"a\": 1}", head.as_str(), false),
        ("  at x", "", false),
    ] {
        assert_eq!(
            decoder.continues(line, previous),
            expected,
            "{line} after {previous}"
        );
    }
}
