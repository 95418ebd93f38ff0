//! The grammar of `key=value` lines.

use serde_json::Deserializer;
use std::borrow::Cow;

/// The pairs of a line, each with the place where it begins; `None` if it has anything else in
/// it.
///
/// A value in quotes has the escapes of JSON. A value without quotes ends at the next
/// space.
pub(super) fn pairs(line: &str) -> Option<Vec<(usize, &str, Cow<'_, str>)>> {
    let mut pairs = Vec::new();
    // A blank at the end can be a value without quotes.
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

/// The string that a text begins with, and what follows it.
fn quoted(text: &str) -> Option<(Cow<'_, str>, &str)> {
    let mut strings = Deserializer::from_str(text).into_iter::<String>();
    let string = strings.next()?.ok()?;
    Some((string.into(), &text[strings.byte_offset()..]))
}

/// The value without quotes that a text begins with, and what follows it.
fn bare(text: &str) -> Option<(Cow<'_, str>, &str)> {
    let (value, rest) = text.split_at(text.find(' ').unwrap_or(text.len()));
    (!value.contains(['"', '='])).then_some((value.into(), rest))
}

#[cfg(test)]
mod tests {
    use super::pairs;

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
            let found = pairs(line);
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
}
