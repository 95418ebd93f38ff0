//! Lines of `key=value` pairs.

use std::borrow::Cow;

/// The pairs of a line; `None` if it has anything else in it.
///
/// A value in quotes has the escapes of JSON. Without quotes it goes to the next blank.
pub(crate) fn pairs(line: &str) -> Option<Vec<(&str, Cow<'_, str>)>> {
    let mut pairs = Vec::new();
    let mut rest = line.trim_end();
    while !rest.is_empty() {
        let (key, behind) = rest.split_once('=')?;
        if key.is_empty() || key.contains([' ', '"']) {
            return None;
        }
        let value;
        if behind.starts_with('"') {
            let length = quoted_length(behind)?;
            let (quoted, after) = behind.split_at(length);
            value = Cow::Owned(serde_json::from_str::<String>(quoted).ok()?);
            rest = after;
        } else {
            let length = behind.find(' ').unwrap_or(behind.len());
            let (bare, after) = behind.split_at(length);
            if bare.contains(['"', '=']) {
                return None;
            }
            value = Cow::Borrowed(bare);
            rest = after;
        }
        pairs.push((key, value));
        if rest.is_empty() {
            break;
        }
        rest = rest.strip_prefix(' ')?;
    }
    Some(pairs)
}

/// How long a quoted string is, with its quotes.
fn quoted_length(text: &str) -> Option<usize> {
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => return Some(at + 1),
            _ => {}
        }
    }
    None
}
