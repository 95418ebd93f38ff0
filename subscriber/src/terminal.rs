//! A format of `tracing_subscriber::fmt`: time, severity, logger, spans, ID and text, with
//! colours.

use crate::layout::{Clock, is_unsafe, write_behind_id};
use crate::record::Record;
use crate::spans::Outside;
use jiff::Timestamp;
use kea_messages::{OneLine, Severity};
use std::cell::RefCell;
use std::fmt::{self, Write as _};
use tracing::{Event, Subscriber};
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields, FormattedFields};
use tracing_subscriber::registry::{LookupSpan, Scope};

/// A format of `tracing_subscriber::fmt` that shows IDs:
/// `2018-12-20 10:15:02.123 WARN  [kea-dhcp4.alloc] ALLOC_FAIL a1: failed after 3 attempt(s)`.
///
/// The time is local. The spans of an event are written before the ID, as `{conn
/// peer="192.0.2.7"}`. For an event that is not a message, the line has no ID, and its fields
/// follow the text. An event is always one line: see [`OneLine`].
///
/// Colours are enabled like those of `tracing_subscriber::fmt`: see
/// [`with_ansi`](tracing_subscriber::fmt::SubscriberBuilder::with_ansi).
///
/// It needs the feature `fmt`. Unlike [`Loggers`](crate::Loggers), it has no outputs or
/// filter.
///
/// ```
/// use kea_messages_subscriber::Terminal;
///
/// tracing_subscriber::fmt().event_format(Terminal).init();
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Terminal;

impl<S, N> FormatEvent<S, N> for Terminal
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'w> FormatFields<'w> + 'static,
{
    fn format_event(
        &self,
        context: &FmtContext<'_, S, N>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        let is_colored = writer.has_ansi_escapes();
        let shown = |sequence: &'static str| if is_colored { sequence } else { "" };
        let record = Record::of_event(event, &Outside);
        let mut line = String::new();
        write_time(record.time, &mut line);
        write!(
            line,
            " {}{:<5}{} [{}] ",
            shown(color(record.severity)),
            record.severity.name().to_uppercase(),
            shown(RESET),
            OneLine(record.logger),
        )?;
        for span in context.event_scope().into_iter().flat_map(Scope::from_root) {
            write!(line, "{{{}", OneLine(span.name()))?;
            if let Some(fields) = span.extensions().get::<FormattedFields<N>>() {
                if !fields.is_empty() {
                    line.push(' ');
                    write_fields(fields, is_colored, &mut line);
                }
            }
            line.push_str("} ");
        }
        if let Some(id) = record.id() {
            write!(line, "{}{id}{}", shown(BOLD), shown(RESET))?;
        }
        write_behind_id(&record, &mut line);
        writeln!(writer, "{line}")
    }
}

/// Writes the local time.
fn write_time(time: Timestamp, line: &mut String) {
    thread_local! {
        static CLOCK: RefCell<Clock> = const { RefCell::new(Clock::new()) };
    }
    let written = CLOCK.try_with(|clock| clock.borrow_mut().write(time, line));
    // This is false if the thread is ending, and a destructor logs an event.
    if written.is_err() {
        Clock::new().write(time, line);
    }
}

const BOLD: &str = "\x1b[1m";
const RESET: &str = "\x1b[0m";

const fn color(severity: Severity) -> &'static str {
    match severity {
        Severity::Fatal | Severity::Error => "\x1b[31m",
        Severity::Warn => "\x1b[33m",
        Severity::Info => "\x1b[32m",
        Severity::Debug(_) => "\x1b[34m",
    }
}

/// Writes fields that were already formatted. Unsafe characters are escaped, except for backslashes
/// and colours, which come from the formatter.
fn write_fields(fields: &str, is_colored: bool, line: &mut String) {
    for letter in fields.chars() {
        let is_of_format = letter == '\\' || letter == '\x1b' && is_colored;
        if is_of_format || !is_unsafe(letter) {
            line.push(letter);
        } else {
            line.extend(letter.escape_default());
        }
    }
}
