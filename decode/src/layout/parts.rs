//! The parts of a line.

use kea_messages_core::id::is_id;
use std::borrow::Cow;

/// The parts of a line, whatever its layout is.
#[derive(Debug, Default)]
pub(crate) struct Parts<'l> {
    pub(crate) time: Option<Cow<'l, str>>,
    pub(crate) severity: Option<Cow<'l, str>>,
    pub(crate) logger: Option<Cow<'l, str>>,
    pub(crate) pid: Option<Cow<'l, str>>,
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
