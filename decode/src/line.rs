//! A decoded line: its parts, its message, and the values of the arguments.

use crate::sources::ErrorSources;
use crate::span::Span;
use crate::value::Value;
use std::borrow::Cow;
use std::fmt;

/// A decoded line of a log.
///
/// [`Decoder::decode`](crate::Decoder::decode) returns it, and it borrows from the
/// input. It implements [`Serialize`](serde::Serialize):
///
/// ```
/// use kea_messages_catalog::Message;
/// use kea_messages_decode::Decoder;
///
/// let message = Message::new("A_B", "on %1");
/// let decoder = Decoder::new([&message]);
/// assert_eq!(
///     serde_json::to_string(&decoder.decode("A_B on disk"))?,
///     r#"{"id":"A_B","status":"decoded","arguments":{"arg1":"disk"},"text":"on disk"}"#,
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Line<'a> {
    /// The time, as written in the line.
    pub time: Option<Cow<'a, str>>,
    /// The severity, as written in the line.
    pub severity: Option<Cow<'a, str>>,
    /// The logger.
    pub logger: Option<Cow<'a, str>>,
    /// The process ID, with the thread ID if the line has one.
    pub pid: Option<Cow<'a, str>>,
    /// The spans of `tracing` that the line shows, starting with the outermost.
    pub spans: Vec<Span<'a>>,
    /// The ID, or a word that looks like one.
    pub id: Option<Cow<'a, str>>,
    /// The sources of errors that the line shows. They are not part of the text.
    ///
    /// In a line of text they are marked by a backslash. So they are only present if the
    /// decoder knows that the log uses [`Escapes::OneLine`](crate::Escapes), or if the text
    /// of the message does not match in any other way.
    pub error_sources: Vec<ErrorSources<'a>>,
    /// The text after the ID, or the whole message if there is no ID.
    pub text: Cow<'a, str>,
    /// The lines that continue this one, if they were
    /// [decoded together](crate::Decoder::decode_lines); otherwise empty.
    pub continued: Cow<'a, str>,
    /// The layout of the line, from the outside in: `kea`, `syslog+kea`, `docker+json`. It
    /// is `described` for a user-defined [`Layout`](crate::Layout), and empty if it is
    /// unknown.
    ///
    /// ```
    /// use kea_messages_decode::Decoder;
    ///
    /// let decoder = Decoder::new([]);
    /// let line = "Dec 20 10:15:02 host kea-dhcp4[4711]: \
    ///             2018-12-20 10:15:02.123 INFO  [kea-dhcp4/4711.140] A_B on disk";
    /// assert_eq!(decoder.decode(line).layout, "syslog+kea");
    /// ```
    pub layout: Cow<'static, str>,
    /// The outcome of decoding the line.
    pub outcome: Outcome<'a>,
}

impl<'a> Line<'a> {
    /// Creates a line without an ID, which has only text, for a line with an unknown
    /// layout or one that cannot be decoded at all.
    ///
    /// ```
    /// use kea_messages_decode::{Line, Outcome};
    ///
    /// let line = Line::without_id(String::from_utf8_lossy(b"not UTF-8: \xff"));
    /// assert_eq!(line.text, "not UTF-8: \u{fffd}");
    /// assert_eq!(line.outcome, Outcome::NoId);
    /// ```
    #[must_use]
    pub fn without_id(text: impl Into<Cow<'a, str>>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    /// Converts the line so that it does not borrow from the text. `names` finds the names of the
    /// arguments for an ID and a reading.
    pub(crate) fn into_owned<'o>(
        self,
        names: impl Fn(&str, &Reading<'_>) -> Option<&'o [Box<str>]>,
    ) -> Line<'o> {
        let owned = |part: Option<Cow<'a, str>>| part.map(|part| part.into_owned().into());
        let id = self.id.as_deref().unwrap_or_default();
        let reading = |reading: Reading<'a>| {
            let names = names(id, &reading)?;
            let values = reading.values.into_iter().map(Value::into_owned);
            Some(Reading::new(names, values.collect()))
        };
        let all = |readings: Vec<_>| readings.into_iter().filter_map(reading).collect();
        let outcome = match self.outcome {
            Outcome::Decoded(decoded) => {
                reading(decoded).map_or(Outcome::OtherText, Outcome::Decoded)
            }
            Outcome::Ambiguous(readings) => Outcome::Ambiguous(all(readings)),
            Outcome::NotUtf8(readings) => Outcome::NotUtf8(all(readings)),
            Outcome::CutOff(readings) => Outcome::CutOff(all(readings)),
            Outcome::OtherText => Outcome::OtherText,
            Outcome::WrongArguments => Outcome::WrongArguments,
            Outcome::OtherType => Outcome::OtherType,
            Outcome::UnknownId => Outcome::UnknownId,
            Outcome::NoId => Outcome::NoId,
        };
        Line {
            time: owned(self.time),
            severity: owned(self.severity),
            logger: owned(self.logger),
            pid: owned(self.pid),
            spans: self.spans.into_iter().map(Span::into_owned).collect(),
            error_sources: ErrorSources::all_into_owned(self.error_sources),
            id: owned(self.id),
            text: self.text.into_owned().into(),
            continued: self.continued.into_owned().into(),
            layout: self.layout,
            outcome,
        }
    }
}

impl Line<'_> {
    /// Marks the line as cut off: it is the last one of a log, without a line feed, so that a
    /// part of its last value may be missing.
    ///
    /// ```
    /// use kea_messages_catalog::Message;
    /// use kea_messages_decode::{Decoder, Outcome};
    ///
    /// let message = Message::new("A_B", "on %1");
    /// let decoder = Decoder::new([&message]);
    /// let line = decoder.decode("A_B on di").cut_off();
    /// let Outcome::CutOff(readings) = line.outcome else { panic!() };
    /// assert_eq!(readings[0].to_string(), "arg1=di");
    /// ```
    #[must_use]
    pub fn cut_off(self) -> Self {
        let outcome = match self.outcome {
            Outcome::Decoded(reading) => Outcome::CutOff(vec![reading]),
            Outcome::Ambiguous(readings) => Outcome::CutOff(readings),
            Outcome::OtherText | Outcome::OtherType => Outcome::CutOff(Vec::new()),
            other => other,
        };
        Self { outcome, ..self }
    }
}

/// The outcome of decoding a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome<'a> {
    /// The line is this message, with these arguments.
    Decoded(Reading<'a>),
    /// The line can be read in more than one way. These are some of the readings; the
    /// list is empty if the search for them took too long.
    Ambiguous(Vec<Reading<'a>>),
    /// The line has the ID of a message, but not its text: it may be from another version
    /// of the program, or have a local text.
    OtherText,
    /// The text ends with Kea's own complaint that the statement has too many arguments
    /// (`@@Missing logger placeholder '%3' for value 'c'@@`) or too few (`@@Excess logger
    /// placeholders still exist@@`). The statement in the program needs to be fixed. The
    /// text is not decoded, because the complaint would be a part of the last value.
    ///
    /// ```
    /// use kea_messages_catalog::Message;
    /// use kea_messages_decode::{Decoder, Outcome};
    ///
    /// let message = Message::new("A_B", "on %1");
    /// let decoder = Decoder::new([&message]);
    /// let line = "A_B on disk @@Missing logger placeholder '%2' for value 'full'@@";
    /// assert_eq!(decoder.decode(line).outcome, Outcome::WrongArguments);
    /// ```
    WrongArguments,
    /// The line has the text of the message, but a value does not match its declared type, however
    /// the text is split: the message may be from another version of the program, or the type may
    /// be wrong.
    ///
    /// ```
    /// use kea_messages_catalog::{Argument, Message};
    /// use kea_messages_decode::{Decoder, Outcome};
    ///
    /// let mut message = Message::new("A_B", "on %1");
    /// message.arguments = Some(vec![Argument::named("port").with_type("u16")]);
    /// let decoder = Decoder::new([&message]);
    /// assert_eq!(decoder.decode("A_B on eth0").outcome, Outcome::OtherType);
    /// assert_eq!(decoder.decode("A_B in 67").outcome, Outcome::OtherText);
    /// ```
    OtherType,
    /// The catalogue has no message with the ID of the line.
    UnknownId,
    /// The line is not valid UTF-8, so it does not show exactly what was logged. These are its
    /// readings after [`escape_bytes`](crate::escape_bytes) has escaped the invalid bytes.
    NotUtf8(Vec<Reading<'a>>),
    /// The line is [cut off](Line::cut_off). These are the readings of the part that is
    /// there.
    CutOff(Vec<Reading<'a>>),
    /// The line has no ID.
    #[default]
    NoId,
}

impl Outcome<'_> {
    /// Returns the outcome as a word, which is also its name in JSON.
    ///
    /// ```
    /// use kea_messages_decode::Outcome;
    ///
    /// assert_eq!(Outcome::UnknownId.status(), "unknown_id");
    /// ```
    #[must_use]
    pub const fn status(&self) -> &'static str {
        match self {
            Self::Decoded(_) => "decoded",
            Self::Ambiguous(_) => "ambiguous",
            Self::OtherText => "other_text",
            Self::WrongArguments => "wrong_arguments",
            Self::OtherType => "other_type",
            Self::UnknownId => "unknown_id",
            Self::NotUtf8(_) => "not_utf8",
            Self::CutOff(_) => "cut_off",
            Self::NoId => "no_id",
        }
    }
}

impl<'a> Outcome<'a> {
    /// Returns the outcome for these readings. There can be more readings if `gave_up`.
    pub(crate) fn of(mut readings: Vec<Reading<'a>>, gave_up: bool) -> Self {
        if gave_up || readings.len() > 1 {
            return Self::Ambiguous(readings);
        }
        readings.pop().map_or(Self::OtherText, Self::Decoded)
    }

    /// Makes a decoded outcome ambiguous, because the line may be something else.
    pub(crate) fn uncertain(self) -> Self {
        match self {
            Self::Decoded(reading) => Self::Ambiguous(vec![reading]),
            other => other,
        }
    }

    /// Returns [`Self::OtherType`] instead of [`Self::OtherText`], if the text matches except for
    /// the types of its values.
    pub(crate) fn or_other_type(self, is_other_type: bool) -> Self {
        match self {
            Self::OtherText if is_other_type => Self::OtherType,
            other => other,
        }
    }

    /// Returns the readings, and whether there can be more.
    pub(crate) fn into_readings(self) -> (Vec<Reading<'a>>, bool) {
        match self {
            Self::Decoded(reading) => (vec![reading], false),
            Self::Ambiguous(readings) | Self::NotUtf8(readings) | Self::CutOff(readings) => {
                (readings, true)
            }
            // If a record continues after the complaint, the complaint can be part of a value.
            Self::WrongArguments => (Vec::new(), true),
            Self::OtherText | Self::OtherType | Self::UnknownId | Self::NoId => (Vec::new(), false),
        }
    }
}

/// The arguments of a message, by name.
///
/// Its `Display` is `name=value name=value`.
///
/// ```
/// use kea_messages_catalog::{Argument, Message};
/// use kea_messages_decode::{Decoder, Outcome};
///
/// let mut message = Message::new("A_B", "%2 on %1");
/// message.arguments = Some(vec![Argument::named("disk"), Argument::named("error")]);
/// let decoder = Decoder::new([&message]);
/// let line = decoder.decode("A_B no space on sda");
/// let Outcome::Decoded(reading) = line.outcome else { panic!() };
/// let names: Vec<&str> = reading.arguments().map(|(name, _)| name).collect();
/// assert_eq!(names, ["disk", "error"]);
/// assert_eq!(reading.argument("error").unwrap().as_str(), "no space");
/// assert_eq!(reading.to_string(), "disk=sda error=no space");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading<'a> {
    names: &'a [Box<str>],
    values: Vec<Value<'a>>,
}

impl<'a> Reading<'a> {
    /// Creates a reading from the names and the values of the arguments.
    ///
    /// ```
    /// use kea_messages_decode::{Reading, Value};
    ///
    /// let names = ["client".into(), "attempts".into()];
    /// let values = vec![Value::Text("a1".into()), Value::Bare("3".into())];
    /// assert_eq!(Reading::new(&names, values).to_string(), "client=a1 attempts=3");
    /// ```
    #[must_use]
    pub const fn new(names: &'a [Box<str>], values: Vec<Value<'a>>) -> Self {
        Self { names, values }
    }

    /// Returns the first of these names if they are the names of this reading.
    pub(crate) fn is_of<'n>(&self, names: &'n [Box<str>]) -> Option<&'n [Box<str>]> {
        let names = names.get(..self.values.len())?;
        (names == self.names).then_some(names)
    }

    /// Returns the names and values, in the order in which the message takes its
    /// arguments.
    pub fn arguments(&self) -> impl Iterator<Item = (&'a str, &Value<'a>)> {
        let names = self.names.iter().map(|name| &**name);
        names.zip(&self.values)
    }

    /// Returns the value of the argument with this name.
    #[must_use]
    pub fn argument(&self, name: &str) -> Option<&Value<'a>> {
        let mut arguments = self.arguments();
        Some(arguments.find(|(other, _)| *other == name)?.1)
    }
}

/// Adds the readings that are not in the list yet.
pub(crate) fn add_new<'a>(readings: &mut Vec<Reading<'a>>, found: Vec<Reading<'a>>) {
    for reading in found {
        if !readings.contains(&reading) {
            readings.push(reading);
        }
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

#[cfg(test)]
mod tests {
    use super::{Outcome, Reading};
    use crate::value::Value;

    fn names(names: &[&str]) -> Vec<Box<str>> {
        names.iter().map(|name| Box::from(*name)).collect()
    }

    #[test]
    fn a_reading_has_its_arguments_by_name() {
        let names = names(&["client", "attempts"]);
        let values = vec![Value::Text("a b".into()), Value::Bare("3".into())];
        let reading = Reading::new(&names, values.clone());
        assert_eq!(reading.to_string(), "client=a b attempts=3");
        let arguments: Vec<_> = reading.arguments().collect();
        assert_eq!(
            arguments,
            [("client", &values[0]), ("attempts", &values[1])]
        );
        assert_eq!(reading.argument("client"), Some(&values[0]));
        assert_eq!(reading.argument("attempts"), Some(&values[1]));
        assert_eq!(reading.argument("attempt"), None);
        assert_eq!(Reading::new(&[], Vec::new()).to_string(), "");
    }

    #[test]
    fn outcomes_of_readings() {
        let names = names(&["arg1"]);
        let reading = |value: &'static str| Reading::new(&names, vec![Value::Text(value.into())]);
        let (a, b) = (reading("a"), reading("b"));
        let cases = [
            (vec![], false, Outcome::OtherText),
            (vec![], true, Outcome::Ambiguous(vec![])),
            (vec![a.clone()], false, Outcome::Decoded(a.clone())),
            (vec![a.clone()], true, Outcome::Ambiguous(vec![a.clone()])),
            (
                vec![a.clone(), b.clone()],
                false,
                Outcome::Ambiguous(vec![a.clone(), b.clone()]),
            ),
        ];
        for (readings, gave_up, expected) in cases {
            let outcome = Outcome::of(readings.clone(), gave_up);
            assert_eq!(outcome, expected, "{readings:?} {gave_up}");
            let is_open = matches!(expected, Outcome::Ambiguous(_));
            assert_eq!(outcome.into_readings(), (readings, is_open));
        }
        for outcome in [Outcome::UnknownId, Outcome::NoId] {
            assert_eq!(outcome.into_readings(), (vec![], false));
        }
    }
}
