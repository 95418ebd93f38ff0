//! Recognizes types by their tokens.

use proc_macro2::TokenTree;
use quote::ToTokens;
use syn::Type;

/// The types that have their own `Value`, except for strings.
const NAMES: &[&str] = &[
    "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32",
    "u64", "u128", "usize",
];

/// Returns whether the tokens of a type are those of a number, `bool`, `char` or `&str`.
///
/// `TypeOf` finds the same types and more, but its lookup takes rustc as long as all other code
/// that is generated for a message. For a user-defined type with such a name, rustc reports that it
/// is not `Native`.
pub(crate) fn is_native(rust_type: &Type) -> bool {
    let tokens: Vec<String> = rust_type
        .to_token_stream()
        .into_iter()
        .map(|token| match token {
            TokenTree::Group(_) => String::new(),
            token => token.to_string(),
        })
        .collect();
    match &*tokens {
        [name] => NAMES.contains(&&**name),
        [first, .., last] => first == "&" && last == "str" && matches!(tokens.len(), 2 | 4),
        [] => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_native;

    #[test]
    fn types() {
        let cases = [
            ("u32", true),
            ("bool", true),
            ("&str", true),
            ("&'static str", true),
            ("& 'a str", true),
            ("str", false),
            ("&mut str", false),
            ("&&str", false),
            ("&u32", false),
            ("core::primitive::u32", false),
            ("U32", false),
            ("String", false),
            ("(u32)", false),
            ("[u8]", false),
            ("impl Display", false),
            ("& 'a mut str", false),
        ];
        for (rust_type, expected) in cases {
            let parsed = syn::parse_str(rust_type).expect("it is a type");
            assert_eq!(is_native(&parsed), expected, "{rust_type}");
        }
    }
}
