//! The places of statements in the source.

/// The place of an `emit!` or `enabled!` in the source.
#[cfg_attr(
    not(any(
        feature = "log",
        feature = "records",
        feature = "testing",
        feature = "tracing"
    )),
    expect(dead_code, reason = "a backend reads it")
)]
pub(crate) struct Location {
    pub(crate) module_path: &'static str,
    pub(crate) file: &'static str,
    pub(crate) line: u32,
}
