//! Reads any text as a `.toml` file: `cargo +nightly fuzz run toml`.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    kea_messages_fuzz::read("fuzz.toml", text);
});
