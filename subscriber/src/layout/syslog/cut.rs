//! Truncates records that are too long for a datagram.

mod json;
mod mark;

use self::mark::mark;
use std::fmt::Write;

/// Truncates a record without its line feed to at most `length` bytes. The result is still a valid
/// record, and is marked as truncated.
///
/// The header is never truncated. The structured data is omitted if it leaves no space for the
/// text. A JSON text is still valid JSON, unless truncating its strings is not enough.
pub(crate) fn cut(record: &str, length: usize) -> String {
    let mark = mark(record);
    let (header, data) = split(record);
    let with_data = header.len() + data.len();
    let text = record.get(with_data..).unwrap_or_default();
    if let Some(json) = json::cut(text, length.saturating_sub(header.len())) {
        return format!("{header}{json}");
    }
    // The space that is reserved for the text, which has to be more than its ID.
    let least = text.len().min(200) + mark.len();
    let is_data_kept = data.len() <= 1 || with_data.saturating_add(least) <= length;
    let data = if is_data_kept { data } else { "-" };
    let space = length.saturating_sub(header.len() + data.len() + mark.len());
    let mut end = space.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let mut cut = String::with_capacity(length);
    // Writing to a string does not fail.
    _ = write!(
        cut,
        "{header}{data}{}{mark}",
        text.get(..end).unwrap_or_default()
    );
    cut
}

/// Splits a record into its header, and the structured data of RFC 5424 after it.
fn split(record: &str) -> (&str, &str) {
    let is_rfc5424 = record
        .split_once('>')
        .is_some_and(|(_, rest)| rest.starts_with("1 "));
    if !is_rfc5424 {
        let end = record.find("]: ").map_or(0, |at| at + 3);
        return (record.get(..end).unwrap_or_default(), "");
    }
    let header = record.match_indices(' ').nth(5).map_or(0, |(at, _)| at + 1);
    let (header, rest) = record.split_at_checked(header).unwrap_or(("", record));
    (header, rest.get(..end_of_data(rest)).unwrap_or(rest))
}

/// Returns the length of the structured data at the beginning of the text.
fn end_of_data(text: &str) -> usize {
    let (mut is_inside, mut is_quoted, mut is_escaped) = (false, false, false);
    let end = text.bytes().position(|byte| {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => is_quoted = !is_quoted,
            b'[' | b']' if !is_quoted => is_inside = byte == b'[',
            b' ' if !is_inside => return true,
            _ => {}
        }
        false
    });
    end.unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    const RFC3164: &str = "<134>Dec 20 10:15:02 host kea[4711]: ";
    const RFC5424: &str = "<134>1 2018-12-20T10:15:02.123456+01:00 host kea 4711 ID ";
    const DATA: &str = r#"[kea@1 logger="a ] \" \\"][arguments@1 a="[" b="x] y"]"#;

    #[test]
    fn a_record_is_split_at_its_text() {
        for (header, data) in [(RFC3164, ""), (RFC5424, "-"), (RFC5424, DATA)] {
            for text in ["", " ID text", " \u{feff}é ]: > [a \"b\"]"] {
                let data = data.replace("x] y", r"x\] y").replace("a ] ", r"a \] ");
                let record = format!("{header}{data}{text}");
                assert_eq!(split(&record), (header, data.as_str()), "{record}");
            }
        }
    }

    #[test]
    fn what_is_cut_says_so_and_fits() {
        let long = "é".repeat(1_000);
        for (header, data, is_kept) in [
            (RFC3164, String::new(), true),
            (RFC5424, "-".to_owned(), true),
            (RFC5424, DATA.to_owned(), true),
            (RFC5424, format!("[a@1 a=\"{long}\"]"), false),
        ] {
            let record = format!("{header}{data} ID {long}");
            // One of these lengths is in the middle of a character.
            for length in [1_000, 1_001] {
                let cut = cut(&record, length);
                assert!(cut.len() > length - 2 && cut.len() <= length, "{cut}");
                let data = if is_kept { data.as_str() } else { "-" };
                assert!(cut.starts_with(&format!("{header}{data} ID é")), "{cut}");
                let mark = format!("é... [cut from {} bytes]", record.len());
                assert!(cut.ends_with(&mark), "{cut}");
            }
        }
    }

    #[test]
    fn what_is_cut_is_json_if_it_was() {
        let json = format!(
            r#"{{"message":"ID {0}","arguments":{{"a":"{0}"}}}}"#,
            "é".repeat(9_000)
        );
        for header in [RFC3164, ""] {
            let cut = cut(&format!("{header}{json}"), 1_001);
            let json = cut.strip_prefix(header).expect(&cut);
            assert!(cut.len() <= 1_001, "{cut}");
            let read: serde_json::Value = serde_json::from_str(json).expect(json);
            assert!(read["message"].to_string().starts_with("\"ID éé"), "{cut}");
        }
    }

    #[test]
    fn nothing_that_can_be_cut_does_harm() {
        for record in [
            "",
            "x",
            "<1>1 ",
            "<1>1 a b c d e",
            "<1>1 a b c d e [x a=\"",
            "é]: é",
        ] {
            for length in 0..40 {
                assert!(cut(record, length).ends_with("bytes]"), "{record}");
            }
        }
    }
}
