//! The parts of a line.

use super::braces;
use crate::escapes::Escapes;
use crate::line::Outcome;
use crate::near::find_near;
use crate::sources::ErrorSources;
use crate::span::Span;
use std::borrow::Cow;

/// The parts of a line in any layout.
#[expect(
    clippy::struct_excessive_bools,
    reason = "a layout says each of these by itself"
)]
#[derive(Clone, Debug, Default)]
pub(crate) struct Parts<'l> {
    pub(crate) time: Option<Cow<'l, str>>,
    pub(crate) severity: Option<Cow<'l, str>>,
    pub(crate) logger: Option<Cow<'l, str>>,
    pub(crate) pid: Option<Cow<'l, str>>,
    /// The spans, starting with the outermost.
    pub(crate) spans: Vec<Span<'l>>,
    pub(crate) error_sources: Vec<ErrorSources<'l>>,
    pub(crate) id: Option<Cow<'l, str>>,
    pub(crate) text: Cow<'l, str>,
    /// Whether the line has no text, which is different from an empty text.
    pub(crate) has_no_text: bool,
    /// Other texts that the line can have, because it is not known which of its pairs are fields
    /// and which are text.
    pub(crate) other_texts: Vec<Cow<'l, str>>,
    pub(crate) escaping: Escaping,
    /// Whether something that looks like a field can be the beginning of a text.
    pub(crate) can_be_text: bool,
    /// The arguments that the line has by name.
    pub(crate) arguments: Vec<(Cow<'l, str>, Cow<'l, str>)>,
    /// The names of the arguments that cannot be part of a text. Other arguments can.
    pub(crate) certain_names: Vec<Cow<'l, str>>,
    /// The fields that can be the time, the logger and the process of the line.
    pub(crate) own: Vec<Own<'l>>,
    /// The name of the layout.
    pub(crate) layout: Cow<'static, str>,
    pub(crate) certainty: Certainty,
    /// Whether the text is a line of another program, with a head of its own.
    pub(crate) is_wrapping: bool,
    /// Whether the text was joined from several lines, of which empty ones can be missing.
    pub(crate) is_split: bool,
}

/// Whether a text has escapes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Escaping {
    /// The text has no escapes, because those of a structured line have been decoded.
    #[default]
    Undone,
    /// It is unknown whether the text has escapes, because it can be a line of another program.
    Unknown,
    /// The text has the escapes of its log.
    OfLog,
}

impl Escaping {
    /// Returns how to read a backslash in the text. `escapes` is how to read it in the log.
    pub(crate) const fn in_log(self, escapes: Escapes) -> Escapes {
        match (self, escapes) {
            (Self::Undone, _) | (Self::Unknown, Escapes::None) => Escapes::None,
            (Self::Unknown, Escapes::Unknown | Escapes::OneLine) => Escapes::Unknown,
            (Self::OfLog, escapes) => escapes,
        }
    }
}

/// Whether the parts of a line are certain. If there are several reasons for doubt, the greatest
/// value counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Certainty {
    #[default]
    Certain,
    /// The ID may be there by chance, because a value can contain one.
    Uncertain,
    /// Bytes that are not UTF-8 were escaped in the line.
    NotUtf8,
}

impl Certainty {
    pub(crate) fn or_uncertain(self, is_uncertain: bool) -> Self {
        self.max(if is_uncertain {
            Self::Uncertain
        } else {
            Self::Certain
        })
    }

    /// Returns the outcome of a line with this certainty.
    pub(crate) fn outcome(self, outcome: Outcome<'_>) -> Outcome<'_> {
        match self {
            Self::Certain => outcome,
            Self::Uncertain => outcome.uncertain(),
            Self::NotUtf8 => outcome.not_utf8(),
        }
    }
}

/// A field of a structured line that can be one of its parts.
#[derive(Clone, Debug)]
pub(crate) struct Own<'l> {
    pub(super) slot: Slot,
    pub(super) name: &'static str,
    pub(super) value: Cow<'l, str>,
    /// Whether the field is certainly not an argument with this name.
    pub(super) is_certain: bool,
}

/// The part that such a field can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    Time,
    Logger,
    Pid,
}

impl Own<'_> {
    fn into_owned(self) -> Own<'static> {
        Own {
            value: self.value.into_owned().into(),
            ..self
        }
    }
}

impl<'l> Parts<'l> {
    /// Sets the time, the logger and the process. Each is the first field that can be it and is not
    /// an argument.
    pub(crate) fn take_own(&mut self, is_argument: impl Fn(&str) -> bool) {
        if self.own.is_empty() {
            return;
        }
        for (slot, part) in [
            (Slot::Time, &mut self.time),
            (Slot::Logger, &mut self.logger),
            (Slot::Pid, &mut self.pid),
        ] {
            let mut fields = self.own.iter().filter(|own| own.slot == slot).peekable();
            if fields.peek().is_some() {
                let own = fields.find(|own| own.is_certain || !is_argument(own.name));
                *part = own.map(|own| own.value.clone());
            }
        }
    }

    /// Returns the value of the argument with this name, if there is exactly one.
    pub(crate) fn argument(&self, name: &str) -> Option<&Cow<'l, str>> {
        let mut same = self.arguments.iter().filter(|(other, _)| other == name);
        let (_, value) = same.next()?;
        same.next().is_none().then_some(value)
    }

    /// Adds the rest of a line of the subscriber of kea-messages after its head: the spans, the ID,
    /// if there is one, and the text. If no ID follows what looks like spans, it is text.
    pub(super) fn with_spans(self, message: &'l str) -> Self {
        if let Some((spans, rest)) = braces::split_spans(message) {
            if id_in(rest).is_some() {
                return Self { spans, ..self }.with_message(rest);
            }
        }
        self.with_message(message)
    }

    /// Returns the same parts with the sources of errors separated from the text, or `None` if the
    /// text does not end with any.
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

    /// Makes the line uncertain if `is_uncertain`.
    pub(super) fn doubt(&mut self, is_uncertain: bool) {
        self.certainty = self.certainty.or_uncertain(is_uncertain);
    }

    /// Returns these parts, with missing ones taken from `outer`.
    pub(super) fn or(self, outer: Self) -> Self {
        Self {
            time: self.time.or(outer.time),
            severity: self.severity.or(outer.severity),
            logger: self.logger.or(outer.logger),
            pid: self.pid.or(outer.pid),
            certainty: self.certainty.max(outer.certainty),
            ..self
        }
    }

    /// Converts the parts so that they do not borrow from the line.
    pub(crate) fn into_owned(self) -> Parts<'static> {
        let owned = |part: Option<Cow<'l, str>>| part.map(|part| part.into_owned().into());
        let arguments = self.arguments.into_iter();
        let to_owned = |text: Cow<'l, str>| text.into_owned().into();
        let owned_texts = self.other_texts.into_iter().map(to_owned);
        let owned_names = self.certain_names.into_iter().map(to_owned);
        Parts {
            time: owned(self.time),
            severity: owned(self.severity),
            logger: owned(self.logger),
            pid: owned(self.pid),
            spans: self.spans.into_iter().map(Span::into_owned).collect(),
            error_sources: ErrorSources::all_into_owned(self.error_sources),
            id: owned(self.id),
            text: self.text.into_owned().into(),
            has_no_text: self.has_no_text,
            other_texts: owned_texts.collect(),
            escaping: self.escaping,
            can_be_text: self.can_be_text,
            arguments: arguments
                .map(|(name, value)| (name.into_owned().into(), value.into_owned().into()))
                .collect(),
            certain_names: owned_names.collect(),
            own: self.own.into_iter().map(Own::into_owned).collect(),
            layout: self.layout,
            certainty: self.certainty,
            is_wrapping: self.is_wrapping,
            is_split: self.is_split,
        }
    }

    /// Adds the rest of a line after its head: the ID, if there is one, and the text.
    pub(super) fn with_message(self, message: &'l str) -> Self {
        if let Some((id, text)) = id_in(message) {
            Self {
                id: Some(id.into()),
                text: text.into(),
                escaping: Escaping::OfLog,
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

/// Splits a text after an ID at its beginning and one space. The ID can be in brackets, and a colon
/// or a comma can follow it.
pub(crate) fn id_in(text: &str) -> Option<(&str, &str)> {
    first_word(text).filter(|(word, _)| has_underscore(word))
}

/// Splits a text after a word at its beginning that may be an ID of one word, and one space. Only
/// the catalogue shows whether it is an ID.
pub(crate) fn word_in(text: &str) -> Option<(&str, &str)> {
    first_word(text).filter(|(word, _)| !has_underscore(word))
}

/// Whether each byte can be part of an ID. A table takes the fewest instructions.
const IS_PART: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = b'\0';
    while byte.is_ascii() {
        table[byte as usize] = byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
        byte += 1;
    }
    table
};

/// Splits a text after a word in the form of an ID at its beginning, and one space.
fn first_word(text: &str) -> Option<(&str, &str)> {
    let closing = match text.as_bytes().first()? {
        b'A'..=b'Z' => None,
        b'[' => Some(']'),
        b'(' => Some(')'),
        b'<' => Some('>'),
        _ => return None,
    };
    let text = &text[usize::from(closing.is_some())..];
    let is_part = |byte: &u8| IS_PART[usize::from(*byte)];
    let (id, mut rest) = text.split_at(text.bytes().take_while(is_part).count());
    if !id.starts_with(|first: char| first.is_ascii_uppercase()) {
        return None;
    }
    if let Some(closing) = closing {
        rest = rest.strip_prefix(closing)?;
    }
    rest = rest.strip_prefix([':', ',']).unwrap_or(rest);
    let rest = if rest.is_empty() {
        rest
    } else {
        rest.strip_prefix(' ')?
    };
    Some((id, rest))
}

/// Whether a word contains an underscore. Without one, it may not be an ID: many lines begin with
/// `ERROR`.
fn has_underscore(word: &str) -> bool {
    find_near(b'_', word.as_bytes()).is_some()
}

#[cfg(test)]
impl Parts<'_> {
    /// Returns the parts as `time|severity|logger|pid|id|text`, for tables of tests.
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

    /// Returns the parts and the arguments as `time|severity|logger|pid|id|text; name=value`.
    pub(super) fn show_with_arguments(&self) -> String {
        let arguments = self.arguments.iter();
        let arguments = arguments.map(|(name, value)| format!(" {name}={value}"));
        format!("{};{}", self.show(), arguments.collect::<String>())
    }
}

#[cfg(test)]
mod tests {
    use super::{Escaping, Parts};

    #[test]
    fn messages() {
        // The text after a head, its parts, and whether the text can have escapes.
        let cases = [
            ("A_B on disk", "-|-|-|-|A_B|on disk", true),
            ("A_B  on disk ", "-|-|-|-|A_B| on disk ", true),
            ("A_B ", "-|-|-|-|A_B|", true),
            ("A_B", "-|-|-|-|A_B|", true),
            ("A_B: on disk", "-|-|-|-|A_B|on disk", true),
            ("A_B, on disk", "-|-|-|-|A_B|on disk", true),
            ("A_B:", "-|-|-|-|A_B|", true),
            ("A_B : on disk", "-|-|-|-|A_B|: on disk", true),
            ("[A_B] on disk", "-|-|-|-|A_B|on disk", true),
            ("(A_B): on disk", "-|-|-|-|A_B|on disk", true),
            ("<A_B>  on disk", "-|-|-|-|A_B| on disk", true),
            ("A_B:on disk", "-|-|-|-|-|A_B:on disk", false),
            ("[A_B on disk", "-|-|-|-|-|[A_B on disk", false),
            ("A_B] on disk", "-|-|-|-|-|A_B] on disk", false),
            ("[A_b] on disk", "-|-|-|-|-|[A_b] on disk", false),
            ("ERROR: on disk", "-|-|-|-|-|ERROR: on disk", false),
            ("ERROR on disk", "-|-|-|-|-|ERROR on disk", false),
            ("a_b on disk", "-|-|-|-|-|a_b on disk", false),
            ("", "-|-|-|-|-|", false),
        ];
        for (message, expected, is_escaped) in cases {
            let parts = Parts::default().with_message(message);
            assert_eq!(parts.show(), expected, "{message:?}");
            let found = parts.escaping == Escaping::OfLog;
            assert_eq!(found, is_escaped, "{message:?}");
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
