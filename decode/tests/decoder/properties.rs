//! Tests any lines with any texts. Each line is read as what was logged, or is ambiguous.

use crate::message;
use kea_messages_catalog::{Expression, Message, ValueType};
use kea_messages_core::line::OneLine;
use kea_messages_core::text::{Piece, pieces};
use kea_messages_decode::{Decoder, Escapes, Outcome, Reading};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Returns a text with these values.
fn format(text: &str, values: &[String]) -> String {
    let pieces = pieces(text).map(|piece| match piece.expect("the text is right") {
        Piece::Literal(literal) => literal,
        Piece::Placeholder(number) => values[number - 1].as_str(),
    });
    pieces.collect()
}

/// Returns all lists of values that result in this text, by trying all of them.
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

/// Returns a type, and a text that may be a value of this type.
fn typed_value() -> impl Strategy<Value = (ValueType, String)> {
    let named = |name: &str| ValueType::named(name).expect("it is a type");
    let words = ValueType::Words(vec!["a".to_owned(), "a:b".to_owned(), String::new()]);
    let expression = |text| ValueType::Matching(Expression::new(text).expect("it is one"));
    let types = vec![
        ValueType::Text,
        named("u8"),
        named("i8"),
        named("f64"),
        named("char"),
        named("Ipv6Addr"),
        named("hex"),
        named("bytes"),
        words.clone(),
        expression("[a:]*"),
        expression("(?s).+[0-9]"),
        ValueType::AnyOf(vec![named("Ipv6Addr"), words]),
    ];
    let value = prop_oneof![
        "[ab1:. -]{0,4}",
        prop::sample::select(vec![
            "[]", "[ab]", "[ab 1a]", "::", "::1", "1::a", "255", "-1", "a:b", "ab:1a", "1.5", "",
            "a", "\u{e9}",
        ])
        .prop_map(str::to_owned),
    ];
    (prop::sample::select(types), value)
}

/// Creates a message whose arguments have these types.
fn typed(text: &str, types: &[ValueType]) -> Message {
    let mut message = message(text, &vec![""; types.len()]);
    let arguments = message.arguments.iter_mut().flatten();
    for (argument, value_type) in arguments.zip(types) {
        argument.values = Some(value_type.clone());
    }
    message
}

/// Returns each of [`all_readings`] in which the values have these types.
fn all_typed_readings(text: &str, types: &[ValueType], found: &str) -> BTreeSet<Vec<String>> {
    let mut all = all_readings(text, types.len(), found);
    all.retain(|values| {
        let mut values = values.iter().zip(types);
        values.all(|(value, value_type)| value_type.accepts(value))
    });
    all
}

const HEAD: &str = "2018-12-20 10:15:02.123 INFO  [kea/1]";

/// Returns a value that can have several lines, none of which begins with a time.
fn raw_value() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        "[ab: .]{0,6}",
        Just("{\"command\":\"config-get\"}".to_owned()),
        Just("THE_ID a: b done".to_owned()),
        Just("message=\"THE_ID x\"".to_owned()),
        Just(" done".to_owned()),
        Just("a\r".to_owned()),
        Just("{\"message\":\"THE_ID x\"}".to_owned()),
    ];
    prop::collection::vec(line, 1..4).prop_map(|lines| lines.join("\n"))
}

/// Returns lines that do not belong to a message.
fn trace() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "  at one",
        "Caused by: two",
        "{",
        "THE_ID x: y done",
        "done",
        "",
        "a\r\nb\r",
        ".",
    ])
    .prop_map(str::to_owned)
}

/// Returns the records of a log.
fn joined(decoder: &Decoder, log: &str) -> Vec<String> {
    let mut records: Vec<(String, _)> = Vec::new();
    for line in log.split('\n') {
        match records.last_mut() {
            Some((record, start)) if decoder.continues(line, *start) => {
                record.push('\n');
                record.push_str(line);
            }
            _ => records.push((line.to_owned(), decoder.start(line))),
        }
    }
    records.into_iter().map(|(record, _)| record).collect()
}

proptest! {
    /// Texts consist of few different letters, so that values contain separators. The readings are
    /// compared with all ways to cut the text.
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
        let decoder = Decoder::new([&message(&text, &["", ""][..count])]);
        let all = all_readings(&text, count, &found);
        let line = format!("THE_ID {found}");
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

    /// Does the same with types, which the values may not have.
    #[test]
    fn a_typed_reading_is_the_only_one(
        separators in prop::collection::vec("[a:]{0,2}", 3),
        order in prop::sample::select(vec![[1, 2], [2, 1], [1, 1]]),
        typed_values in prop::collection::vec(typed_value(), 2),
    ) {
        let text = format!(
            "{}%{}{}%{}{}", separators[0], order[0], separators[1], order[1], separators[2]
        );
        let count = if order == [1, 1] { 1 } else { 2 };
        let (types, values): (Vec<_>, Vec<_>) = typed_values.into_iter().take(count).unzip();
        let found = format(&text, &values);
        let decoder = Decoder::new([&typed(&text, &types)]);
        let all = all_typed_readings(&text, &types, &found);
        let line = format!("THE_ID {found}");
        let read = |reading: &Reading<'_>| -> Vec<String> {
            reading.arguments().map(|(_, value)| value.as_str().to_owned()).collect()
        };
        match decoder.decode(&line).outcome {
            Outcome::Decoded(reading) => prop_assert_eq!(all, BTreeSet::from([read(&reading)])),
            Outcome::Ambiguous(readings) => {
                prop_assert!(all.len() > 1);
                prop_assert!(readings.iter().all(|reading| all.contains(&read(reading))));
            }
            Outcome::OtherType => prop_assert_eq!(all, BTreeSet::new()),
            other => prop_assert!(false, "{other:?}"),
        }
    }

    /// Hostile values are read back after our sinks have escaped them.
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
                Just("THE_ID x: failed after 3 attempt(s) of y".to_owned()),
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
        let decoder = Decoder::new([&message(text, &[""; 3][..count])])
            .with_escapes(Escapes::OneLine);
        let line = format!(
            "2018-12-20 10:15:02.123 INFO  [kea/1] THE_ID {}",
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

    /// Hostile values of several lines are written by a sink that does not escape them, with traces
    /// between the records. Only a line with a time begins a record.
    #[test]
    fn records_of_several_lines(
        text in prop::sample::select(vec![
            "%1", "%1: %2", "%1: %2 done", "packet %1", "%2\n%1", "%1 %2.", "up",
        ]),
        records in prop::collection::vec(
            (prop::collection::vec(raw_value(), 2), prop::option::of(trace())),
            1..4,
        ),
        last in prop::sample::select(vec![".*", "(?s).*", "(?s)[^{]*", "(?s).*[a.]", "[ab:. ]*"]),
    ) {
        let count = pieces(text).filter(|piece| matches!(piece, Ok(Piece::Placeholder(_)))).count();
        let decoder = Decoder::new([&message(text, &[""; 2][..count])])
            .with_escapes(Escapes::None);
        // Another decoder knows the type of the last argument.
        let last = ValueType::Matching(Expression::new(last).expect("it is one"));
        let types = [ValueType::Text, last.clone()];
        let typed = Decoder::new([&typed(text, &types[2 - count..])]).with_escapes(Escapes::None);
        let mut log = Vec::new();
        for (values, trace) in &records {
            log.push(format!("{HEAD} THE_ID {}", format(text, values)));
            log.extend(trace.clone());
        }
        let log = log.join("\n");
        let found = joined(&decoder, &log);
        prop_assert_eq!(found.len(), records.len(), "{:?}", found);
        for (record, (values, _)) in found.iter().zip(&records) {
            // If the value does not have the type, that decoder can return anything for the record.
            let fits = values[..count].last().is_none_or(|value| last.accepts(value));
            for decoder in [&decoder, &typed].into_iter().take(1 + usize::from(fits)) {
                match decoder.decode_lines(record).outcome {
                    Outcome::Decoded(reading) => {
                        let read: Vec<&str> =
                            reading.arguments().map(|(_, value)| value.as_str()).collect();
                        prop_assert_eq!(read, &values[..count], "{}", record);
                    }
                    Outcome::Ambiguous(_) => {}
                    other => prop_assert!(false, "{other:?} of {record}"),
                }
            }
        }
    }

    /// No line makes the decoder panic.
    #[test]
    fn any_line_is_something(line in "[ -~\n]{0,80}|.{0,40}") {
        let decoder = Decoder::new([&message("%1: %2", &["", ""])]);
        _ = decoder.decode(&line);
    }
}
