//! `kea_messages!`.

mod expand;
mod file_call;
#[cfg(feature = "files")]
mod from_files;
mod names;
mod parse;
mod signature;

use self::parse::Input;
use crate::attributes::Attributes;
use crate::errors::Errors;
use crate::severity::Gate;
use crate::tokens::Tokens;
use kea_messages_catalog::{Argument, Message};
use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::{Attribute, Type, Visibility};

pub(crate) fn expand(input: TokenStream) -> TokenStream {
    match syn::parse2::<Input>(input) {
        Ok(input) => expand::expand(&input),
        Err(error) => error.into_compile_error(),
    }
}

/// The line `pub static CATALOGUE;`.
struct CatalogueItem {
    attributes: Vec<Attribute>,
    visibility: Visibility,
    name: Ident,
}

/// A definition, as far as it could be read.
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

impl Definition {
    /// Whether the ID is a word that nothing can be named by. It is then one of
    /// the mistakes, and nothing more is made of the definition.
    fn has_keyword_for_id(&self) -> bool {
        !self.errors.is_empty() && syn::parse2::<Ident>(self.id.to_token_stream()).is_err()
    }
}

/// An argument as a definition declares it.
struct Declared {
    name: Ident,
    rust_type: Option<Type>,
    secret: bool,
}
