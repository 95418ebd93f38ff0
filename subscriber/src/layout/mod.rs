//! What a line looks like.
//!
//! A layout writes a whole record, and an output writes the line that it makes.

mod clock;
mod json;
mod kea;
mod pattern;
mod presets;
mod thread;

use self::clock::Clock;
pub(crate) use self::kea::Kea;
pub(crate) use self::pattern::Pattern;
pub(crate) use self::presets::{Json, Preset};

use crate::record::Record;
use kea_messages::Message;
use std::sync::Arc;

/// The layout of an output's lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    Kea(Kea),
    Pattern(Arc<Pattern>),
    Json(Json),
}

impl Layout {
    /// Writes a record as a line, which ends in a line feed.
    pub(crate) fn write(&self, record: &Record<'_>, clock: &mut Clock, line: &mut String) {
        match self {
            Self::Kea(layout) => layout.write(record, clock, line),
            Self::Pattern(layout) => layout.write(record, clock, line),
            Self::Json(layout) => layout.write(record, clock, line),
        }
        line.push('\n');
    }

    /// The line of a message of our own, which goes to an output past its loggers: it is
    /// about what they have not written.
    pub(crate) fn line_of(&self, message: &impl Message) -> String {
        let mut line = String::new();
        message.visit(&mut |message| {
            self.write(&Record::of_own(message), &mut Clock::new(), &mut line);
        });
        line
    }

    /// Whether it shows the spans that a record is in.
    pub(crate) fn shows_spans(&self) -> bool {
        match self {
            Self::Kea(layout) => layout.spans,
            Self::Pattern(layout) => layout.shows_spans(),
            Self::Json(layout) => layout.spans,
        }
    }
}

/// A line that is being written, kept for its memory.
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
