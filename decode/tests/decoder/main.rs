//! Tests the decoder through its public interface.
#![forbid(unsafe_code)]

mod beside;
mod heads;
mod joined;
mod outcomes;
mod properties;
mod records;

use kea_messages_catalog::{Argument, Message};
use kea_messages_decode::{Decoder, Outcome};
use proptest::prelude::*;

/// Creates a message with the ID `THE_ID`, whose arguments have these types.
fn message(text: &str, types: &[&str]) -> Message {
    let arguments = types
        .iter()
        .enumerate()
        .map(|(index, rust_type)| Argument::unnamed(index + 1).with_type(*rust_type));
    let mut message = Message::new("THE_ID", text);
    message.arguments = Some(arguments.collect());
    message
}

/// Checks that a line was decoded to these values, or that it has several readings.
fn check(decoder: &Decoder, line: &str, id: &str, values: &[&str]) -> Result<(), TestCaseError> {
    let found = decoder.decode(line);
    match &found.outcome {
        Outcome::Decoded(reading) => {
            let read: Vec<&str> = reading
                .arguments()
                .map(|(_, value)| value.as_str())
                .collect();
            prop_assert_eq!(
                (found.id.as_deref(), &*read),
                (Some(id), values),
                "{:?}",
                line
            );
        }
        Outcome::Ambiguous(_) => {}
        other => prop_assert!(false, "{other:?} of {line:?}"),
    }
    Ok(())
}

/// Returns an outcome as text, for tables.
fn show(outcome: &Outcome<'_>) -> String {
    match outcome {
        Outcome::Decoded(reading) => reading.to_string(),
        Outcome::Ambiguous(readings) => {
            let readings: Vec<String> = readings.iter().map(ToString::to_string).collect();
            format!("? {}", readings.join(" | "))
        }
        other => format!("{other:?}"),
    }
}
