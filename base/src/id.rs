//! The form of message IDs: `[A-Z][A-Z0-9_]*`.

/// Returns whether `id` is a message ID: it consists of upper-case ASCII letters, digits and
/// underscores, and begins with a letter.
///
/// Kea's IDs have this form, and it is also a valid name for a Rust function.
///
/// ```
/// use kea_messages_base::id::is_id;
///
/// assert!(is_id("DHCP4_STARTED"));
/// assert!(!is_id("Dhcp4Started"));
/// assert!(!is_id("_STARTED"));
/// ```
#[must_use]
pub fn is_id(id: &str) -> bool {
    // A `match` in a loop is fast even without optimization, which is how cargo builds macros.
    for (index, byte) in id.bytes().enumerate() {
        match byte {
            b'A'..=b'Z' => {}
            b'0'..=b'9' | b'_' if index > 0 => {}
            _ => return false,
        }
    }
    !id.is_empty()
}

/// Returns the first word of an ID, which is the module that a manual lists the message
/// under.
///
/// ```
/// use kea_messages_base::id::module;
///
/// assert_eq!(module("ALLOC_ENGINE_FAIL"), "ALLOC");
/// assert_eq!(module("STARTED"), "STARTED");
/// ```
#[must_use]
pub fn module(id: &str) -> &str {
    id.split_once('_').map_or(id, |(word, _)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids() {
        let cases = [
            ("A", true),
            ("ALLOC_ENGINE_V4_ALLOC_FAIL", true),
            ("DHCP4", true),
            ("A__B_", true),
            ("", false),
            ("4DHCP", false),
            ("_A", false),
            ("alloc", false),
            ("ALLOC-FAIL", false),
            ("ÄRGER", false),
        ];
        for (id, expected) in cases {
            assert_eq!(is_id(id), expected, "{id:?}");
        }
    }
}
