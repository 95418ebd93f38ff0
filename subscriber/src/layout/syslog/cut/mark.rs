//! The mark for a truncated text.

/// The mark after the beginning of a truncated text.
pub(super) fn mark(text: &str) -> String {
    format!("... [cut from {} bytes]", text.len())
}
