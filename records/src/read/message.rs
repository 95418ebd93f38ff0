//! Messages, with their texts split at the placeholders.

use super::value::Value;
use crate::format::definition::MessageDefinition;
use kea_messages_base::text::{Piece, pieces};
use std::fmt;

/// The definition of a message, and its text in a form that is quick to print.
#[derive(Debug)]
pub(super) struct Message {
    pub(super) definition: MessageDefinition<'static>,
    /// The literals of the text, one after the other.
    literals: String,
    segments: Vec<Segment>,
    /// Whether the text states a format for a value.
    pub(super) has_formats: bool,
}

/// A literal, and the argument that follows it.
#[derive(Debug)]
struct Segment {
    /// The end of the literal among all literals.
    end: usize,
    /// The index of the argument.
    argument: Option<usize>,
}

impl Message {
    pub(super) fn new(definition: MessageDefinition<'static>) -> Self {
        let mut literals = String::new();
        let mut segments = Vec::new();
        for piece in pieces(&definition.text) {
            match piece {
                Ok(Piece::Literal(literal)) => literals += literal,
                Ok(Piece::Placeholder(number)) if number <= definition.arguments.len() => {
                    segments.push(Segment {
                        end: literals.len(),
                        argument: Some(number - 1),
                    });
                }
                Ok(Piece::Placeholder(number)) => literals += &format!("%{number}"),
                Err(mistake) => literals += mistake.wrong(),
            }
        }
        segments.push(Segment {
            end: literals.len(),
            argument: None,
        });
        let has_formats = definition
            .arguments
            .iter()
            .any(|argument| argument.formatted);
        Self {
            definition,
            literals,
            segments,
            has_formats,
        }
    }

    /// Writes the text with these values. A value that the text formats has its text in `texts`.
    pub(super) fn print(
        &self,
        values: &[Value<'_>],
        texts: &[Option<&str>],
        f: &mut fmt::Formatter<'_>,
    ) -> fmt::Result {
        let mut start = 0;
        for segment in &self.segments {
            f.write_str(&self.literals[start..segment.end])?;
            start = segment.end;
            let Some(argument) = segment.argument else {
                continue;
            };
            if let Some(Some(text)) = texts.get(argument) {
                f.write_str(text)?;
            } else if let Some(value) = values.get(argument) {
                value.print(f)?;
            }
        }
        Ok(())
    }
}
