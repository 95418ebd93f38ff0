//! `kea_messages!`.

mod expand;
#[cfg(feature = "files")]
mod from_files;
mod names;
mod signature;

use crate::gate::Gate;
use crate::tokens::Tokens;
use kea_messages_catalog::formats::rust::syntax::{self, Attributes, Call, Declared, Errors};
use kea_messages_catalog::{Argument, Message};
use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;

/// The first token is the path of the runtime crate in parentheses, as the declarative
/// `kea_messages!` writes it.
pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let mut tokens = input.into_iter();
    let kea = match tokens.next() {
        Some(TokenTree::Group(path)) if path.delimiter() == Delimiter::Parenthesis => path.stream(),
        _ => return syn::Error::new(Span::call_site(), NOT_FOR_USERS).into_compile_error(),
    };
    expand::expand(&kea.into(), Call::parse(tokens.collect()))
}

const NOT_FOR_USERS: &str = "this is called by `kea_messages!` alone";

/// A definition, inline or from a file, as it is expanded.
struct Definition {
    attributes: Attributes,
    visibility: Tokens,
    /// Its span is where rustc reports what concerns the message as a whole.
    id: Ident,
    /// The arguments as they are declared, none where the list is left out.
    declared: Vec<Declared>,
    message: Message,
    gate: Gate,
    /// All the arguments, those included that the definition leaves unnamed.
    arguments: Vec<Argument>,
    /// Whether the definition stands in a catalogue file. The span of its ID is
    /// then that of the file's name.
    is_from_file: bool,
    /// What is wrong with the definition. Where there is anything, the rest
    /// cannot be relied on.
    errors: Errors,
}

impl From<syntax::Definition> for Definition {
    fn from(read: syntax::Definition) -> Self {
        Self {
            attributes: read.attributes,
            visibility: read.visibility.into_token_stream().into(),
            id: read.id,
            declared: read.declared,
            gate: read.message.severity.map_or(Gate::Unknown, Gate::Stated),
            arguments: read.message.named_arguments(),
            message: read.message,
            is_from_file: false,
            errors: read.errors,
        }
    }
}

impl Definition {
    /// Whether the ID is a word that nothing can be named by. It is then one of
    /// the mistakes, and nothing more is made of the definition.
    fn has_keyword_for_id(&self) -> bool {
        !self.errors.is_empty() && syn::parse2::<Ident>(self.id.to_token_stream()).is_err()
    }
}
