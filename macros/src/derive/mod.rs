//! `#[derive(KeaMessages)]`.

mod expand;
mod parse;

use crate::errors::Errors;
use crate::tokens::Tokens;
use kea_messages_catalog::Packed;
use kea_messages_core::severity::Severity;
use proc_macro2::{Ident, TokenStream};
use syn::{DeriveInput, Generics, LitStr, Member, Type};

pub(crate) fn expand(input: TokenStream) -> TokenStream {
    match syn::parse2::<DeriveInput>(input) {
        Ok(input) => {
            let mut message_type = parse::read(input);
            expand::add_bounds(&mut message_type);
            expand::expand(&message_type)
        }
        Err(error) => error.into_compile_error(),
    }
}

/// A type whose values are messages. A struct is a type with one variant.
struct MessageType {
    /// The path of the runtime crate.
    kea: Tokens,
    /// The logger that the messages go to.
    logger: Option<LitStr>,
    name: Ident,
    generics: Generics,
    variants: Vec<Variant>,
    /// What is wrong with the type. Where there is anything, the rest cannot
    /// be relied on.
    errors: Errors,
}

struct Variant {
    /// `Self`, or `Self::Name`.
    path: TokenStream,
    fields: Vec<Field>,
    meaning: Meaning,
}

/// What a variant stands for.
enum Meaning {
    /// A message of its own.
    Message(OwnMessage),
    /// The message in the field with this index.
    Transparent(usize),
}

struct OwnMessage {
    id: String,
    severity: Severity,
    /// Its page in the documentation.
    page: String,
    packed: Packed,
}

struct Field {
    member: Member,
    rust_type: Type,
    role: Role,
}

/// What becomes of a field.
#[derive(Clone, Copy, PartialEq)]
enum Role {
    Display,
    Debug,
    Secret,
    Skip,
}
