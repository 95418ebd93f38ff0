//! Parses the spans and the sources of errors in a line of text:
//! `{conn peer=192.0.2.7} {request id=3} ID text \{error.sources="no such file" disk}`.

use crate::sources::ErrorSources;
use crate::span::Span;
use crate::value::Value;
use kea_messages_core::line::unescape;
use memchr::memchr;
use std::borrow::Cow;

/// Splits a message after the spans at its beginning. Returns `None` if there are none, or if one
/// of them is malformed.
pub(crate) fn split_spans(message: &str) -> Option<(Vec<Span<'_>>, &str)> {
    let mut spans = Vec::new();
    let mut rest = message;
    while let Some(inside) = rest.strip_prefix('{') {
        let (span, behind) = span(inside)?;
        spans.push(span);
        rest = behind.strip_prefix(' ')?;
    }
    (!spans.is_empty()).then_some((spans, rest))
}

/// Parses a span after its opening brace. Returns it and the rest after its closing brace.
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

/// The beginning of the sources of an error. A text or a source cannot contain it, because the
/// subscriber of kea-messages writes each backslash there twice.
const SOURCES: &str = r" \{";

/// Splits a text from the sources of errors at its end. Returns `None` if there are none, or if one
/// of them is malformed.
pub(super) fn split_sources(text: &str) -> Option<(&str, Vec<ErrorSources<'_>>)> {
    // Most texts have no sources.
    memchr(b'\\', text.as_bytes())?;
    let (text, mut rest) = text.split_at(text.find(SOURCES)?);
    let mut all = Vec::new();
    while let Some(inside) = rest.strip_prefix(SOURCES) {
        let (name, behind) = word(inside)?;
        let (first, mut behind) = word(behind.strip_prefix('=')?)?;
        let mut sources = vec![first];
        while let Some(next) = behind.strip_prefix(' ') {
            let source;
            (source, behind) = word(next)?;
            sources.push(source);
        }
        rest = behind.strip_prefix('}')?;
        all.push(ErrorSources::new(name, sources)?);
    }
    rest.is_empty().then_some((text, all))
}

/// Parses a word, or a text in quotes. Returns it and the rest.
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
    use super::{split_sources, split_spans};

    /// Returns `name(field=value, ..); rest`.
    fn shown(message: &str) -> Option<String> {
        let (spans, rest) = split_spans(message)?;
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

    #[test]
    fn sources_are_those_of_the_subscriber() {
        for (text, expected) in [
            (r"a \{error.sources=b}", Some("a; error: [b]")),
            (r" \{error.sources=b}", Some("; error: [b]")),
            (
                r#"a \{error.sources="b c" d "" """e"""} \{other.sources=f\\g}"#,
                Some(r#"a; error: [b c|d||"e"]; other: [f\g]"#),
            ),
            (
                r#"a {error.sources=b} \{x.y.sources=" \\{error.sources=c}"}"#,
                Some(r"a {error.sources=b}; x.y: [ \{error.sources=c}]"),
            ),
            (r#"a \{"x y.sources"="b\nc"}"#, Some("a; x y: [b\nc]")),
            ("a", None),
            ("a {error.sources=b}", None),
            (r"a \\{error.sources=b}", None),
            (r"a\{error.sources=b}", None),
            (r"a \{error.sources=b} ", None),
            (r"a \{error.sources=b} c", None),
            (r"a \{error.sources=b", None),
            (r"a \{error.sources=b }", None),
            (r"a \{error.sources= b}", None),
            (r"a \{error.sources=}", None),
            (r"a \{error.sources}", None),
            (r"a \{error=b}", None),
            (r"a \{error.sources=b\}", None),
            (r"a \{error.sources=b=c}", None),
            (r"a \{} \{error.sources=b}", None),
            ("", None),
        ] {
            let found = split_sources(text).map(|(text, all)| {
                let all = all
                    .iter()
                    .map(|it| format!("; {}: [{}]", it.argument, it.sources.join("|")));
                text.to_owned() + &all.collect::<String>()
            });
            assert_eq!(found.as_deref(), expected, "{text:?}");
        }
    }
}
