//! The message of an `emit!`, as a reference.

use crate::tokens::ungrouped;
use kea_messages_base::id::is_id;
use kea_messages_catalog::formats::rust::syntax::first_span;
use proc_macro2::{Delimiter, Group, Punct, Spacing, TokenStream, TokenTree};
use quote::quote;

/// `&message`, with the `&` where the first token of the message is, so that rustc
/// reports there what is wrong with it. A message that begins with an `&` needs none.
///
/// The message can be a path with fields in braces, if the path is not an ID.
pub(crate) fn reference(message: TokenStream) -> TokenStream {
    let mut tokens = ungrouped(message);
    if let [.., TokenTree::Ident(name), TokenTree::Group(fields)] = tokens.as_mut_slice() {
        if fields.delimiter() == Delimiter::Brace && is_id(&name.to_string()) {
            let reason = format!(
                "the arguments of a message stand in parentheses, without their names: `{name}(...)`"
            );
            return syn::Error::new_spanned(name, reason).into_compile_error();
        }
        // Its delimiters are those of the declarative macro, which matched its content.
        fields.set_span(name.span());
    }
    if let [TokenTree::Punct(star), next, ..] = tokens.as_mut_slice() {
        // It can be that of the declarative macro, which matched it.
        if star.as_char() == '*' {
            star.set_span(next.span());
        }
    }
    let message = tokens.iter().cloned().collect::<TokenStream>();
    if let Some(TokenTree::Punct(first)) = tokens.first() {
        if first.as_char() == '&' {
            return message;
        }
    }
    let span = first_span(&message);
    let mut sign = Punct::new('&', Spacing::Alone);
    sign.set_span(span);
    if tokens.iter().all(binds_tighter) {
        return quote!(#sign #message);
    }
    let mut group = Group::new(Delimiter::Parenthesis, message);
    group.set_span(span);
    quote!(#sign #group)
}

/// Whether an expression of such tokens is one operand of an `&` before it.
fn binds_tighter(token: &TokenTree) -> bool {
    match token {
        TokenTree::Ident(word) => word != "as",
        TokenTree::Punct(punct) => matches!(punct.as_char(), '*' | '.' | ':' | '?' | '!' | ','),
        TokenTree::Group(_) | TokenTree::Literal(_) => true,
    }
}
