//! Tests messages as records of the `log` crate.

use crate::capture::{Field, capture};
use kea_messages::{KeaMessages, emit, kea_messages};
use log::Level;

kea_messages! {
    fatal LOG_FATAL() = "fatal";
    error LOG_ERROR() = "error";
    warn LOG_WARN() = "warn";
    info LOG_INFO() = "info";
    debug(0) LOG_DEBUG_0() = "debug 0";
    debug(39) LOG_DEBUG_39() = "debug 39";
    debug(40) LOG_DEBUG_40() = "debug 40";
    debug(99) LOG_DEBUG_99() = "debug 99";
    warn LOG_FIELDS(
        plain, number: u32, negative: i16, small: i128, big: u128, yes: bool, letter: char,
        float: f64, text: &str, shown: impl std::fmt::Debug, alias: Alias, reference: &u64,
        #[secret] password: &str, r#type: usize
    ) = "%1 %2 %3 %4 %5 %6 %7 %8 %9 %10 %11 %12 %13 %14";
    warn LOG_UNNAMED = "%1 %2";
}

/// An alias of a number type, whose values are still passed as numbers.
type Alias = u16;

#[derive(KeaMessages)]
enum Derived<'a> {
    #[message(debug(50), "%1 %2 %3")]
    Named {
        client: &'a str,
        attempts: Alias,
        #[secret]
        password: &'a str,
    },
    #[message(error, "%1")]
    Tuple(bool),
}

#[test]
fn levels_and_severities() {
    let records = capture(|| {
        emit!(LOG_FATAL());
        emit!(LOG_ERROR());
        emit!(LOG_WARN());
        emit!(LOG_INFO());
        emit!(LOG_DEBUG_0());
        emit!(LOG_DEBUG_39());
        emit!(LOG_DEBUG_40());
        emit!(LOG_DEBUG_99());
    });
    let expected = [
        ("LOG_FATAL", "fatal", Level::Error, None),
        ("LOG_ERROR", "error", Level::Error, None),
        ("LOG_WARN", "warn", Level::Warn, None),
        ("LOG_INFO", "info", Level::Info, None),
        ("LOG_DEBUG_0", "debug", Level::Debug, Some(0)),
        ("LOG_DEBUG_39", "debug", Level::Debug, Some(39)),
        ("LOG_DEBUG_40", "debug", Level::Trace, Some(40)),
        ("LOG_DEBUG_99", "debug", Level::Trace, Some(99)),
    ];
    assert_eq!(records.len(), expected.len());
    for (record, (id, severity, level, debug_level)) in records.iter().zip(expected) {
        let mut fields = vec![
            ("message_id".to_owned(), Field::Str(id.into())),
            ("severity".to_owned(), Field::Str(severity.into())),
        ];
        fields.extend(debug_level.map(|level| ("debug_level".into(), Field::Unsigned(level))));
        assert_eq!(record.level, level, "{id}");
        assert_eq!(record.fields, fields, "{id}");
        assert_eq!(record.field_count, fields.len(), "{id}");
    }
}

#[test]
fn arguments_keep_what_they_are() {
    let records = capture(|| {
        emit!(LOG_FIELDS(
            3,
            3,
            -3,
            i128::MAX,
            3,
            true,
            'c',
            0.5,
            "text",
            Some(1),
            16,
            &64,
            "hunter2",
            1
        ));
        emit!(LOG_UNNAMED("a", "b"));
        emit!(Derived::Named {
            client: "a1",
            attempts: 3,
            password: "hunter2"
        });
        emit!(Derived::Tuple(true));
    });
    let fields: Vec<Vec<(&str, Field)>> = records
        .iter()
        .map(|record| {
            let arguments = record.fields.iter().filter(|(key, _)| {
                !["message_id", "severity", "debug_level"].contains(&key.as_str())
            });
            arguments
                .map(|(key, field)| (key.as_str(), field.clone()))
                .collect()
        })
        .collect();
    let redacted = || Field::Str("<redacted>".into());
    assert_eq!(
        fields[0],
        [
            ("plain", Field::Printed("3".into())),
            ("number", Field::Unsigned(3)),
            ("negative", Field::Signed(-3)),
            ("small", Field::Big(i128::MAX)),
            ("big", Field::Printed("3".into())),
            ("yes", Field::Bool(true)),
            ("letter", Field::Char('c')),
            ("float", Field::Float(0.5)),
            ("text", Field::Str("text".into())),
            ("shown", Field::Printed("Some(1)".into())),
            ("alias", Field::Unsigned(16)),
            ("reference", Field::Unsigned(64)),
            ("password", redacted()),
            ("type", Field::Unsigned(1)),
        ]
    );
    assert_eq!(
        fields[1],
        [
            ("arg1", Field::Printed("a".into())),
            ("arg2", Field::Printed("b".into()))
        ]
    );
    assert_eq!(
        fields[2],
        [
            ("client", Field::Str("a1".into())),
            ("attempts", Field::Unsigned(3)),
            ("password", redacted()),
        ]
    );
    assert_eq!(fields[3], [("arg1", Field::Bool(true))]);
    for record in &records {
        assert!(!record.text.contains("hunter2"), "{record:?}");
    }
}

mod inner {
    pub(super) fn emits() -> u32 {
        kea_messages::emit!(super::LOG_INFO());
        line!() - 1
    }
}

#[test]
fn the_place_is_the_callers() {
    let mut line = 0;
    let records = capture(|| line = inner::emits());
    let record = &records[0];
    assert_eq!(record.target, "behaviour::log_records::inner");
    assert_eq!(record.module_path, Some("behaviour::log_records::inner"));
    assert!(
        record.file.unwrap().ends_with("log_records.rs"),
        "{:?}",
        record.file
    );
    assert_eq!(record.line, Some(line));
    assert_eq!(record.text, "info");
}
