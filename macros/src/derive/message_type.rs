//! The form of a type that derives `KeaMessages`, from which code is generated.

use crate::format::Format;
use crate::tokens::Tokens;
use kea_messages_base::severity::Severity;
use kea_messages_catalog::Packed;
use kea_messages_catalog::documentation::page;
use kea_messages_catalog::formats::rust::syntax::{self, Errors, Field};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{Generics, LitStr};

/// A type whose values are messages, in the form from which code is generated. A struct is treated
/// as a type with one variant.
pub(super) struct MessageType {
    /// The path of the runtime crate.
    pub(super) kea: Tokens,
    /// The logger that the messages go to.
    pub(super) logger: Option<LitStr>,
    /// A prefix of the IDs that lacks the `_` at its end.
    pub(super) joined_prefix: Option<LitStr>,
    pub(super) name: Ident,
    pub(super) generics: Generics,
    /// The bounds without those for printing the arguments, which are not needed before a value is
    /// created.
    pub(super) bounds_of_kind: TokenStream,
    /// Whether another derive implements `Display`, which is a mistake.
    pub(super) has_display: bool,
    /// Whether two variants have the same name, which rustc reports.
    pub(super) has_namesakes: bool,
    pub(super) variants: Vec<Variant>,
    /// Mistakes that rustc reports itself, unless another derive prevents it.
    pub(super) misspelt: Errors,
    /// The mistakes in the type. If there are any, the other fields may be incomplete.
    pub(super) errors: Errors,
}

pub(super) struct Variant {
    /// `Self`, or `Self::Name`.
    pub(super) path: TokenStream,
    pub(super) fields: Vec<Field>,
    pub(super) meaning: Meaning,
}

/// The meaning of a variant.
pub(super) enum Meaning {
    /// A separate message.
    Message(OwnMessage),
    /// The message in the field with this index.
    Transparent(usize),
}

pub(super) struct OwnMessage {
    pub(super) id: String,
    /// The span of the ID, or of the name that it is derived from.
    pub(super) place: Span,
    pub(super) severity: Severity,
    /// The page of the message in the documentation.
    pub(super) page: String,
    pub(super) packed: Packed,
    /// The formats of the arguments in the text.
    pub(super) formats: Vec<Option<Format>>,
}

impl MessageType {
    /// Returns the fields that contain messages of other types.
    pub(super) fn wrapped(&self) -> impl Iterator<Item = &Field> {
        self.variants
            .iter()
            .filter_map(|variant| match variant.meaning {
                Meaning::Transparent(field) => Some(&variant.fields[field]),
                Meaning::Message(_) => None,
            })
    }

    /// Returns whether a value can contain a message of another type.
    pub(super) fn is_transparent(&self) -> bool {
        self.wrapped().next().is_some()
    }

    /// Returns whether the type has bounds, so that it cannot be named if an argument does not
    /// satisfy them, while its kind does not depend on its parameters.
    pub(super) fn has_bounds(&self) -> bool {
        let mut parameters = self.generics.type_params();
        let is_bounded = !self.bounds_of_kind.is_empty()
            || parameters.any(|parameter| !parameter.bounds.is_empty());
        is_bounded && !self.is_transparent()
    }
}

impl From<syntax::MessageType> for MessageType {
    fn from(read: syntax::MessageType) -> Self {
        let kea = read.kea.map(ToTokens::into_token_stream);
        let kea = kea.unwrap_or_else(|| quote!(::kea_messages));
        let mut errors = read.errors;
        errors.append(read.duplicates);
        Self {
            kea: kea.into(),
            logger: read.logger,
            joined_prefix: read.joined_prefix,
            name: read.name,
            bounds_of_kind: TokenStream::new(),
            generics: read.generics,
            has_display: read.has_display,
            has_namesakes: read.has_namesakes,
            misspelt: read.misspelt,
            variants: read.variants.into_iter().map(Variant::from).collect(),
            errors,
        }
    }
}

impl From<syntax::Variant> for Variant {
    fn from(read: syntax::Variant) -> Self {
        Self {
            path: read.path,
            fields: read.fields,
            meaning: match read.meaning {
                syntax::Meaning::Message(own) => {
                    let mut own = OwnMessage::from(*own);
                    if read.is_documented {
                        own.page.clear();
                    }
                    Meaning::Message(own)
                }
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
            place: read.spans.id,
            page: page(&message, &arguments),
            formats: {
                let formats = message.formats().into_iter();
                let span = read.spans.text;
                formats
                    .map(|format| format.map(|written| Format::new(written, span)))
                    .collect()
            },
            packed: Packed::new(&message, &arguments),
            id: message.id,
        }
    }
}
