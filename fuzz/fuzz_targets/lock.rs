//! Any text as a lock file: `cargo +nightly fuzz run lock`. One that can be read is read
//! again as it is written.
#![no_main]

use kea_messages_catalog::{Lock, Source};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let source = Source::new("messages.lock", text);
    match Lock::read(&source) {
        Ok(lock) => {
            let written = Source::new("messages.lock", &lock.to_string());
            assert_eq!(Lock::read(&written), Ok(lock));
        }
        Err(reports) => {
            for report in reports {
                _ = report.render(std::slice::from_ref(&source));
            }
        }
    }
});
