//! Truncates JSON lines so that they are still valid JSON.

use super::mark::mark;
use serde::de::IgnoredAny;

/// The length to which strings are truncated at most. Shorter strings are never truncated.
const LEAST: usize = 16;

/// Truncates the long strings of a JSON line, so that it has at most `length` bytes. Returns `None`
/// if it is not JSON, or if truncating strings is not enough.
pub(super) fn cut(text: &str, length: usize) -> Option<String> {
    let is_json = text.starts_with('{') && serde_json::from_str::<IgnoredAny>(text).is_ok();
    if !is_json {
        return None;
    }
    // Usually two strings are long: an argument, and the text that contains it.
    let lengths = std::iter::successors(Some(length / 2), |length| Some(length / 2));
    lengths
        .take_while(|longest| *longest >= LEAST)
        .map(|longest| with_strings_of(text, longest))
        .find(|json| json.len() <= length)
}

/// Truncates all strings that are much longer than `longest` to that number of bytes.
fn with_strings_of(json: &str, longest: usize) -> String {
    let mut written = String::with_capacity(json.len());
    let mut rest = json;
    while let Some((between, behind)) = rest.split_once('"') {
        let (inside, behind) = behind.split_at(behind_units(behind, usize::MAX));
        let mark = mark(inside);
        written += between;
        written.push('"');
        if inside.len() > longest.saturating_add(mark.len()) {
            written += &inside[..behind_units(inside, longest)];
            written += &mark;
        } else {
            written += inside;
        }
        written.push('"');
        rest = behind.strip_prefix('"').unwrap_or(behind);
    }
    written + rest
}

/// Returns the length of the longest prefix of at most `bytes` bytes that ends before the closing
/// quote, and not in the middle of a character or an escape.
fn behind_units(text: &str, bytes: usize) -> usize {
    let mut end = 0;
    while let Some(letter) = text[end..].chars().next().filter(|letter| *letter != '"') {
        let length = match letter {
            '\\' if text[end..].starts_with("\\u") => 6,
            '\\' => 2,
            _ => letter.len_utf8(),
        };
        if end + length > bytes.min(text.len()) {
            break;
        }
        end += length;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    #[test]
    fn json_stays_json() {
        for unit in ["x", "é", "\\u200b", "\\n", "\\\"", "\\\\", "€\\\\\\u2028"] {
            let long = unit.repeat(1_500);
            let json = format!(
                r#"{{"time":"2018-12-20T10:15:02+01:00","message":"ID {long}","arguments":{{"a":"{long}","b":18446744073709551616,"c":"d"}},"line":7}}"#
            );
            // Some of these lengths are in the middle of a character or an escape.
            for length in 1_024..1_040 {
                let cut = cut(&json, length).expect("it is long by its strings");
                assert!(cut.len() <= length && cut.len() > length / 3, "{cut}");
                let read: Value = serde_json::from_str(&cut).expect(&cut);
                let original: Value = serde_json::from_str(&json).expect("it is JSON");
                for key in ["/time", "/line", "/arguments/b", "/arguments/c"] {
                    assert_eq!(read.pointer(key), original.pointer(key), "{cut}");
                }
                for key in ["/message", "/arguments/a"] {
                    let [cut, whole] = [&read, &original].map(|json| {
                        let text = json.pointer(key).and_then(Value::as_str);
                        text.expect("it is a string")
                    });
                    let (beginning, mark) = cut.split_once("... [cut from ").expect(cut);
                    assert!(whole.starts_with(beginning) && beginning.len() > 3, "{cut}");
                    assert!(mark.ends_with(" bytes]"), "{cut}");
                }
            }
        }
    }

    #[test]
    fn what_is_not_long_by_its_strings_is_not_cut_here() {
        let numbers = format!(r#"{{"a":[{}0]}}"#, "1,".repeat(1_000));
        for text in [&numbers, "", "text", "{", "{conn} ID text", r#"{"a":"x}"#] {
            assert_eq!(cut(text, 1_000), None, "{text}");
        }
    }
}
