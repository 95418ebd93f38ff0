//! Skips a definition that cannot be parsed.

use kea_messages_base::id::is_id;
use proc_macro2::{Ident, TokenTree};
use syn::parse::ParseStream;

/// Skips the rest of a definition, and returns a word that may be its ID.
pub(super) fn skip_past_semicolon(input: ParseStream) -> Option<Ident> {
    let mut id = None;
    while let Ok(token) = input.parse::<TokenTree>() {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == ';' => break,
            TokenTree::Ident(ident) if id.is_none() && is_id(&ident.to_string()) => {
                id = Some(ident);
            }
            _ => {}
        }
    }
    id
}
