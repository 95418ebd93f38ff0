//! Records messages in a file: each message as the number of its definition and the values of its
//! arguments.
//!
//! This takes much less time than formatting the text of each message. The text is formatted when
//! the file is read, as by `kea-messages decode server.kmr`. Recording does not change which
//! messages go to the other backends.
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
//! An argument with a declared type is recorded as it is: numbers, booleans, characters, strings, IP
//! addresses and bytes.
//! Any other argument is formatted when it is recorded, which takes most of the time of its record.
//! Secrets are not recorded.

use crate::described::describe;
use crate::emission::{Emission, Only};
use crate::kind::Kind;
use crate::message::Message;
use crate::occurrence::Occurrence;
use crate::site::Site;
use crate::value::Value;
use core::net::IpAddr;
use kea_messages_base::__private::Outline;
use kea_messages_base::severity::Severity;
pub(crate) use kea_messages_records::__private::can_be_recorded;
use kea_messages_records::__private::can_rank_be_recorded;
use kea_messages_records::__private::{Key, Sink, Values};
use kea_messages_records::__private::{is_recorded, record as record_values, record_inlined};
#[cfg(feature = "records-tracing")]
#[doc(inline)]
pub use kea_messages_records::Spans;
use kea_messages_records::format::value::ValueKind;
#[doc(inline)]
pub use kea_messages_records::{
    ParseRecordsError, Recording, RecordingStatus, Records, WhenFull, flush,
};

/// Returns whether messages of a statement can be recorded.
#[inline]
pub(crate) fn can_any_be_recorded(emission: &Emission) -> bool {
    can_rank_be_recorded(emission.rank)
}

/// Returns whether messages of a statement are recorded.
#[inline]
pub(crate) fn is_wanted(site: &'static Site, emission: &'static Emission) -> bool {
    is_recorded(emission.severity, || emission.target(&site.location))
}

/// Records the only message that a statement can log if it is wanted, and returns whether it was.
#[expect(clippy::inline_always, reason = "see `Shown`")]
#[inline(always)]
pub(crate) fn record_only<'v, const N: usize, F>(site: &'static Site, only: &Only<F>) -> bool
where
    F: Fn() -> [Value<'v>; N],
{
    let (emission, outline) = (only.emission, only.outline());
    let key = move || key(emission, outline);
    let describe = move || (emission.describe)(&site.location);
    record_inlined(&site.statement, &key, describe, &|| Shown((only.show)()))
}

/// Does the same for a message whose values are shown by a closure.
pub(crate) fn record_described(
    site: &'static Site,
    emission: &'static Emission,
    occurrence: &Occurrence<'_>,
) -> bool {
    let key = key(emission, occurrence.outline());
    let describe = || (emission.describe)(&site.location);
    record_values(&site.statement, key, describe, &All(occurrence.values()))
}

#[inline]
fn key(emission: &'static Emission, outline: Outline) -> Key {
    Key {
        definition: outline.packed(),
        severity: emission.severity,
        rank: emission.rank,
        logger: emission.logger,
    }
}

/// Records a message if it is wanted, and returns whether it was.
#[inline]
pub(crate) fn record<K: Kind + ?Sized>(
    site: &'static Site,
    severity: Severity,
    occurrence: &Occurrence<'_>,
    message: &(impl Message + ?Sized),
) -> bool {
    // The logger of the statement is always the same, but in a generic function, that of the kind
    // need not be.
    let key = Key {
        definition: occurrence.outline().packed(),
        severity,
        rank: severity.rank(),
        logger: K::LOGGER.unwrap_or(""),
    };
    let values = All(occurrence.values());
    // If the message is not needed for its definition, the compiler does not have to create it.
    if let Some(definition) = K::DEFINITION {
        let describe = move || describe::<K>(&site.location, definition());
        record_values(&site.statement, key, describe, &values)
    } else {
        let describe = move || describe::<K>(&site.location, message.definition());
        record_values(&site.statement, key, describe, &values)
    }
}

/// The values of all arguments, where their kinds are not known.
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

/// The values of all arguments, where their kinds are known.
///
/// After an atomic operation, the compiler no longer knows of which kinds values are that another
/// function can see. No function sees these.
struct Shown<'a, const N: usize>([Value<'a>; N]);

impl<const N: usize> Values for Shown<'_, N> {
    #[expect(clippy::inline_always, reason = "see `Shown`")]
    #[inline(always)]
    fn put<S: Sink>(&self, sink: &mut S) {
        // The compiler does not unroll a loop with a body of this size, which would leave one branch
        // of each `put`.
        match *self.0.as_slice() {
            [] => {}
            [one] => put(one, sink),
            [one, two] => {
                put(one, sink);
                put(two, sink);
            }
            [one, two, three] => {
                put(one, sink);
                put(two, sink);
                put(three, sink);
            }
            [one, two, three, four] => {
                put(one, sink);
                put(two, sink);
                put(three, sink);
                put(four, sink);
            }
            ref all => All(all).put(sink),
        }
    }

    #[inline]
    fn count(&self) -> usize {
        N
    }
}

/// Passes a value to the sink. The usual types come first, as in [`Value::write_to`].
#[expect(clippy::inline_always, reason = "see `Shown`")]
#[inline(always)]
fn put<S: Sink>(value: Value<'_>, sink: &mut S) {
    if let Value::InFormat(in_format) = value {
        sink.formatted(in_format.text);
    }
    match value.plain() {
        Value::Str(value) => sink.bytes(ValueKind::Str, value.as_bytes()),
        Value::U64(value) => sink.word(ValueKind::U64, value),
        Value::I64(value) => sink.word(ValueKind::I64, u64::from_le_bytes(value.to_le_bytes())),
        Value::Bool(value) => sink.word(ValueKind::Bool, value.into()),
        Value::Char(value) => sink.word(ValueKind::Char, value.into()),
        Value::F32(value) => sink.word(ValueKind::F32, value.to_bits().into()),
        Value::F64(value) => sink.word(ValueKind::F64, value.to_bits()),
        Value::I128(value) => sink.two_words(
            ValueKind::I128,
            words(u128::from_le_bytes(value.to_le_bytes())),
        ),
        Value::U128(value) => sink.two_words(ValueKind::U128, words(value)),
        Value::Ip(IpAddr::V4(address)) => sink.word(ValueKind::Ipv4, address.to_bits().into()),
        Value::Ip(IpAddr::V6(address)) => sink.two_words(ValueKind::Ipv6, words(address.to_bits())),
        Value::Bytes(value) => sink.bytes(ValueKind::Bytes, value),
        Value::Display(value) => sink.text(ValueKind::Display, format_args!("{value}")),
        Value::Debug(value) => sink.text(ValueKind::Debug, format_args!("{value:?}")),
        Value::Error(error) => sink.error(error),
        // The value that sinks receive has no format.
        Value::Secret | Value::InFormat(_) => sink.nothing(ValueKind::Secret),
    }
}

/// Splits an integer into two words, the lower first.
const fn words(value: u128) -> [u64; 2] {
    let bytes = value.to_le_bytes();
    let (Some(low), Some(high)) = (bytes.first_chunk(), bytes.last_chunk()) else {
        unreachable!()
    };
    [u64::from_le_bytes(*low), u64::from_le_bytes(*high)]
}
