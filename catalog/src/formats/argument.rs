//! Checks the names and types of arguments in formats that declare them as text.

#[cfg(feature = "rust")]
use super::rust::{MAX_TYPE_DEPTH, syntax::declared_type, too_deep_with_types};
use crate::Argument;
#[cfg(feature = "rust")]
use crate::{MAX_NAME_LENGTH, nearest};

/// Checks the name and the type of an argument.
///
/// # Errors
///
/// Returns what is wrong with the name or the type.
pub(super) fn check(argument: &Argument) -> Result<(), String> {
    check_name(&argument.name)?;
    #[cfg(feature = "rust")]
    check_type(argument.rust_type.as_deref())?;
    Ok(())
}

/// Checks a type. Without the feature `rust`, types cannot be parsed.
#[cfg(feature = "rust")]
fn check_type(written: Option<&str>) -> Result<(), String> {
    let Some(written) = written.filter(|written| written.len() <= MAX_NAME_LENGTH) else {
        // A type that is too long is reported with the other faults.
        return Ok(());
    };
    let tokens = written.parse::<proc_macro2::TokenStream>();
    if tokens.is_ok_and(|tokens| too_deep_with_types(&tokens, MAX_TYPE_DEPTH).is_some()) {
        return Err(format!(
            "`{written}` is not a type: it is nested deeper than {MAX_TYPE_DEPTH} levels"
        ));
    }
    declared_type(written, |tokens| tokens)?;
    misspelt_type(written).map_or(Ok(()), Err)
}

/// The built-in types that are one word. `String` is first, because it is the type that is meant by
/// `string`.
const BUILT_IN: [&str; 18] = [
    "String", "str", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128",
    "isize", "f32", "f64", "bool", "char",
];

/// Returns the error for a type in lower case that is similar to a built-in type.
///
/// rustc would suggest the right name in place of the name of the file, because it does not see
/// anything else of the file.
#[cfg(feature = "rust")]
fn misspelt_type(written: &str) -> Option<String> {
    let word = written.trim_start_matches('&');
    let word = match word.strip_prefix('\'') {
        Some(lifetime) => lifetime.split_once(' ')?.1,
        None => word,
    };
    let is_letter = |letter: u8| letter.is_ascii_lowercase() || letter.is_ascii_digit();
    if BUILT_IN.contains(&word) || !word.bytes().all(is_letter) {
        return None;
    }
    let is_number = word.starts_with(['u', 'i', 'f']) && word[1..].parse::<u32>().is_ok();
    let meant = if is_number {
        let sorted = |name: &str| {
            let mut digits = name.as_bytes().to_vec();
            digits.sort_unstable();
            digits
        };
        *BUILT_IN.iter().find(|name| sorted(name) == sorted(word))?
    } else {
        nearest(word, &BUILT_IN)?
    };
    Some(format!(
        "`{word}` is not a built-in type: did you mean `{meant}`? Write your own type of this \
         name with its path: `self::{word}`"
    ))
}

/// Checks the name of an argument, which has to be an identifier of Rust, because it becomes a
/// parameter.
///
/// # Errors
///
/// Returns the reason why the name is invalid.
pub(super) fn check_name(name: &str) -> Result<(), String> {
    let mut letters = name.chars();
    let is_name = letters
        .next()
        .is_some_and(|first| first == '_' || unicode_ident::is_xid_start(first))
        && letters.all(unicode_ident::is_xid_continue)
        && name != "_";
    if !is_name {
        if let Some((name, rust_type)) = name.split_once(' ') {
            let is_type = BUILT_IN.contains(&rust_type.trim_start_matches('&'));
            if is_type && check_name(name).is_ok() {
                return Err(format!(
                    "missing colon in `{name} {rust_type}`: `{name}: {rust_type}`"
                ));
            }
        }
        Err(format!(
            "`{name}` is not a valid name for an argument: expected letters, digits and underscores"
        ))
    } else if KEYWORDS.contains(&name) {
        Err(format!(
            "`{name}` is a keyword of Rust: give the argument another name"
        ))
    } else {
        Ok(())
    }
}

/// The keywords that cannot be raw identifiers. Other keywords can be names, such as `r#type`.
const KEYWORDS: [&str; 4] = ["Self", "crate", "self", "super"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        let cases = [
            ("client", None),
            ("_client4", None),
            ("größe", None),
            ("", Some("is not a valid name")),
            ("_", Some("is not a valid name")),
            ("4client", Some("is not a valid name")),
            ("a b", Some("is not a valid name")),
            ("a u32", Some("missing colon in `a u32`: `a: u32`")),
            ("m²", Some("is not a valid name")),
            ("type", None),
            ("self", Some("keyword")),
            ("crate", Some("keyword")),
        ];
        for (name, expected) in cases {
            let reason = check_name(name).err();
            assert_eq!(reason.is_some(), expected.is_some(), "{name}: {reason:?}");
            if let (Some(reason), Some(expected)) = (reason, expected) {
                assert!(reason.contains(expected), "{name}: {reason}");
            }
        }
    }

    #[cfg(feature = "rust")]
    #[test]
    fn types() {
        let nested = |levels: usize| format!("{}u8", "&".repeat(levels));
        let (deep, too_deep) = (nested(MAX_TYPE_DEPTH), nested(MAX_TYPE_DEPTH + 1));
        let cases = [
            ("u32", None),
            ("impl Debug", None),
            ("Cow<'_, [(u8, &str)]>", None),
            (&deep, None),
            (&too_deep, Some("nested deeper than 32 levels")),
            ("", Some("`` is not a Rust type: write one, such as `u32`")),
            ("u32<", Some("`u32<` is not a Rust type: write one")),
            ("secret u32", Some("`secret u32` is not a Rust type")),
            ("Vec<(u8>", Some("is not a Rust type")),
            (
                "u23",
                Some("`u23` is not a built-in type: did you mean `u32`?"),
            ),
            (
                "&'static sr",
                Some("`sr` is not a built-in type: did you mean `str`?"),
            ),
            ("&string", Some("did you mean `String`?")),
            ("boolean", Some("did you mean `bool`?")),
            ("usze", Some("did you mean `usize`?")),
            // These can be names of the user's own types.
            ("self::u23", None),
            ("u24", None),
            ("c_int", None),
            ("widget", None),
            ("Strng", None),
            ("&'a str", None),
        ];
        for (rust_type, expected) in cases {
            let argument = Argument::named("client").with_type(rust_type);
            let reason = check(&argument).err();
            assert_eq!(
                reason.is_some(),
                expected.is_some(),
                "{rust_type}: {reason:?}"
            );
            if let (Some(reason), Some(expected)) = (reason, expected) {
                assert!(reason.contains(expected), "{rust_type}: {reason}");
            }
        }
    }
}
