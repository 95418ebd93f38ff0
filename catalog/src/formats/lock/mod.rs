//! Lock files, which record the promises of a catalogue's messages.
//!
//! A lock file is TOML with one line per message. It is sorted, so that merges rarely
//! conflict:
//!
//! ```toml
//! ALLOC_FAIL = { severity = "warn", arguments = ["client", "attempts: u32"], text = "2f1d6c0a9e3b4755" }
//! ALLOC_GONE = { severity = "info", arguments = [], text = "0d44b1a2c9f0e713", removed = "2.0" }
//! ```
//!
//! An argument is written as `name: field secret type`, without the parts that do not apply,
//! and a message whose calls name the arguments has `named = true`. Older lock files have
//! neither `field` nor `named`.
//!
//! A text is recorded as a hash. A promised text is recorded in full, so that an error can show
//! what was promised, with the key `text` or `numbered_text`, as in a catalogue:
//!
//! ```toml
//! ALLOC_FAIL = { arguments = ["client"], promise = "text", text = "{client}: no address" }
//! ```

mod read;
#[cfg(feature = "convert")]
mod write;

pub use self::read::UnreadableLock;
