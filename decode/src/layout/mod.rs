//! What a line of a log looks like: one file for each layout.

mod braces;
mod described;
mod kea;
mod logfmt;
mod parts;
mod structured;

pub use self::described::{Layout, LayoutError};
pub(crate) use self::kea::has_time;
pub(crate) use self::parts::Parts;

/// Splits a line that is in one of the layouts that are known. `None` if it is in none.
pub(crate) fn recognise(line: &str) -> Option<Parts<'_>> {
    match line.as_bytes().first()? {
        b'{' => structured::json(line),
        b'0'..=b'9' => kea::split(line).or_else(|| structured::pairs(line)),
        b'A'..=b'Z' => message_alone(line).or_else(|| structured::pairs(line)),
        _ => structured::pairs(line),
    }
}

/// Whether a line is a structured one that says when it was logged. JSON in a value has no
/// time of its own.
pub(crate) fn is_structured_with_time(line: &str) -> bool {
    let parts = if line.starts_with('{') {
        structured::json(line)
    } else {
        structured::pairs(line)
    };
    parts.is_some_and(|parts| parts.time.is_some())
}

/// Splits a line that begins with the ID.
fn message_alone(line: &str) -> Option<Parts<'_>> {
    let parts = Parts::default().with_message(line);
    parts.id.is_some().then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::{is_structured_with_time, recognise};

    #[test]
    fn structured_lines_with_a_time() {
        let cases = [
            (r#"{"time":"10:15","message":"A_B on disk"}"#, true),
            (r#"{"message":"A_B on disk"}"#, false),
            (r#"{"command":"config-get"}"#, false),
            ("{", false),
            (r#"ts=10:15 level=info msg="A_B on disk""#, true),
            (r#"level=info msg="A_B on disk""#, false),
            ("A_B on disk", false),
            ("", false),
        ];
        for (line, expected) in cases {
            assert_eq!(is_structured_with_time(line), expected, "{line:?}");
        }
    }

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
            ("ERROR A_B on disk", None),
            ("on disk", None),
            ("{", None),
            ("", None),
        ];
        for (line, expected) in cases {
            let parts = recognise(line).map(|parts| parts.show());
            assert_eq!(parts.as_deref(), expected, "{line:?}");
        }
    }
}
