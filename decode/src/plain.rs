//! Decodes plain lines, which nearly all lines of a log are, in a fraction of the time that other
//! lines take.

use crate::complaint::ends_in_complaint;
use crate::decoder::Decoder;
use crate::json::is_plain;
use crate::layout::{self, KeaLine};
use crate::line::{Line, Outcome, Reading};
use crate::pattern::Pattern;
use crate::values::Values;
use memchr::memchr;
use std::borrow::Cow;

/// A line of Kea's layout that can be read in only one way.
///
/// [`Decoder::decode_plain`] returns it, without allocating memory.
#[derive(Clone, Copy, Debug)]
pub struct PlainLine<'a> {
    pub(crate) time: &'a str,
    pub(crate) severity: &'a str,
    pub(crate) logger: &'a str,
    pub(crate) pid: &'a str,
    pub(crate) id: &'a str,
    pub(crate) text: &'a str,
    pub(crate) pattern: &'a Pattern,
    pub(crate) values: Values<'a>,
    /// Whether JSON escapes nothing in the line.
    pub(crate) is_unescaped: bool,
    number: u32,
}

impl Decoder {
    /// Decodes a line, if this can be done in a fraction of the time that
    /// [`decode_lines`](Self::decode_lines) takes. Nearly all lines that Kea and the subscriber of
    /// kea-messages write can be decoded like this. For other lines, this returns `None`.
    ///
    /// ```
    /// use kea_messages_catalog::Message;
    /// use kea_messages_decode::{Decoder, Line};
    ///
    /// let message = Message::new("A_B", "on %1");
    /// let decoder = Decoder::new([&message]);
    /// let line = "2018-12-20 10:15:02.123 INFO  [kea/4711] A_B on disk";
    /// let plain = decoder.decode_plain(line).unwrap();
    /// assert_eq!(Line::from(plain), decoder.decode_lines(line));
    /// assert!(decoder.decode_plain("A_B on disk").is_none());
    /// ```
    #[must_use]
    pub fn decode_plain<'a>(&'a self, line: &'a str) -> Option<PlainLine<'a>> {
        let is_unescaped = is_plain(line);
        let is_one = is_unescaped || memchr(b'\n', line.as_bytes()).is_none();
        if !self.layouts().is_empty() || !is_one || line.ends_with('\r') {
            return None;
        }
        self.plain(&KeaLine::split(line)?, is_unescaped)
    }

    /// Decodes a line of Kea's layout that has only an ID between the head and the text, and whose
    /// text can be read in only one way. `is_unescaped` is whether JSON is known to escape nothing
    /// in the line, so that it has no backslash.
    #[inline]
    pub(crate) fn plain<'a>(
        &'a self,
        head: &KeaLine<'a>,
        is_unescaped: bool,
    ) -> Option<PlainLine<'a>> {
        let (id, text) = layout::id_in(head.message)?;
        let (number, [pattern]) = self.patterns.numbered(id)? else {
            return None;
        };
        let has_backslash = !is_unescaped && memchr(b'\\', text.as_bytes()).is_some();
        if has_backslash || ends_in_complaint(text) {
            return None;
        }
        let mut line = PlainLine {
            time: head.time,
            severity: head.severity,
            logger: head.logger,
            pid: head.pid,
            id,
            text,
            pattern,
            values: Values::default(),
            is_unescaped,
            number,
        };
        pattern.cut_into(text, &mut line.values)?;
        Some(line)
    }
}

impl PlainLine<'_> {
    /// The [layout](Line::layout) of these lines.
    pub const LAYOUT: &'static str = layout::KEA;

    /// Returns the ID.
    #[must_use]
    pub const fn id(&self) -> &str {
        self.id
    }

    /// Returns the number of the message in the decoder. Numbers begin with 0, and each ID has one.
    #[must_use]
    pub const fn number(&self) -> usize {
        self.number as usize
    }
}

impl<'a> From<PlainLine<'a>> for Line<'a> {
    fn from(line: PlainLine<'a>) -> Self {
        let values = line.values.to_vec();
        let names = &line.pattern.names[..values.len()];
        Self {
            time: Some(line.time.into()),
            severity: Some(line.severity.into()),
            logger: Some(line.logger.into()),
            pid: Some(line.pid.into()),
            spans: Vec::new(),
            id: Some(line.id.into()),
            error_sources: Vec::new(),
            text: line.text.into(),
            continued: Cow::default(),
            layout: PlainLine::LAYOUT.into(),
            outcome: Outcome::Decoded(Reading::new(names, values)),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::decoder::Decoder;
    use crate::escapes::Escapes;
    use crate::layout::KeaLine;
    use crate::line::Line;
    use kea_messages_catalog::{Argument, Message};
    use proptest::prelude::*;

    /// A part of a message after the head.
    fn part() -> impl Strategy<Value = &'static str> {
        prop::sample::select(vec![
            "A_B ",
            "{conn id=1} ",
            "a",
            "7",
            "[0a ff]",
            " on ",
            ": ",
            "\\n",
            " \\{e.sources=x}",
            "@@",
            " @@Excess logger placeholders still exist@@",
            " ",
            "\r",
            "\n",
            "\"",
            "\t",
            "é",
        ])
    }

    /// The short path takes plain lines, and no others.
    #[test]
    fn plain_lines() {
        let messages = [
            Message::new("A_B", "%1 on %2"),
            Message::new("A_D", "up"),
            Message::new("A_E", "%1 is %1"),
        ];
        let decoder = Decoder::new(&messages);
        for (message, is_plain) in [
            ("A_B a on b", true),
            ("[A_B] a on b", true),
            ("A_B \"a\" on é\tb", true),
            ("A_D up", true),
            ("A_D upper", false),
            ("A_E a is a", true),
            ("A_E a is b", false),
            ("A_B a on b on c", false),
            ("A_B a\\n on b", false),
            (
                "A_B a on b @@Excess logger placeholders still exist@@",
                false,
            ),
            ("{conn id=1} A_B a on b", false),
            ("A_C a on b", false),
        ] {
            let line = format!("2018-12-20 10:15:02.123 INFO  [kea/1] {message}");
            assert_eq!(decoder.decode_plain(&line).is_some(), is_plain, "{message}");
            let head = KeaLine::split(&line).expect("it has Kea's layout");
            assert_eq!(decoder.plain(&head, false).is_some(), is_plain, "{message}");
        }
    }

    proptest! {
        /// The short path for plain lines has the same result as the one for all lines.
        #[test]
        fn a_plain_line_is_the_same(
            text in prop::sample::select(vec!["%1 on %2", "%2 on %1: %1", "%1", "a", "%1%2"]),
            other in prop::sample::select(vec!["%1: %2", "%1 on %2"]),
            id in prop::sample::select(vec![
                "A_B ", "A_C ", "[A_B] ", "A_B: ", "A_B", "A_D ", "", "{conn id=1} A_B ",
            ]),
            rust_type in prop::sample::select(vec!["u32", "&[u8]"]),
            parts in prop::collection::vec(part(), 0..7),
            escapes in prop::sample::select(vec![
                Escapes::Unknown, Escapes::OneLine, Escapes::None,
            ]),
        ) {
            let mut typed = Message::new("A_B", text);
            let first = Argument::named("first").with_type(rust_type);
            typed.arguments = Some(vec![first, Argument::named("the \"place\"")]);
            let messages = [typed, Message::new("A_C", text), Message::new("A_C", other)];
            let decoder = Decoder::new(&messages).with_escapes(escapes);
            let line = format!("2018-12-20 10:15:02.123 INFO  [kea/1] {id}{}", parts.concat());
            let head = KeaLine::split(&line).expect("it has Kea's layout");
            if let Some(plain) = decoder.plain(&head, false) {
                prop_assert_eq!(Line::from(plain), decoder.decode_kea(head));
            }
            if let Some(plain) = decoder.decode_plain(&line) {
                let other = decoder.decode_lines(&line);
                let (mut json, mut expected) = (Vec::new(), Vec::new());
                plain.append_json(&mut json).expect("it can be written");
                other.append_json(&line, &mut expected).expect("it can be written");
                prop_assert_eq!(Line::from(plain), other);
                prop_assert_eq!(json, expected);
            }
        }
    }
}
