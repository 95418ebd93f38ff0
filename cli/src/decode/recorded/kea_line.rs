//! A record as a line in the layout of Kea.

use super::clock::Clock;
use kea_messages_core::line::Escaper;
use kea_messages_core::severity::Severity;
use kea_messages_records::{Record, Span, Value};
use std::fmt::Write;

/// Appends a record: `2018-12-20 10:15:02.123 WARN  [kea-dhcp4.alloc/4711.140] ID text`
///
/// The spans precede the ID, and the sources of errors follow the text, both as the subscriber of
/// kea-messages writes them.
pub(super) fn write(record: &Record<'_>, clock: &mut Clock, line: &mut String) {
    clock.write_local(record.unix_time(), line);
    // Writing to a string does not fail.
    _ = write!(line, " {:<5} [", severity(record.severity()));
    _ = Escaper(&mut *line).write_str(logger(record));
    _ = write!(line, "/{}] ", pid(record));
    let spans: Vec<_> = std::iter::successors(record.span(), Span::parent).collect();
    for span in spans.iter().rev().filter_map(Span::definition) {
        line.push('{');
        write_word(&span.name, line);
        for (name, value) in &span.fields {
            line.push(' ');
            write_word(name, line);
            line.push('=');
            write_word(value, line);
        }
        *line += "} ";
    }
    *line += record.id();
    line.push(' ');
    _ = write!(Escaper(&mut *line), "{record}");
    for argument in record.arguments() {
        if let Value::Error(error) = argument.value {
            write_sources(argument.name(), error.sources(), line);
        }
    }
}

/// Writes the sources of an error: ` \{error.sources="no such file" disk}`
fn write_sources<'a>(name: &str, sources: impl Iterator<Item = &'a str>, line: &mut String) {
    let mut sources = sources.peekable();
    if sources.peek().is_none() {
        return;
    }
    *line += " \\{";
    write_word(&format!("{name}.sources"), line);
    let mut before = '=';
    for source in sources {
        line.push(before);
        before = ' ';
        write_word(source, line);
    }
    line.push('}');
}

/// Writes a word of a span, in quotes if it contains a special character. Quotes in it are doubled.
fn write_word(word: &str, line: &mut String) {
    let mut written = String::new();
    _ = Escaper(&mut written).write_str(word);
    let is_special = |c: char| c.is_whitespace() || "{}=\"".contains(c);
    if written.is_empty() || written.contains(is_special) {
        _ = write!(line, "\"{}\"", written.replace('"', "\"\""));
    } else {
        *line += &written;
    }
}

/// Returns the name of a severity, as Kea writes it.
pub(super) const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Fatal => "FATAL",
        Severity::Error => "ERROR",
        Severity::Warn => "WARN",
        Severity::Info => "INFO",
        Severity::Debug(_) => "DEBUG",
    }
}

/// Returns the logger of a record, or the name of its program.
pub(super) fn logger<'r>(record: &Record<'r>) -> &'r str {
    match &*record.definition().logger {
        "" => record
            .section()
            .header()
            .map_or("", |header| &header.program),
        logger => logger,
    }
}

/// Returns the process and the thread of a record. If the header of the file is damaged, the process
/// is `?`.
pub(super) fn pid(record: &Record<'_>) -> String {
    let thread = record.thread();
    let thread = thread.id().unwrap_or(thread.number());
    match record.section().header() {
        Some(header) => format!("{}.{thread}", header.process),
        None => format!("?.{thread}"),
    }
}
