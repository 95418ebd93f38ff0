//! Specifies how to read a backslash in the text of a line.

use kea_messages_core::line::{OneLine, unescape};
use std::borrow::Cow;

/// Specifies how to read a backslash in the text of a line.
///
/// In JSON and in `key=value` lines, the format itself defines the backslash; this type is
/// about the other layouts. There it also distinguishes [sources of
/// errors](crate::Line::error_sources) from a value that looks like them.
///
/// ```
/// use kea_messages_catalog::Message;
/// use kea_messages_decode::{Decoder, Escapes, Outcome};
///
/// let message = Message::new("A_B", "in %1");
/// let value = |escapes| match Decoder::new([&message])
///     .with_escapes(escapes)
///     .decode(r"A_B in C:\new")
///     .outcome
/// {
///     Outcome::Decoded(reading) => Some(reading.to_string()),
///     _ => None,
/// };
/// assert_eq!(value(Escapes::OneLine).as_deref(), Some("arg1=C:\new"));
/// assert_eq!(value(Escapes::None).as_deref(), Some(r"arg1=C:\new"));
/// assert_eq!(value(Escapes::Unknown), None);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Escapes {
    /// Unknown. A line that can be read both ways is ambiguous.
    #[default]
    Unknown,
    /// A backslash begins an escape, as written by the sinks of this project
    /// ([`OneLine`](kea_messages_core::line::OneLine)).
    OneLine,
    /// A backslash is literal, as in the logs of Kea itself.
    None,
}

impl Escapes {
    /// Returns the possible texts of a line. There are two if it is unknown how to read a
    /// backslash.
    pub(crate) fn texts<'a>(self, text: &Cow<'a, str>) -> impl Iterator<Item = Cow<'a, str>> {
        let can_be_escaped = self != Self::None && text.contains('\\');
        let plain = can_be_escaped
            .then(|| unescape(text).collect::<Option<String>>())
            .flatten()
            .filter(|plain| OneLine(plain).to_string() == **text);
        let is_as_it_is = plain.is_none() || self == Self::Unknown;
        let as_it_is = is_as_it_is.then(|| text.clone());
        plain.map(Cow::Owned).into_iter().chain(as_it_is)
    }
}

#[cfg(test)]
mod tests {
    use super::Escapes;

    #[test]
    fn texts() {
        // The text in the line, and the possible texts.
        let cases: [(Escapes, &str, &[&str]); 9] = [
            (Escapes::Unknown, "plain", &["plain"]),
            (Escapes::OneLine, "plain", &["plain"]),
            (Escapes::None, "plain", &["plain"]),
            (Escapes::Unknown, r"a\nb\\", &["a\nb\\", r"a\nb\\"]),
            (Escapes::OneLine, r"a\nb\\", &["a\nb\\"]),
            (Escapes::None, r"a\nb\\", &[r"a\nb\\"]),
            // The sinks of this project do not write these texts.
            (Escapes::OneLine, r"C:\Temp", &[r"C:\Temp"]),
            (Escapes::OneLine, r"\u{41}", &[r"\u{41}"]),
            (Escapes::Unknown, r"\u{41}", &[r"\u{41}"]),
        ];
        for (escapes, text, expected) in cases {
            let texts: Vec<_> = escapes.texts(&text.into()).collect();
            assert_eq!(texts, expected, "{escapes:?} {text}");
        }
    }
}
