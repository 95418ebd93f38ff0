//! Lock files: what the messages of a catalogue promise.
//!
//! A lock file is TOML with a line for each message. It is sorted, so that it merges well:
//!
//! ```toml
//! ALLOC_FAIL = { severity = "warn", arguments = ["client", "attempts: u32"], text = "2f1d6c0a9e3b4755" }
//! ALLOC_GONE = { severity = "info", arguments = [], text = "0d44b1a2c9f0e713", removed = "2.0" }
//! ```
//!
//! An argument is written `name: field secret type`, without what it is not or has not, and
//! a message whose calls name the arguments has `named = true`. Lock files from before these
//! were recorded have neither `field` nor `named`.
//!
//! Of a text there is a hash. One that is promised stands there itself, so that an error can
//! show what was promised, with `text` or `numbered_text` for its key, as in a catalogue:
//!
//! ```toml
//! ALLOC_FAIL = { arguments = ["client"], promise = "text", text = "{client}: no address" }
//! ```

mod read;
#[cfg(feature = "convert")]
mod write;

pub use self::read::UnreadableLock;
