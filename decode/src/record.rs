//! Determines which lines belong to a record, and where its text can end.

use crate::layout::{self, Beginning, Layout};
use memchr::memchr_iter;

/// The start of a record, which determines which lines continue it.
/// [`Decoder::start`](crate::Decoder::start) returns it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordStart(Start);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Start {
    /// The line is empty.
    Empty,
    /// The line has no head, so other records of its log can begin in any way.
    Bare,
    /// The line has a head without a time: a severity and a logger in brackets.
    Severity,
    /// The line has a head, like every record of its log.
    Headed,
}

impl RecordStart {
    pub(crate) fn of(layouts: &[Layout], line: &str) -> Self {
        // A JSON object ends by itself, so it is not parsed here to find out whether it has a time.
        let is_object = is_object(layouts, line.as_bytes());
        Self(if line.is_empty() {
            Start::Empty
        } else if !is_object && has_head(layouts, line) {
            Start::Headed
        } else if layouts.is_empty() && has_severity(line) {
            Start::Severity
        } else {
            Start::Bare
        })
    }

    /// Returns the start of the next record, whose first line does not continue a record with this
    /// start. If each record has a head, the line has one too, because otherwise it would continue
    /// the record: then it is not read.
    pub(crate) fn of_next(
        self,
        layouts: &[Layout],
        line: &[u8],
        read: impl FnOnce() -> Self,
    ) -> Self {
        if self.0 == Start::Headed && !is_object(layouts, line) {
            self
        } else {
            read()
        }
    }

    /// Whether a line begins with the time of Kea's layout, so that it does not continue the
    /// record. The rest of the line is not read, and may not be valid UTF-8.
    pub(crate) fn is_followed_by(self, layouts: &[Layout], line: &[u8]) -> bool {
        self.0 == Start::Headed && layouts.is_empty() && layout::has_kea_time(line)
    }

    /// Whether a line continues the record. A line with a head never does. A line without a head
    /// continues a record with one, even if it begins with an ID or with a brace, because it can be
    /// part of a value.
    pub(crate) fn is_continued_by(self, layouts: &[Layout], line: &str) -> bool {
        match self.0 {
            Start::Empty => false,
            Start::Bare => line.starts_with([' ', '\t']) && !has_head(layouts, line),
            Start::Severity => !has_severity(line),
            Start::Headed => !has_head(layouts, line),
        }
    }
}

/// Whether a line begins like a JSON object, in a log without user-defined layouts.
fn is_object(layouts: &[Layout], line: &[u8]) -> bool {
    layouts.is_empty() && line.starts_with(b"{")
}

/// Whether a line has a head, possibly without a time.
fn has_severity(line: &str) -> bool {
    Beginning::of_head(line) >= Beginning::Severity
}

/// Whether a line has the head of a record.
fn has_head(layouts: &[Layout], line: &str) -> bool {
    if layouts.is_empty() {
        layout::has_time(line)
    } else {
        layouts.iter().any(|layout| layout.split(line).is_some())
    }
}

/// Returns the places where the text of a record can end: before each line feed, and before the
/// carriage return in front of it. The end of the first line comes first, then the end of the
/// record, because the text usually ends at one of these.
pub(crate) fn ends(lines: &str) -> impl Iterator<Item = usize> + '_ {
    let bytes = lines.as_bytes();
    let both = move |end: usize| {
        let without = (bytes[..end].last() == Some(&b'\r')).then(|| end - 1);
        without.into_iter().chain([end])
    };
    let mut feeds = memchr_iter(b'\n', bytes);
    let first = feeds.next();
    let last = first.map(|_| bytes.len());
    let first = first.unwrap_or(bytes.len());
    let ends = [first].into_iter().chain(last).chain(feeds);
    ends.flat_map(both)
}

#[cfg(test)]
mod tests {
    use super::{RecordStart, ends};

    #[test]
    fn lines() {
        const HEAD: &str = "2018-12-20 10:15:02.123 INFO  [kea/1] A_B on disk";
        const JSON: &str = r#"{"message":"A_B on disk"}"#;
        const TIMED: &str = r#"{"time":"10:15:02","message":"A_B on disk"}"#;
        const LAYOUT: &str = "<{}> {id} {text}";
        // The layout, the first line of a record, a line, and whether it continues the record.
        let cases = [
            ("", HEAD, "  at x", true),
            ("", HEAD, "\tat x", true),
            ("", HEAD, "Caused by", true),
            ("", HEAD, "", true),
            // These can be lines of a value.
            ("", HEAD, "A_B on disk", true),
            ("", HEAD, "message=x", true),
            ("", HEAD, JSON, true),
            ("", HEAD, "{ not JSON", true),
            ("", HEAD, TIMED, false),
            ("", HEAD, "2018-12-20 10:15:02.123 no head", false),
            ("", HEAD, HEAD, false),
            ("", "A_B on disk", "  at x", true),
            ("", "A_B on disk", "Caused by", false),
            ("", "A_B on disk", "A_B on disk", false),
            ("", "A_B on disk", HEAD, false),
            ("", "A_B on disk", "", false),
            ("", JSON, "Caused by", false),
            ("", JSON, "  at x", true),
            ("", "", "  at x", false),
            ("", "INFO  [kea.x.140] A_B on disk", "Caused by", true),
            ("", "INFO  [kea.x.140] A_B on disk", "A_B on disk", true),
            (
                "",
                "INFO  [kea.x.140] A_B on disk",
                "WARN  [kea.x.140] A_B",
                false,
            ),
            ("", "INFO  [kea.x.140] A_B on disk", HEAD, false),
            ("", HEAD, "WARN  [kea.x.140] A_B", true),
            (LAYOUT, "<1> A_B on disk", "Caused by", true),
            (LAYOUT, "<1> A_B on disk", "<2> A_B on disk", false),
            (LAYOUT, "<1> A_B on disk", HEAD, true),
            (LAYOUT, HEAD, "Caused by", false),
            (LAYOUT, HEAD, "  at x", true),
            (LAYOUT, HEAD, "<1> A_B on disk", false),
        ];
        for (layout, first, line, expected) in cases {
            let layouts: Vec<_> = layout
                .split_terminator('|')
                .map(|layout| layout.parse().expect("it is a layout"))
                .collect();
            let start = RecordStart::of(&layouts, first);
            let found = start.is_continued_by(&layouts, line);
            assert_eq!(found, expected, "{line:?} after {first:?}");
            assert!(!(found && start.is_followed_by(&layouts, line.as_bytes())));
            if !found {
                let of_line = || RecordStart::of(&layouts, line);
                let next = start.of_next(&layouts, line.as_bytes(), of_line);
                assert_eq!(next, of_line(), "{line:?}");
            }
        }
    }

    #[test]
    fn the_ends_of_a_record() {
        let cases: [(&str, &[&str]); 6] = [
            ("", &[""]),
            ("a", &["a"]),
            ("a\r", &["a", "a\r"]),
            ("a\nb", &["a", "a\nb"]),
            ("a\nb\nc\n", &["a", "a\nb\nc\n", "a\nb", "a\nb\nc"]),
            (
                "a\r\nb\r\nc\r",
                &[
                    "a",
                    "a\r",
                    "a\r\nb\r\nc",
                    "a\r\nb\r\nc\r",
                    "a\r\nb",
                    "a\r\nb\r",
                ],
            ),
        ];
        for (lines, expected) in cases {
            let found: Vec<&str> = ends(lines).map(|end| &lines[..end]).collect();
            assert_eq!(found, expected, "{lines:?}");
        }
    }
}
