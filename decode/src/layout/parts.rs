//! The parts of a line.

use super::braces;
use crate::sources::ErrorSources;
use crate::span::Span;
use kea_messages_core::id::is_id;
use std::borrow::Cow;

/// The parts of a line, whatever its layout is.
#[derive(Clone, Debug, Default)]
pub(crate) struct Parts<'l> {
    pub(crate) time: Option<Cow<'l, str>>,
    pub(crate) severity: Option<Cow<'l, str>>,
    pub(crate) logger: Option<Cow<'l, str>>,
    pub(crate) pid: Option<Cow<'l, str>>,
    /// The outermost first.
    pub(crate) spans: Vec<Span<'l>>,
    pub(crate) error_sources: Vec<ErrorSources<'l>>,
    pub(crate) id: Option<Cow<'l, str>>,
    pub(crate) text: Cow<'l, str>,
    /// Whether the text can have escapes. A structured line has its own, which are
    /// undone.
    pub(crate) is_escaped: bool,
    /// The arguments, where the line has them by name.
    pub(super) arguments: Vec<(Cow<'l, str>, Cow<'l, str>)>,
}

impl<'l> Parts<'l> {
    /// The value of the argument with this name, if the line has exactly one.
    pub(crate) fn argument(&self, name: &str) -> Option<&Cow<'l, str>> {
        let mut same = self.arguments.iter().filter(|(other, _)| other == name);
        let (_, value) = same.next()?;
        same.next().is_none().then_some(value)
    }

    /// Adds what follows the head of a line of our subscriber: the spans, the ID, if there is
    /// one, and the text. What is in front of no ID is a text.
    pub(super) fn with_spans(self, message: &'l str) -> Self {
        if let Some((spans, rest)) = braces::split(message) {
            let word = rest.split(' ').next().unwrap_or(rest);
            if looks_like_id(word) {
                return Self { spans, ..self }.with_message(rest);
            }
        }
        self.with_message(message)
    }

    /// The same, with the sources of errors apart from the text; `None` if there are none
    /// behind it.
    pub(crate) fn without_sources(&self) -> Option<Self> {
        let Cow::Borrowed(text) = self.text else {
            return None;
        };
        let (text, error_sources) = braces::split_sources(text)?;
        Some(Self {
            text: text.into(),
            error_sources,
            ..self.clone()
        })
    }

    /// Adds what follows the head of a line: the ID, if there is one, and the text.
    pub(super) fn with_message(self, message: &'l str) -> Self {
        let end = memchr::memchr(b' ', message.as_bytes());
        let (word, text) = end.map_or((message, ""), |end| (&message[..end], &message[end + 1..]));
        if looks_like_id(word) {
            Self {
                id: Some(word.into()),
                text: text.into(),
                is_escaped: true,
                ..self
            }
        } else {
            Self {
                text: message.into(),
                ..self
            }
        }
    }
}

/// Whether a word is an ID. A word in upper case alone is not: `ERROR` begins many lines.
pub(super) fn looks_like_id(word: &str) -> bool {
    is_id(word) && word.contains('_')
}

#[cfg(test)]
impl Parts<'_> {
    /// The parts, for a table: `time|severity|logger|pid|id|text`.
    pub(super) fn show(&self) -> String {
        let parts = [
            &self.time,
            &self.severity,
            &self.logger,
            &self.pid,
            &self.id,
        ];
        let parts = parts.map(|part| part.as_deref().unwrap_or("-"));
        format!("{}|{}", parts.join("|"), self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::Parts;

    #[test]
    fn messages() {
        // What follows a head, its parts, whether the text can have escapes.
        let cases = [
            ("A_B on disk", "-|-|-|-|A_B|on disk", true),
            ("A_B  on disk ", "-|-|-|-|A_B| on disk ", true),
            ("A_B ", "-|-|-|-|A_B|", true),
            ("A_B", "-|-|-|-|A_B|", true),
            ("ERROR on disk", "-|-|-|-|-|ERROR on disk", false),
            ("a_b on disk", "-|-|-|-|-|a_b on disk", false),
            ("", "-|-|-|-|-|", false),
        ];
        for (message, expected, is_escaped) in cases {
            let parts = Parts::default().with_message(message);
            assert_eq!(parts.show(), expected, "{message:?}");
            assert_eq!(parts.is_escaped, is_escaped, "{message:?}");
        }
        let parts = Parts {
            time: Some("T".into()),
            ..Parts::default()
        };
        assert_eq!(parts.with_message("text").show(), "T|-|-|-|-|text");
    }

    #[test]
    fn an_argument_that_is_there_twice_is_none() {
        let arguments = [("a", "1"), ("b", "2"), ("a", "1")];
        let arguments = arguments.map(|(name, value)| (name.into(), value.into()));
        let parts = Parts {
            arguments: arguments.into(),
            ..Parts::default()
        };
        assert_eq!(parts.argument("b").map(|value| &**value), Some("2"));
        assert_eq!(parts.argument("a"), None);
        assert_eq!(parts.argument("c"), None);
    }
}
