//! A crate that only counts messages, and does not log them.
#![forbid(unsafe_code)]
#![deny(warnings, missing_docs)]

use kea_messages::{KeaMessages, emit, kea_messages};

kea_messages! {
    /// The client, and how often it asked.
    pub warn BARE_CLIENT(client, attempts: u32) = "%1 %2";
}

/// Why a lease was refused.
#[derive(Debug, KeaMessages)]
pub enum Refusal<'a> {
    /// There is none.
    #[message(error, "no lease for %1")]
    NoLease(&'a str),
    /// There is one, and not for this client.
    #[message(debug(60), "the lease of %1 is another's")]
    Taken(&'a str),
}

/// Logs a message whose definition is known, and one that is a value.
pub fn log_both(name: impl FnOnce() -> &'static str, refusal: &Refusal<'_>) {
    emit!(BARE_CLIENT(name(), 2));
    emit!(refusal);
}

#[cfg(test)]
mod tests {
    use super::*;
    use metrics_util::debugging::{DebugValue, DebuggingRecorder};

    #[test]
    fn all_are_counted() {
        let recorder = DebuggingRecorder::new();
        metrics::with_local_recorder(&recorder, || {
            log_both(|| unreachable!("nobody wants it"), &Refusal::Taken("a"));
            log_both(|| unreachable!("nobody wants it"), &Refusal::NoLease("a"));
        });
        let snapshot = recorder.snapshotter().snapshot().into_vec();
        let mut counts: Vec<_> = snapshot
            .into_iter()
            .map(|(key, _, _, value)| {
                let labels = key.key().labels().map(|label| label.value().to_owned());
                (labels.collect::<Vec<_>>().join(" "), value)
            })
            .collect();
        counts.sort_by(|one, other| one.0.cmp(&other.0));
        let expected = [
            ("BARE_CLIENT warn", 2),
            ("NO_LEASE error", 1),
            ("TAKEN debug", 1),
        ];
        let expected = expected.map(|(name, count)| (name.to_owned(), DebugValue::Counter(count)));
        assert_eq!(counts, expected);
    }
}
