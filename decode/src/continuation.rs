//! Which lines continue the one before.

use crate::layout::{self, Layout};

/// Whether a line continues the one before it: it is indented, or it does not begin like
/// a line of this log, and the one before does.
pub(crate) fn continues(layout: Option<&Layout>, line: &str, previous: &str) -> bool {
    if line.starts_with([' ', '\t']) {
        return !previous.is_empty();
    }
    !begins_record(layout, line) && has_head(layout, previous)
}

/// Whether a line begins like one of a log.
fn begins_record(layout: Option<&Layout>, line: &str) -> bool {
    match layout {
        Some(layout) => layout.split(line).is_some(),
        None => {
            line.starts_with('{') || layout::has_time(line) || layout::recognise(line).is_some()
        }
    }
}

/// Whether a line is one of a log in which every record has a head, so that a line
/// without one belongs to the record before.
fn has_head(layout: Option<&Layout>, line: &str) -> bool {
    match layout {
        Some(layout) => layout.split(line).is_some(),
        None => layout::has_time(line),
    }
}
