//! The layouts of lines.
//!
//! A layout formats a whole record as a line, and an output writes the line.

mod clock;
mod json;
mod kea;
mod pattern;
mod presets;
mod syslog;
mod thread;

pub(crate) use self::clock::Clock;
#[cfg(feature = "fmt")]
pub(crate) use self::json::is_unsafe;
pub(crate) use self::kea::Kea;
#[cfg(feature = "fmt")]
pub(crate) use self::kea::write_behind_id;
pub(crate) use self::pattern::Pattern;
pub(crate) use self::presets::{Json, Preset};
pub(crate) use self::syslog::{EXAMPLE_ENTERPRISE, Rfc3164, Rfc5424, cut};

use crate::record::Record;
use crate::syslog::Facility;
use kea_messages::Message;
use std::sync::Arc;

/// The suffix that is appended to the name of an error to name its sources.
const SOURCES: &str = ".sources";

/// The layout of an output's lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    Kea(Kea),
    Pattern(Arc<Pattern>),
    Json(Json),
    /// The header of RFC 3164, followed by another layout.
    Rfc3164(Rfc3164, Box<Layout>),
    Rfc5424(Rfc5424),
}

impl Layout {
    /// Writes a record as a line, including its line feed.
    pub(crate) fn write(&self, record: &Record<'_>, clock: &mut Clock, line: &mut String) {
        self.write_content(record, clock, line);
        line.push('\n');
    }

    /// Writes a record without the line feed at its end.
    fn write_content(&self, record: &Record<'_>, clock: &mut Clock, line: &mut String) {
        match self {
            Self::Kea(layout) => layout.write(record, clock, line),
            Self::Pattern(layout) => layout.write(record, clock, line),
            Self::Json(layout) => layout.write(record, clock, line),
            Self::Rfc3164(header, layout) => {
                header.write(record, clock, line);
                let start = line.len();
                layout.write_content(record, clock, line);
                join_lines(line, start);
            }
            Self::Rfc5424(layout) => layout.write(record, clock, line),
        }
    }

    /// Converts the layout for syslog. If the daemon may run on another machine, the header
    /// contains the host name.
    pub(crate) fn in_syslog(self, facility: Facility, is_remote: bool) -> Self {
        match self {
            Self::Rfc5424(layout) => Self::Rfc5424(Rfc5424 { facility, ..layout }),
            other => {
                let host = is_remote;
                Self::Rfc3164(Rfc3164 { facility, host }, Box::new(other))
            }
        }
    }

    /// Formats a message of this crate as a line. The message bypasses the loggers of the output,
    /// because it reports lines that were not written.
    pub(crate) fn line_of(&self, message: &impl Message) -> String {
        let mut line = String::new();
        message.visit(&mut |message| {
            self.write(&Record::of_own(message), &mut Clock::new(), &mut line);
        });
        line
    }

    /// Whether the layout shows the spans of a record.
    pub(crate) fn shows_spans(&self) -> bool {
        match self {
            Self::Kea(layout) => layout.spans,
            Self::Pattern(layout) => layout.shows_spans(),
            Self::Json(layout) => layout.spans,
            Self::Rfc3164(_, layout) => layout.shows_spans(),
            Self::Rfc5424(layout) => layout.spans,
        }
    }
}

/// Joins the lines after `start`, because a second line would be a record without a header.
fn join_lines(line: &mut String, start: usize) {
    let text = line.get(start..).unwrap_or_default();
    if text.contains('\n') {
        let text = text.trim_end_matches('\n').replace('\n', " ");
        line.truncate(start);
        *line += &text;
    }
}

/// The buffer for a line, which is kept to reuse its memory.
#[derive(Debug)]
pub(crate) struct Draft {
    pub(crate) line: String,
    pub(crate) clock: Clock,
}

impl Draft {
    pub(crate) const fn new() -> Self {
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
