//! A line in Kea's layout.

use crate::messages::LOGGER;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};
use kea_messages::{Escaper, Message, Severity};
use std::fmt::Write;

/// Writes what stands between the time and the ID.
pub(crate) fn write_head(line: &mut String, severity: Severity, target: &str, process: u32) {
    // Writing to a string does not fail.
    _ = write!(line, "{} [", padded_name(severity));
    _ = Escaper(&mut *line).write_str(target);
    _ = write!(line, "/{process}]");
}

/// The line of a message of our own, which goes to an output past its loggers: it is
/// about what they have not written.
pub(crate) fn of_message(message: &impl Message) -> String {
    let definition = message.definition();
    let severity = definition.severity().unwrap_or(Severity::Error);
    let mut line = String::new();
    Clock::new().write(&mut line);
    write_head(&mut line, severity, LOGGER, std::process::id());
    _ = write!(line, " {} ", definition.id());
    _ = write!(Escaper(&mut line), "{message}");
    line.push('\n');
    line
}

/// The severity as Kea writes it, in five columns.
const fn padded_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Fatal => "FATAL",
        Severity::Error => "ERROR",
        Severity::Warn => "WARN ",
        Severity::Info => "INFO ",
        Severity::Debug(_) => "DEBUG",
    }
}

/// The time of the last line, of which only the milliseconds change often.
#[derive(Debug)]
pub(crate) struct Clock {
    second: i64,
    /// `2018-12-20 10:15:02`
    text: String,
}

impl Clock {
    pub(crate) const fn new() -> Self {
        Self {
            second: i64::MIN,
            text: String::new(),
        }
    }

    /// Writes the local time, and a space.
    pub(crate) fn write(&mut self, line: &mut String) {
        let now = Timestamp::now();
        if self.second != now.as_second() {
            self.second = now.as_second();
            self.text.clear();
            let local = ZonedDateTime::new(now, TimeZone::system());
            _ = write!(self.text, "{}", local.strftime("%Y-%m-%d %H:%M:%S"));
        }
        _ = write!(line, "{}.{:03} ", self.text, now.subsec_millisecond());
    }
}
