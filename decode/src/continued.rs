//! Specifies how to read the lines that continue a line.

/// Specifies how to read the lines that continue a line, if they can be either part of its last
/// value or something else, such as a stack trace.
///
/// ```
/// use kea_messages_catalog::Message;
/// use kea_messages_decode::{Continued, Decoder, Outcome};
///
/// let message = Message::new("QUERY_DATA", "packet: %1");
/// let decoder = Decoder::new([&message]);
/// let lines = "QUERY_DATA packet: a1\n  type=DISCOVER";
/// let value = |continued| match decoder.decode_lines_as(lines, continued).outcome {
///     Outcome::Decoded(reading) => Some(reading.to_string()),
///     _ => None,
/// };
/// assert_eq!(value(Continued::Value).as_deref(), Some("arg1=a1\n  type=DISCOVER"));
/// assert_eq!(value(Continued::Trace).as_deref(), Some("arg1=a1"));
/// assert_eq!(value(Continued::Unknown), None);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Continued {
    /// Unknown. A line that can be read both ways is ambiguous.
    #[default]
    Unknown,
    /// The lines are part of the last value.
    Value,
    /// The lines are something else.
    Trace,
}
