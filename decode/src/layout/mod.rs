//! Parses the layouts of log lines. There is one file for each layout.

mod braces;
mod colors;
mod described;
mod element;
mod entry;
mod head;
mod head_time;
mod kea;
mod logfmt;
mod named;
mod object;
mod otlp;
mod parts;
mod slog;
mod structured;
mod time;

pub(crate) use self::braces::split_spans;
pub(crate) use self::colors::sequence;
pub use self::described::{Layout, LayoutError};
pub(crate) use self::entry::{Beginning, entry};
pub(crate) use self::head::{Head, walk};
pub(crate) use self::kea::{KeaLine, NAME as KEA, has_time as has_kea_time};
pub(crate) use self::named::JOURNAL_TIME;
pub(crate) use self::object::{LINE_BREAK, LINE_FEED, bytes_of_list};
pub(crate) use self::otlp::{records_of, with_records};
pub(crate) use self::parts::{Certainty, Escaping, Parts, id_in, word_in};

use memchr::memmem;
use serde_json::{Map, Value};

/// The parts of a line that were recognised.
pub(crate) enum Found<'l> {
    /// All parts were recognised, so the place of the ID is known.
    Parts(Parts<'l>),
    /// Only the head was recognised. An ID can be elsewhere in the line.
    Head(Head<'l>),
}

/// Finds the parts of a line in any of the known layouts.
pub(crate) fn recognise(line: &str) -> Found<'_> {
    let parts = match line.as_bytes().first() {
        Some(b'{') => object::json(line),
        Some(b'0'..=b'9') => KeaLine::split(line)
            .map(KeaLine::into_parts)
            .or_else(|| logfmt::pairs(line)),
        Some(b'A'..=b'Z') => message_alone(line).or_else(|| logfmt::pairs(line)),
        Some(_) => logfmt::pairs(line),
        None => None,
    };
    parts.map_or_else(|| Found::Head(walk(line)), Found::Parts)
}

/// Returns the parts of a record in a line with several records.
pub(crate) fn record_parts<'l>(record: Map<String, Value>) -> Parts<'l> {
    Parts {
        layout: "otlp".into(),
        ..object::object_parts(record)
    }
}

/// Whether a line begins with a time, or with a head that has one.
pub(crate) fn has_time(line: &str) -> bool {
    kea::has_time(line.as_bytes())
        || match line.as_bytes().first() {
            Some(b'{') => object::has_time(line),
            _ => {
                head_time::has_time(line)
                    || logfmt::pairs(line).is_some_and(|parts| parts.time.is_some())
            }
        }
}

/// Splits a line that begins with an ID and does not contain a field with an ID.
fn message_alone(line: &str) -> Option<Parts<'_>> {
    let parts = Parts {
        layout: "message".into(),
        ..Parts::default()
    }
    .with_message(line);
    let is_alone = parts.id.is_some() && memmem::find(line.as_bytes(), b"message_id").is_none();
    is_alone.then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::{Found, has_time, recognise};

    #[test]
    fn lines() {
        let cases = [
            (
                "2018-12-20 10:15:02.1 INFO [kea/1] A_B on disk",
                Some("2018-12-20 10:15:02.1|INFO|kea|1|A_B|on disk"),
            ),
            ("A_B on disk", Some("-|-|-|-|A_B|on disk")),
            (r#"{"message":"A_B on disk"}"#, Some("-|-|-|-|A_B|on disk")),
            (r#"message="A_B on disk""#, Some("-|-|-|-|A_B|on disk")),
            (
                r#"MODE=x message="A_B on disk""#,
                Some("-|-|-|-|A_B|on disk"),
            ),
            (r#"0=x message="A_B on disk""#, Some("-|-|-|-|A_B|on disk")),
            ("ERROR A_B on disk", Some("-|ERROR|-|-|A_B|on disk")),
            ("{conn peer=a} A_B on disk", Some("-|-|-|-|A_B|on disk")),
            ("on disk", None),
            ("on A_B", None),
            ("{", None),
            ("", None),
        ];
        for (line, expected) in cases {
            let parts = match recognise(line) {
                Found::Parts(parts) => Some(parts.show()),
                Found::Head(head) => head.parts.id.is_some().then(|| head.parts.show()),
            };
            assert_eq!(parts.as_deref(), expected, "{line:?}");
        }
    }

    #[test]
    fn lines_with_a_time() {
        for line in [
            "2018-12-20 10:15:02.123 INFO  [kea/1] A_B x",
            "2018-12-20 10:15:02 anything",
            "2018-12-20T10:15:02Z stdout F anything",
            "Dec 20 10:15:02 host kea[1]: x",
            "<30>Dec 20 10:15:02 host kea[1]: x",
            "<30>1 2018-12-20T10:15:02Z host kea 1 - - x",
            "71 <30>1 2018-12-20T10:15:02Z host kea 1 - - x",
            "[2018-12-20T10:15:02Z INFO  kea] x",
            "[  123.456789] host kea[1]: x",
            "[pod/kea-1/kea] 2018-12-20 10:15:02.123 INFO x",
            "kea-1  | 2018-12-20 10:15:02.123 INFO x",
            "\x1b[36mkea-1  | \x1b[0m2018-12-20 10:15:02.123 INFO x",
            "\x1b[2m2018-12-20T10:15:02Z\x1b[0m \x1b[32m INFO\x1b[0m x",
            "  2018-12-20T10:15:02.123456Z  INFO kea: x",
            "  \x1b[2m2018-12-20T10:15:02.123456Z\x1b[0m \x1b[32m INFO\x1b[0m kea: x",
            "[INFO] 2018-12-20 10:15:02 x",
            "INFO 2018-12-20 10:15:02 x",
            "    Dec 20 10:15:02.123 INFO x",
            "   Dec 20 10:15:02.123 ERRO[src/main.rs:6:5] x",
            "\x1b(B\x1b[m   \x1b(B\x1b[mDec 20 10:15:02.123\x1b(B\x1b[m \x1b[32mINFO\x1b(B\x1b[m x",
            "10:15:02.123 x",
            "10:15:02 INFO x",
            r#"{"time":"2018-12-20T10:15:02Z","message":"x"}"#,
            r#"{"ts":1545300902.123,"msg":"x"}"#,
            "ts=2018-12-20T10:15:02Z msg=x",
        ] {
            assert!(has_time(line), "{line:?}");
        }
        for line in [
            "",
            " ",
            "A_B x",
            "Caused by: 2018-12-20 10:15:02 x",
            "Date: 2018-12-20 10:15:02",
            "Thu",
            "10:15:02 x",
            "10:15:02:03:04:05 x",
            "   2018-12-20T10:15:02.123456Z  INFO kea: x",
            "  2018-12-20T10:15:02.123456Z x",
            "  at 2018-12-20 10:15:02 INFO",
            "    Dec 20 10:15:02 INFO x",
            "\t2018-12-20 10:15:02.123 INFO  [kea/1] x",
            "\tDec 20 10:15:02 host kea[1]: x",
            "<b> 2018-12-20 10:15:02",
            "[x",
            "| 2018-12-20",
            r#"{"command":"lease4-add","arguments":{"time":1}}"#,
            r#"{"time":"noon"}"#,
            r#"{"time":null}"#,
            "{",
            "msg=x",
        ] {
            assert!(!has_time(line), "{line:?}");
        }
    }
}
