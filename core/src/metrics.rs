//! Counts messages with the [`metrics`](https://docs.rs/metrics) crate, so that any of its
//! exporters can export them.
//!
//! Each message that is logged adds one to the counter [`kea_messages_total`](COUNTER),
//! whose labels are the ID and the name of the severity:
//!
//! ```text
//! kea_messages_total{id="ALLOC_ENGINE_V4_ALLOC_FAIL",severity="warn"} 3
//! ```
//!
//! This needs no further setup. We recommend calling [`register`] once, after the exporter has been
//! installed: then messages that have not been logged yet are exported as 0, and counting a message
//! takes an atomic addition instead of a lookup.
//!
//! ```
//! use kea_messages::{emit, kea_messages, metrics};
//! use metrics_util::debugging::{DebugValue, DebuggingRecorder};
//!
//! kea_messages! {
//!     pub static CATALOGUE;
//!     /// Every address of every pool was tried.
//!     #[alert = "> 5/min for 10m"]
//!     pub warn ALLOC_FAIL(client) = "%1: no address left";
//! }
//!
//! let recorder = DebuggingRecorder::new(); // or PrometheusBuilder::new().install()
//! let snapshotter = recorder.snapshotter();
//! recorder.install()?;
//!
//! metrics::register(&CATALOGUE);
//! metrics::count_unwanted(); // this example has no logger
//!
//! emit!(ALLOC_FAIL("a1"));
//! emit!(ALLOC_FAIL("b2"));
//!
//! let counters = snapshotter.snapshot().into_vec();
//! let (key, _, _, value) = &counters[0];
//! assert_eq!(key.key().name(), metrics::COUNTER);
//! assert_eq!(*value, DebugValue::Counter(2));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! - A message that is not logged, because its severity is disabled or no logger is set,
//!   is not counted unless [`count_unwanted`] was called. Without the features `log` and
//!   `tracing`, every message is counted.
//! - A recorder can be set at any time, and counts the messages that follow.
//!   Inside `metrics::with_local_recorder`, messages are counted by the local
//!   recorder.
//! - `kea-messages convert --to prometheus-rules` converts the alerts of definitions to
//!   rules for Prometheus that use this counter.

use crate::catalogue::Catalogue;
use crate::counters::{METADATA, keep_counters_of, key, only};
use crate::emission::Outlines;
use crate::site::Site;
use ::metrics::{KeyName, SharedString, Unit};
use core::sync::atomic::{AtomicBool, Ordering};
use kea_messages_base::__private::Outline;
#[doc(inline)]
pub use kea_messages_base::record::COUNTER;
use kea_messages_base::severity::Severity;

/// Whether messages that are not logged are counted as well.
static COUNTS_UNWANTED: AtomicBool = AtomicBool::new(false);

/// Registers the counters of all messages of a catalogue with the installed
/// recorder, and caches that recorder's counters from now on.
///
/// Call it once for each catalogue, after the exporter's `install` and outside
/// `metrics::with_local_recorder`. Messages are counted without this call as well,
/// but:
///
/// - a message that has not been logged yet is not exported. An alert on `< 1/day`
///   needs the 0 to see that the message was never logged;
/// - each message is looked up in the recorder, as by `metrics::counter!`. With cached
///   counters, counting is only an atomic addition.
///
/// A message whose definition leaves the severity open is not registered, because its
/// severity is not known before it is logged.
pub fn register(catalogue: &'static Catalogue) {
    ::metrics::with_recorder(|recorder| {
        keep_counters_of(recorder);
        let description =
            SharedString::const_str("The number of times that each message was logged.");
        recorder.describe_counter(
            KeyName::from_const_str(COUNTER),
            Some(Unit::Count),
            description,
        );
        for definition in catalogue.iter() {
            if let Some(severity) = definition.severity() {
                _ = recorder.register_counter(&key(definition.id(), severity), &METADATA);
            }
        }
    });
}

/// Also counts messages that are not logged, for the rest of the program.
///
/// Their arguments are not evaluated, unless the type can be one of several messages, as with a
/// `dyn Message` or an enum that derives [`KeaMessages`](https://docs.rs/kea-messages). Such a
/// value has to be created before the message can be counted.
///
/// A disabled message then costs as much as counting it. Only programs should call this,
/// not libraries.
pub fn count_unwanted() {
    COUNTS_UNWANTED.store(true, Ordering::Relaxed);
}

/// Returns whether messages that are not logged are counted. Without a backend, all messages are.
#[inline]
fn counts_unwanted() -> bool {
    cfg!(not(any(feature = "log", feature = "tracing"))) || COUNTS_UNWANTED.load(Ordering::Relaxed)
}

/// Returns whether a disabled message has to be created to be counted, because it can be one of
/// several. Otherwise, the message is counted right away, if such messages are counted. `outlines`
/// passes on the messages that it can be, and `severity` is their common severity, if they have
/// one.
#[inline]
pub(crate) fn is_visited(
    site: &'static Site,
    outlines: Outlines,
    severity: Option<Severity>,
) -> bool {
    counts_unwanted()
        && !severity.is_some_and(|severity| site.counters.count_only(outlines, severity))
}

/// Returns `asked` only if the backend is known to want one of these messages. It may not want any
/// of them, if the message was only created to be counted.
#[inline]
pub(crate) fn asked(asked: Option<Outlines>) -> Option<Outlines> {
    asked.filter(|&outlines| !counts_unwanted() || only(outlines).is_some())
}

/// Counts a message if it was logged, or if all messages are counted.
#[inline]
pub(crate) fn count(
    site: &'static Site,
    outlines: Outlines,
    severity: Severity,
    outline: Outline,
    is_wanted: bool,
) {
    if is_wanted || counts_unwanted() {
        site.counters.count(outlines, severity, outline);
    }
}
