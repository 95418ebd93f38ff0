//! Reads any text as a `.mes` file: `cargo +nightly fuzz run mes`.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    kea_messages_fuzz::read("fuzz.mes", text);
});
