//! Reads any text as a Rust file: `cargo +nightly fuzz run rust`.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    kea_messages_fuzz::read_rust(text);
});
