//! The spans in a line of text: `{conn peer=192.0.2.7} {request id=3} ID text`.

use crate::span::Span;
use crate::value::Value;
use kea_messages_core::line::unescape;
use std::borrow::Cow;

/// Splits the spans from what follows them. There are none unless all of the beginning is
/// in their form.
pub(super) fn split(message: &str) -> Option<(Vec<Span<'_>>, &str)> {
    let mut spans = Vec::new();
    let mut rest = message;
    while let Some(inside) = rest.strip_prefix('{') {
        let (span, behind) = span(inside)?;
        spans.push(span);
        rest = behind.strip_prefix(' ')?;
    }
    (!spans.is_empty()).then_some((spans, rest))
}

/// The span behind its opening brace, and what is behind the closing one.
fn span(inside: &str) -> Option<(Span<'_>, &str)> {
    let (name, mut rest) = word(inside)?;
    let mut fields = Vec::new();
    while let Some(field) = rest.strip_prefix(' ') {
        let (name, behind) = word(field)?;
        let (value, behind) = word(behind.strip_prefix('=')?)?;
        fields.push((name, Value::Text(value)));
        rest = behind;
    }
    Some((Span::new(name, fields), rest.strip_prefix('}')?))
}

/// A word, or a text in quotes, and what is behind it.
fn word(text: &str) -> Option<(Cow<'_, str>, &str)> {
    let Some(quoted) = text.strip_prefix('"') else {
        let is_end = |c: char| c.is_whitespace() || "{}=\"".contains(c);
        let (word, rest) = text.split_at(text.find(is_end)?);
        return (!word.is_empty()).then_some((unescaped(word)?, rest));
    };
    let mut end = 0;
    loop {
        end += quoted[end..].find('"')?;
        let (inside, rest) = (&quoted[..end], &quoted[end + 1..]);
        if !rest.starts_with('"') {
            let inside = inside.replace("\"\"", "\"");
            return Some((unescaped(&inside)?.into_owned().into(), rest));
        }
        end += 2;
    }
}

fn unescaped(text: &str) -> Option<Cow<'_, str>> {
    if text.contains('\\') {
        return unescape(text).collect::<Option<String>>().map(Cow::from);
    }
    Some(text.into())
}

#[cfg(test)]
mod tests {
    use super::split;

    /// `name(field=value, ..); rest`
    fn shown(message: &str) -> Option<String> {
        let (spans, rest) = split(message)?;
        let spans: Vec<String> = spans
            .iter()
            .map(|span| {
                let fields = span.fields.iter();
                let fields = fields.map(|(name, value)| format!("{name}={}", value.as_str()));
                format!("{}({})", span.name, fields.collect::<Vec<_>>().join(", "))
            })
            .collect();
        Some(format!("{}; {rest}", spans.join(" ")))
    }

    #[test]
    fn spans_are_those_of_the_subscriber() {
        for (message, expected) in [
            ("{conn} A_B x", Some("conn(); A_B x")),
            ("{conn} ", Some("conn(); ")),
            (
                "{conn peer=192.0.2.7 port=67} {request id=3} A_B x",
                Some("conn(peer=192.0.2.7, port=67) request(id=3); A_B x"),
            ),
            (
                r#"{conn note="a ""b"" }" empty="" quote=""""} A_B {x}"#,
                Some(r#"conn(note=a "b" }, empty=, quote="); A_B {x}"#),
            ),
            (r#"{"a b" "c d"=e} A_B"#, Some("a b(c d=e); A_B")),
            (
                r#"{conn path=C:\\d note="a\nb"} A_B"#,
                Some("conn(path=C:\\d, note=a\nb); A_B"),
            ),
            ("A_B {conn} x", None),
            ("{conn}", None),
            ("{conn}A_B", None),
            ("{conn", None),
            ("{} A_B", None),
            ("{conn peer} A_B", None),
            ("{conn peer=} A_B", None),
            ("{conn  peer=a} A_B", None),
            ("{conn peer=a }A_B", None),
            (r#"{conn note="a} A_B"#, None),
            (r#"{conn note="a"b} A_B"#, None),
            (r"{conn path=C:\d} A_B", None),
            ("{conn} {A_B", None),
            (r#"{"a": 1} A_B"#, None),
            ("", None),
        ] {
            assert_eq!(shown(message).as_deref(), expected, "{message:?}");
        }
    }
}
