//! Decodes log lines back into messages.
//!
//! A [`Decoder`] has the messages of a catalogue, or of several versions of it. It finds
//! the ID in a line, and the values of the arguments in the text, between the literal
//! parts of the message. A line that can be read in more than one way is reported as
//! ambiguous; nothing is guessed.
//!
//! The ID can follow any head: times, severities, hosts, programs and loggers in any order, with
//! colours, as written by Kea, log4cplus, syslog, the journal, Docker and Kubernetes. In JSON and
//! in `key=value` pairs, which can also follow such a head, the ID is a named field; in lines of
//! `env_logger` and `tracing_subscriber::fmt`, it is a field after the text. `slog-term` and
//! `slog-logfmt` write fields after the text without a separator: if the text can end in several
//! places, the line is ambiguous. An ID anywhere else is found too, but its line is always
//! ambiguous.
//!
//! [`Records`] joins the lines of a log into records: a line, and those that continue it. Before
//! that, its [`Joiner`] joins lines that were split: long lines of Docker, containerd and the
//! journal, records of several lines in any of these and in syslog, and records of `journalctl -o
//! export`.
//!
//! ```
//! use kea_messages_catalog::Message;
//! use kea_messages_decode::{Decoder, Outcome};
//!
//! let message = Message::new("ALLOC_FAIL", "%1: no address after %2 attempt(s)");
//! let decoder = Decoder::new([&message]);
//!
//! let line = "2018-12-20 10:15:02.123 WARN  [kea-dhcp4.alloc/4711] \
//!             ALLOC_FAIL a1: no address after 3 attempt(s)";
//! let line = decoder.decode(line);
//! assert_eq!(line.severity.as_deref(), Some("WARN"));
//! let Outcome::Decoded(reading) = line.outcome else { panic!() };
//! assert_eq!(reading.to_string(), "arg1=a1 arg2=3");
//!
//! let line = decoder.decode("ALLOC_FAIL a: no address after b: no address after 3 attempt(s)");
//! let Outcome::Ambiguous(readings) = line.outcome else { panic!() };
//! assert_eq!(readings[0].to_string(), "arg1=a arg2=b: no address after 3");
//! assert_eq!(readings[1].to_string(), "arg1=a: no address after b arg2=3");
//! ```

#![forbid(unsafe_code)]

mod anchor;
mod behind;
mod bytes;
mod compiled;
mod complaint;
mod continued;
mod decoder;
mod escapes;
mod head;
mod joiner;
mod json;
mod layout;
mod line;
mod names;
mod near;
mod pattern;
mod patterns;
mod plain;
mod read;
mod record;
mod records;
mod search;
mod severity;
mod sources;
mod span;
mod texts;
mod value;
mod values;

pub use self::bytes::escape_bytes;
pub use self::continued::Continued;
pub use self::decoder::Decoder;
pub use self::escapes::Escapes;
pub use self::joiner::{Joined, Joiner};
pub use self::layout::{Layout, LayoutError};
pub use self::line::{Line, Outcome, Reading};
pub use self::plain::PlainLine;
pub use self::record::RecordStart;
pub use self::records::{Completeness, Record, Records};
pub use self::severity::severity_rank;
pub use self::sources::ErrorSources;
pub use self::span::Span;
pub use self::value::Value;
