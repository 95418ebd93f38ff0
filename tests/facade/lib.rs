//! A crate that re-exports kea-messages, as a company's logging crate does.
#![forbid(unsafe_code)]

/// The complete crate, for `#[kea(crate = "...")]`.
pub use kea_messages as logging;
pub use kea_messages::{KeaMessages, documented, emit, enabled, kea_messages as define_messages};
