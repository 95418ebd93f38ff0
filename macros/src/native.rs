//! Recognizes types by their tokens.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote_spanned};
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
/// that is generated for a message.
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

/// Returns the type with these tokens that the language defines, even if the user has defined
/// another one with its name.
pub(crate) fn primitive(rust_type: &impl ToTokens, span: Span) -> TokenStream {
    let mut tokens = Vec::new();
    for token in rust_type.to_token_stream() {
        match token {
            TokenTree::Ident(name) if is_after_lifetime_sign(&tokens) => tokens.push(name.into()),
            TokenTree::Ident(mut name) => {
                name.set_span(span);
                tokens.extend(quote_spanned!(span=> ::core::primitive::#name));
            }
            other => tokens.push(other),
        }
    }
    tokens.into_iter().collect()
}

fn is_after_lifetime_sign(tokens: &[TokenTree]) -> bool {
    matches!(tokens.last(), Some(TokenTree::Punct(sign)) if sign.as_char() == '\'')
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
    use super::{is_native, primitive};
    use proc_macro2::Span;

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

    #[test]
    fn primitives() {
        let cases = [
            ("u32", ":: core :: primitive :: u32"),
            ("&str", "& :: core :: primitive :: str"),
            ("&'a str", "& 'a :: core :: primitive :: str"),
        ];
        for (rust_type, expected) in cases {
            let parsed: syn::Type = syn::parse_str(rust_type).expect("it is a type");
            let found = primitive(&parsed, Span::call_site());
            assert_eq!(found.to_string(), expected, "{rust_type}");
        }
    }
}
