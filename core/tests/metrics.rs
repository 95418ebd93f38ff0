//! Tests which messages are counted, with recorders of a thread. `metrics_global.rs` tests the
//! global recorder.
#![forbid(unsafe_code)]

use kea_messages::{KeaMessages, Message, emit, enabled, kea_messages};
use log::{LevelFilter, Log, Metadata, Record};
use metrics_util::debugging::{DebugValue, DebuggingRecorder};
use std::collections::BTreeMap;
use std::sync::Once;

kea_messages! {
    info COUNTED(client) = "%1 was counted";
    debug(40) TRACED(client) = "%1 was traced";
}

#[derive(Debug, KeaMessages)]
enum Refusal {
    #[message(warn, "too often")]
    TooOften,
    #[message(debug(10), "not yet")]
    NotYet,
    #[message(debug(10), "not at all")]
    NotAtAll,
}

/// A logger that wants everything that the maximum level allows.
struct Logger;

impl Log for Logger {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn log(&self, _: &Record<'_>) {}
    fn flush(&self) {}
}

/// Sets a logger that wants messages of the severity `info` and above.
fn set_logger() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        log::set_logger(&Logger).expect("no other has been set");
        log::set_max_level(LevelFilter::Info);
    });
}

/// Returns what is counted while a function runs: `ID severity`, and how often.
fn counted(run: impl FnOnce()) -> BTreeMap<String, u64> {
    set_logger();
    let recorder = DebuggingRecorder::new();
    ::metrics::with_local_recorder(&recorder, run);
    let snapshot = recorder.snapshotter().snapshot().into_vec();
    let counters = snapshot.into_iter().map(|(key, _, _, value)| {
        assert_eq!(key.key().name(), "kea_messages_total");
        let labels: Vec<_> = key
            .key()
            .labels()
            .map(|it| (it.key(), it.value()))
            .collect();
        let [("id", id), ("severity", severity)] = labels[..] else {
            panic!("{labels:?}");
        };
        let DebugValue::Counter(count) = value else {
            panic!("{value:?}");
        };
        (format!("{id} {severity}"), count)
    });
    counters.collect()
}

fn counts<const N: usize>(expected: [(&str, u64); N]) -> BTreeMap<String, u64> {
    expected
        .map(|(name, count)| (name.to_owned(), count))
        .into()
}

#[test]
fn messages_that_are_logged() {
    let emitted = || {
        emit!(COUNTED("a"));
        emit!(TRACED("a"));
        assert!(enabled!(COUNTED));
    };
    let expected = counts([("COUNTED info", 1)]);
    // The same statements are counted by several recorders in turn.
    for _ in 0..3 {
        assert_eq!(counted(emitted), expected);
    }
}

/// If a value can be one of several messages, the message that it is gets counted.
#[test]
fn messages_of_a_type() {
    let refuse = |refusal: Refusal| emit!(refusal);
    let expected = counts([("TOO_OFTEN warn", 2)]);
    let found = counted(|| {
        for refusal in [Refusal::NotYet, Refusal::TooOften, Refusal::NotAtAll] {
            refuse(refusal);
        }
        let message: &dyn Message = &Refusal::TooOften;
        emit!(message);
        let message: &dyn Message = &Refusal::NotYet;
        emit!(message);
    });
    assert_eq!(found, expected);
}

/// An `emit!` in a generic function is used for all types of the function.
#[test]
fn messages_of_a_generic_function() {
    fn report(message: &impl kea_messages::Emit) {
        emit!(message);
    }
    let found = counted(|| {
        report(&COUNTED(1));
        report(&Refusal::TooOften);
        report(&COUNTED("b"));
    });
    assert_eq!(found, counts([("COUNTED info", 2), ("TOO_OFTEN warn", 1)]));
}

/// While messages are captured, all of them are counted.
#[test]
fn captured_messages() {
    let found = counted(|| {
        let emitted = kea_messages::testing::capture(|| emit!(TRACED("a")));
        emitted.assert_message(&TRACED("a"));
    });
    assert_eq!(found, counts([("TRACED debug", 1)]));
}

/// No lock is held while the recorder is called, so that it can log.
#[test]
fn a_recorder_that_logs() {
    use ::metrics::{Counter, Gauge, Histogram, Key, KeyName, Recorder, SharedString, Unit};
    use std::cell::Cell;

    struct Logs(Cell<u32>);

    impl Recorder for Logs {
        fn describe_counter(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
        fn describe_gauge(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
        fn describe_histogram(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}

        fn register_counter(&self, _: &Key, _: &::metrics::Metadata<'_>) -> Counter {
            let depth = self.0.get();
            self.0.set(depth + 1);
            if depth < 3 {
                log_it();
            }
            Counter::noop()
        }

        fn register_gauge(&self, _: &Key, _: &::metrics::Metadata<'_>) -> Gauge {
            Gauge::noop()
        }

        fn register_histogram(&self, _: &Key, _: &::metrics::Metadata<'_>) -> Histogram {
            Histogram::noop()
        }
    }

    fn log_it() {
        emit!(COUNTED("it"));
    }

    set_logger();
    let recorder = Logs(Cell::new(0));
    ::metrics::with_local_recorder(&recorder, log_it);
    assert_eq!(recorder.0.get(), 4);
}
