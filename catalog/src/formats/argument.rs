//! The names of arguments, in the formats that declare them as text.

/// Checks the name of an argument: a name of Rust, for it is the parameter of a function.
///
/// # Errors
///
/// Why the name cannot be that of an argument.
pub(super) fn check_name(name: &str) -> Result<(), String> {
    let mut letters = name.chars();
    let is_name = letters
        .next()
        .is_some_and(|first| first == '_' || unicode_ident::is_xid_start(first))
        && letters.all(unicode_ident::is_xid_continue)
        && name != "_";
    if !is_name {
        Err(format!(
            "`{name}` is not a name for an argument: a name is letters, digits and underscores"
        ))
    } else if KEYWORDS.contains(&name) {
        Err(format!(
            "`{name}` is a keyword of Rust: give the argument another name"
        ))
    } else {
        Ok(())
    }
}

/// The keywords of Rust, those that are reserved included.
///
/// `syn` has them too, but not for a catalogue that is read without it.
const KEYWORDS: [&str; 52] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "Self", "self", "static", "struct", "super", "trait", "true", "try", "type",
    "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        let cases = [
            ("client", None),
            ("_client4", None),
            ("größe", None),
            ("", Some("is not a name")),
            ("_", Some("is not a name")),
            ("4client", Some("is not a name")),
            ("a b", Some("is not a name")),
            ("m²", Some("is not a name")),
            ("type", Some("keyword")),
            ("gen", Some("keyword")),
        ];
        for (name, expected) in cases {
            let reason = check_name(name).err();
            assert_eq!(reason.is_some(), expected.is_some(), "{name}: {reason:?}");
            if let (Some(reason), Some(expected)) = (reason, expected) {
                assert!(reason.contains(expected), "{name}: {reason}");
            }
        }
    }
}
