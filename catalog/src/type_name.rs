//! Converts names of types to message IDs.

/// Converts a name in upper camel case to an ID: `V4AllocFail` becomes
/// `V4_ALLOC_FAIL`.
///
/// A word begins at an upper-case letter that follows a lower-case letter or a
/// digit, and at the last of several upper-case letters before a lower-case
/// letter, so `HTTPError` becomes `HTTP_ERROR`.
///
/// ```
/// use kea_messages_catalog::type_name::id_of_type_name;
///
/// assert_eq!(id_of_type_name("V4AllocFail"), "V4_ALLOC_FAIL");
/// assert_eq!(id_of_type_name("HTTPError"), "HTTP_ERROR");
/// ```
#[must_use]
pub fn id_of_type_name(name: &str) -> String {
    let mut id = String::with_capacity(name.len() + 4);
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

#[cfg(test)]
mod tests {
    use super::*;

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
            assert_eq!(id_of_type_name(name), expected, "{name}");
        }
    }
}
