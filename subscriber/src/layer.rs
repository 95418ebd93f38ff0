//! The layer that writes lines.

use crate::layout::Draft;
use crate::loggers::Loggers;
use crate::record::Record;
use crate::spans::{self, Around};
use std::cell::Cell;
use tracing::span::{Attributes, Id};
use tracing::{Dispatch, Event, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::Context;
use tracing_subscriber::registry::LookupSpan;

/// Creates the layer.
impl Loggers {
    /// Returns a layer that writes each event that the loggers enable as a line,
    /// to the outputs of its logger. Other layers of the subscriber are not
    /// affected.
    ///
    /// Unless the output has another [layout](crate::Config), the line has Kea's layout, without
    /// the thread: local time, severity, logger (the event's target), process ID, and then the ID
    /// and text of a message. For an event that is not a message, its text and its fields are
    /// written instead, as `name=value`. [Syslog](crate::Config#syslog) gets the line without the
    /// time, in a record of RFC 3164. A line that cannot be written to its output goes to standard
    /// error, and a later message in the output reports how many lines this affected.
    ///
    /// Its first lines are the [warnings](crate::Config::warnings) of the first
    /// configuration.
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
        };
        lines.with_filter(self.levels())
    }
}

/// Writes events as lines, to the outputs of their loggers.
#[derive(Debug)]
struct Lines {
    loggers: Loggers,
}

impl<S> Layer<S> for Lines
where
    S: Subscriber + for<'a> LookupSpan<'a>,
{
    fn on_register_dispatch(&self, _: &Dispatch) {
        self.loggers.log_warnings();
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let around = Around {
            event,
            context: &context,
        };
        // The draft is missing if an argument logs while it is printed, or if a destructor logs at
        // the end of the thread. Such an event gets a new draft.
        let mut draft = DRAFT.try_with(Cell::take).unwrap_or_default();
        self.loggers
            .write(&Record::of_event(event, &around), &mut draft);
        _ = DRAFT.try_with(|kept| kept.set(draft));
    }

    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        if self.loggers.show_spans() {
            spans::keep(attributes, id, &context);
        }
    }

    fn on_record(&self, id: &Id, values: &tracing::span::Record<'_>, context: Context<'_, S>) {
        spans::keep_more(id, values, &context);
    }
}

thread_local! {
    static DRAFT: Cell<Draft> = const { Cell::new(Draft::new()) };
}
