//! A user-defined layout.

use super::parts::{Escaping, Parts};
use kea_messages_core::id::is_id;
use std::error::Error;
use std::fmt;
use std::str::FromStr;

/// The layout of a log's lines, such as
/// `{time:23} {severity} [{logger}/{pid}] {id} {text}`.
///
/// The fields are `time`, `severity`, `logger`, `pid`, `id` and `text`. `{}` is a field
/// that is skipped. `{id}` is required, and `{text}` is last: it goes to the end of the
/// line.
///
/// A field ends at the first occurrence of the literal that follows it. A field with a
/// width, `{time:23}`, has that many characters. A space before or after a field matches
/// one or more spaces, except before the text, which can begin with spaces.
///
/// ```
/// use kea_messages_catalog::Message;
/// use kea_messages_decode::{Decoder, Layout, Outcome};
///
/// let message = Message::new("A_B", "on %1");
/// let layout: Layout = "<{severity}> {time:8} {}: {id}: {text}".parse()?;
/// let decoder = Decoder::new([&message]).with_layout(layout);
/// let line = decoder.decode("<warn> 10:15:02 host: A_B: on disk");
/// assert_eq!(line.time.as_deref(), Some("10:15:02"));
/// assert!(matches!(line.outcome, Outcome::Decoded(_)));
/// # Ok::<(), kea_messages_decode::LayoutError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The literal before the first field.
    head: String,
    fields: Vec<Field>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Field {
    name: Name,
    /// The number of characters, if it is fixed.
    width: Option<usize>,
    /// The literal after the field.
    literal: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Name {
    Time,
    Severity,
    Logger,
    Pid,
    Id,
    Text,
    Skipped,
}

/// The error for an invalid [`Layout`]. Its `Display` says what is wrong, and where.
///
/// ```
/// use kea_messages_decode::{Layout, LayoutError};
///
/// let error = "{id} {txt}".parse::<Layout>().unwrap_err();
/// assert_eq!(error, LayoutError::UnknownField("txt".into()));
/// assert_eq!(
///     error.to_string(),
///     "unknown field `txt`: expected `time`, `severity`, `logger`, `pid`, `id`, `text` or `{}`",
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LayoutError {
    /// A field has no `}`. This is the rest of the layout, from that field.
    UnclosedField(String),
    /// The name of a field is unknown.
    UnknownField(String),
    /// The width of a field is not a number. This is the field, without its braces.
    InvalidWidth(String),
    /// The layout has no `{id}`.
    MissingId,
    /// The layout does not end with `{text}`, or `{text}` has a width.
    TextNotLast,
    /// The end of a field is unknown, because it has no width and is directly followed by another
    /// field.
    AdjacentFields,
}

impl fmt::Display for LayoutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnclosedField(field) => write!(f, "missing `}}` after `{field}`"),
            Self::UnknownField(name) => write!(
                f,
                "unknown field `{name}`: expected `time`, `severity`, `logger`, `pid`, `id`, \
                 `text` or `{{}}`"
            ),
            Self::InvalidWidth(field) => {
                write!(f, "invalid width in `{{{field}}}`: expected a number")
            }
            Self::MissingId => f.write_str("missing field `{id}`"),
            Self::TextNotLast => f.write_str("expected `{text}` at the end"),
            Self::AdjacentFields => f.write_str(
                "a field that is directly followed by another one needs a width, such as \
                 `{time:23}`",
            ),
        }
    }
}

impl Error for LayoutError {}

impl FromStr for Layout {
    type Err = LayoutError;

    fn from_str(layout: &str) -> Result<Self, LayoutError> {
        let (head, mut rest) = split_at_field(layout);
        let mut fields: Vec<Field> = Vec::new();
        while let Some(field) = rest.strip_prefix('{') {
            let Some((field, behind)) = field.split_once('}') else {
                return Err(LayoutError::UnclosedField(rest.to_owned()));
            };
            let (name, width) = match field.split_once(':') {
                Some((name, width)) => {
                    let width = width.parse();
                    let invalid = |_| LayoutError::InvalidWidth(field.to_owned());
                    (name, Some(width.map_err(invalid)?))
                }
                None => (field, None),
            };
            let name = Name::parse(name)?;
            let literal;
            (literal, rest) = split_at_field(behind);
            fields.push(Field {
                name,
                width,
                literal: literal.to_owned(),
            });
        }
        if !fields.iter().any(|field| field.name == Name::Id) {
            return Err(LayoutError::MissingId);
        }
        let is_text = |field: &Field| {
            field.name == Name::Text && field.width.is_none() && field.literal.is_empty()
        };
        if !fields.last().is_some_and(is_text) {
            return Err(LayoutError::TextNotLast);
        }
        let is_open = |pair: &[Field]| pair[0].literal.is_empty() && pair[0].width.is_none();
        if fields.windows(2).any(is_open) {
            return Err(LayoutError::AdjacentFields);
        }
        Ok(Self {
            head: head.to_owned(),
            fields,
        })
    }
}

/// Splits a layout before its first field.
fn split_at_field(layout: &str) -> (&str, &str) {
    layout.split_at(layout.find('{').unwrap_or(layout.len()))
}

impl Name {
    fn parse(name: &str) -> Result<Self, LayoutError> {
        Ok(match name {
            "time" => Self::Time,
            "severity" => Self::Severity,
            "logger" => Self::Logger,
            "pid" => Self::Pid,
            "id" => Self::Id,
            "text" => Self::Text,
            "" => Self::Skipped,
            _ => return Err(LayoutError::UnknownField(name.to_owned())),
        })
    }
}

impl Layout {
    /// Splits a line. Returns `None` if it does not have this layout.
    pub(crate) fn split<'l>(&self, line: &'l str) -> Option<Parts<'l>> {
        let mut parts = Parts {
            escaping: Escaping::OfLog,
            layout: "described".into(),
            ..Parts::default()
        };
        let mut rest = line.strip_prefix(self.head.as_str())?;
        for (index, field) in self.fields.iter().enumerate() {
            let value;
            (value, rest) = field.split(rest)?;
            // The text is the last field, and can begin with spaces.
            if field.literal.ends_with(' ') && index + 2 < self.fields.len() {
                rest = rest.trim_start_matches(' ');
            }
            let slot = match field.name {
                Name::Time => &mut parts.time,
                Name::Severity => &mut parts.severity,
                Name::Logger => &mut parts.logger,
                Name::Pid => &mut parts.pid,
                Name::Id => &mut parts.id,
                Name::Text => {
                    parts.text = value.into();
                    continue;
                }
                Name::Skipped => continue,
            };
            *slot = Some(value.into());
        }
        parts.id.as_deref().is_some_and(is_id).then_some(parts)
    }
}

impl Field {
    /// Splits the value of this field from the rest after its literal.
    fn split<'l>(&self, text: &'l str) -> Option<(&'l str, &'l str)> {
        let literal = self.literal.as_str();
        let end = match self.width {
            Some(width) => {
                let mut letters = text.char_indices().map(|(at, _)| at);
                letters.nth(width).unwrap_or(text.len())
            }
            None if literal.is_empty() => text.len(),
            None => text.find(literal)?,
        };
        let (mut value, rest) = text.split_at(end);
        if literal.starts_with(' ') {
            value = value.trim_end_matches(' ');
        }
        Some((value, rest.strip_prefix(literal)?))
    }
}

#[cfg(test)]
mod tests {
    use super::{Escaping, Layout, LayoutError};

    #[test]
    fn lines() {
        // The layout, a line, and its parts.
        let cases = [
            (
                "{time:23} {severity} [{logger}/{pid}] {id} {text}",
                "2018-12-20 10:15:02.123 INFO  [kea/1] A_B on disk",
                Some("2018-12-20 10:15:02.123|INFO|kea|1|A_B|on disk"),
            ),
            (
                "<{pid}> {}: {id}: {text}",
                "<1> host: A_B: a: b",
                Some("-|-|-|1|A_B|a: b"),
            ),
            ("<{pid}> {id} {text}", "1> A_B x", None),
            ("<{pid}> {id} {text}", "<1 A_B x", None),
            ("{id} {text}", "A_B x", Some("-|-|-|-|A_B|x")),
            ("{id} {text}", "A_B", None),
            ("{id} {text}", "a_b x", None),
            // A space matches one or more spaces, but not before the text.
            ("{pid} {id} {text}", "1   A_B   x", Some("-|-|-|1|A_B|  x")),
            ("{id} {pid} {text}", "A_B   1   x", Some("-|-|-|1|A_B|  x")),
            ("{pid}: {id} {text}", "1:   A_B x", Some("-|-|-|1|A_B|x")),
            ("{pid} [{id}] {text}", "1   [A_B] x", Some("-|-|-|1|A_B|x")),
            ("{pid:4} {id} {text}", "1    A_B x", Some("-|-|-|1|A_B|x")),
            ("{pid}:{id} {text}", "1: A_B x", None),
            // A width counts characters, and no literal has to follow it.
            ("{pid:2}{id} {text}", "éüA_B x", Some("-|-|-|éü|A_B|x")),
            ("{pid:2} {id} {text}", "123 A_B x", None),
            ("{id:3}{text}", "A_B", Some("-|-|-|-|A_B|")),
            ("{id:4}{text}", "A_B", Some("-|-|-|-|A_B|")),
        ];
        for (layout, line, expected) in cases {
            let layout: Layout = layout.parse().expect("it is a layout");
            let parts = layout.split(line);
            assert!(
                parts
                    .as_ref()
                    .is_none_or(|parts| parts.escaping == Escaping::OfLog)
            );
            let parts = parts.map(|parts| parts.show());
            assert_eq!(parts.as_deref(), expected, "{layout:?} {line:?}");
        }
    }

    #[test]
    fn errors() {
        let cases = [
            (
                "{id} {text",
                LayoutError::UnclosedField("{text".into()),
                "missing `}` after `{text`",
            ),
            (
                "{id} {txt} {text}",
                LayoutError::UnknownField("txt".into()),
                "unknown field `txt`: expected `time`, `severity`, `logger`, `pid`, `id`, `text` \
                 or `{}`",
            ),
            (
                "{time:x} {id} {text}",
                LayoutError::InvalidWidth("time:x".into()),
                "invalid width in `{time:x}`: expected a number",
            ),
            (
                "{time} {text}",
                LayoutError::MissingId,
                "missing field `{id}`",
            ),
            ("", LayoutError::MissingId, "missing field `{id}`"),
            (
                "{text} {id}",
                LayoutError::TextNotLast,
                "expected `{text}` at the end",
            ),
            (
                "{id} {text}.",
                LayoutError::TextNotLast,
                "expected `{text}` at the end",
            ),
            (
                "{id} {}",
                LayoutError::TextNotLast,
                "expected `{text}` at the end",
            ),
            (
                "{id} {text:9}",
                LayoutError::TextNotLast,
                "expected `{text}` at the end",
            ),
            (
                "{pid}{id} {text}",
                LayoutError::AdjacentFields,
                "a field that is directly followed by another one needs a width, such as \
                 `{time:23}`",
            ),
        ];
        for (layout, expected, text) in cases {
            assert_eq!(expected.to_string(), text);
            assert_eq!(layout.parse::<Layout>(), Err(expected), "{layout:?}");
        }
    }
}
