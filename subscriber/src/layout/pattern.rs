//! The layout with a pattern in the syntax of log4cplus, as in Kea.

mod date;
mod parse;

use self::date::DatePart;
use crate::layout::Clock;
use crate::layout::kea::{separate, write_field, write_message, write_span};
use crate::layout::thread::{write_thread_id, write_thread_name};
use crate::record::Record;
use jiff::Timestamp;
use kea_messages::{Escaper, Severity};
use std::fmt::Write;
use std::iter::repeat_n;
use std::sync::LazyLock;

/// A parsed pattern, such as `%D{%Y-%m-%d %H:%M:%S.%q} %-5p [%c/%i.%t] %m\n`. The line feed at its
/// end is not included.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Pattern {
    pieces: Vec<Piece>,
    notes: Vec<String>,
}

#[derive(Debug, PartialEq, Eq)]
enum Piece {
    Literal(String),
    Conversion(Conversion, Width),
}

/// A conversion whose output depends on the record.
#[derive(Debug, PartialEq, Eq)]
enum Conversion {
    /// `%D` and `%d`
    Date { parts: Vec<DatePart>, is_utc: bool },
    /// `%p`
    Severity,
    /// `%c`, or `%c{2}` with its number of components. 0 stands for the whole name.
    Logger { components: usize },
    /// `%m`, optionally followed by the sources of errors.
    Message { sources: bool },
    /// `%i`
    Process,
    /// `%t`
    Thread,
    /// `%T`
    ThreadName,
    /// `%r`
    Elapsed,
    /// `%F`
    File,
    /// `%b`
    FileName,
    /// `%L`
    Line,
    /// `%l`
    Place,
    /// `%x`
    Spans,
    /// `%X`
    SpanFields,
    /// `%X{name}`
    SpanField(String),
}

/// The minimum and the maximum width of the output of a conversion, in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Width {
    min: usize,
    max: usize,
    /// Whether text that is too short is padded on the right instead of the left.
    is_left: bool,
    /// Whether text that is too long is truncated at the end instead of the beginning.
    keeps_start: bool,
}

/// The time when the first pattern was parsed.
static START: LazyLock<Timestamp> = LazyLock::new(Timestamp::now);

impl Pattern {
    /// Writes a record, without a line feed at the end.
    pub(crate) fn write(&self, record: &Record<'_>, clock: &mut Clock, line: &mut String) {
        for piece in &self.pieces {
            match piece {
                Piece::Literal(text) => *line += text,
                Piece::Conversion(conversion, width) => {
                    let start = line.len();
                    conversion.write(record, clock, line);
                    width.fit(line, start);
                }
            }
        }
    }

    /// Returns notes about the parts of the pattern that have no effect.
    pub(crate) fn notes(&self) -> &[String] {
        &self.notes
    }

    /// Enables the sources of errors after each text. Returns whether the pattern has a text.
    pub(crate) fn show_sources(&mut self) -> bool {
        let mut has_message = false;
        for piece in &mut self.pieces {
            if let Piece::Conversion(Conversion::Message { sources }, _) = piece {
                *sources = true;
                has_message = true;
            }
        }
        has_message
    }

    /// Whether the pattern shows the spans of a record.
    pub(crate) fn shows_spans(&self) -> bool {
        self.pieces.iter().any(|piece| {
            matches!(
                piece,
                Piece::Conversion(
                    Conversion::Spans | Conversion::SpanFields | Conversion::SpanField(_),
                    _
                )
            )
        })
    }
}

impl Conversion {
    fn write(&self, record: &Record<'_>, clock: &mut Clock, line: &mut String) {
        // Writing to a string does not fail.
        _ = match self {
            Self::Date { parts, is_utc } => {
                for part in parts {
                    part.write(record.time, *is_utc, clock, line);
                }
                Ok(())
            }
            Self::Severity => {
                *line += name(record.severity);
                Ok(())
            }
            Self::Logger { components } => {
                Escaper(line).write_str(last_components(record.logger, *components))
            }
            Self::Message { sources } => {
                write_message(record, *sources, line);
                Ok(())
            }
            Self::Process => write!(line, "{}", record.process),
            Self::Thread => {
                write_thread_id(line);
                Ok(())
            }
            Self::ThreadName => {
                write_thread_name(line);
                Ok(())
            }
            Self::Elapsed => {
                let elapsed = record.time.duration_since(*START).as_millis();
                write!(line, "{}", elapsed.max(0))
            }
            Self::File => Escaper(line).write_str(file(record)),
            Self::FileName => {
                let file = file(record);
                Escaper(line).write_str(file.rsplit(['/', '\\']).next().unwrap_or(file))
            }
            Self::Line => record
                .place
                .map_or(Ok(()), |(_, number)| write!(line, "{number}")),
            Self::Place => record.place.map_or(Ok(()), |(file, number)| {
                write!(Escaper(line), "{file}:{number}")
            }),
            Self::Spans => {
                let mut is_first = true;
                record.visit_spans(&mut |span| {
                    separate(&mut is_first, line);
                    write_span(span, line);
                });
                Ok(())
            }
            Self::SpanFields => {
                let mut is_first = true;
                for (name, value) in fields(record) {
                    separate(&mut is_first, line);
                    write_field(name, &value, line);
                }
                Ok(())
            }
            Self::SpanField(wanted) => {
                let fields = fields(record);
                let found = fields.iter().find(|(name, _)| name == wanted);
                found.map_or(Ok(()), |(_, value)| Escaper(line).write_str(value))
            }
        };
    }
}

/// Returns Kea's name of a severity.
const fn name(severity: Severity) -> &'static str {
    match severity {
        Severity::Fatal => "FATAL",
        Severity::Error => "ERROR",
        Severity::Warn => "WARN",
        Severity::Info => "INFO",
        Severity::Debug(_) => "DEBUG",
    }
}

fn file<'a>(record: &Record<'a>) -> &'a str {
    record.place.map_or("", |(file, _)| file)
}

/// Returns the fields of all spans. If several spans have a field with the same name, the innermost
/// one is used.
fn fields(record: &Record<'_>) -> Vec<(&'static str, String)> {
    let mut fields: Vec<(&'static str, String)> = Vec::new();
    record.visit_spans(&mut |span| {
        for (name, value) in span.fields() {
            match fields.iter_mut().find(|(known, _)| *known == name) {
                Some((_, outer)) => *outer = value.to_string(),
                None => fields.push((name, value.to_string())),
            }
        }
    });
    fields
}

/// Returns the last `count` components of a logger's name, or the whole name if `count` is 0.
fn last_components(name: &str, count: usize) -> &str {
    let mut start = name.len();
    let mut end = name.len();
    for _ in 0..count {
        let before = &name[..end];
        let dot = before.rfind('.').map(|at| (at, at + 1));
        let colons = before.rfind("::").map(|at| (at, at + 2));
        match dot.max(colons) {
            Some(separator) => (end, start) = separator,
            None => return name,
        }
    }
    if count == 0 { name } else { &name[start..] }
}

impl Width {
    const ANY: Self = Self {
        min: 0,
        max: usize::MAX,
        is_left: false,
        keeps_start: false,
    };

    /// Pads or truncates the text after `start`.
    fn fit(self, line: &mut String, start: usize) {
        if self == Self::ANY {
            return;
        }
        let count = line[start..].chars().count();
        // Returns the position after this many characters.
        let behind = |line: &String, count| {
            let found = line[start..].char_indices().nth(count);
            found.map_or(line.len(), |(at, _)| start + at)
        };
        if count > self.max && self.keeps_start {
            line.truncate(behind(line, self.max));
        } else if count > self.max {
            line.drain(start..behind(line, count - self.max));
        } else if count < self.min && self.is_left {
            line.extend(repeat_n(' ', self.min - count));
        } else if count < self.min {
            line.insert_str(start, &" ".repeat(self.min - count));
        }
    }
}

#[cfg(test)]
mod tests;
