//! The differences between the definitions in a record file and a catalogue.

use crate::recorded::message;
use kea_messages_catalog::{Argument, Message};
use kea_messages_core::text::{Piece, pieces};
use kea_messages_records::format::definition::MessageDefinition;

/// Returns what differs between a definition and the messages of a catalogue, or of its versions.
/// There is no difference if the definition is that of any version.
pub(super) fn differences(
    definition: &MessageDefinition<'_>,
    catalogue: &[Message],
) -> Vec<String> {
    let recorded = message(definition);
    let versions = catalogue.iter().filter(|message| message.id == recorded.id);
    let mut differences = versions
        .map(|version| between(&recorded, version))
        .peekable();
    if differences.peek().is_none() {
        return vec![format!("`{}` is not in the catalogue", recorded.id)];
    }
    let mut all: Vec<_> = differences.collect();
    let is_same = all.iter().any(Vec::is_empty);
    if is_same {
        Vec::new()
    } else {
        all.swap_remove(0)
    }
}

fn between(recorded: &Message, known: &Message) -> Vec<String> {
    let id = &recorded.id;
    let mut differences = Vec::new();
    if recorded.text != known.text {
        differences.push(format!(
            "the text of `{id}` is {:?}, but {:?} in the catalogue",
            recorded.text, known.text
        ));
    }
    if let (Some(recorded), Some(known)) = (recorded.severity, known.severity)
        && recorded != known
    {
        differences.push(format!(
            "the severity of `{id}` is {recorded}, but {known} in the catalogue"
        ));
    }
    let (recorded, known) = (arguments(recorded), arguments(known));
    if recorded != known {
        let shown = |arguments: &[String]| match arguments {
            [] => "none".to_owned(),
            arguments => format!("`{}`", arguments.join(", ")),
        };
        differences.push(format!(
            "the arguments of `{id}` are {}, but {} in the catalogue",
            shown(&recorded),
            shown(&known)
        ));
    }
    differences
}

/// Returns the names of the arguments of a message, with their types.
fn arguments(message: &Message) -> Vec<String> {
    let unnamed = || {
        let numbers = pieces(&message.text).filter_map(|piece| match piece {
            Ok(Piece::Placeholder(number)) => Some(number),
            _ => None,
        });
        (1..=numbers.max().unwrap_or(0))
            .map(Argument::unnamed)
            .collect()
    };
    let arguments = message.arguments.clone().unwrap_or_else(unnamed);
    let shown = arguments
        .into_iter()
        .map(|argument| match argument.rust_type {
            Some(rust_type) => format!("{}: {rust_type}", argument.name),
            None => argument.name,
        });
    shown.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use kea_messages_core::severity::Severity;

    #[test]
    fn what_differs() {
        let mut known = Message::new("A_B", "on %1");
        known.severity = Some(Severity::Info);
        let mut typed = known.clone();
        typed.arguments = Some(vec![Argument::named("disk").with_type("&str")]);
        let mut other = typed.clone();
        other.text = "at %1".to_owned();
        other.severity = Some(Severity::Warn);
        let mut stated_at_call = typed.clone();
        stated_at_call.severity = None;
        let none: &[&str] = &[];
        let cases = [
            (&known, &known, none),
            (&typed, &typed, none),
            (&typed, &stated_at_call, none),
            (
                &typed,
                &other,
                &[
                    r#"the text of `A_B` is "on %1", but "at %1" in the catalogue"#,
                    "the severity of `A_B` is info, but warn in the catalogue",
                ],
            ),
            (
                &typed,
                &known,
                &["the arguments of `A_B` are `disk: &str`, but `arg1` in the catalogue"],
            ),
        ];
        for (recorded, known, expected) in cases {
            assert_eq!(between(recorded, known), expected, "{recorded:?} {known:?}");
        }
    }
}
