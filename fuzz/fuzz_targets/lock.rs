//! Reads any text as a lock file: `cargo +nightly fuzz run lock`. If it is valid, it is written and
//! read again.
#![no_main]

use kea_messages_catalog::{Lock, Source};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let source = Source::new("messages.lock", text);
    match Lock::read(&source) {
        Ok(lock) => {
            let written = Source::new("messages.lock", &lock.to_string());
            let again = Lock::read(&written).map(|lock| lock.to_string());
            assert_eq!(again.as_deref(), Ok(written.text()));
        }
        Err(findings) => {
            for finding in findings {
                _ = finding.render(std::slice::from_ref(&source));
            }
        }
    }
});
