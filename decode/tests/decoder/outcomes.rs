//! Tests the outcomes of decoding lines.

use crate::{message, show};
use kea_messages_catalog::{Argument, Message};
use kea_messages_decode::{Continued, Decoder, Escapes, Outcome};

#[test]
fn outcomes() {
    let decoder = Decoder::new([&message("%1: %2", &["", "u8"]), &message("up", &[])]);
    let cases = [
        ("THE_ID a: 3", "arg1=a arg2=3"),
        ("THE_ID up", ""),
        ("THE_ID down", "OtherText"),
        ("THE_ID", "OtherText"),
        ("OTHER_ID a: 3", "UnknownId"),
        ("a: 3", "NoId"),
        ("", "NoId"),
        (
            "2018-12-20 10:15:02.123 INFO  [kea/1] THE_ID a: 3",
            "arg1=a arg2=3",
        ),
        ("2018-12-20 10:15:02.123 INFO  [kea/1] a: 3", "NoId"),
    ];
    for (line, expected) in cases {
        assert_eq!(show(&decoder.decode(line).outcome), expected, "{line:?}");
    }
}

/// Kea's own complaint is not a part of the last value.
#[test]
fn wrong_numbers_of_arguments() {
    let decoder = Decoder::new([&message("%1 on %2", &["", ""])]);
    let missing = "@@Missing logger placeholder '%3' for value 'full'@@";
    let cases = [
        (format!("THE_ID a on b {missing}"), "WrongArguments"),
        (format!("THE_ID a on b {missing}\r"), "WrongArguments"),
        (format!("THE_ID a on b\nc {missing}"), "WrongArguments"),
        (
            format!("THE_ID a on b {}", missing.replace("full", "x\ny")),
            "WrongArguments",
        ),
        (
            format!("THE_ID a on b {missing} {missing}"),
            "WrongArguments",
        ),
        (
            "THE_ID a on %2 @@Excess logger placeholders still exist@@".to_owned(),
            "WrongArguments",
        ),
        (
            "THE_ID a on b @@Missing placeholder %3 for 'c'@@".to_owned(),
            "WrongArguments",
        ),
        (format!("OTHER_ID a on b {missing}"), "UnknownId"),
        ("THE_ID a on @@b@@".to_owned(), "arg1=a arg2=@@b@@"),
    ];
    for (lines, expected) in cases {
        let outcome = decoder.decode_lines(&lines).outcome;
        assert_eq!(show(&outcome), expected, "{lines:?}");
    }
    // If a record can continue after the complaint, nothing is certain.
    let lines = format!("THE_ID a on b {missing}\n  at one");
    let outcome = decoder.decode_lines(&lines).outcome;
    assert!(matches!(outcome, Outcome::Ambiguous(_)), "{outcome:?}");
    // If arguments have names, they are certain.
    let line = r#"{"message_id":"THE_ID","message":"a on b @@Missing placeholder %","arg1":"a","arg2":"b @@Missing placeholder %"}"#;
    let shown = show(&decoder.decode(line).outcome);
    assert_eq!(shown, "arg1=a arg2=b @@Missing placeholder %");
}

/// The subscriber writes each backslash of a text twice, so a single one can mark the sources of
/// errors. If it is unknown who wrote the line, a single backslash can also be part of the text.
#[test]
fn sources_of_errors() {
    let message = message("in %1", &[""]);
    let closed = {
        let mut closed = message.clone();
        closed.id = "THE_CLOSED".to_owned();
        closed.text = "in %1!".to_owned();
        closed
    };
    let show = |escapes, line: &str| {
        let decoder = Decoder::new([&message, &closed]).with_escapes(escapes);
        let line = decoder.decode(line);
        let sources = line.error_sources.iter();
        let sources = sources.map(|it| format!(" +{}", it.sources.join("+")));
        show(&line.outcome) + &sources.collect::<String>()
    };
    for (line, ours, careful, others) in [
        (
            r"THE_ID in a \{error.sources=b}",
            "arg1=a +b",
            r"? arg1=a \{error.sources=b} | arg1=a",
            r"arg1=a \{error.sources=b}",
        ),
        (
            r"THE_CLOSED in a! \{error.sources=b}",
            "arg1=a +b",
            "arg1=a +b",
            "OtherText",
        ),
        (
            r"THE_CLOSED in a \{error.sources=b}!",
            r"arg1=a \{error.sources=b}",
            r"arg1=a \{error.sources=b}",
            r"arg1=a \{error.sources=b}",
        ),
        (
            r"THE_ID down \{error.sources=b}",
            "OtherText +b",
            "OtherText",
            "OtherText",
        ),
        (
            r"OTHER_ID down \{error.sources=b}",
            "UnknownId +b",
            "UnknownId",
            "UnknownId",
        ),
        (
            "THE_ID in a {error.sources=b}",
            "arg1=a {error.sources=b}",
            "arg1=a {error.sources=b}",
            "arg1=a {error.sources=b}",
        ),
        (
            r#"{"message_id":"THE_ID","message":"in a \\{error.sources=b}","error.sources":["c"]}"#,
            r"arg1=a \{error.sources=b} +c",
            r"arg1=a \{error.sources=b} +c",
            r"arg1=a \{error.sources=b} +c",
        ),
    ] {
        assert_eq!(show(Escapes::OneLine, line), ours, "{line}");
        assert_eq!(show(Escapes::Unknown, line), careful, "{line}");
        assert_eq!(show(Escapes::None, line), others, "{line}");
    }
}

/// A text that only differs in the types of its values has its own outcome.
#[test]
fn values_of_other_types() {
    let mut twice = message("%1 is not %1", &["u8"]);
    twice.id = "THE_TWICE".to_owned();
    let mut last = message("on %1: %2", &["", "std::net::Ipv6Addr"]);
    last.id = "THE_LAST".to_owned();
    let decoder = Decoder::new([&message("%1: %2 up", &["", "u16"]), &twice, &last]);
    for (lines, expected) in [
        ("THE_ID a: 67 up", "arg1=a arg2=67"),
        ("THE_ID a: 1: 2: 67 up", "arg1=a: 1: 2 arg2=67"),
        ("THE_ID a: 65536 up", "OtherType"),
        ("THE_ID a: b up", "OtherType"),
        ("THE_ID a; b up", "OtherText"),
        ("THE_TWICE 1 is not 1", "arg1=1"),
        ("THE_TWICE a is not a", "OtherType"),
        ("THE_TWICE 1 is not 2", "OtherText"),
        ("THE_LAST on a: b: ::1", "arg1=a: b arg2=::1"),
        ("THE_LAST on a: b: ::1\r", "arg1=a: b arg2=::1"),
        ("THE_LAST on a: b: ::1\n  at x", "arg1=a: b arg2=::1"),
        ("THE_LAST on a: b: ::g\n  at x", "OtherType"),
        ("THE_LAST on a:", "OtherText"),
        (
            r#"{"message_id":"THE_ID","arg1":"a","arg2":67,"message":"a: 65536 up"}"#,
            "OtherType",
        ),
    ] {
        let outcome = decoder.decode_lines(lines).outcome;
        assert_eq!(show(&outcome), expected, "{lines}");
    }
}

/// An argument that is not in the text has a value if the line has named arguments.
#[test]
fn fields() {
    let mut with_field = message("on %1", &["", "u8"]);
    with_field.arguments.as_mut().expect("it has two")[1].field = true;
    let mut alone = message("up", &["u8"]);
    alone.id = "THE_UP".to_owned();
    alone.arguments.as_mut().expect("it has one")[0].field = true;
    let decoder = Decoder::new([&with_field, &alone]);
    let cases = [
        ("THE_ID on a", "arg1=a"),
        (
            r#"{"message_id":"THE_ID","arg1":"a","arg2":3,"message":"on a"}"#,
            "arg1=a arg2=3",
        ),
        (
            r#"{"message_id":"THE_ID","arg1":"a","message":"on a"}"#,
            "arg1=a",
        ),
        ("message_id=THE_ID arg1=a arg2=3", "arg1=a arg2=3"),
        ("THE_UP up", ""),
        (
            r#"{"message_id":"THE_UP","arg1":3,"message":"up"}"#,
            "arg1=3",
        ),
        (r#"{"message_id":"THE_UP","message":"up"}"#, ""),
    ];
    for (line, expected) in cases {
        assert_eq!(show(&decoder.decode(line).outcome), expected, "{line:?}");
    }
}

#[test]
fn versions() {
    let mut decoder = Decoder::new([&message("%1: %2", &["", ""])]);
    decoder.add([&message("%1: %2", &["", ""])]);
    decoder.add([&message("new: %1", &[""])]);
    let cases = [
        ("THE_ID a: b", "arg1=a arg2=b"),
        ("THE_ID new: b", "? arg1=new arg2=b | arg1=b"),
    ];
    for (line, expected) in cases {
        assert_eq!(show(&decoder.decode(line).outcome), expected, "{line:?}");
    }
}

/// A text is too long to be searched.
#[test]
fn a_search_that_gave_up_is_ambiguous() {
    let long = "a: ".repeat(700_000);
    // The reading of a backslash, and a line of this text.
    let cases = [
        (Escapes::Unknown, format!("THE_ID {long} done")),
        // The escapes change the text.
        (Escapes::OneLine, format!("THE_ID {long}\\n done")),
        // Only one of the two ends is searched.
        (Escapes::Unknown, format!("THE_ID {long} done\r")),
    ];
    for (escapes, line) in cases {
        let messages = [message("%1: %2 done", &["", ""]), message("up", &[])];
        let decoder = Decoder::new(&messages).with_escapes(escapes);
        assert_eq!(show(&decoder.decode(&line).outcome), "? ");
    }
}

#[test]
fn escapes() {
    // The reading of a backslash, a line, and the outcome.
    let cases = [
        (
            Escapes::Unknown,
            r"THE_ID a\nb: c",
            "? arg1=a\nb arg2=c | arg1=a\\nb arg2=c",
        ),
        (Escapes::OneLine, r"THE_ID a\nb: c", "arg1=a\nb arg2=c"),
        (Escapes::None, r"THE_ID a\nb: c", r"arg1=a\nb arg2=c"),
        (
            Escapes::OneLine,
            r"THE_ID a: \n: c",
            "? arg1=a arg2=\n: c | arg1=a: \n arg2=c",
        ),
        // A structured line has its own escapes.
        (
            Escapes::OneLine,
            r#"{"level":"info","message":"THE_ID a\\nb: c"}"#,
            r"arg1=a\nb arg2=c",
        ),
        (
            Escapes::Unknown,
            r#"{"level":"info","message":"THE_ID a\\nb: c"}"#,
            r"arg1=a\nb arg2=c",
        ),
        // A text without a severity can be a line of another program.
        (
            Escapes::OneLine,
            r#"{"message":"THE_ID a\\nb: c"}"#,
            "? arg1=a\nb arg2=c | arg1=a\\nb arg2=c",
        ),
        (
            Escapes::None,
            r#"{"message":"THE_ID a\\nb: c"}"#,
            r"arg1=a\nb arg2=c",
        ),
    ];
    for (escapes, line, expected) in cases {
        let decoder = Decoder::new([&message("%1: %2", &["", ""])]).with_escapes(escapes);
        assert_eq!(show(&decoder.decode(line).outcome), expected, "{line:?}");
    }
}

#[test]
fn arguments_by_name() {
    // The text of the message, a line, and the outcome.
    let cases = [
        (
            "%1: %2",
            r#"{"message_id":"THE_ID","message":"a: b: 3","arg1":"a: b","arg2":3}"#,
            "arg1=a: b arg2=3",
        ),
        (
            "%1: %2",
            r#"{"message_id":"THE_ID","message":"a: 1: 2: 3","arg1":"a: 1","arg2":"2: 3"}"#,
            "arg1=a: 1: 2 arg2=3",
        ),
        // The arguments are not those of the text.
        (
            "%1: %2",
            r#"{"message_id":"THE_ID","message":"a: 3","arg1":"forged","arg2":3}"#,
            "arg1=a arg2=3",
        ),
        (
            "%1%2",
            r#"{"message_id":"THE_ID","message":"a12","arg1":"a1","arg2":2}"#,
            "arg1=a1 arg2=2",
        ),
        (
            "%1%2",
            r#"{"message_id":"THE_ID","message":"a12","arg1":"a1"}"#,
            "? arg1=a arg2=12 | arg1=a1 arg2=2",
        ),
        (
            "%1%2",
            r#"{"message_id":"THE_ID","message":"x","arg1":"a1","arg2":2}"#,
            "OtherType",
        ),
        // A formatter can omit the text.
        (
            "%1: %2",
            r#"{"message_id":"THE_ID","arg1":"a","arg2":3}"#,
            "arg1=a arg2=3",
        ),
        (
            "%1: %2",
            r#"{"message_id":"THE_ID","arg1":"a","arg2":"b"}"#,
            "OtherText",
        ),
        ("%1: %2", r#"{"message_id":"THE_ID"}"#, "OtherText"),
        ("%1: %2", "message_id=THE_ID arg1=a arg2=3", "arg1=a arg2=3"),
    ];
    for (text, line, expected) in cases {
        let decoder = Decoder::new([&message(text, &["", "u8"])]);
        assert_eq!(show(&decoder.decode(line).outcome), expected, "{line}");
    }
    let decoder = Decoder::new([&message("up", &[])]);
    let line = r#"{"message_id":"THE_ID","place":"disk"}"#;
    assert_eq!(show(&decoder.decode(line).outcome), "OtherText");
}

/// The lines after a line may or may not belong to its last value.
#[test]
fn ends_of_lines() {
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
        (
            "%1: %2",
            Escapes::Unknown,
            "a: b\n  at x",
            "? arg1=a arg2=b | arg1=a arg2=b\n  at x",
        ),
        (
            "%1: %2",
            Escapes::None,
            "a: b\r\n  at x\r",
            "? arg1=a arg2=b | arg1=a arg2=b\r | arg1=a arg2=b\r\n  at x | \
             arg1=a arg2=b\r\n  at x\r",
        ),
        // The text ends in the second of three lines.
        (
            "%1: %2 done",
            Escapes::Unknown,
            "a: b\nc done\n  at x",
            "arg1=a arg2=b\nc",
        ),
        (
            "%1: %2 done",
            Escapes::Unknown,
            "a: b done\nc done\n  at x",
            "? arg1=a arg2=b | arg1=a arg2=b done\nc",
        ),
        ("%1: %2", Escapes::OneLine, "a: b\n  at x", "arg1=a arg2=b"),
        (
            "%1: %2 done",
            Escapes::Unknown,
            "a: b done\n  at x",
            "arg1=a arg2=b",
        ),
        (
            "%1: %2 done",
            Escapes::None,
            "a: b\nc done",
            "arg1=a arg2=b\nc",
        ),
        ("%1: %2 done", Escapes::None, "a: b\nc", "OtherText"),
        (
            "%1: %2",
            Escapes::None,
            "a: b: c\n d",
            "? arg1=a arg2=b: c | arg1=a: b arg2=c | arg1=a arg2=b: c\n d | arg1=a: b arg2=c\n d",
        ),
    ];
    for (text, escapes, rest, expected) in cases {
        let decoder = Decoder::new([&message(text, &["", ""])]).with_escapes(escapes);
        let lines = format!("2018-12-20 10:15:02.123 INFO  [kea/1] THE_ID {rest}");
        let line = decoder.decode_lines(&lines);
        assert_eq!(show(&line.outcome), expected, "{rest:?}");
        let continued = rest.split_once('\n').map_or("", |(_, continued)| continued);
        assert_eq!(line.continued, continued);
        assert_eq!(line.time.as_deref(), Some("2018-12-20 10:15:02.123"));
    }
    let decoder = Decoder::default();
    for (line, expected) in [
        ("THE_ID a\r", "UnknownId"),
        ("a\r", "NoId"),
        ("a\nb", "NoId"),
    ] {
        assert_eq!(
            show(&decoder.decode_lines(line).outcome),
            expected,
            "{line:?}"
        );
    }
}

/// If both ends of a line lead to the same reading, there is only one reading.
#[test]
fn a_reading_of_both_ends_is_one() {
    let decoder = Decoder::new([&message("up", &[])]);
    let line = "{\"message_id\":\"THE_ID\",\"message\":\"up\"}\r";
    assert_eq!(show(&decoder.decode(line).outcome), "");
}

#[test]
fn layouts() {
    let layout = "<{pid}> {id}: {text}".parse().expect("it is a layout");
    let decoder = Decoder::new([&message("%1", &[""])]).with_layout(layout);
    let line = decoder.decode("<1> THE_ID: a");
    assert_eq!((line.pid.as_deref(), &*line.text), (Some("1"), "a"));
    assert_eq!(show(&line.outcome), "arg1=a");
    assert_eq!(show(&decoder.decode("THE_ID a").outcome), "NoId");
    let start = decoder.start("<1> THE_ID: a");
    assert!(decoder.continues("THE_ID a", start));
    assert!(!decoder.continues("<1> THE_ID: a", start));
}

/// The decoder gives up on a line that was crafted to take long, and does not guess.
#[test]
fn a_hostile_line_ends() {
    let decoder = Decoder::new([&message("%1 %2 %3 %1", &["", "", ""])]);
    let line = format!("THE_ID {}b", "a ".repeat(20_000));
    let outcome = decoder.decode(&line).outcome;
    assert_eq!(outcome, Outcome::Ambiguous(Vec::new()));
}

/// A JSON object has as many fields as a line can have, in an object of arguments and next to it.
#[test]
fn a_line_of_many_fields_ends() {
    let mut message = Message::new("THE_ID", "%1");
    message.arguments = Some(vec![Argument::named("a0")]);
    let decoder = Decoder::new([&message]);
    let fields = |name: &str| -> String {
        let fields = (0..40_000).map(|number| format!(r#","{name}{number}":"x""#));
        fields.collect()
    };
    let (arguments, others) = (fields("a"), fields("b"));
    let line = format!(r#"{{"id":"THE_ID","fields":{{"message":"x"{arguments}}}{others}}}"#);
    assert_eq!(show(&decoder.decode(&line).outcome), "a0=x");
}

/// A line of OpenTelemetry has many records, and their resource has many attributes.
#[test]
fn a_line_of_many_records_ends() {
    let decoder = Decoder::new([&message("up", &[])]);
    let attribute = |number| format!(r#",{{"key":"a{number}","value":{{"intValue":"1"}}}}"#);
    let attributes: String = (0..10_000).map(attribute).collect();
    let records = r#",{"eventName":"THE_ID"}"#.repeat(20_000);
    let scope = "x".repeat(100_000);
    let line = format!(
        r#"{{"resourceLogs":[{{"resource":{{"attributes":[{{"key":"process.pid","value":{{"intValue":"7"}}}}{attributes}]}},"scopeLogs":[{{"scope":{{"name":"{scope}"}},"logRecords":[{{"eventName":"THE_ID"}}{records}]}}]}}]}}"#
    );
    let mut count = 0;
    decoder.decode_each(&line, Continued::Unknown, |record| {
        assert_eq!((record.pid.as_deref(), record.logger), (Some("7"), None));
        count += 1;
    });
    assert_eq!(count, 20_001);
}

/// The space before an empty value at the end can be stripped.
#[test]
fn a_stripped_space() {
    // The text, the rest of the line after the ID, and the outcome.
    let cases = [
        ("%1: %2", "a:", "arg1=a arg2="),
        ("%1: %2", "a: ", "arg1=a arg2="),
        ("%1: %2", "a", "OtherText"),
        ("%1: %2.", "a:", "OtherText"),
        ("%1 %2", "a", "arg1=a arg2="),
        ("%2 of %1", "a of", "arg1= arg2=a"),
        ("on", "on", ""),
    ];
    for (text, rest, expected) in cases {
        let types = if text.contains("%2") {
            &["", ""][..]
        } else {
            &[]
        };
        let decoder = Decoder::new([&message(text, types)]);
        let line = format!("THE_ID {rest}");
        let outcome = decoder.decode(&line).outcome;
        assert_eq!(show(&outcome), expected, "{text:?} {rest:?}");
    }
    // Only a space of the text is added, because one in a value was written by the program.
    let decoder = Decoder::new([&message("a%2%1", &["", "char"])]);
    let outcome = decoder.decode("THE_ID a").outcome;
    assert_eq!(show(&outcome), "OtherType");
}

/// An ID of one word only counts where an ID is expected, and with the text of its message.
#[test]
fn ids_of_one_word() {
    let messages = [
        Message::new("STARTED", "started on port %1"),
        Message::new("ERROR", "%1 failed"),
    ];
    let decoder = Decoder::new(&messages);
    let cases = [
        ("[kea/1] STARTED started on port 80", "STARTED arg1=80"),
        ("[kea] STARTED started on port 80", "STARTED arg1=80"),
        ("[kea] STARTED: started on port 80", "STARTED arg1=80"),
        (
            "[kea/1] {conn peer=a} STARTED started on port 80",
            "STARTED arg1=80",
        ),
        (
            "[kea] {conn peer=\"a\"} STARTED started on port 80",
            "STARTED arg1=80",
        ),
        ("[kea/1] ERROR disk failed", "ERROR arg1=disk"),
        ("[kea/1] ERROR cannot read", "- NoId"),
        ("[kea] ERROR cannot read", "- NoId"),
        ("[kea/1] STOPPED on port 80", "- NoId"),
        ("[kea/1] is STARTED started on port 80", "- NoId"),
        ("STARTED started on port 80", "- NoId"),
    ];
    for (line, expected) in cases {
        let whole = format!("2018-12-20 10:15:02.123 INFO  {line}");
        let found = decoder.decode(&whole);
        let id = found.id.as_deref().unwrap_or("-");
        assert_eq!(
            format!("{id} {}", show(&found.outcome)),
            expected,
            "{line:?}"
        );
        if id != "-" {
            assert_eq!(found.logger.as_deref(), Some("kea"), "{line:?}");
            assert_eq!(found.severity.as_deref(), Some("INFO"), "{line:?}");
        }
    }
    // The value can have several lines.
    let lines = "2018-12-20 10:15:02.123 INFO  [kea/1] STARTED started on port 80\n81";
    let found = decoder.decode_lines_as(lines, Continued::Value);
    assert_eq!(show(&found.outcome), "arg1=80\n81");
    let line = "STARTED started on port 80";
    assert_eq!(show(&decoder.decode(line).outcome), "NoId");
}
