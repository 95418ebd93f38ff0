//! Reads any text as a `.po` file: `cargo +nightly fuzz run po`.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    kea_messages_fuzz::read("fuzz.po", text);
});
