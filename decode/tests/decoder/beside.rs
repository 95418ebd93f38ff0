//! Lines in which fields stand beside a text without a mark between them: each is read as what
//! was logged, or it is ambiguous.

use crate::show;
use kea_messages_catalog::{Argument, Message};
use kea_messages_decode::{Decoder, Escapes, Outcome};
use proptest::prelude::*;

fn message(id: &str, text: &str, names: &[&str]) -> Message {
    let mut message = Message::new(id, text);
    message.arguments = Some(names.iter().copied().map(Argument::named).collect());
    message
}

/// A line whose pairs can be a text, for a catalogue that has other names for the arguments.
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
        // The pairs that have the names of arguments are in the text.
        (
            "client=a place=b message_id=A_C x=b y=a",
            "? client=a place=b | client=b place=a",
        ),
        ("message_id=A_C client=b place=a", "client=b place=a"),
        ("msg=x message_id=A_D y=x", "? place=x"),
        // Without a text there are no values.
        ("message_id=A_B x=on", "OtherText"),
        (r#"{"message_id":"A_B","x":"on"}"#, "OtherText"),
        (r#"{"message_id":"A_B","message":""}"#, "value="),
    ] {
        assert_eq!(show(&decoder.decode(line).outcome), expected, "{line:?}");
    }
}

/// A value that looks like fields.
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
    /// The fields of a message behind its text, with other names than the catalogue has.
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
