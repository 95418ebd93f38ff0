//! Decodes lines: splits them into their parts, finds the message of the ID, and reads
//! the values out of the text.

use crate::continuation::continues;
use crate::escapes::Escapes;
use crate::kind::Values as _;
use crate::layout::{self, Found, Layout, Parts};
use crate::line::{Line, Outcome, Reading};
use crate::pattern::Pattern;
use crate::value::Value;
use kea_messages_catalog::Message;
use memchr::memchr;
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// Decodes the log lines of a catalogue's messages.
///
/// See the [documentation of the crate](crate) for an example.
#[derive(Debug, Default)]
pub struct Decoder {
    /// By ID, the text of each version of the catalogue.
    pub(crate) patterns: FxHashMap<Box<str>, Vec<Pattern>>,
    layouts: Vec<Layout>,
    escapes: Escapes,
}

impl Decoder {
    /// Creates a decoder of these messages.
    pub fn new<'m>(messages: impl IntoIterator<Item = &'m Message>) -> Self {
        let mut decoder = Self::default();
        decoder.add(messages);
        decoder
    }

    /// Adds the messages of another version of the catalogue. A line that has the text of
    /// any version is decoded.
    ///
    /// ```
    /// use kea_messages_catalog::Message;
    /// use kea_messages_decode::{Decoder, Outcome};
    ///
    /// let version = |text: &str| Message::new("A_B", text);
    /// let mut decoder = Decoder::new([&version("failed on %1")]);
    /// assert_eq!(decoder.decode("A_B disk has failed").outcome, Outcome::OtherText);
    ///
    /// decoder.add([&version("%1 has failed")]);
    /// let line = decoder.decode("A_B disk has failed");
    /// assert!(matches!(line.outcome, Outcome::Decoded(_)));
    /// ```
    pub fn add<'m>(&mut self, messages: impl IntoIterator<Item = &'m Message>) {
        for message in messages {
            let patterns = self.patterns.entry(message.id.as_str().into()).or_default();
            let pattern = Pattern::new(message);
            if !patterns.contains(&pattern) {
                patterns.push(pattern);
            }
        }
    }

    /// Adds a layout of the lines. Those that are added are tried in their order, and no
    /// other is. Without any, the layouts that this crate knows are recognised.
    ///
    /// ```
    /// use kea_messages_catalog::Message;
    /// use kea_messages_decode::Decoder;
    ///
    /// let message = Message::new("A_B", "on %1");
    /// let decoder = Decoder::new([&message])
    ///     .with_layout("<{severity}> {id}: {text}".parse()?)
    ///     .with_layout("{time:8} {id} {text}".parse()?);
    /// let line = decoder.decode("10:15:02 A_B on disk");
    /// assert_eq!(line.time.as_deref(), Some("10:15:02"));
    /// # Ok::<(), kea_messages_decode::LayoutError>(())
    /// ```
    #[must_use]
    pub fn with_layout(mut self, layout: Layout) -> Self {
        self.layouts.push(layout);
        self
    }

    /// Sets what a backslash in a text is. The default is [`Escapes::Unknown`].
    ///
    /// See [`Escapes`] for an example.
    #[must_use]
    pub fn with_escapes(self, escapes: Escapes) -> Self {
        Self { escapes, ..self }
    }

    /// Decodes a line, which is given without the line feed at its end.
    ///
    /// A carriage return at the end can belong to the line feed or to the last value.
    /// Where it can be both, the line is ambiguous.
    ///
    /// ```
    /// use kea_messages_decode::{Decoder, Outcome};
    ///
    /// let decoder = Decoder::new([]);
    /// let line = decoder.decode("2018-12-20 10:15:02.123 INFO  [kea/4711] A_B on disk");
    /// assert_eq!(line.time.as_deref(), Some("2018-12-20 10:15:02.123"));
    /// assert_eq!(line.id.as_deref(), Some("A_B"));
    /// assert_eq!(line.outcome, Outcome::UnknownId);
    /// ```
    #[must_use]
    pub fn decode<'a>(&'a self, line: &'a str) -> Line<'a> {
        match line.strip_suffix('\r') {
            Some(without) => self.decode_either(without, line),
            None => self.decode_one(line),
        }
    }

    /// Decodes a line together with the lines that [continue](Self::continues) it.
    ///
    /// These can be part of its last value, if the sink does not escape line feeds, or
    /// come from elsewhere, as a stack trace does. Where they can be both, the line is
    /// ambiguous.
    ///
    /// ```
    /// use kea_messages_catalog::Message;
    /// use kea_messages_decode::{Decoder, Outcome};
    ///
    /// let message = Message::new("A_B", "%1 failed");
    /// let decoder = Decoder::new([&message]);
    /// let line = decoder.decode_lines("A_B disk failed\n  at one\n  at two");
    /// assert!(matches!(line.outcome, Outcome::Decoded(_)));
    /// assert_eq!(line.continued, "  at one\n  at two");
    /// ```
    #[must_use]
    pub fn decode_lines<'a>(&'a self, lines: &'a str) -> Line<'a> {
        let Some(end) = memchr(b'\n', lines.as_bytes()) else {
            return self.decode(lines);
        };
        let first = &lines[..end];
        let first = first.strip_suffix('\r').unwrap_or(first);
        Line {
            continued: lines[end + 1..].into(),
            ..self.decode_either(first, lines)
        }
    }

    /// Decodes each record of a line, together with the lines that continue it. Only a line
    /// of OpenTelemetry (OTLP as JSON) has several: any other is one, which
    /// [`decode_lines`](Self::decode_lines) decodes. That method and
    /// [`decode`](Self::decode) find no ID in a line of several records.
    ///
    /// ```
    /// use kea_messages_catalog::Message;
    /// use kea_messages_decode::Decoder;
    ///
    /// let message = Message::new("A_B", "on %1");
    /// let decoder = Decoder::new([&message]);
    /// let line = r#"{"resourceLogs":[{"scopeLogs":[{"logRecords":[
    ///     {"eventName":"A_B","body":{"stringValue":"on disk"}},
    ///     {"eventName":"A_C","body":{"stringValue":"on disk"}}]}]}]}"#;
    /// let mut ids = Vec::new();
    /// decoder.decode_each(line, |record| ids.push(record.id.unwrap().into_owned()));
    /// assert_eq!(ids, ["A_B", "A_C"]);
    /// ```
    pub fn decode_each<'a>(&'a self, lines: &'a str, mut each: impl FnMut(Line<'a>)) {
        let is_object = lines.starts_with('{') && self.layouts.is_empty();
        match is_object.then(|| layout::records(lines)).flatten() {
            Some(records) => {
                let records = records.into_iter().map(layout::record_parts);
                records.map(|parts| self.of_parts(parts)).for_each(each);
            }
            None => each(self.decode_lines(lines)),
        }
    }

    /// Returns whether a line continues the one before it: it is indented, or it does not
    /// begin like a line of this log, and the one before does.
    ///
    /// ```
    /// use kea_messages_decode::Decoder;
    ///
    /// let decoder = Decoder::new([]);
    /// let line = "2018-12-20 10:15:02.123 INFO  [kea/4711] A_B disk failed";
    /// assert!(decoder.continues("  at one", line));
    /// assert!(decoder.continues("Caused by: two", line));
    /// assert!(!decoder.continues(line, line));
    /// ```
    #[must_use]
    pub fn continues(&self, line: &str, previous: &str) -> bool {
        continues(&self.layouts, line, previous)
    }

    /// Decodes a line that can end in either of two places.
    fn decode_either<'a>(&'a self, shorter: &'a str, longer: &'a str) -> Line<'a> {
        let line = self.decode_one(shorter);
        let has_message = !matches!(line.outcome, Outcome::UnknownId | Outcome::NoId);
        // What makes the line longer would be escaped in a value.
        if !has_message || self.escapes == Escapes::OneLine {
            return line;
        }
        let (mut readings, is_open) = line.outcome.into_readings();
        let (others, is_also_open) = self.decode_one(longer).outcome.into_readings();
        for reading in others {
            if !readings.contains(&reading) {
                readings.push(reading);
            }
        }
        Line {
            outcome: Outcome::of(readings, is_open || is_also_open),
            ..line
        }
    }

    pub(crate) fn decode_one<'a>(&'a self, line: &'a str) -> Line<'a> {
        if self.layouts.is_empty() {
            if let Some(parts) = layout::split_kea(line) {
                return self.of_parts(parts);
            }
        }
        self.decode_other(line)
    }

    /// Decodes a line that is not in Kea's layout. It is apart so that the way of those that
    /// are is short.
    #[inline(never)]
    fn decode_other<'a>(&'a self, line: &'a str) -> Line<'a> {
        if !self.layouts.is_empty() {
            let parts = self.layouts.iter().find_map(|layout| layout.split(line));
            return parts.map_or_else(|| Line::without_id(line), |parts| self.of_parts(parts));
        }
        // A file can begin with a byte order mark.
        let line = line.strip_prefix('\u{feff}').unwrap_or(line);
        match layout::recognise(line) {
            Found::Parts(parts) if parts.is_wrapping => self.unwrapped(parts),
            Found::Parts(parts) => self.of_parts(parts),
            Found::Head(head) => self.behind_head(line, head),
        }
    }

    /// The line that has these parts.
    pub(crate) fn of_parts<'a>(&'a self, mut parts: Parts<'a>) -> Line<'a> {
        let mut outcome = match parts.id.as_deref() {
            None => Outcome::NoId,
            Some(id) => match self.patterns.get(id) {
                None => Outcome::UnknownId,
                Some(patterns) => self.read(patterns, &mut parts),
            },
        };
        if parts.is_uncertain {
            outcome = outcome.uncertain();
        }
        Line {
            time: parts.time,
            severity: parts.severity,
            logger: parts.logger,
            pid: parts.pid,
            spans: parts.spans,
            id: parts.id,
            text: parts.text,
            continued: Cow::default(),
            layout: parts.layout,
            outcome,
        }
    }

    /// Reads the text of a line as any of these patterns.
    fn read<'a>(&'a self, patterns: &'a [Pattern], parts: &mut Parts<'a>) -> Outcome<'a> {
        parts.take_own(|name| {
            let mut names = patterns.iter().flat_map(|pattern| &pattern.names);
            names.any(|other| **other == *name)
        });
        // This is true of nearly all lines.
        if let ([pattern], Cow::Borrowed(text)) = (patterns, &parts.text) {
            if !parts.can_be_text && memchr(b'\\', text.as_bytes()).is_none() {
                if let Some(values) = pattern.read_directly(text) {
                    let names = &pattern.names[..values.len()];
                    return Outcome::Decoded(Reading::new(names, values));
                }
            }
        }
        let escapes = match self.escapes {
            escapes if parts.is_escaped => escapes,
            Escapes::OneLine | Escapes::Unknown if parts.can_be_escaped => Escapes::Unknown,
            _ => Escapes::None,
        };
        let mut readings: Vec<Reading<'a>> = Vec::new();
        let mut gave_up = false;
        for pattern in patterns {
            let mut add = |values: Vec<Value<'a>>| {
                let reading = Reading::new(&pattern.names[..values.len()], values);
                if !readings.contains(&reading) {
                    readings.push(reading);
                }
            };
            for text in escapes.texts(&parts.text) {
                // Arguments by name say which reading of the text is the right one.
                if let Some(values) = values_by_name(pattern, parts) {
                    if text.is_empty() || pattern.fits(&text, &values) {
                        add(values);
                        continue;
                    }
                    gave_up |= parts.can_be_text;
                }
                match text {
                    Cow::Borrowed(text) => {
                        let found = pattern.read(text);
                        found.found.into_iter().for_each(&mut add);
                        gave_up |= found.gave_up;
                    }
                    Cow::Owned(text) => {
                        let found = pattern.read(&text);
                        for values in found.found {
                            add(values.into_iter().map(Value::into_owned).collect());
                        }
                        gave_up |= found.gave_up;
                    }
                }
            }
        }
        Outcome::of(readings, gave_up)
    }
}

/// The values of a message's arguments, if it has some and the line has each by name. Those
/// that stand in no text can be left out.
fn values_by_name<'a>(pattern: &Pattern, parts: &Parts<'a>) -> Option<Vec<Value<'a>>> {
    let value =
        |(index, name): (usize, &str)| pattern.kind(index).value(parts.argument(name)?.clone());
    let mut names = pattern.names.iter().map(|name| &**name).enumerate();
    let placed = names.by_ref().take(pattern.placed).map(value);
    let mut values = placed.collect::<Option<Vec<_>>>()?;
    if let Some(fields) = names.map(value).collect::<Option<Vec<_>>>() {
        values.extend(fields);
    }
    (!values.is_empty()).then_some(values)
}
