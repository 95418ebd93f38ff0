//! The fields of a line, their names and their order.

use crate::line::{Line, Outcome, Reading};
use crate::sources::ErrorSources;
use crate::span::Span;

/// A field of a line, as it is written.
pub(super) enum Field<'a> {
    Text(&'a str),
    /// A text in which JSON escapes nothing.
    Word(&'static str),
    Spans(&'a [Span<'a>]),
    Arguments(&'a Reading<'a>),
    Readings(&'a [Reading<'a>]),
    Sources(&'a [ErrorSources<'a>]),
}

/// Visits the fields of a line.
pub(super) trait Visitor {
    type Error;

    fn visit(&mut self, name: &'static str, field: Field<'_>) -> Result<(), Self::Error>;
}

impl Line<'_> {
    /// Visits the fields with their names, in the order in which they are written. Missing fields
    /// are left out.
    pub(super) fn visit<V: Visitor>(&self, visitor: &mut V) -> Result<(), V::Error> {
        if let Some(time) = &self.time {
            visitor.visit("time", Field::Text(time))?;
        }
        if let Some(severity) = &self.severity {
            visitor.visit("severity", Field::Text(severity))?;
        }
        if let Some(logger) = &self.logger {
            visitor.visit("logger", Field::Text(logger))?;
        }
        if let Some(pid) = &self.pid {
            visitor.visit("pid", Field::Text(pid))?;
        }
        if !self.spans.is_empty() {
            visitor.visit("spans", Field::Spans(&self.spans))?;
        }
        if let Some(id) = &self.id {
            visitor.visit("id", Field::Text(id))?;
        }
        visitor.visit("status", Field::Word(self.outcome.status()))?;
        match &self.outcome {
            Outcome::Decoded(reading) => visitor.visit("arguments", Field::Arguments(reading))?,
            Outcome::Ambiguous(readings)
            | Outcome::NotUtf8(readings)
            | Outcome::CutOff(readings) => visitor.visit("readings", Field::Readings(readings))?,
            Outcome::OtherText
            | Outcome::WrongArguments
            | Outcome::OtherType
            | Outcome::UnknownId
            | Outcome::NoId => {}
        }
        if !self.error_sources.is_empty() {
            visitor.visit("error_sources", Field::Sources(&self.error_sources))?;
        }
        visitor.visit("text", Field::Text(&self.text))?;
        if !self.continued.is_empty() {
            visitor.visit("continued", Field::Text(&self.continued))?;
        }
        Ok(())
    }
}
