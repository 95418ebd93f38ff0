//! The statements that are measured. `disabled`, `enabled` and `format` measure how long they take,
//! and `instructions` counts their instructions.

pub mod decoding;
pub mod disabled;
#[cfg(feature = "tracing")]
pub mod enabled;
pub mod format;
#[cfg(feature = "recording")]
pub mod recording;
