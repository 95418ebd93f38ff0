//! Recognizes the types of Rust that hold bytes.

/// Whether values of a Rust type are bytes: `&[u8]`, `[u8; 6]` and `Vec<u8>`, also by reference.
///
/// `Vec` is in Rust's prelude, so it means the type of the standard library even without a path.
///
/// ```
/// use kea_messages_catalog::bytes_type::is_bytes;
///
/// assert!(is_bytes("&'static [u8]"));
/// assert!(!is_bytes("&[u16]"));
/// ```
#[must_use]
pub fn is_bytes(rust_type: &str) -> bool {
    let mut rest = rust_type;
    let mut is_reference = false;
    while let Some(inner) = referenced(rest) {
        (rest, is_reference) = (inner, true);
    }
    if let Some(inside) = rest.strip_prefix('[').and_then(|it| it.strip_suffix(']')) {
        return match inside.split_once(';') {
            Some((element, _)) => element.trim() == "u8",
            None => is_reference && inside.trim() == "u8",
        };
    }
    let Some((path, inside)) = rest.strip_suffix('>').and_then(|it| it.split_once('<')) else {
        return false;
    };
    let path = path.trim();
    let path = path.strip_prefix("::").unwrap_or(path);
    matches!(path, "Vec" | "std::vec::Vec" | "alloc::vec::Vec") && inside.trim() == "u8"
}

/// Returns the type that a reference refers to.
fn referenced(rust_type: &str) -> Option<&str> {
    let rest = rust_type.strip_prefix('&')?.trim_start();
    let Some(lifetime) = rest.strip_prefix('\'') else {
        return Some(rest);
    };
    let is_of_name = |letter: char| letter.is_alphanumeric() || letter == '_';
    Some(lifetime.trim_start_matches(is_of_name).trim_start())
}
