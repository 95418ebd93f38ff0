//! What the lines are that continue a line.

/// What the lines are that continue a line, where they can be both part of its last value
/// and something else, such as a stack trace.
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
    /// It is not known. A line that can be read both ways is ambiguous.
    #[default]
    Unknown,
    /// Part of the last value.
    Value,
    /// Something else.
    Trace,
}
