//! Decodes lines: splits them into their parts, and finds the message of the ID.

use crate::complaint::ends_in_complaint;
use crate::continued::Continued;
use crate::escapes::Escapes;
use crate::layout::{self, Escaping, Found, KeaLine, Layout, Parts};
use crate::line::{Line, Outcome, add_new};
use crate::pattern::Pattern;
use crate::patterns::Patterns;
use crate::record::{RecordStart, ends};
use kea_messages_catalog::Message;
use memchr::memchr;
use std::borrow::Cow;

/// Limits for the reading of a record of several lines: the number of readings to find, and the
/// number of bytes to read, as a multiple of the length of the record and a constant. Only a record
/// that was crafted to take long needs more bytes.
const MOST_READINGS: usize = 3;
const MOST_TIMES: usize = 64;
const MOST_BYTES: usize = 1 << 16;

/// Decodes log lines of the messages of a catalogue.
///
/// See the [documentation of the crate](crate) for an example.
#[derive(Debug, Default)]
pub struct Decoder {
    pub(crate) patterns: Patterns,
    layouts: Vec<Layout>,
    pub(crate) escapes: Escapes,
}

impl Decoder {
    /// Creates a decoder for these messages.
    pub fn new<'m>(messages: impl IntoIterator<Item = &'m Message>) -> Self {
        let mut decoder = Self::default();
        decoder.add(messages);
        decoder
    }

    /// Adds the messages of another version of the catalogue. Lines with the text of any
    /// version are decoded.
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
            self.patterns
                .add(message.id.as_str(), Pattern::new(message));
        }
    }

    /// Adds a layout for the lines. If layouts are added, only these are tried, in
    /// order. Otherwise the layouts that this crate knows are recognised.
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

    /// Sets how to read a backslash in a text. The default is [`Escapes::Unknown`].
    ///
    /// See [`Escapes`] for an example.
    #[must_use]
    pub fn with_escapes(self, escapes: Escapes) -> Self {
        Self { escapes, ..self }
    }

    /// Decodes a line, which must be passed without the line feed at its end.
    ///
    /// A carriage return at the end can belong to the line feed or to the last value.
    /// If both are possible, the line is ambiguous.
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
        if line.ends_with('\r') {
            self.decode_lines(line)
        } else {
            self.decode_one(line)
        }
    }

    /// Decodes a line together with the lines that [continue](Self::continues) it.
    ///
    /// These lines can be part of its last value, if the sink does not escape line feeds, or
    /// can come from elsewhere, such as a stack trace. If the text of the message can end at
    /// more than one of the lines, the line is ambiguous.
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
        self.decode_lines_as(lines, Continued::Unknown)
    }

    /// Decodes lines like [`decode_lines`](Self::decode_lines), if it is known how to
    /// read the lines that continue the first one.
    ///
    /// See [`Continued`] for an example. A line that cannot be read in this way is read as
    /// with [`Continued::Unknown`].
    #[must_use]
    pub fn decode_lines_as<'a>(&'a self, lines: &'a str, continued: Continued) -> Line<'a> {
        self.decode_record(lines, continued, false)
    }

    /// Decodes lines like [`decode_lines_as`](Self::decode_lines_as), if each line was an entry of
    /// syslog or of the journal. These drop empty lines, strip what looks like a priority, and
    /// indent the lines of one entry, so a reading of several lines is not certain.
    pub(crate) fn decode_split<'a>(&'a self, lines: &'a str, continued: Continued) -> Line<'a> {
        self.decode_record(lines, continued, true)
    }

    fn decode_record<'a>(
        &'a self,
        lines: &'a str,
        continued: Continued,
        is_split: bool,
    ) -> Line<'a> {
        let (first, rest) = match memchr(b'\n', lines.as_bytes()) {
            Some(feed) => (&lines[..feed], &lines[feed + 1..]),
            None => (lines, ""),
        };
        let without = first.strip_suffix('\r').unwrap_or(first);
        let mut line = self.decode_one(without);
        // With `Escapes::OneLine`, a line end in a value would be escaped, so the text ends here.
        if without.len() < lines.len() && self.escapes != Escapes::OneLine {
            if let Some(patterns) = line.id.as_deref().and_then(|id| self.patterns.get(id)) {
                line.outcome = if ends_in_complaint(lines) {
                    Outcome::WrongArguments
                } else if !rest.is_empty() && (is_split || is_of_syslog(&line.layout)) {
                    let first = line.outcome.clone();
                    match self.read_to_ends(lines, patterns, line.outcome, continued) {
                        outcome if outcome == first => outcome,
                        outcome => outcome.uncertain(),
                    }
                } else {
                    self.read_to_ends(lines, patterns, line.outcome, continued)
                };
            }
        }
        line.continued = rest.into();
        line
    }

    /// Decodes a line that is not valid UTF-8, together with the lines that continue it. Pass the
    /// line as [`escape_bytes`](crate::escape_bytes) returns it. The outcome is
    /// [`Outcome::NotUtf8`] if it has the ID and the text of a message.
    ///
    /// ```
    /// use kea_messages_catalog::Message;
    /// use kea_messages_decode::{Decoder, Outcome, escape_bytes};
    ///
    /// let message = Message::new("A_B", "on %1");
    /// let decoder = Decoder::new([&message]);
    /// let text = escape_bytes(b"A_B on caf\xe9");
    /// let line = decoder.decode_escaped_bytes(&text);
    /// let Outcome::NotUtf8(readings) = line.outcome else { panic!() };
    /// assert_eq!(readings[0].to_string(), r"arg1=caf\xe9");
    /// ```
    #[must_use]
    pub fn decode_escaped_bytes<'a>(&'a self, lines: &'a str) -> Line<'a> {
        let line = self.decode_lines(lines);
        Line {
            outcome: line.outcome.not_utf8(),
            ..line
        }
    }

    /// Decodes each record of a line, together with the lines that continue it. Only a line of
    /// OpenTelemetry (OTLP as JSON) has several records. Any other line is one record, which is
    /// decoded as by [`decode_lines_as`](Self::decode_lines_as). That method and
    /// [`decode`](Self::decode) do not find IDs in a line with several records.
    ///
    /// ```
    /// use kea_messages_catalog::Message;
    /// use kea_messages_decode::{Continued, Decoder};
    ///
    /// let message = Message::new("A_B", "on %1");
    /// let decoder = Decoder::new([&message]);
    /// let line = r#"{"resourceLogs":[{"scopeLogs":[{"logRecords":[
    ///     {"eventName":"A_B","body":{"stringValue":"on disk"}},
    ///     {"eventName":"A_C","body":{"stringValue":"on disk"}}]}]}]}"#;
    /// let mut ids = Vec::new();
    /// decoder.decode_each(line, Continued::Unknown, |record| ids.push(record.id.unwrap().into_owned()));
    /// assert_eq!(ids, ["A_B", "A_C"]);
    /// ```
    pub fn decode_each<'a>(
        &'a self,
        lines: &'a str,
        continued: Continued,
        mut each: impl FnMut(Line<'a>),
    ) {
        let is_object = lines.starts_with('{') && self.layouts.is_empty();
        let object = is_object.then(|| layout::with_records(lines)).flatten();
        match object.as_ref().and_then(layout::records_of) {
            Some(records) => {
                let records = records.map(layout::record_parts);
                records.map(|parts| self.of_parts(parts)).for_each(each);
            }
            None => each(self.decode_lines_as(lines, continued)),
        }
    }

    /// Reads a record up to each place where its text can end. `first` is the outcome for the first
    /// of these places.
    fn read_to_ends<'a>(
        &'a self,
        lines: &'a str,
        patterns: &[Pattern],
        first: Outcome<'a>,
        continued: Continued,
    ) -> Outcome<'a> {
        let whole = lines.strip_suffix('\r').unwrap_or(lines).len();
        let mut is_other_type = first == Outcome::OtherType;
        let (mut readings, mut is_open) = first.into_readings();
        let is_read = !readings.is_empty() || is_open;
        match continued {
            Continued::Trace if is_read => return Outcome::of(readings, is_open),
            Continued::Value => {
                let whole = self.decode_one(&lines[..whole]).outcome.into_readings();
                if !whole.0.is_empty() || whole.1 {
                    return Outcome::of(whole.0, whole.1);
                }
            }
            _ => {}
        }
        let mut bytes_left = MOST_TIMES * lines.len() + MOST_BYTES;
        for end in ends(lines).skip(1) {
            if readings.len() > MOST_READINGS {
                break;
            }
            if !patterns.iter().any(|it| it.can_end(&lines[..end])) {
                continue;
            }
            if bytes_left < end {
                is_open = true;
                break;
            }
            bytes_left -= end;
            let outcome = self.decode_one(&lines[..end]).outcome;
            is_other_type |= outcome == Outcome::OtherType;
            let (others, is_also_open) = outcome.into_readings();
            is_open |= is_also_open;
            add_new(&mut readings, others);
        }
        Outcome::of(readings, is_open).or_other_type(is_other_type)
    }

    /// Returns the user-defined layouts.
    pub(crate) fn layouts(&self) -> &[Layout] {
        &self.layouts
    }

    /// Returns the start of the record that begins with this line. It determines which lines
    /// [continue](Self::continues) the record.
    #[must_use]
    pub fn start(&self, first: &str) -> RecordStart {
        RecordStart::of(&self.layouts, first)
    }

    /// Does the same as [`start`](Self::start) for a line that does not
    /// [continue](Self::continues) the record with the start `before`, but faster, because it
    /// reuses the result of that check.
    ///
    /// ```
    /// use kea_messages_decode::Decoder;
    ///
    /// let decoder = Decoder::new([]);
    /// let one = decoder.start("2018-12-20 10:15:02.123 INFO  [kea/4711] A_B on disk");
    /// let line = "2018-12-20 10:15:02.124 INFO  [kea/4711] A_C no space";
    /// assert!(!decoder.continues(line, one));
    /// assert_eq!(decoder.start_behind(one, line), decoder.start(line));
    /// ```
    #[must_use]
    pub fn start_behind(&self, before: RecordStart, first: &str) -> RecordStart {
        let read = || RecordStart::of(&self.layouts, first);
        before.of_next(&self.layouts, first.as_bytes(), read)
    }

    /// Returns whether a line continues the record with this start.
    ///
    /// In a log whose lines have heads, such as a time, or a severity and a logger in brackets, a
    /// line without a head continues a record. In any other log, an indented line does.
    ///
    /// ```
    /// use kea_messages_decode::Decoder;
    ///
    /// let decoder = Decoder::new([]);
    /// let line = "2018-12-20 10:15:02.123 INFO  [kea/4711] A_B disk failed";
    /// let start = decoder.start(line);
    /// assert!(decoder.continues("  at one", start));
    /// assert!(decoder.continues("Caused by: two", start));
    /// assert!(!decoder.continues(line, start));
    /// ```
    #[must_use]
    pub fn continues(&self, line: &str, start: RecordStart) -> bool {
        start.is_continued_by(&self.layouts, line)
    }

    pub(crate) fn decode_one<'a>(&'a self, line: &'a str) -> Line<'a> {
        if self.layouts.is_empty() {
            if let Some(line) = KeaLine::split(line) {
                // Nearly all lines are plain.
                let plain = self.plain(&line, false);
                return plain.map_or_else(|| self.decode_kea(line), Line::from);
            }
        }
        self.decode_other(line)
    }

    /// Decodes a line of Kea's layout.
    #[inline(never)]
    pub(crate) fn decode_kea<'a>(&'a self, line: KeaLine<'a>) -> Line<'a> {
        let parts = line.into_parts();
        let by_word = match (&parts.id, &parts.text) {
            (None, Cow::Borrowed(text)) => self.of_word(&parts, text),
            _ => None,
        };
        by_word.unwrap_or_else(|| self.of_parts(parts))
    }

    /// Decodes a line that is not in Kea's layout. This is a separate function so that the code for
    /// lines in Kea's layout is short.
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

    /// Decodes a line that was split into these parts.
    pub(crate) fn of_parts<'a>(&'a self, parts: Parts<'a>) -> Line<'a> {
        if !parts.other_texts.is_empty() {
            return self.with_other_texts(parts);
        }
        if parts.escaping == Escaping::OfLog && self.escapes != Escapes::None {
            if let Some(without) = parts.without_sources() {
                return self.with_or_without_sources(without, parts);
            }
        }
        self.decode_parts(parts)
    }

    /// Decodes a line whose text ends with what may be the sources of errors. They are separate
    /// from the text in `without`, and part of it in `whole`.
    fn with_or_without_sources<'a>(&'a self, without: Parts<'a>, whole: Parts<'a>) -> Line<'a> {
        let without = self.decode_parts(without);
        if self.escapes == Escapes::OneLine {
            return without;
        }
        let whole = self.decode_parts(whole);
        let (mut readings, is_open) = whole.outcome.clone().into_readings();
        let (others, is_also_open) = without.outcome.clone().into_readings();
        if readings.is_empty() && !is_open {
            let is_whole = others.is_empty() && without.outcome != Outcome::OtherType;
            return if is_whole { whole } else { without };
        }
        readings.extend(others);
        Line {
            outcome: Outcome::of(readings, is_open || is_also_open),
            ..whole
        }
    }

    fn decode_parts<'a>(&'a self, mut parts: Parts<'a>) -> Line<'a> {
        let outcome = match parts.id.as_deref() {
            None => Outcome::NoId,
            Some(id) => match self.patterns.get(id) {
                None => Outcome::UnknownId,
                Some(_) if parts.arguments.is_empty() && ends_in_complaint(&parts.text) => {
                    Outcome::WrongArguments
                }
                Some(patterns) => self.read(patterns, &mut parts),
            },
        };
        Line {
            time: parts.time,
            severity: parts.severity,
            logger: parts.logger,
            pid: parts.pid,
            spans: parts.spans,
            error_sources: parts.error_sources,
            id: parts.id,
            text: parts.text,
            continued: Cow::default(),
            layout: parts.layout,
            outcome: parts.certainty.outcome(outcome),
        }
    }
}

/// Whether the layout of a line includes syslog.
fn is_of_syslog(layout: &str) -> bool {
    layout.split('+').any(|name| name == "syslog")
}
