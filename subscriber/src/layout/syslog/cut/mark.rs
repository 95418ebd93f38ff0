//! What says that a text was cut.

/// What stands behind the beginning of a text that was cut.
pub(super) fn mark(text: &str) -> String {
    format!("... [cut from {} bytes]", text.len())
}
