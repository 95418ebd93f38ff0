//! Records messages in a file: each message as the number of its definition and the values of its
//! arguments.
//!
//! This takes much less time than formatting the text of each message, which is made when somebody
//! reads the file: `kea-messages decode server.kmr`. The messages go to the other backends as well,
//! if these are set up.
//!
//! ```
//! use kea_messages::records::Records;
//! use kea_messages::{emit, kea_messages};
//!
//! kea_messages! {
//!     /// A client connected.
//!     pub info CLIENT(name: &str, port: u16) = "client %1, port %2";
//! }
//!
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path().join("server.kmr");
//! // let path = "server.kmr";
//! let recording = Records::to(&path).start()?;
//! emit!(CLIENT("a1", 67));
//! recording.stop()?;
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! An argument with a declared type is recorded as it is: numbers, booleans, characters and strings.
//! Any other argument is formatted when it is recorded, which takes most of the time of its record.
//! Secrets are not recorded.

use crate::definition::Definition;
use crate::kind::{Kind, Outlines};
use crate::occurrence::Occurrence;
use crate::site::Site;
use crate::value::Value;
use kea_messages_base::severity::Severity;
#[doc(inline)]
pub use kea_messages_records::{Recording, RecordingStatus, Records, WhenFull, flush};
use kea_messages_records::__private::{Described, DescribedArgument, Sink, Values};
use kea_messages_records::__private::{can_be_recorded, is_recorded, record as record_values};
use kea_messages_records::format::value::ValueKind;

/// Returns whether messages of the kind `K` are recorded, of which this is the highest severity.
#[inline]
pub(crate) fn is_enabled<K: Kind + ?Sized>(site: &'static Site, severity: Severity) -> bool {
    is_recorded(site.target::<K>(), severity)
}

/// Returns `asked` only if it is certain that a backend wants one of these messages. Otherwise
/// the message may only have been created to be recorded.
#[inline]
pub(crate) fn asked(asked: Option<Outlines>, severity: Severity) -> Option<Outlines> {
    asked.filter(|_| !can_be_recorded(severity))
}

/// Records a message if it is wanted, and returns whether it was.
#[inline]
pub(crate) fn record(
    site: &'static Site,
    target: &'static str,
    severity: Severity,
    occurrence: &Occurrence<'_>,
    definition: impl FnOnce() -> Definition,
) -> bool {
    let key = occurrence.outline().packed();
    record_values(
        &site.statement,
        key,
        severity,
        target,
        || describe(site, target, severity, definition()),
        &All(occurrence.values()),
    )
}

#[cold]
fn describe(
    site: &'static Site,
    logger: &'static str,
    severity: Severity,
    definition: Definition,
) -> Described {
    let arguments = definition.arguments().map(|argument| DescribedArgument {
        name: argument.name(),
        rust_type: argument.rust_type().unwrap_or(""),
        is_field: argument.is_field(),
    });
    Described {
        id: definition.id(),
        severity,
        text: definition.text(),
        logger,
        module: site.location.module_path,
        file: site.location.file,
        line: site.location.line,
        description: definition.description(),
        action: definition.action().unwrap_or(""),
        arguments: arguments.collect(),
    }
}

/// The values of all arguments.
struct All<'a>(&'a [Value<'a>]);

impl Values for All<'_> {
    #[inline]
    fn put<S: Sink>(&self, sink: &mut S) {
        for value in self.0 {
            put(*value, sink);
        }
    }

    #[inline]
    fn count(&self) -> usize {
        self.0.len()
    }
}

/// Passes a value to the sink. The usual types come first, as in [`Value::write_to`].
#[inline]
fn put<S: Sink>(value: Value<'_>, sink: &mut S) {
    match value {
        Value::Str(value) => sink.bytes(ValueKind::Str, value.as_bytes()),
        Value::U64(value) => sink.word(ValueKind::U64, value),
        Value::I64(value) => sink.word(ValueKind::I64, value as u64),
        Value::Bool(value) => sink.word(ValueKind::Bool, value.into()),
        Value::Char(value) => sink.word(ValueKind::Char, value.into()),
        Value::F32(value) => sink.word(ValueKind::F32, value.to_bits().into()),
        Value::F64(value) => sink.word(ValueKind::F64, value.to_bits()),
        Value::I128(value) => sink.two_words(ValueKind::I128, words(value as u128)),
        Value::U128(value) => sink.two_words(ValueKind::U128, words(value)),
        Value::Display(value) => sink.text(ValueKind::Display, format_args!("{value}")),
        Value::Debug(value) => sink.text(ValueKind::Debug, format_args!("{value:?}")),
        Value::Error(error) => sink.error(error),
        Value::Secret => sink.nothing(ValueKind::Secret),
        Value::InFormat(in_format) => {
            sink.formatted(format_args!("{value}"));
            put(in_format.value, sink);
        }
    }
}

/// Splits an integer into two words, the lower first.
const fn words(value: u128) -> [u64; 2] {
    [value as u64, (value >> 64) as u64]
}
