//! Caches the counters of the messages of an `emit!`, for the feature `metrics`.
//!
//! A recorder can be set after the first message, and a thread can temporarily have a local
//! recorder (`metrics::with_local_recorder`). So a counter is cached together with its recorder,
//! and is only used for that one. Only counters of the recorder that was passed to
//! [`keep_counters_of`] are cached, because it is never dropped. If a recorder were dropped,
//! another one could later have the same address.

use crate::emission::Outlines;
use ::metrics::{Counter, Key, Label, Level, Metadata, Recorder};
use core::sync::atomic::{AtomicUsize, Ordering};
use kea_messages_base::__private::Outline;
use kea_messages_base::record;
use kea_messages_base::severity::Severity;
use std::boxed::Box;
use std::sync::OnceLock;
use std::vec::Vec;

/// The metadata that recorders receive with the counter.
pub(crate) static METADATA: Metadata<'static> =
    Metadata::new("kea_messages", Level::INFO, Some(module_path!()));

/// The address of the recorder whose counters are cached, or 0.
static LASTING: AtomicUsize = AtomicUsize::new(0);

/// Caches the counters of this recorder from now on. It must be the global recorder.
pub(crate) fn keep_counters_of(recorder: &dyn Recorder) {
    if let Some(address) = own_address(recorder) {
        LASTING.store(address, Ordering::Relaxed);
    }
}

/// Returns the address of the recorder, or `None` if the address is not unique because the value is
/// zero-sized. This is the case for the no-op recorder, or if the state of a recorder is elsewhere.
fn own_address(recorder: &dyn Recorder) -> Option<usize> {
    (size_of_val(recorder) > 0).then(|| address(recorder))
}

fn address(recorder: &dyn Recorder) -> usize {
    core::ptr::from_ref(recorder).addr()
}

/// The name and labels of the counter of a message.
pub(crate) fn key(id: &'static str, severity: Severity) -> Key {
    Key::from_parts(record::COUNTER, Vec::from(labels(id, severity)))
}

fn labels(id: &'static str, severity: Severity) -> [Label; 2] {
    [
        Label::from_static_parts(record::COUNTER_ID, id),
        Label::from_static_parts(record::SEVERITY, severity.name()),
    ]
}

/// The counters of the messages of an `emit!`.
pub(crate) struct Counters {
    /// The counters of the first type, which is usually the only one.
    first: OnceLock<OfType>,
}

/// The counters of the messages that a type can be.
struct OfType {
    outlines: Outlines,
    messages: Box<[Counted]>,
}

/// A message, and its cached counter.
struct Counted {
    outline: Outline,
    severity: Severity,
    key: Key,
    kept: OnceLock<Kept>,
}

/// A cached counter, and the address of the recorder that it belongs to.
struct Kept {
    recorder: usize,
    counter: Counter,
}

impl Counters {
    pub(crate) const fn new() -> Self {
        Self {
            first: OnceLock::new(),
        }
    }

    /// Counts the message if `outlines` passes on exactly one, which has this severity. Returns
    /// whether it was counted.
    pub(crate) fn count_only(&self, outlines: Outlines, severity: Severity) -> bool {
        let first = self.first(outlines, severity);
        let only = if core::ptr::fn_addr_eq(first.outlines, outlines) {
            match &*first.messages {
                [counted] => Some(counted.outline),
                _ => None,
            }
        } else {
            only(outlines)
        };
        if let Some(outline) = only {
            self.count(outlines, severity, outline);
        }
        only.is_some()
    }

    /// Counts a message. If the messages of its type are known, `outlines` passes on their
    /// outlines.
    pub(crate) fn count(&self, outlines: Outlines, severity: Severity, outline: Outline) {
        let mut messages = self.first(outlines, severity).messages.iter();
        let is_this =
            |counted: &&Counted| counted.outline.is(outline) && counted.severity == severity;
        let counted = messages.find(is_this);
        ::metrics::with_recorder(|recorder| match counted {
            Some(counted) => counted.count(recorder),
            None => count_other(recorder, severity, outline),
        });
    }

    #[inline]
    fn first(&self, outlines: Outlines, severity: Severity) -> &OfType {
        self.first.get_or_init(|| OfType {
            outlines,
            messages: messages(outlines, severity),
        })
    }
}

/// Returns the outline that `outlines` passes on, if it is exactly one.
pub(crate) fn only(outlines: Outlines) -> Option<Outline> {
    let (mut only, mut count) = (None, 0);
    outlines(&mut |outline| {
        only = Some(outline);
        count += 1;
    });
    only.filter(|_| count == 1)
}

/// Returns the messages whose outlines `outlines` passes on. If the definition of one leaves its
/// severity open, it has this `severity`, which is that of the `emit!`.
#[cold]
fn messages(outlines: Outlines, severity: Severity) -> Box<[Counted]> {
    let mut messages = Vec::new();
    outlines(&mut |outline| {
        let severity = outline.severity().unwrap_or(severity);
        messages.push(Counted {
            outline,
            severity,
            // The labels are leaked, because an `emit!` needs them until the program ends.
            key: Key::from_static_parts(
                record::COUNTER,
                Box::leak(Box::new(labels(outline.id(), severity))),
            ),
            kept: OnceLock::new(),
        });
    });
    messages.into_boxed_slice()
}

impl Counted {
    #[inline]
    fn count(&self, recorder: &dyn Recorder) {
        match self.kept.get() {
            Some(kept) if kept.recorder == address(recorder) => kept.counter.increment(1),
            _ => self.look_up(recorder),
        }
    }

    /// Counts the message with the recorder's own counter, and caches that. This is not inside
    /// `get_or_init`, because the recorder may log with this very `emit!`.
    #[cold]
    fn look_up(&self, recorder: &dyn Recorder) {
        let counter = recorder.register_counter(&self.key, &METADATA);
        counter.increment(1);
        let recorder = address(recorder);
        if recorder == LASTING.load(Ordering::Relaxed) {
            _ = self.kept.set(Kept { recorder, counter });
        }
    }
}

/// Counts a message that is not one of the first type, such as a `dyn Message`.
#[cold]
fn count_other(recorder: &dyn Recorder, severity: Severity, outline: Outline) {
    let key = key(outline.id(), severity);
    recorder.register_counter(&key, &METADATA).increment(1);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_rows::row;
    use ::metrics::NoopRecorder;
    use metrics_util::debugging::{DebugValue, DebuggingRecorder};

    fn outline(index: usize) -> Outline {
        static ROWS: OnceLock<[[&str; 2]; 2]> = OnceLock::new();
        let rows = ROWS.get_or_init(|| [row("A", "a", &[]), row("B", "b", &[])]);
        Outline::new(rows[index][0])
    }

    #[test]
    fn only_a_recorder_with_a_size_is_kept() {
        let debugging = DebuggingRecorder::new();
        assert_eq!(own_address(&debugging), Some(address(&debugging)));
        assert_eq!(own_address(&NoopRecorder), None);
    }

    /// A statement can state a severity that differs from an inferred severity of the definition.
    #[test]
    fn messages_are_counted_with_the_severity_of_the_statement() {
        let outlines: Outlines = |visitor| visitor(outline(0));
        let debugging = DebuggingRecorder::new();
        ::metrics::with_local_recorder(&debugging, || {
            let counters = Counters::new();
            for severity in [Severity::Info, Severity::Fatal, Severity::Fatal] {
                assert!(counters.count_only(outlines, severity));
            }
        });
        let counts = debugging.snapshotter().snapshot().into_vec();
        let mut counts: Vec<_> = counts
            .into_iter()
            .map(|(key, _, _, value)| {
                let severity = key
                    .key()
                    .labels()
                    .nth(1)
                    .map(|label| label.value() == "fatal");
                (severity, value)
            })
            .collect();
        counts.sort_by_key(|(is_fatal, _)| *is_fatal);
        let expected = [
            (Some(false), DebugValue::Counter(1)),
            (Some(true), DebugValue::Counter(2)),
        ];
        assert_eq!(counts, expected);
    }

    #[test]
    fn the_only_message_of_a_type() {
        assert_eq!(only(|_| ()), None);
        assert_eq!(only(|visitor| visitor(outline(1))), Some(outline(1)));
        let two: Outlines = |visitor| (0..2).for_each(|index| visitor(outline(index)));
        assert_eq!(only(two), None);
    }
}
