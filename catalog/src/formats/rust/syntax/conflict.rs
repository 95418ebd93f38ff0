//! Recognizes the markers of an unresolved merge conflict.

use super::text_literal::begins_definition;
use proc_macro2::{TokenStream, TokenTree};
use syn::parse::ParseStream;

/// The error for a marker that begins a conflict.
pub(super) const UNRESOLVED: &str = "unresolved merge conflict: keep one side of it, and remove the lines \
                                     `<<<<<<<`, `=======` and `>>>>>>>`";

/// Skips one marker and its label, and returns the marker.
pub(super) fn marker(input: ParseStream) -> Option<TokenStream> {
    let sign = ['<', '|', '=', '>'].into_iter().find(|&sign| {
        let ahead = input.fork();
        (0..7).all(
            |_| matches!(ahead.parse(), Ok(TokenTree::Punct(punct)) if punct.as_char() == sign),
        )
    });
    sign?;
    let marker = (0..7).map(|_| input.parse::<TokenTree>().ok()).collect();
    while !begins_definition(input) && input.parse::<TokenTree>().is_ok() {}
    marker
}
