//! Tests lines in which fields are next to a text without a separator. Each line is read as what
//! was logged, or is ambiguous.

use crate::{check, show};
use kea_messages_catalog::{Argument, Message};
use kea_messages_decode::{Decoder, Escapes, Outcome};
use proptest::prelude::*;

fn message(id: &str, text: &str, names: &[&str]) -> Message {
    let mut message = Message::new(id, text);
    message.arguments = Some(names.iter().copied().map(Argument::named).collect());
    message
}

/// These lines were written by the crates `slog-term` 2.9, `slog-json` 2.6 and `slog-logfmt` 0.1.
#[test]
fn lines_of_slog() {
    let messages = [
        message("A_B", "on %1", &["place"]),
        message("A_C", "%1", &["value"]),
        message("A_D", "%1 is up", &["name"]),
        message("A_E", "up", &[]),
    ];
    let decoder = Decoder::new(&messages);
    let cases = [
        // `FullFormat`
        (
            "Nov 28 23:14:15.679 DEBG A_B on disk",
            "slog DEBG A_B place=disk",
        ),
        (
            "Nov 28 23:14:15.679 INFO A_B on disk, version: 5, client: a1",
            "slog INFO A_B ? place=disk, version: 5, client: a1 | place=disk | place=disk, version: 5",
        ),
        (
            "Nov 28 23:14:15.679 WARN A_C x, client: a1, note: a",
            "slog WARN A_C ? value=x, client: a1, note: a | value=x | value=x, client: a1",
        ),
        // The end of the text is certain.
        (
            "Nov 28 23:14:15.679 ERRO A_D disk is up, none: None, n: 3, place: disk one",
            "slog ERRO A_D name=disk",
        ),
        (
            "Nov 28 23:14:15.679 CRIT A_E up, version: 5",
            "slog CRIT A_E ",
        ),
        (
            "Nov 28 23:14:15.680 INFO[src/main.rs:6:5] A_D disk is up, version: 5, app: kea",
            "slog INFO A_D name=disk",
        ),
        (
            "Nov 28 23:14:15.680 INFO A_E down, version: 5",
            "slog INFO A_E OtherText",
        ),
        // The ID is after the text, and there are fields other than its arguments before it.
        (
            "Nov 28 23:14:15.679 DEBG on disk, place: disk, message_id: A_B",
            "slog DEBG A_B ? place=disk, place: disk",
        ),
        // The time has another format.
        (
            "2026-11-28T23:14:15.679Z INFO A_B on disk, version: 5",
            "pattern INFO A_B ? place=disk, version: 5 | place=disk",
        ),
        // `CompactFormat`
        (
            "   Nov 28 23:14:15.680 INFO A_B on disk",
            "slog INFO A_B place=disk",
        ),
        (
            "    Nov 28 23:14:15.680 WARN A_D disk is up, n: 3",
            "slog WARN A_D name=disk",
        ),
        // The lines have colours.
        (
            "\u{1b}(B\u{1b}[mNov 28 23:14:15.681\u{1b}(B\u{1b}[m \u{1b}[32mINFO\u{1b}(B\u{1b}[m \u{1b}[1mA_B on disk\u{1b}(B\u{1b}[m",
            "slog INFO A_B place=disk",
        ),
        (
            "\u{1b}(B\u{1b}[mNov 28 23:14:15.681\u{1b}(B\u{1b}[m \u{1b}[32mINFO\u{1b}(B\u{1b}[m \u{1b}[1mA_D disk is up\u{1b}(B\u{1b}[m, \u{1b}[1mversion\u{1b}(B\u{1b}[m:\u{1b}(B\u{1b}[m \u{1b}(B\u{1b}[m5\u{1b}(B\u{1b}[m",
            "slog INFO A_D ? name=disk",
        ),
        // `slog-json`
        (
            r#"{"msg":"A_B on disk","level":"INFO","ts":"2026-11-28T23:14:15.68275097Z","version":5,"client":"a1","app":"kea"}"#,
            "json INFO A_B place=disk",
        ),
        (
            r#"{"msg":"on disk","level":"DEBG","ts":"2026-11-28T23:14:15.682850467Z","app":"kea","place":"disk","message_id":"A_B"}"#,
            "json DEBG A_B place=disk",
        ),
        (
            r#"{"msg":"A_C x, client: a1","level":"WARN","ts":"2026-11-28T23:14:15.682802587Z","version":5,"note":"a, b: c \"q\"\n2"}"#,
            "json WARN A_C value=x, client: a1",
        ),
        // `slog-logfmt`
        (
            "INFO | A_B on disk\tversion=5 client=a1 app=kea",
            "pattern INFO A_B ? place=disk\tversion=5 client=a1 app=kea | place=disk",
        ),
        (
            "ERRO | A_D disk is up\tversion=5 note=\"a, b: c \\\"q\\\"\\n2\"",
            "slog ERRO A_D name=disk",
        ),
        (
            "DEBG | A_B on disk\t",
            "slog DEBG A_B ? place=disk\t | place=disk",
        ),
        (
            "app=kea place=disk message_id=A_B",
            "logfmt - A_B place=disk",
        ),
    ];
    for (line, expected) in cases {
        let found = decoder.decode(line);
        let severity = found.severity.as_deref().unwrap_or("-");
        let id = found.id.as_deref().unwrap_or("-");
        let shown = format!("{} {severity} {id} {}", found.layout, show(&found.outcome));
        assert_eq!(shown, expected, "{line:?}");
    }
    // The fields after the text are not part of it.
    let line = decoder.decode("Nov 28 23:14:15.679 ERRO A_D disk is up, n: 3");
    assert_eq!(line.text, "disk is up");
}

/// The pairs of a line can be a text, if the catalogue has other names for the arguments.
#[test]
fn texts_of_pairs() {
    let messages = [
        message("A_B", "%1", &["value"]),
        message("A_C", "client=%2 place=%1", &["client", "place"]),
        message("A_D", "msg=%1", &["place"]),
    ];
    let decoder = Decoder::new(&messages);
    for (line, expected) in [
        // The text is `msg=on`, or `on`.
        (
            r#"msg=on message_id=A_B text0="msg=on""#,
            "? value=on | value=msg=on",
        ),
        ("msg=on message_id=A_B x=on", "? value=on | value=msg=on"),
        (
            "level=info msg=on message_id=A_B x=on",
            "? value=on | value=level=info msg=on | value=msg=on",
        ),
        // The names are those of the arguments.
        ("level=info msg=on message_id=A_B value=on", "value=on"),
        (
            "msg=on value=on message_id=A_B",
            "? value=on | value=msg=on value=on | value=value=on",
        ),
        // The pairs with the names of the arguments are in the text.
        (
            "client=a place=b message_id=A_C x=b y=a",
            "? client=a place=b | client=b place=a",
        ),
        ("message_id=A_C client=b place=a", "client=b place=a"),
        ("msg=x message_id=A_D y=x", "? place=x"),
        // Without a text, there are no values.
        ("message_id=A_B x=on", "OtherText"),
        (r#"{"message_id":"A_B","x":"on"}"#, "OtherText"),
        (r#"{"message_id":"A_B","message":""}"#, "value="),
    ] {
        assert_eq!(show(&decoder.decode(line).outcome), expected, "{line:?}");
    }
}

/// Returns a value that may look like fields.
fn value() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        "[a-z ]{0,5}",
        prop::sample::select(vec![
            ", ",
            ": ",
            ", a: ",
            ", client: ",
            " is ",
            "\t",
            "\ta=b",
            "=",
            "a=b",
            " a=b",
            "msg=",
            "msg=x",
            " msg=x",
            "client=",
            " message=x",
            "\"",
            "\\",
            "[",
            "INFO ",
            " | ",
            "message_id",
            "\u{1b}[0m",
            "\u{1b}(B\u{1b}[m",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(part, 0..5).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn pairs_of_slog(
        head in prop::sample::select(vec![
            "Nov 28 23:14:15.679 INFO ", "Nov 28 23:14:15.680 DEBG[src/main.rs:6:5] ",
            "2026-11-28T23:14:15.679Z WARN ", "   Nov 28 23:14:15.680 ERRO ", "INFO | ", "TRCE | ",
            "2018-12-20T10:15:02Z stdout F Nov 28 23:14:15.679 CRIT ",
        ]),
        text in prop::sample::select(vec!["%1", "%1 is %2", "%1, %2", "on %1, a: %2.", "%1 is up"]),
        values in prop::collection::vec(value(), 2),
        pairs in prop::collection::vec(("[a-z]{1,3}", value()), 0..4),
    ) {
        let count = text.matches('%').count();
        let message = message("A_B", text, &["client", "place"][..count]);
        let decoder = Decoder::new([&message]).with_escapes(Escapes::None);
        let text = text.replace("%1", "\0").replace("%2", &values[1]).replace('\0', &values[0]);
        let mut line = format!("{head}A_B {text}");
        if head.ends_with("| ") {
            let pairs = pairs.iter().map(|(name, value)| format!("{name}={value:?}"));
            line += &format!("\t{}", pairs.collect::<Vec<_>>().join(" "));
        } else {
            line.extend(pairs.iter().map(|(name, value)| format!(", {name}: {value}")));
        }
        let values: Vec<&str> = values[..count].iter().map(String::as_str).collect();
        check(&decoder, &line, "A_B", &values)?;
    }

    /// The fields of a message follow its text, with other names than in the catalogue.
    #[test]
    fn pairs_of_other_names(
        text in prop::sample::select(vec![
            "%1", "a=%1 client=%2", "client=%2 place=%1", "msg=%1", "message=%1 a=%2", "place=%1",
        ]),
        head in prop::sample::select(vec!["", "level=info ", "INFO "]),
        values in prop::collection::vec(value(), 2),
        other in value(),
    ) {
        let count = text.matches('%').count();
        let message = message("A_B", text, &["client", "place"][..count]);
        let decoder = Decoder::new([&message]).with_escapes(Escapes::None);
        let text = text.replace("%1", "\0").replace("%2", &values[1]).replace('\0', &values[0]);
        let values: Vec<&str> = values[..count].iter().map(String::as_str).collect();
        let mut line = format!("{head}{text} message_id=A_B severity=info");
        for (name, value) in ["x", "y"].iter().zip(&values) {
            line += &format!(" {name}={value:?}");
        }
        line += &format!(" span={other:?}");
        let found = decoder.decode(&line);
        if let Outcome::Decoded(reading) = &found.outcome {
            let read: Vec<&str> = reading.arguments().map(|(_, value)| value.as_str()).collect();
            prop_assert_eq!((found.id.as_deref(), &*read), (Some("A_B"), &*values), "{:?}", line);
        }
    }
}
