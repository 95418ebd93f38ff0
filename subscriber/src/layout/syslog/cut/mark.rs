//! The mark for a truncated text.

/// Returns the mark that is appended to a truncated text.
pub(super) fn mark(text: &str) -> String {
    format!("... [cut from {} bytes]", text.len())
}
