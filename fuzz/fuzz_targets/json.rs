//! Reads any text as a `.json` file: `cargo +nightly fuzz run json`.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    kea_messages_fuzz::read("fuzz.json", text);
});
