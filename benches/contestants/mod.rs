//! The statements that are measured.

pub mod disabled;
#[cfg(feature = "tracing")]
pub mod enabled;
pub mod format;
