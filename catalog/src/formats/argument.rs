//! The names and types of arguments, in the formats that declare them as text.

#[cfg(feature = "rust")]
use super::rust::{MAX_TYPE_DEPTH, syntax::declared_type, too_deep_with_types};
use crate::Argument;
#[cfg(feature = "rust")]
use crate::MAX_NAME_LENGTH;

/// Checks the name and the type of an argument.
///
/// # Errors
///
/// What is wrong with them.
pub(super) fn check(argument: &Argument) -> Result<(), String> {
    check_name(&argument.name)?;
    #[cfg(feature = "rust")]
    check_type(argument.rust_type.as_deref())?;
    Ok(())
}

/// Checks a type: without the feature `rust` nothing here can read one.
#[cfg(feature = "rust")]
fn check_type(written: Option<&str>) -> Result<(), String> {
    let Some(written) = written.filter(|written| written.len() <= MAX_NAME_LENGTH) else {
        // One that is too long is reported with the other faults.
        return Ok(());
    };
    let tokens = written.parse::<proc_macro2::TokenStream>();
    if tokens.is_ok_and(|tokens| too_deep_with_types(&tokens, MAX_TYPE_DEPTH).is_some()) {
        return Err(format!(
            "`{written}` is not a type: it is nested deeper than {MAX_TYPE_DEPTH} levels"
        ));
    }
    declared_type(written, |tokens| tokens).map(|_| ())
}

/// Checks the name of an argument: a name of Rust, for it is the parameter of a function.
///
/// # Errors
///
/// Why the name cannot be that of an argument.
fn check_name(name: &str) -> Result<(), String> {
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

/// The keywords that no name can be: of another one, `r#type` is the name `type`.
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
            ("", Some("is not a name")),
            ("_", Some("is not a name")),
            ("4client", Some("is not a name")),
            ("a b", Some("is not a name")),
            ("m²", Some("is not a name")),
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
            (
                "",
                Some("`` is not a type of Rust: write one, such as `u32`"),
            ),
            ("u32<", Some("`u32<` is not a type of Rust: write one")),
            ("secret u32", Some("`secret u32` is not a type of Rust")),
            ("Vec<(u8>", Some("is not a type of Rust")),
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
