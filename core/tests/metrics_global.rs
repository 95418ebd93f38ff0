//! Tests the global recorder, and counting disabled messages. Both are set for the rest of a
//! program, so this is one test.
#![forbid(unsafe_code)]

use kea_messages::{KeaMessages, emit, enabled, kea_messages, metrics};
use metrics_util::debugging::{DebugValue, DebuggingRecorder, Snapshotter};
use std::cell::Cell;
use std::sync::Barrier;
use std::thread;

kea_messages! {
    static CATALOGUE;
    warn SEEN(number: usize) = "saw %1";
    info UNSEEN() = "saw nothing";
}

#[derive(Debug, KeaMessages)]
enum Work {
    #[message(info, "done")]
    Done,
    #[message(info, "failed")]
    Failed,
}

const THREADS: usize = 8;
const ROUNDS: u64 = 5_000;

/// Returns the values of the counters of these messages, if they exist. The recorder starts again
/// at 0 afterwards.
fn counts<const N: usize>(snapshotter: &Snapshotter, ids: [&str; N]) -> [Option<u64>; N] {
    let counters = snapshotter.snapshot().into_vec();
    ids.map(|id| {
        counters.iter().find_map(|(key, _, _, value)| {
            let mut labels = key.key().labels();
            match value {
                DebugValue::Counter(count) if labels.any(|it| it.value() == id) => Some(*count),
                _ => None,
            }
        })
    })
}

/// Logs many times on many threads, which start at the same time.
fn in_threads(log: impl Fn(usize) + Sync) {
    let barrier = Barrier::new(THREADS);
    thread::scope(|scope| {
        for thread in 0..THREADS {
            let (barrier, log) = (&barrier, &log);
            scope.spawn(move || {
                barrier.wait();
                for _ in 0..ROUNDS {
                    log(thread);
                }
            });
        }
    });
}

#[test]
fn the_global_recorder() {
    let seen = |number| emit!(SEEN(number));
    let all = THREADS as u64 * ROUNDS;

    // Without a recorder, nothing is counted, and nothing is cached.
    log::set_max_level(log::LevelFilter::Trace);
    seen(1);
    let recorder = DebuggingRecorder::new();
    let snapshotter = recorder.snapshotter();
    recorder.install().expect("there is no other");

    // Without a logger, messages are not wanted.
    seen(1);
    assert_eq!(counts(&snapshotter, ["SEEN"]), [None]);

    // The arguments of messages that are not wanted are not evaluated.
    metrics::count_unwanted();
    let evaluated = Cell::new(0);
    for _ in 0..3 {
        emit!(SEEN({
            evaluated.set(evaluated.get() + 1);
            1
        }));
    }
    assert_eq!(
        (counts(&snapshotter, ["SEEN"]), evaluated.get()),
        ([Some(3)], 0)
    );
    assert!(!enabled!(SEEN) && !enabled!(Work));

    // The statement has already logged before its counters are cached.
    in_threads(seen);
    assert_eq!(counts(&snapshotter, ["SEEN"]), [Some(all)]);
    metrics::register(&CATALOGUE);
    assert_eq!(counts(&snapshotter, ["SEEN", "UNSEEN"]), [Some(0), Some(0)]);
    in_threads(seen);
    assert_eq!(
        counts(&snapshotter, ["SEEN", "UNSEEN"]),
        [Some(all), Some(0)]
    );

    emit!(UNSEEN());
    assert_eq!(counts(&snapshotter, ["UNSEEN"]), [Some(1)]);

    // This type can be several messages.
    in_threads(|thread| {
        let work = if thread % 4 == 0 {
            Work::Failed
        } else {
            Work::Done
        };
        emit!(work);
    });
    let quarter = all / 4;
    let expected = [Some(3 * quarter), Some(quarter)];
    assert_eq!(counts(&snapshotter, ["DONE", "FAILED"]), expected);

    // The cached counter is not used for the recorder of a thread, and is still there afterwards.
    let own = DebuggingRecorder::new();
    ::metrics::with_local_recorder(&own, || seen(1));
    assert_eq!(counts(&own.snapshotter(), ["SEEN"]), [Some(1)]);
    assert_eq!(counts(&snapshotter, ["SEEN"]), [Some(0)]);
    seen(1);
    assert_eq!(counts(&snapshotter, ["SEEN"]), [Some(1)]);
}
