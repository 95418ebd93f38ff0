//! Tests messages whose calls name the arguments, and texts with named arguments.

use crate::capture::{Field, capture};
use kea_messages::{KeaMessages, Message, MessageId, emit, enabled, kea_messages};
use std::fmt::Debug;

kea_messages! {
    static NAMED;

    /// A client came.
    warn NAMED_CLIENT {
        client,
        attempts: u32,
        #[secret] token,
        #[field] pool: &str,
        error: impl Debug,
        r#type: &'static str,
    } = "{client}: 100% of {attempts} with {token}, {error}, {type} {{}}";
    /// Nothing is named.
    info NAMED_NOTHING {} = "nothing";
    /// A text can have names where a call has none.
    info NAMED_TEXT(first, #[field] pool: u8, second) = "{second} before {first}";
    /// And the other way round.
    info NAMED_CALL { first, second: u8 } = "%2 before %1";
    #[deprecated(note = "use NAMED_CALL")]
    info NAMED_OLD { first } = "{first}";
}

kea_messages! {
    /// By position.
    info FORMAT_CALL(name, ratio: f64, id: u32, error: impl Debug, hex, #[secret] token, raw)
        = "{name:>5} {ratio:.2} {id:#06x} {error:#?} {hex:X} {token} {raw:?}";
    /// By name.
    info FORMAT_NAMED { raw, ratio: f64, #[secret] token, name: &str, hex }
        = "{name:<5}|{ratio:+.1} {hex:b} {token} {raw:?} {ratio:+.1}";
    /// All types declared.
    info FORMAT_TYPED(name: &str, own: NotPrintable) = "{name:?} {own:?}";
}

kea_messages! {
    file = "behaviour/named.toml"
}

#[derive(Debug, KeaMessages)]
#[kea(prefix = "DERIVED_")]
enum Derived<'a> {
    #[message(warn, "{client}: {attempts} attempt(s)")]
    Fields {
        client: &'a str,
        #[field]
        pool: u8,
        attempts: u32,
    },
    #[message(warn, "{2} before {0}")]
    Tuple(u8, #[message(skip)] NotPrintable, &'a str),
}

#[derive(Debug, KeaMessages)]
#[message(warn, "{ratio:.1} of {what:?} and {id:x}")]
struct DerivedFormats<T> {
    what: T,
    #[field]
    pool: u8,
    id: u8,
    ratio: f32,
}

/// A type without `Display`.
#[derive(Debug)]
struct NotPrintable;

/// Returns a message whose arguments are in a different order.
fn client<T>(token: T) -> impl Message {
    let (pool, client) = ("lab", "a1");
    NAMED_CLIENT {
        error: Some(3),
        r#type: "x",
        pool,
        attempts: 3,
        client,
        token,
    }
}

#[test]
fn texts() {
    let printed = "a1: 100% of 3 with <redacted>, Some(3), x {}";
    let message = client(NotPrintable);
    assert_eq!(message.to_string(), printed);
    let mut written = String::new();
    message.write_to(&mut written).expect("a string takes all");
    assert_eq!(written, printed);
    let call = NAMED_CALL {
        second: 2,
        first: "1",
    };
    assert_eq!(call.to_string(), "2 before 1");
    assert_eq!(format!("{call:?}"), "NAMED_CALL(2 before 1)");
    assert_eq!(NAMED_NOTHING {}.to_string(), "nothing");
    assert_eq!(NAMED_TEXT(1, 7, 2).to_string(), "2 before 1");
    #[expect(deprecated, reason = "the definition says so")]
    let old = NAMED_OLD { first: 1 };
    assert_eq!(old.to_string(), "1");
    assert_eq!(
        FILE_NAMED {
            client: "a1",
            attempts: 3,
            pool: "lab"
        }
        .to_string(),
        "a1 after 3 { 5%"
    );
    assert_eq!(FILE_CALLED("a1", 3).to_string(), "3 {name} a1");
}

#[test]
fn definitions() {
    let definition = NAMED_CLIENT::DEFINITION;
    assert_eq!(
        definition.named_text(),
        Some("{client}: 100% of {attempts} with {token}, {error}, {type} {{}}")
    );
    assert_eq!(definition.text(), "%1: 100%% of %2 with %3, %4, %5 {}");
    assert!(definition.is_called_by_name());
    let arguments: Vec<_> = definition
        .arguments()
        .map(|argument| (argument.name(), argument.is_field()))
        .collect();
    assert_eq!(
        arguments,
        [
            ("client", false),
            ("attempts", false),
            ("token", false),
            ("error", false),
            ("type", false),
            ("pool", true)
        ]
    );
    assert_eq!(client(1).definition(), definition);
    assert_eq!(NAMED.get("NAMED_CLIENT"), Some(definition));
    assert_eq!(NAMED_CALL::DEFINITION.named_text(), None);
    assert!(!NAMED_TEXT::DEFINITION.is_called_by_name());
}

#[test]
fn records() {
    let records = capture(|| {
        assert!(enabled!(NAMED_CLIENT));
        let (client, pool) = ("a1", "lab");
        emit!(NAMED_CLIENT {
            attempts: 3,
            client,
            token: NotPrintable,
            pool,
            error: 'x',
            r#type: "y"
        });
        emit!(logger: "other", NAMED_CALL { first: 1, second: 2 });
        emit!(Derived::Fields {
            client,
            pool: 7,
            attempts: 3
        });
        emit!(Derived::Tuple(1, NotPrintable, "x"));
    });
    let text = |text: &str| Field::Str(text.into());
    let printed = |text: &str| Field::Printed(text.into());
    let fields: Vec<_> = records
        .iter()
        .map(|record| {
            let fields = record.fields[2..].iter();
            fields
                .map(|(name, value)| (name.as_str(), value.clone()))
                .collect::<Vec<_>>()
        })
        .collect();
    assert_eq!(
        fields,
        [
            vec![
                ("client", printed("a1")),
                ("attempts", Field::Unsigned(3)),
                ("token", text("<redacted>")),
                ("error", printed("'x'")),
                ("type", text("y")),
                ("pool", text("lab")),
            ],
            vec![("first", printed("1")), ("second", Field::Unsigned(2))],
            vec![
                ("client", text("a1")),
                ("attempts", Field::Unsigned(3)),
                ("pool", Field::Unsigned(7)),
            ],
            vec![("arg1", Field::Unsigned(1)), ("arg2", text("x"))],
        ]
    );
    assert_eq!(records[2].text, "a1: 3 attempt(s)");
    assert_eq!(records[3].text, "x before 1");
}

#[test]
fn formats() {
    let message = FORMAT_CALL("a1", 0.125, 0x2a, Some(1), 0xAB_u8, NotPrintable, "x\ny");
    let printed = "   a1 0.12 0x002a Some(\n    1,\n) AB <redacted> \"x\\ny\"";
    assert_eq!(message.to_string(), printed);
    let mut written = String::new();
    message.write_to(&mut written).expect("a string takes all");
    assert_eq!(written, printed);
    let named = FORMAT_NAMED {
        name: "a1",
        ratio: 0.25,
        hex: 5_u8,
        token: 1,
        raw: NotPrintable,
    };
    assert_eq!(
        named.to_string(),
        "a1   |+0.2 101 <redacted> NotPrintable +0.2"
    );
    assert_eq!(
        FORMAT_TYPED("a", NotPrintable).to_string(),
        "\"a\" NotPrintable"
    );
    let derived = DerivedFormats {
        what: NotPrintable,
        pool: 7,
        id: 0xff,
        ratio: 0.25,
    };
    assert_eq!(derived.to_string(), "0.2 of NotPrintable and ff");
    // A field of a log record has its own type, whatever the format in the text.
    let records = capture(|| {
        emit!(&message);
        emit!(derived);
    });
    assert_eq!(records[0].text, printed);
    let values: Vec<_> = records[0].fields[2..]
        .iter()
        .map(|(_, value)| value.clone())
        .collect();
    assert_eq!(
        values,
        [
            Field::Printed("a1".into()),
            Field::Float(0.125),
            Field::Unsigned(0x2a),
            Field::Printed("Some(1)".into()),
            Field::Printed("171".into()),
            Field::Str("<redacted>".into()),
            Field::Printed("\"x\\ny\"".into()),
        ]
    );
    assert_eq!(records[1].fields[3].1, Field::Unsigned(0xff));
}
