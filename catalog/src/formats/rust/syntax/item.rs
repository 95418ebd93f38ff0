//! Recognizes Rust items in a call of `kea_messages!`, where they are not allowed.

use super::head::is_severity;
use kea_messages_base::id::is_id;
use proc_macro2::{Delimiter, Ident, TokenTree};
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Token, token};

/// The words that begin items and statements, but not definitions.
const WORDS: [&str; 15] = [
    "use", "mod", "struct", "enum", "union", "fn", "const", "static", "type", "impl", "trait",
    "extern", "unsafe", "async", "let",
];

/// Skips an item, if one comes next, and returns the error for it.
///
/// `struct ID(client) = "text"` is treated as a definition with a wrong severity.
pub(super) fn pass_over(input: ParseStream) -> Option<syn::Error> {
    let ahead = input.fork();
    let word = ahead.call(Ident::parse_any).ok()?;
    if !WORDS.iter().any(|known| word == known) {
        return None;
    }
    let next = ahead.fork().call(Ident::parse_any).ok();
    match (&next, word.to_string().as_str()) {
        (Some(next), _) if is_severity(next) => return None,
        (Some(next), _) if is_id(&next.to_string()) => {
            ahead.call(Ident::parse_any).ok()?;
            if ahead.peek(token::Paren) {
                ahead.parse::<TokenTree>().ok()?;
            }
            // `const ID: T = 3;` and `type ID = T;` also have an `=`.
            let is_text = ahead.peek(Token![=]) && word != "type" && word != "let";
            if is_text || ahead.peek(Token![;]) && word != "struct" {
                return None;
            }
        }
        (None, "impl" | "use" | "extern" | "let") | (Some(_), _) => {}
        (None, _) => return None,
    }
    // `use a::{b};` ends with its semicolon, and `fn f() {}` with its braces.
    let in_braces = !matches!(
        word.to_string().as_str(),
        "use" | "const" | "static" | "type" | "let"
    );
    while let Ok(token) = input.parse::<TokenTree>() {
        match token {
            TokenTree::Punct(sign) if sign.as_char() == ';' => break,
            TokenTree::Group(group) if in_braces && group.delimiter() == Delimiter::Brace => break,
            _ => {}
        }
    }
    let reason = format!(
        "`kea_messages!` takes only messages and its own options: move this `{word}` outside"
    );
    Some(syn::Error::new(word.span(), reason))
}
