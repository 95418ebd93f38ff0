//! Message IDs: `[A-Z][A-Z0-9_]*`.

/// Whether `id` is a message ID: upper-case ASCII letters, digits and
/// underscores, with a letter first.
///
/// The IDs of Kea are of this form, and so a Rust function can bear one.
///
/// ```
/// use kea_messages_catalog::id::is_id;
///
/// assert!(is_id("DHCP4_STARTED"));
/// assert!(!is_id("Dhcp4Started"));
/// assert!(!is_id("_STARTED"));
/// ```
#[must_use]
pub fn is_id(id: &str) -> bool {
    // A `match` in a loop is quick in a macro too, which is not optimized.
    for (index, byte) in id.bytes().enumerate() {
        match byte {
            b'A'..=b'Z' => {}
            b'0'..=b'9' | b'_' if index > 0 => {}
            _ => return false,
        }
    }
    !id.is_empty()
}

/// The ID that a name in Rust's type style stands for: `V4AllocFail` is
/// `V4_ALLOC_FAIL`.
///
/// A word begins at an upper-case letter that follows a lower-case letter or a
/// digit, and at the last of several upper-case letters that a lower-case one
/// follows, so that `HTTPError` is `HTTP_ERROR`.
///
/// ```
/// use kea_messages_catalog::id::from_type_name;
///
/// assert_eq!(from_type_name("V4AllocFail"), "V4_ALLOC_FAIL");
/// assert_eq!(from_type_name("HTTPError"), "HTTP_ERROR");
/// ```
#[cfg(feature = "model")]
#[must_use]
pub fn from_type_name(name: &str) -> alloc::string::String {
    let mut id = alloc::string::String::with_capacity(name.len() + 4);
    let mut before = '_';
    let mut letters = name.chars().peekable();
    while let Some(letter) = letters.next() {
        let starts_word = letter.is_uppercase()
            && (before.is_lowercase()
                || before.is_numeric()
                || (before.is_uppercase() && letters.peek().is_some_and(|c| c.is_lowercase())));
        if starts_word {
            id.push('_');
        }
        id.extend(letter.to_uppercase());
        before = letter;
    }
    id
}

#[cfg(all(test, feature = "model"))]
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

    #[test]
    fn ids_of_type_names() {
        let cases = [
            ("V4AllocFail", "V4_ALLOC_FAIL"),
            ("Started", "STARTED"),
            ("HTTPError", "HTTP_ERROR"),
            ("TlsV13Only", "TLS_V13_ONLY"),
            ("A", "A"),
            ("AB", "AB"),
            ("Already_Snake", "ALREADY_SNAKE"),
        ];
        for (name, expected) in cases {
            assert_eq!(from_type_name(name), expected, "{name}");
        }
    }
}
