//! The layout of RFC 5424, with structured data.

use super::data::Data;
use super::{names, priority};
use crate::layout::Clock;
use crate::layout::thread::write_thread_id;
use crate::record::Record;
use crate::syslog::Facility;
use kea_messages::{Escaper, Severity, Value, record as fields};
use std::fmt::Write;

/// A record of RFC 5424 with structured data, such as
/// `<134>1 2018-12-20T10:15:02Z host program 4711 ID [a@32473 lease="192.0.2.17"] ID text`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rfc5424 {
    pub(crate) facility: Facility,
    /// The private enterprise number of the organisation that defines the elements. It follows the
    /// `@` in their names.
    pub(crate) enterprise: u32,
    pub(crate) thread: bool,
    pub(crate) spans: bool,
    /// Whether the sources of errors are shown.
    pub(crate) sources: bool,
}

/// The number that RFC 5612 reserves for examples.
pub(crate) const EXAMPLE_ENTERPRISE: u32 = 32473;

/// The maximum length of an ID in the header.
const ID_LENGTH: usize = 32;

impl Rfc5424 {
    pub(crate) fn write(self, record: &Record<'_>, clock: &mut Clock, line: &mut String) {
        // Writing to a string does not fail.
        _ = write!(line, "<{}>1 ", priority(self.facility, record.severity));
        clock.write_rfc3339(record.time, line);
        let (host, program) = (names::host(), names::program());
        _ = write!(line, " {host} {program} {} ", record.process);
        *line += &record
            .id()
            .map_or_else(|| "-".to_owned(), |id| names::word(id, ID_LENGTH));
        line.push(' ');
        self.write_data(record, line);
        let start = line.len();
        write_message(record, line);
        // For ASCII text, no byte order mark is required.
        if line.get(start..).is_some_and(|text| !text.is_ascii()) {
            line.insert(start + 1, '\u{feff}');
        }
    }

    fn write_data(self, record: &Record<'_>, line: &mut String) {
        let mut data = Data::new(line, self.enterprise);
        data.element(format_args!("kea"), |data| {
            data.parameter("logger", Value::Str(record.logger));
            if let Severity::Debug(level) = record.severity {
                data.parameter(fields::DEBUG_LEVEL, Value::U64(level.get().into()));
            }
            if self.thread {
                let mut thread = String::new();
                write_thread_id(&mut thread);
                data.parameter("thread", Value::Str(&thread));
            }
        });
        data.element(format_args!("arguments"), |data| {
            record.visit_arguments(&mut |name, value| data.parameter(name, value));
        });
        if self.sources {
            data.element(format_args!("sources"), |data| {
                record.visit_sources(&mut |name, texts| {
                    for (number, text) in (1..).zip(texts) {
                        // A long name is truncated to leave space for the number.
                        data.parameter(&format!("{name:.28}.{number}"), Value::Str(text));
                    }
                });
            });
        }
        if self.spans {
            let mut number = 0_usize;
            record.visit_spans(&mut |span| {
                number += 1;
                data.element(format_args!("span{number}"), |data| {
                    data.parameter("span", Value::Str(span.name));
                    for (name, value) in span.fields() {
                        data.parameter(name, value);
                    }
                });
            });
        }
    }
}

/// Writes ` ID text`, without the parts that the record does not have.
fn write_message(record: &Record<'_>, line: &mut String) {
    if let Some(id) = record.id() {
        line.push(' ');
        *line += id;
    }
    record.visit_text(&mut |text| {
        line.push(' ');
        _ = write!(Escaper(&mut *line), "{text}");
    });
}
