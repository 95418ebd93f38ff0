//! `#[derive(KeaMessages)]`.

mod expand;

use crate::tokens::Tokens;
use kea_messages_base::severity::Severity;
use kea_messages_catalog::Packed;
use kea_messages_catalog::documentation::page;
use kea_messages_catalog::formats::rust::syntax::{self, Errors, Field};
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::{Generics, LitStr};

pub(crate) fn expand(input: TokenStream) -> TokenStream {
    match syntax::MessageType::parse(input) {
        Ok(read) => {
            let mut message_type = MessageType::from(read);
            expand::add_bounds(&mut message_type);
            expand::expand(&message_type)
        }
        Err(error) => error.into_compile_error(),
    }
}

/// A type whose values are messages, as it is expanded. A struct is a type with one
/// variant.
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

impl From<syntax::MessageType> for MessageType {
    fn from(read: syntax::MessageType) -> Self {
        let kea = read.kea.map(ToTokens::into_token_stream);
        let kea = kea.unwrap_or_else(|| quote!(::kea_messages));
        Self {
            kea: kea.into(),
            logger: read.logger,
            name: read.name,
            generics: read.generics,
            variants: read.variants.into_iter().map(Variant::from).collect(),
            errors: read.errors,
        }
    }
}

impl From<syntax::Variant> for Variant {
    fn from(read: syntax::Variant) -> Self {
        Self {
            path: read.path,
            fields: read.fields,
            meaning: match read.meaning {
                syntax::Meaning::Message(own) => Meaning::Message(OwnMessage::from(*own)),
                syntax::Meaning::Transparent(field) => Meaning::Transparent(field),
            },
        }
    }
}

impl From<syntax::OwnMessage> for OwnMessage {
    fn from(read: syntax::OwnMessage) -> Self {
        let message = read.message;
        let arguments = message.named_arguments();
        Self {
            severity: read.severity,
            page: page(&message, &arguments),
            packed: Packed::new(&message, &arguments),
            id: message.id,
        }
    }
}
