//! Finds the time in the head of a line, which distinguishes the records of a log from other lines.
//! This is done for each line, so no more of the line is parsed than necessary.

use super::colors::Colors;
use super::element::{self, Element};
use super::head::MAX_ELEMENTS;
use super::slog;
use std::borrow::Cow;

/// Whether a line begins with a head that has a time.
pub(super) fn has_time(line: &str) -> bool {
    // No formatter begins a line with a tab.
    let Some(first) = line.bytes().find(|byte| *byte != b' ') else {
        return false;
    };
    let can_begin = first.is_ascii_alphanumeric() || matches!(first, b'<' | b'[' | b'(' | b'\x1b');
    if !can_begin {
        return false;
    }
    let plain = if first == b'\x1b' || line.starts_with([' ', '\x1b']) {
        Cow::Owned(Colors::strip(line).plain)
    } else {
        Cow::Borrowed(line)
    };
    let text = plain.trim_start_matches(' ');
    let indent = plain.len() - text.len();
    if indent > 0 {
        // Lines of tracing-subscriber's `pretty` begin like this, with the severity after the time.
        // So do lines of slog-term's `compact` within a context.
        let is_head = |(time, rest): (&str, &str)| {
            let severity = element::severity(rest.trim_start());
            severity.is_some_and(|(name, _)| indent == 2 || slog::is_own(Some(time), name))
        };
        return super::time::split(text).is_some_and(is_head);
    }
    let mut rest = text;
    for _ in 0..MAX_ELEMENTS {
        rest = rest.trim_start_matches([' ', '\t']);
        match element::first(rest) {
            Some((Element::Time(time), behind)) => {
                // Many texts contain a time of day without a date.
                let is_date = time.len() > "10:15:02".len();
                return is_date || element::severity(behind.trim_start()).is_some();
            }
            Some((Element::Syslog(parts), _)) => return parts.time.is_some(),
            Some((Element::Bracket(inside), behind)) => {
                if super::time::split(inside.trim_start()).is_some() {
                    return true;
                }
                rest = behind;
            }
            Some((Element::Tag { .. } | Element::Span, _)) | None => return false,
            Some((_, behind)) => rest = behind,
        }
    }
    false
}
