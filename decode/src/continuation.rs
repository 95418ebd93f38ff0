//! Which lines continue the one before.

use crate::layout::{self, Layout};

/// Whether a line continues the one before it: it is indented, or it does not begin like
/// a line of this log, and the one before does.
pub(crate) fn continues(layouts: &[Layout], line: &str, previous: &str) -> bool {
    if line.starts_with([' ', '\t']) {
        return !previous.is_empty();
    }
    !begins_record(layouts, line) && has_head(layouts, previous)
}

/// Whether a line begins like one of a log.
fn begins_record(layouts: &[Layout], line: &str) -> bool {
    if layouts.is_empty() {
        line.starts_with('{') || layout::has_time(line) || layout::has_id(line)
    } else {
        is_any(layouts, line)
    }
}

/// Whether a line is one of a log in which every record has a head, so that a line
/// without one belongs to the record before.
fn has_head(layouts: &[Layout], line: &str) -> bool {
    if layouts.is_empty() {
        layout::has_time(line)
    } else {
        is_any(layouts, line)
    }
}

fn is_any(layouts: &[Layout], line: &str) -> bool {
    layouts.iter().any(|layout| layout.split(line).is_some())
}

#[cfg(test)]
mod tests {
    use super::continues;

    #[test]
    fn lines() {
        const HEAD: &str = "2018-12-20 10:15:02.123 INFO  [kea/1] A_B on disk";
        const JSON: &str = r#"{"message":"A_B on disk"}"#;
        // The layout, a line, the line before, whether it continues that one.
        let cases = [
            (None, "  at x", HEAD, true),
            (None, "\tat x", HEAD, true),
            (None, "  at x", "A_B on disk", true),
            (None, "  at x", "", false),
            (None, "Caused by", HEAD, true),
            (None, "", HEAD, true),
            (None, "Caused by", "A_B on disk", false),
            (None, "Caused by", JSON, false),
            (None, "2018-12-20 10:15:02.123 no head", HEAD, false),
            (None, "A_B on disk", HEAD, false),
            (None, "message=x", HEAD, false),
            (None, HEAD, HEAD, false),
            (None, JSON, HEAD, false),
            (None, "{ not JSON", HEAD, false),
            (
                Some("<{}> {id} {text}"),
                "Caused by",
                "<1> A_B on disk",
                true,
            ),
            (
                Some("<{}> {id} {text}"),
                "<2> A_B on disk",
                "<1> A_B on disk",
                false,
            ),
            (Some("<{}> {id} {text}"), HEAD, "<1> A_B on disk", true),
            (Some("<{}> {id} {text}"), "Caused by", HEAD, false),
        ];
        for (layout, line, previous, expected) in cases {
            let layout = layout.map(|layout: &str| layout.parse().expect("it is a layout"));
            let found = continues(layout.as_slice(), line, previous);
            assert_eq!(found, expected, "{line:?} after {previous:?}");
        }
    }
}
