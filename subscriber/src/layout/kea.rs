//! Kea's layout.

use crate::layout::Clock;
use crate::layout::SOURCES;
use crate::layout::thread::write_thread_id;
use crate::record::Record;
use crate::spans::Span;
use kea_messages::{Escaper, Severity, Value};
use std::fmt::Write;

/// Kea's layout:
/// `2018-12-20 10:15:02.123 INFO  [kea-dhcp4.dhcp4/4711] {conn peer=192.0.2.7} ID text`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools)]
pub(crate) struct Kea {
    /// Whether the time is written. Syslog does not need it, because its header has the time.
    pub(crate) time: bool,
    /// Whether the thread ID is written after the process ID, as in Kea.
    pub(crate) thread: bool,
    /// Whether the spans are written before the ID.
    pub(crate) spans: bool,
    /// Whether the sources of errors are written after the text.
    pub(crate) sources: bool,
}

impl Kea {
    /// The default layout, with only the time.
    pub(crate) const DEFAULT: Self = Self {
        time: true,
        thread: false,
        spans: false,
        sources: false,
    };

    pub(crate) fn write(self, record: &Record<'_>, clock: &mut Clock, line: &mut String) {
        if self.time {
            clock.write(record.time, line);
            line.push(' ');
        }
        // Writing to a string does not fail.
        _ = write!(line, "{} [", padded_name(record.severity));
        _ = Escaper(&mut *line).write_str(record.logger);
        _ = write!(line, "/{}", record.process);
        if self.thread {
            line.push('.');
            write_thread_id(line);
        }
        *line += "] ";
        if self.spans {
            record.visit_spans(&mut |span| {
                write_span(span, line);
                line.push(' ');
            });
        }
        write_message(record, self.sources, line);
    }
}

/// Writes the ID and the text of a message, or the text and the fields of another event, and then
/// the sources of errors if they are enabled.
pub(super) fn write_message(record: &Record<'_>, sources: bool, line: &mut String) {
    *line += record.id().unwrap_or_default();
    write_behind_id(record, line);
    if sources {
        record.visit_sources(&mut |name, texts| write_sources(name, texts, line));
    }
}

/// Writes a space and the text of a message, or the text and the fields of another event.
#[inline]
pub(crate) fn write_behind_id(record: &Record<'_>, line: &mut String) {
    let id = record.id();
    let mut is_first = id.is_none();
    record.visit_text(&mut |text| {
        separate(&mut is_first, line);
        _ = write!(Escaper(&mut *line), "{text}");
    });
    if id.is_none() {
        record.visit_arguments(&mut |name, value| {
            separate(&mut is_first, line);
            write_named(name, value, line);
        });
    }
}

/// Writes the sources of an error: ` \{error.sources="no such file" disk}`
///
/// A value cannot be mistaken for them, because a backslash in a text is doubled.
fn write_sources(name: &str, texts: &[String], line: &mut String) {
    *line += " \\{";
    write_word(&format!("{name}{SOURCES}"), line);
    let mut before = '=';
    for text in texts {
        line.push(before);
        before = ' ';
        write_word(text, line);
    }
    line.push('}');
}

/// Writes a space, except before the first item.
pub(super) fn separate(is_first: &mut bool, line: &mut String) {
    if !std::mem::take(is_first) {
        line.push(' ');
    }
}

/// Writes `name=value`, with the `Debug` output of the value.
fn write_named(name: &str, value: Value<'_>, line: &mut String) {
    let mut out = Escaper(&mut *line);
    _ = match value {
        Value::Str(text) => write!(out, "{name}={text:?}"),
        Value::F64(number) => write!(out, "{name}={number:?}"),
        other => write!(out, "{name}={other}"),
    };
}

/// Writes a span: `{conn peer=192.0.2.7}`
pub(super) fn write_span(span: &Span, line: &mut String) {
    line.push('{');
    write_word(span.name, line);
    for (name, value) in span.fields() {
        line.push(' ');
        write_field(name, &value.to_string(), line);
    }
    line.push('}');
}

/// Writes a field of a span: `peer=192.0.2.7`
pub(super) fn write_field(name: &str, value: &str, line: &mut String) {
    write_word(name, line);
    line.push('=');
    write_word(value, line);
}

/// Writes a word of a span, in quotes if it contains a special character. Quotes in it are doubled,
/// so that the end of the span can be found.
fn write_word(word: &str, line: &mut String) {
    let start = line.len();
    _ = Escaper(&mut *line).write_str(word);
    let is_special = |c: char| c.is_whitespace() || "{}=\"".contains(c);
    // This also finds the braces of escapes.
    let written = line.get(start..).unwrap_or_default();
    if written.is_empty() || written.contains(is_special) {
        let quoted = written.replace('"', "\"\"");
        line.truncate(start);
        _ = write!(line, "\"{quoted}\"");
    }
}

/// Returns the name of a severity, padded to five columns.
const fn padded_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Fatal => "FATAL",
        Severity::Error => "ERROR",
        Severity::Warn => "WARN ",
        Severity::Info => "INFO ",
        Severity::Debug(_) => "DEBUG",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_word_can_be_found() {
        for (word, written) in [
            ("192.0.2.7", "192.0.2.7"),
            ("2001:db8::1", "2001:db8::1"),
            ("", r#""""#),
            ("a b", r#""a b""#),
            ("a}b", r#""a}b""#),
            ("a=b", r#""a=b""#),
            (r#"say "a""#, r#""say ""a""""#),
            ("a\nb", r"a\nb"),
            (r"C:\d", r"C:\\d"),
            ("\u{1b}[31m", r#""\u{1b}[31m""#),
        ] {
            let mut line = String::new();
            write_word(word, &mut line);
            assert_eq!(line, written, "{word:?}");
        }
    }
}
