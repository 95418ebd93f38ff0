//! What a line is.

use crate::layout::{self, Layout, Parts};
use crate::pattern::{Pattern, Value};
use kea_messages_catalog::Message;
use kea_messages_core::line::{OneLine, unescape};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::fmt;

/// Knows messages, and finds them in lines.
#[derive(Debug, Default)]
pub struct Decoder {
    /// By ID, the texts of each version of the catalogue.
    patterns: FxHashMap<Box<str>, Vec<Pattern>>,
    layout: Option<Layout>,
    escapes: Escapes,
}

/// What a backslash in the text of a line is. In JSON and in pairs of keys and values it
/// is what it is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Escapes {
    /// It is not known. A line that can be either is ambiguous.
    #[default]
    Unknown,
    /// The beginning of an escape, as this project's sinks write it
    /// ([`OneLine`](kea_messages_core::line::OneLine)).
    OneLine,
    /// A backslash, as in the logs of Kea itself.
    None,
}

impl Decoder {
    /// A decoder of these messages.
    pub fn new<'m>(messages: impl IntoIterator<Item = &'m Message>) -> Self {
        let mut decoder = Self::default();
        decoder.add(messages);
        decoder
    }

    /// Adds the messages of another version of the catalogue. A line that has the text
    /// of either is decoded.
    pub fn add<'m>(&mut self, messages: impl IntoIterator<Item = &'m Message>) {
        for message in messages {
            let patterns = self.patterns.entry(message.id.as_str().into()).or_default();
            let pattern = Pattern::new(message);
            if !patterns.iter().any(|other| other.is_same(&pattern)) {
                patterns.push(pattern);
            }
        }
    }

    /// Takes lines to have this layout, and no other.
    #[must_use]
    pub fn with_layout(self, layout: Layout) -> Self {
        Self {
            layout: Some(layout),
            ..self
        }
    }

    /// Says what a backslash in a text is.
    #[must_use]
    pub fn with_escapes(self, escapes: Escapes) -> Self {
        Self { escapes, ..self }
    }

    /// Says what a line is, which has no line feed at its end.
    ///
    /// A carriage return at its end can belong to the line feed, or to the last value.
    /// Where it can be both, that is ambiguous.
    #[must_use]
    pub fn decode<'a>(&'a self, line: &'a str) -> Line<'a> {
        match line.strip_suffix('\r') {
            Some(without) => self.decode_either(without, line),
            None => self.decode_one(line),
        }
    }

    /// Says what a line is that may end earlier than it seems to.
    fn decode_either<'a>(&'a self, shorter: &'a str, longer: &'a str) -> Line<'a> {
        let line = self.decode_one(shorter);
        if self.escapes == Escapes::OneLine {
            // No value has what would make it longer.
            return line;
        }
        let readings = |outcome| match outcome {
            Outcome::Decoded(reading) => (vec![reading], false),
            Outcome::Ambiguous(readings) => (readings, true),
            _ => (Vec::new(), false),
        };
        let (mut all, is_open) = readings(line.outcome.clone());
        let (others, is_also_open) = readings(self.decode_one(longer).outcome);
        for reading in others {
            if !all.contains(&reading) {
                all.push(reading);
            }
        }
        let outcome = if line.outcome == Outcome::UnknownId || line.outcome == Outcome::NoId {
            line.outcome
        } else {
            Outcome::of(all, is_open || is_also_open)
        };
        Line { outcome, ..line }
    }

    fn decode_one<'a>(&'a self, line: &'a str) -> Line<'a> {
        let parts = match &self.layout {
            Some(layout) => layout.split(line),
            None => layout::recognise(line),
        };
        let Some(parts) = parts else {
            return Line {
                text: line.into(),
                ..Line::default()
            };
        };
        let id = parts.id.clone();
        let outcome = match id.as_deref() {
            None => Outcome::NoId,
            Some(id) => match self.patterns.get(id) {
                None => Outcome::UnknownId,
                Some(patterns) => self.read(patterns, &parts),
            },
        };
        Line {
            time: parts.time,
            severity: parts.severity,
            logger: parts.logger,
            pid: parts.pid,
            id,
            text: parts.text,
            outcome,
        }
    }

    /// Says what a line is, and those behind it that [continue](Self::continues) it.
    ///
    /// They can be a part of its last value, if the sink lets line feeds pass, or a
    /// stack trace of somebody else's. Where they can be both, that is ambiguous.
    #[must_use]
    pub fn decode_lines<'a>(&'a self, lines: &'a str) -> Line<'a> {
        let Some((first, _)) = lines.split_once('\n') else {
            return self.decode(lines);
        };
        let first = first.strip_suffix('\r').unwrap_or(first);
        self.decode_either(first, lines)
    }

    /// Whether a line goes on from the one before it: it does not begin as one, and that
    /// one did, or it is indented.
    #[must_use]
    pub fn continues(&self, line: &str, previous: &str) -> bool {
        if line.starts_with([' ', '\t']) {
            return !previous.is_empty();
        }
        !self.is_head(line) && self.has_time(previous)
    }

    fn is_head(&self, line: &str) -> bool {
        match &self.layout {
            Some(layout) => layout.split(line).is_some(),
            None => {
                line.starts_with('{') || layout::has_time(line) || layout::recognise(line).is_some()
            }
        }
    }

    /// Whether each line of such a log has a head, so that one without belongs to
    /// another.
    fn has_time(&self, line: &str) -> bool {
        match &self.layout {
            Some(layout) => layout.split(line).is_some(),
            None => layout::has_time(line),
        }
    }

    /// The texts that a line can have, which are two where it is not known what a
    /// backslash is.
    fn texts<'a>(&self, parts: &Parts<'a>) -> impl Iterator<Item = Cow<'a, str>> {
        let text = &parts.text;
        let can_be_escaped =
            parts.is_escaped && self.escapes != Escapes::None && text.contains('\\');
        let plain = can_be_escaped
            .then(|| unescape(text).collect::<Option<String>>())
            .flatten()
            .filter(|plain| OneLine(plain).to_string() == **text);
        let is_as_it_is = plain.is_none() || self.escapes == Escapes::Unknown;
        let as_it_is = is_as_it_is.then(|| text.clone());
        plain.map(Cow::Owned).into_iter().chain(as_it_is)
    }

    fn read<'a>(&'a self, patterns: &'a [Pattern], parts: &Parts<'a>) -> Outcome<'a> {
        // Nearly all lines are so.
        if let ([pattern], Cow::Borrowed(text)) = (patterns, &parts.text) {
            if !text.contains('\\') {
                if let Some(values) = pattern.read_plain(text) {
                    let names = &pattern.names;
                    return Outcome::Decoded(Reading { names, values });
                }
            }
        }
        let mut readings: Vec<Reading<'a>> = Vec::new();
        let mut gave_up = false;
        for pattern in patterns {
            let mut add = |values: Vec<Value<'a>>| {
                let names = &pattern.names;
                let reading = Reading { names, values };
                if !readings.contains(&reading) {
                    readings.push(reading);
                }
            };
            for text in self.texts(parts) {
                // Arguments by name tell which reading of the text it is.
                if let Some(named) = parts.values(pattern) {
                    if text.is_empty() || pattern.fits(&text, &named) {
                        add(named);
                        continue;
                    }
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

/// A line, and what it says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line<'a> {
    /// When it was logged, as it stands there.
    pub time: Option<Cow<'a, str>>,
    /// The severity, as it stands there.
    pub severity: Option<Cow<'a, str>>,
    /// The logger.
    pub logger: Option<Cow<'a, str>>,
    /// The process, with its thread if that stands there.
    pub pid: Option<Cow<'a, str>>,
    /// The ID, or what looks like one.
    pub id: Option<Cow<'a, str>>,
    /// The text behind the ID; all of a line that has none.
    pub text: Cow<'a, str>,
    /// What came of it.
    pub outcome: Outcome<'a>,
}

/// What came of a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Outcome<'a> {
    /// It is this message, with these arguments.
    Decoded(Reading<'a>),
    /// It can be read in more than one way, of which these are some.
    Ambiguous(Vec<Reading<'a>>),
    /// It has the ID of a message, and another text: that of another version, or a
    /// local one.
    OtherText,
    /// It has an ID that is that of no message.
    UnknownId,
    /// It has no ID.
    #[default]
    NoId,
}

impl<'a> Outcome<'a> {
    /// What comes of these readings, which are all unless the search has given up.
    fn of(mut readings: Vec<Reading<'a>>, gave_up: bool) -> Self {
        if gave_up || readings.len() > 1 {
            return Self::Ambiguous(readings);
        }
        readings.pop().map_or(Self::OtherText, Self::Decoded)
    }
}

/// The arguments of a message, by name. Its `Display` is `name=value name=value`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading<'a> {
    names: &'a [Box<str>],
    values: Vec<Value<'a>>,
}

impl<'a> Reading<'a> {
    /// The names and values, in the order of their numbers.
    pub fn arguments(&self) -> impl Iterator<Item = (&'a str, &Value<'a>)> {
        let names = self.names.iter().map(|name| &**name);
        names.zip(&self.values)
    }

    /// The value of the argument of this name.
    #[must_use]
    pub fn argument(&self, name: &str) -> Option<&Value<'a>> {
        let mut arguments = self.arguments();
        Some(arguments.find(|(other, _)| *other == name)?.1)
    }
}

impl fmt::Display for Reading<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (name, value)) in self.arguments().enumerate() {
            let space = if index > 0 { " " } else { "" };
            write!(f, "{space}{name}={}", value.as_str())?;
        }
        Ok(())
    }
}
