//! The spans that a line was logged in.

use crate::value::Value;
use std::borrow::Cow;

/// A span of `tracing` that a line was logged in, with its fields.
///
/// The subscriber of kea-messages writes spans if it is configured to do so.
///
/// ```
/// use kea_messages_decode::Decoder;
///
/// let decoder = Decoder::new([]);
/// let line = decoder.decode(
///     "2018-12-20 10:15:02.123 INFO  [kea/4711] {conn peer=192.0.2.7} {request} A_B on disk",
/// );
/// let [conn, request] = &line.spans[..] else { panic!() };
/// assert_eq!((&*conn.name, &*request.name), ("conn", "request"));
/// let (name, value) = &conn.fields[0];
/// assert_eq!((&**name, value.as_str()), ("peer", "192.0.2.7"));
/// assert_eq!(line.text, "on disk");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Span<'a> {
    /// The name of the span.
    pub name: Cow<'a, str>,
    /// The names and values of its fields.
    pub fields: Vec<(Cow<'a, str>, Value<'a>)>,
}

impl<'a> Span<'a> {
    /// Creates a span.
    ///
    /// ```
    /// use kea_messages_decode::{Span, Value};
    ///
    /// let peer = ("peer".into(), Value::Text("192.0.2.7".into()));
    /// let span = Span::new("conn".into(), vec![peer]);
    /// assert_eq!(span.name, "conn");
    /// ```
    #[must_use]
    pub const fn new(name: Cow<'a, str>, fields: Vec<(Cow<'a, str>, Value<'a>)>) -> Self {
        Self { name, fields }
    }

    /// Converts the span so that it does not borrow from the line.
    pub(crate) fn into_owned(self) -> Span<'static> {
        let fields = self.fields.into_iter();
        Span {
            name: self.name.into_owned().into(),
            fields: fields
                .map(|(name, value)| (name.into_owned().into(), value.into_owned()))
                .collect(),
        }
    }
}
