//! Kea's line.

use crate::filter::severity;
use crate::loggers::Loggers;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};
use kea_messages::{Escaper, Severity};
use std::cell::Cell;
use std::fmt::{Debug, Write};
use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::Context;

/// Writes events as Kea writes its lines, to the outputs of their loggers.
#[derive(Debug)]
pub(crate) struct Lines {
    loggers: Loggers,
    process: u32,
}

impl Lines {
    pub(crate) fn new(loggers: Loggers) -> Self {
        let process = std::process::id();
        Self { loggers, process }
    }

    fn write(&self, event: &Event<'_>, draft: &mut Draft) {
        let target = event.metadata().target();
        draft.text.clear();
        draft.severity = severity(*event.metadata().level());
        draft.name = event.metadata().name();
        draft.is_message = false;
        event.record(draft);
        let Draft { line, text, .. } = draft;
        line.clear();
        draft.clock.write(line);
        let message = line.len();
        let name = match draft.severity {
            Severity::Fatal => "FATAL",
            Severity::Error => "ERROR",
            Severity::Warn => "WARN ",
            Severity::Info => "INFO ",
            Severity::Debug(_) => "DEBUG",
        };
        // Writing to a string does not fail.
        _ = write!(line, "{name} [");
        _ = Escaper(&mut *line).write_str(target);
        _ = write!(line, "/{}]", self.process);
        if draft.is_message {
            *line += " ";
            *line += draft.name;
        }
        *line += text;
        *line += "\n";
        self.loggers.write(target, draft.severity, line, message);
    }
}

impl<S: Subscriber> Layer<S> for Lines {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        // An argument can log while it is printed: it finds a draft of its own.
        // So does an event while the thread ends.
        let mut draft = DRAFT.try_with(Cell::take).unwrap_or_default();
        self.write(event, &mut draft);
        _ = DRAFT.try_with(|kept| kept.set(draft));
    }
}

thread_local! {
    static DRAFT: Cell<Draft> = const { Cell::new(Draft::new()) };
}

/// A line that is being written, kept for its memory.
#[derive(Debug)]
struct Draft {
    line: String,
    /// What stands behind the logger and the ID, each part with a space before
    /// it.
    text: String,
    severity: Severity,
    /// The name of the event.
    name: &'static str,
    /// Whether the event is a message, of which the text has all arguments.
    is_message: bool,
    clock: Clock,
}

impl Draft {
    const fn new() -> Self {
        Self {
            line: String::new(),
            text: String::new(),
            severity: Severity::Info,
            name: "",
            is_message: false,
            clock: Clock {
                second: i64::MIN,
                text: String::new(),
            },
        }
    }
}

impl Default for Draft {
    fn default() -> Self {
        Self::new()
    }
}

/// The fields of a message come in this order: its text, its ID, its severity,
/// its arguments.
impl Visit for Draft {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        if self.is_message {
            return;
        }
        self.text.push(' ');
        if field.name() != "message" {
            _ = Escaper(&mut self.text).write_str(field.name());
            self.text.push('=');
        }
        _ = write!(Escaper(&mut self.text), "{value:?}");
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        match field.name() {
            "severity" if self.is_message => {
                if value == "fatal" {
                    self.severity = Severity::Fatal;
                }
            }
            // An event can have such a field and be no message.
            "message_id" if value == self.name => self.is_message = true,
            _ if self.is_message => {}
            "message" => {
                self.text.push(' ');
                _ = Escaper(&mut self.text).write_str(value);
            }
            _ => self.record_debug(field, &value),
        }
    }
}

/// The time of the last line, of which only the milliseconds change often.
#[derive(Debug)]
struct Clock {
    second: i64,
    /// `2018-12-20 10:15:02`
    text: String,
}

impl Clock {
    /// Writes the local time, and a space.
    fn write(&mut self, line: &mut String) {
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
