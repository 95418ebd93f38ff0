//! Recognizes types by their tokens.

use proc_macro2::{Delimiter, Group, TokenTree};
use quote::ToTokens;
use syn::Type;

/// The types that have their own `Value`, except for strings and bytes.
const NAMES: &[&str] = &[
    "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32",
    "u64", "u128", "usize",
];

/// Returns whether the tokens of a type are those of a number, `bool`, `char`, `&str` or bytes:
/// `&[u8]`, `[u8; N]`, `&[u8; N]`.
///
/// `TypeOf` finds the same types and more, but its lookup takes rustc as long as all other code
/// that is generated for a message. For a user-defined type with such a name, rustc reports that it
/// is not `Native`.
pub(crate) fn is_native(rust_type: &Type) -> bool {
    let tokens: Vec<String> = rust_type
        .to_token_stream()
        .into_iter()
        .map(|token| match token {
            TokenTree::Group(group) => bytes(&group).unwrap_or_default().into(),
            token => token.to_string(),
        })
        .collect();
    match &*tokens {
        [name] => NAMES.contains(&&**name) || name == ARRAY,
        [first, .., last] => {
            first == "&"
                && matches!(&**last, "str" | SLICE | ARRAY)
                && matches!(tokens.len(), 2 | 4)
        }
        [] => false,
    }
}

/// The type of a slice of bytes.
const SLICE: &str = "[u8]";

/// Stands for the type of an array of bytes, of any length.
const ARRAY: &str = "[u8; _]";

/// Returns [`SLICE`] or [`ARRAY`] if a group in brackets is such a type.
fn bytes(group: &Group) -> Option<&'static str> {
    let mut tokens = group.stream().into_iter();
    let is_bytes = group.delimiter() == Delimiter::Bracket
        && matches!(tokens.next(), Some(TokenTree::Ident(name)) if name == "u8");
    match tokens.next() {
        _ if !is_bytes => None,
        None => Some(SLICE),
        Some(TokenTree::Punct(separator)) if separator.as_char() == ';' => Some(ARRAY),
        Some(_) => None,
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
            ("&[u8]", true),
            ("&'static [u8]", true),
            ("[u8; 4]", true),
            ("&'a [u8; { 2 + 2 }]", true),
            ("&mut [u8]", false),
            ("&&[u8]", false),
            ("&[u16]", false),
            ("[u16; 4]", false),
            ("&[core::primitive::u8]", false),
            ("&[u8::Other]", false),
            ("[[u8; 4]; 4]", false),
            ("&(u8)", false),
            ("Vec<u8>", false),
            ("impl Display", false),
            ("& 'a mut str", false),
        ];
        for (rust_type, expected) in cases {
            let parsed = syn::parse_str(rust_type).expect("it is a type");
            assert_eq!(is_native(&parsed), expected, "{rust_type}");
        }
    }
}
