//! Parses lines of `key=value` pairs.

use super::named::{ID, TEXT, parts};
use super::parts::Parts;
use kea_messages_core::record;
use memchr::memmem;
use serde_json::Deserializer;
use std::borrow::Cow;

/// The maximum number of pairs in a line.
const MAX_PAIRS: usize = 256;

/// The maximum number of places in a line where a text that consists of pairs can begin.
const MAX_OTHER_TEXTS: usize = 16;

/// Splits a line of `key=value` pairs, if an ID or a text is among them.
pub(super) fn pairs(line: &str) -> Option<Parts<'_>> {
    let placed = placed_pairs(line)?;
    let pairs = placed.iter().map(|(_, key, value)| (*key, value.clone()));
    let pairs: Vec<_> = pairs.collect();
    let has = |names: &[&str]| pairs.iter().any(|(key, _)| names.contains(key));
    if !has(&ID[..1]) && !has(&TEXT) {
        return None;
    }
    // If a key occurs twice, one of its pairs can come from a value without quotes.
    let is_twice = |index: usize| pairs[..index].iter().any(|(key, _)| *key == pairs[index].0);
    let texts = pairs.iter().filter(|(key, _)| TEXT.contains(key)).count();
    if pairs.len() > MAX_PAIRS || texts > 1 || (0..pairs.len()).any(is_twice) {
        return None;
    }
    let fields = pairs.into_iter().map(|(key, value)| (key.into(), value));
    let mut parts = parts(None, fields.collect());
    parts.layout = "logfmt".into();
    parts.can_be_text = true;
    // The first pairs may be a text that looks like pairs, before the fields of its message.
    let ids = memmem::find_iter(line.as_bytes(), record::MESSAGE_ID);
    parts.doubt(ids.count() > 1);
    if let Some(id) = placed
        .iter()
        .position(|(_, key, _)| *key == record::MESSAGE_ID)
    {
        let texts = placed[..id].iter();
        let texts = texts.map(|(place, ..)| line[*place..placed[id].0 - 1].into());
        parts.doubt(texts.len() > MAX_OTHER_TEXTS);
        parts.other_texts = texts.take(MAX_OTHER_TEXTS).collect();
        let behind = placed[id + 1..].iter();
        parts.certain_names = behind.map(|(_, key, _)| (*key).into()).collect();
    }
    Some(parts)
}

/// Parses the pairs of a line, each with its start. Returns `None` if the line contains anything
/// else.
///
/// A value in quotes has the escapes of JSON. A value without quotes ends at the next
/// space.
fn placed_pairs(line: &str) -> Option<Vec<(usize, &str, Cow<'_, str>)>> {
    let mut pairs = Vec::new();
    // A space at the end is kept, because it can belong to a value without quotes.
    let line = line.strip_suffix('\n').unwrap_or(line);
    let mut rest = line;
    loop {
        let place = line.len() - rest.len();
        let (key, behind) = rest.split_once('=')?;
        if key.is_empty() || key.contains([' ', '"']) {
            return None;
        }
        let value;
        (value, rest) = if behind.starts_with('"') {
            quoted(behind)?
        } else {
            bare(behind)?
        };
        pairs.push((place, key, value));
        if rest.is_empty() {
            return Some(pairs);
        }
        rest = rest.strip_prefix(' ')?;
    }
}

/// Parses the string at the beginning of a text. Returns it and the rest.
fn quoted(text: &str) -> Option<(Cow<'_, str>, &str)> {
    let mut strings = Deserializer::from_str(text).into_iter::<String>();
    let string = strings.next()?.ok()?;
    Some((string.into(), &text[strings.byte_offset()..]))
}

/// Parses the value without quotes at the beginning of a text. Returns it and the rest.
fn bare(text: &str) -> Option<(Cow<'_, str>, &str)> {
    let (value, rest) = text.split_at(text.find(' ').unwrap_or(text.len()));
    (!value.contains(['"', '='])).then_some((value.into(), rest))
}

#[cfg(test)]
mod tests {
    use super::{pairs, placed_pairs};

    #[test]
    fn lines() {
        // A line, and its pairs.
        let cases: [(&str, Option<&[(&str, &str)]>); 18] = [
            ("a=b", Some(&[("a", "b")])),
            ("a=b c=d\n", Some(&[("a", "b"), ("c", "d")])),
            ("a=b ", None),
            ("a= c=", Some(&[("a", ""), ("c", "")])),
            (r#"a="b c" d=e"#, Some(&[("a", "b c"), ("d", "e")])),
            (r#"a="" d=e"#, Some(&[("a", ""), ("d", "e")])),
            (
                r#"a="b\"\\\n\u00e9=" d=e"#,
                Some(&[("a", "b\"\\\né="), ("d", "e")]),
            ),
            ("", None),
            ("a", None),
            ("=b", None),
            ("a=b c", None),
            ("a b=c", None),
            ("a=b  c=d", None),
            ("\"a=b", None),
            ("a=b=c", None),
            (r#"a=b"c""#, None),
            (r#"a="b"#, None),
            (r#"a="b"c=d"#, None),
        ];
        for (line, expected) in cases {
            let found = placed_pairs(line);
            for (place, key, _) in found.iter().flatten() {
                assert!(line[*place..].starts_with(&format!("{key}=")), "{line:?}");
            }
            let found: Option<Vec<_>> = found.as_deref().map(|pairs| {
                pairs
                    .iter()
                    .map(|(_, key, value)| (*key, &**value))
                    .collect()
            });
            assert_eq!(found.as_deref(), expected, "{line:?}");
        }
    }

    #[test]
    fn key_value_pairs() {
        let cases = [
            // The first pair can come from a value without quotes.
            ("message_id=A_C x=y message_id=A_B", None),
            ("msg=A_C message=A_B", None),
            (
                r#"ts=T level=info target=kea pid=1 message="on disk" message_id=A_B place=disk"#,
                Some("T|info|kea|1|A_B|on disk; place=disk"),
            ),
            (
                r#"level=info msg="A_B \"a\"""#,
                Some("-|info|-|-|A_B|\"a\";"),
            ),
            (
                "message_id=A_B place=disk",
                Some("-|-|-|-|A_B|; place=disk"),
            ),
            ("text=x", Some("-|-|-|-|-|x;")),
            // Without an ID or a text, this can be a line of anything.
            ("id=A_B place=disk", None),
            ("a=b", None),
            ("message", None),
        ];
        for (line, expected) in cases {
            let found = pairs(line).map(|parts| parts.show_with_arguments());
            assert_eq!(found.as_deref(), expected, "{line}");
        }
    }
}
