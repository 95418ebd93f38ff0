//! The layer that writes Kea's lines.

use crate::filter::severity_of_level;
use crate::line::{Clock, write_head};
use crate::loggers::Loggers;
use kea_messages::{Escaper, severity_of};
use std::cell::Cell;
use std::fmt::{Debug, Write};
use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::Context;
use tracing_subscriber::registry::LookupSpan;

/// The layer that writes lines.
impl Loggers {
    /// A layer that writes each event that the loggers let pass as a line, to the
    /// outputs of its logger. Other layers of the subscriber are not affected.
    ///
    /// The line has Kea's default layout, without the thread: local time, severity,
    /// logger (the event's target), process ID, and then the ID and text of a message.
    /// An event that is not a message has its text and its fields there, as
    /// `name=value`. Syslog gets the line without the time, in a record of RFC 3164.
    /// A line that cannot be written to its output goes to standard error, and the output
    /// is told how many did.
    ///
    /// ```
    /// use kea_messages_subscriber::{Config, Loggers};
    /// use tracing_subscriber::prelude::*;
    ///
    /// # fn main() -> Result<(), kea_messages_subscriber::ConfigError> {
    /// let loggers = Loggers::new("my-server", &Config::default())?;
    /// tracing_subscriber::registry().with(loggers.layer()).init();
    ///
    /// tracing::info!(target: "my-server.http", port = 80, "listening");
    /// // 2018-12-20 10:15:02.123 INFO  [my-server.http/4711] listening port=80
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn layer<S>(&self) -> impl Layer<S> + Send + Sync + use<S>
    where
        S: Subscriber + for<'a> LookupSpan<'a>,
    {
        let lines = Lines {
            loggers: self.clone(),
            process: std::process::id(),
        };
        lines.with_filter(self.levels())
    }
}

/// Writes events as Kea writes its lines, to the outputs of their loggers.
#[derive(Debug)]
struct Lines {
    loggers: Loggers,
    process: u32,
}

impl Lines {
    fn write(&self, event: &Event<'_>, draft: &mut Draft) {
        let metadata = event.metadata();
        let target = metadata.target();
        let of_message = severity_of(metadata);
        let severity = of_message.unwrap_or_else(|| severity_of_level(*metadata.level()));
        let Draft { line, clock } = draft;
        line.clear();
        clock.write(line);
        let message = line.len();
        write_head(line, severity, target, self.process);
        if of_message.is_some() {
            *line += " ";
            *line += metadata.name();
            event.record(&mut Text(line));
        } else {
            event.record(&mut Fields(line));
        }
        *line += "\n";
        self.loggers.write(target, severity, line, message);
    }
}

impl<S: Subscriber> Layer<S> for Lines {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        // An argument can log while it is printed, and a destructor while the thread
        // ends. Such an event has a new draft.
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
    clock: Clock,
}

impl Draft {
    const fn new() -> Self {
        Self {
            line: String::new(),
            clock: Clock::new(),
        }
    }
}

impl Default for Draft {
    fn default() -> Self {
        Self::new()
    }
}

/// The field that holds the text of an event, be it a message or not.
const TEXT: &str = "message";

/// Writes the text of a message. Its arguments are in the text, and its ID and
/// severity stand before it in the line.
struct Text<'a>(&'a mut String);

impl Visit for Text<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        if field.name() == TEXT {
            self.0.push(' ');
            _ = write!(Escaper(&mut *self.0), "{value:?}");
        }
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == TEXT {
            self.0.push(' ');
            _ = Escaper(&mut *self.0).write_str(value);
        }
    }
}

/// Writes all fields of an event that is not a message: its text, and the others
/// as `name=value`.
struct Fields<'a>(&'a mut String);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        if field.name() == TEXT {
            return Text(self.0).record_debug(field, value);
        }
        self.0.push(' ');
        _ = Escaper(&mut *self.0).write_str(field.name());
        self.0.push('=');
        _ = write!(Escaper(&mut *self.0), "{value:?}");
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == TEXT {
            return Text(self.0).record_str(field, value);
        }
        self.record_debug(field, &value);
    }
}
