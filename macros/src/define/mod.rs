//! Expands `kea_messages!`.

mod definition;
mod expand;
mod fields;
#[cfg(feature = "files")]
mod from_files;
mod names;
mod signature;

use kea_messages_catalog::formats::rust::syntax::Call;
use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};

/// Expands a call. Its first token is the path of the runtime crate in parentheses, which the
/// declarative macro `kea_messages!` adds.
pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let mut tokens = input.into_iter();
    let kea = match tokens.next() {
        Some(TokenTree::Group(path)) if path.delimiter() == Delimiter::Parenthesis => path.stream(),
        _ => return syn::Error::new(Span::call_site(), NOT_FOR_USERS).into_compile_error(),
    };
    expand::expand(&kea.into(), Call::parse(tokens.collect()))
}

const NOT_FOR_USERS: &str = "only `kea_messages!` can call this";
