//! Tests that messages are counted with the severity that a statement states, and that their
//! arguments are not evaluated if they are only counted.
#![forbid(unsafe_code)]

use kea_messages::{emit, kea_messages, metrics};
use metrics_util::debugging::{DebugValue, DebuggingRecorder};

kea_messages! {
    file = "behaviour/sample.mes"
}

fn unwanted() -> u32 {
    unreachable!("nobody wants the message")
}

#[test]
fn severities_of_statements() {
    metrics::count_unwanted();
    let recorder = DebuggingRecorder::new();
    ::metrics::with_local_recorder(&recorder, || {
        for _ in 0..3 {
            emit!(MES_INFERRED(unwanted()));
            emit!(fatal, MES_INFERRED(unwanted()));
            emit!(warn, MOD_OPEN(unwanted()));
            emit!(debug(50), MOD_OPEN(unwanted()));
            emit!(MES_TRACE(unwanted()));
        }
    });
    let snapshot = recorder.snapshotter().snapshot().into_vec();
    let mut counts: Vec<(String, DebugValue)> = snapshot
        .into_iter()
        .map(|(key, _, _, value)| {
            let labels = key.key().labels().map(|label| label.value().to_owned());
            (labels.collect::<Vec<_>>().join(" "), value)
        })
        .collect();
    counts.sort_by(|one, other| one.0.cmp(&other.0));
    let expected = [
        "MES_INFERRED fatal",
        "MES_INFERRED info",
        "MES_TRACE debug",
        "MOD_OPEN debug",
        "MOD_OPEN warn",
    ];
    let expected = expected.map(|name| (name.to_owned(), DebugValue::Counter(3)));
    assert_eq!(counts, expected);
}
