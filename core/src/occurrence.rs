//! A logged message, as sinks receive it.

use crate::definition::{Argument, arguments};
use crate::template::Template;
use crate::value::Value;
use core::fmt::{self, Write};
use kea_messages_base::__private::Outline;
use kea_messages_base::severity::Severity;

/// A logged message, as a sink receives it: its ID and severity, and the values
/// of its arguments. Its `Display` is the text with the arguments in it.
///
/// [`Message::visit`](crate::Message::visit) passes one to a closure.
///
/// ```
/// use kea_messages::{Message, Severity, kea_messages};
///
/// kea_messages! {
///     /// A client connected.
///     pub info CLIENT(name, port: u16) = "client %1, port %2";
/// }
///
/// let mut seen = Vec::new();
/// CLIENT("a1", 67).visit(&mut |occurrence| {
///     assert_eq!(occurrence.id(), "CLIENT");
///     assert_eq!(occurrence.severity(), Some(Severity::Info));
///     assert_eq!(occurrence.to_string(), "client a1, port 67");
///     for (argument, value) in occurrence.arguments() {
///         seen.push(format!("{}={value}", argument.name()));
///     }
/// });
/// assert_eq!(seen, ["name=a1", "port=67"]);
/// ```
#[derive(Debug)]
pub struct Occurrence<'a> {
    template: &'a Template,
    values: &'a [Value<'a>],
}

/// Creates the value that the expansion of the macros passes to a visitor.
#[inline]
#[must_use]
pub const fn occurrence<'a>(template: &'a Template, values: &'a [Value<'a>]) -> Occurrence<'a> {
    Occurrence { template, values }
}

impl<'a> Occurrence<'a> {
    /// Returns the ID of the message.
    #[must_use]
    pub fn id(&self) -> &'static str {
        self.template.outline.id()
    }

    /// Returns the severity that the definition states, or `None` if it leaves the
    /// severity open.
    ///
    /// Only a definition in a catalogue file can leave the severity open. Each `emit!` of the
    /// message then states it.
    #[must_use]
    pub const fn severity(&self) -> Option<Severity> {
        self.template.outline.severity()
    }

    /// Returns the arguments and their values, in the order of their placeholders'
    /// numbers.
    ///
    /// ```
    /// use kea_messages::{Message, Value, kea_messages};
    ///
    /// kea_messages! {
    ///     /// A client connected.
    ///     pub info CLIENT(name, port: u16, #[secret] token) = "client %1, port %2: %3";
    /// }
    ///
    /// CLIENT("a1", 67, "t0ps3cret").visit(&mut |occurrence| {
    ///     let values: Vec<Value<'_>> = occurrence.arguments().map(|(_, value)| value).collect();
    ///     // Only a declared type lets a number stay one.
    ///     assert!(matches!(values[..], [Value::Display(_), Value::U64(67), Value::Secret]));
    /// });
    /// ```
    pub fn arguments(&self) -> impl Iterator<Item = (Argument, Value<'a>)> + use<'a> {
        arguments(self.template.outline).zip(self.values.iter().map(|value| value.plain()))
    }

    /// Writes the text with the arguments in it, in one pass: a value that
    /// contains `%2` is written literally. This does not allocate.
    ///
    /// It writes the same as `write!(out, "{occurrence}")`, but is faster.
    ///
    /// ```
    /// use kea_messages::{Message, kea_messages};
    ///
    /// kea_messages! {
    ///     /// A client connected.
    ///     pub info CLIENT(name) = "client %1";
    /// }
    ///
    /// let mut line = String::from("INFO ");
    /// CLIENT("50%2").visit(&mut |occurrence| {
    ///     occurrence.write_to(&mut line).expect("a `String` takes everything");
    /// });
    /// assert_eq!(line, "INFO client 50%2");
    /// ```
    ///
    /// # Errors
    ///
    /// Returns the error of `out`, or of the `Display` of an argument. The
    /// output that was written before the error is kept.
    #[inline]
    pub fn write_to<W: Write + ?Sized>(&self, out: &mut W) -> fmt::Result {
        self.template.write_to(self.values, out)
    }

    /// Does the same as its `Display`, but is inlined.
    #[inline]
    pub(crate) fn fmt_inlined(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.template.fmt(self.values, f)
    }

    /// The outline of the definition.
    pub(crate) const fn outline(&self) -> Outline {
        self.template.outline
    }

    /// Returns a copy.
    #[cfg(feature = "tracing")]
    #[inline]
    pub(crate) const fn again(&self) -> Self {
        let Self { template, values } = *self;
        Self { template, values }
    }

    /// The values of the arguments.
    #[cfg(any(feature = "log", feature = "records", feature = "tracing"))]
    pub(crate) const fn values(&self) -> &'a [Value<'a>] {
        self.values
    }
}

impl fmt::Display for Occurrence<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fmt_inlined(f)
    }
}
