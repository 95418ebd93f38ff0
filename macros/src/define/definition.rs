//! A definition, inline or from a file, in the form for expansion.

use crate::gate::Gate;
use crate::tokens::Tokens;
use kea_messages_catalog::formats::rust::syntax::{self, Attributes, Declared, Errors};
use kea_messages_catalog::{Argument, Message};
use proc_macro2::{Ident, Span};
use quote::{ToTokens, quote};

/// A definition, inline or from a file, in the form for expansion.
pub(super) struct Definition {
    pub(super) attributes: Attributes,
    pub(super) visibility: Tokens,
    /// Its span is where rustc reports what concerns the message as a whole.
    pub(super) id: Ident,
    /// The arguments as they are declared, none where the list is left out.
    pub(super) declared: Vec<Declared>,
    pub(super) message: Message,
    /// Where its text stands.
    pub(super) text: Span,
    pub(super) gate: Gate,
    /// All the arguments, those included that the definition leaves unnamed.
    pub(super) arguments: Vec<Argument>,
    /// Whether the definition is in a catalogue file. The span of its ID is
    /// then that of the file's name.
    pub(super) is_from_file: bool,
    /// What is wrong with the definition. Where there is anything, the rest
    /// cannot be relied on.
    pub(super) errors: Errors,
}

impl From<syntax::Definition> for Definition {
    fn from(read: syntax::Definition) -> Self {
        // The visibility can be the mistake, and no statement is to report that as well.
        let visibility = if read.errors.is_empty() {
            read.visibility.into_token_stream()
        } else {
            quote!(pub)
        };
        Self {
            attributes: read.attributes,
            visibility: visibility.into(),
            id: read.id,
            declared: read.declared,
            gate: read.message.severity.map_or(Gate::Unknown, Gate::Stated),
            arguments: read.message.named_arguments(),
            message: read.message,
            text: read.spans.text,
            is_from_file: false,
            errors: read.errors,
        }
    }
}

impl Definition {
    /// The replacement for a definition with a mistake in a file.
    #[cfg(feature = "files")]
    pub(super) fn broken(id: &str, span: Span) -> Self {
        Self {
            attributes: Attributes::default(),
            visibility: quote!(pub).into(),
            id: Ident::new(id, span),
            declared: Vec::new(),
            message: Message::new(id, ""),
            text: span,
            gate: Gate::Unknown,
            arguments: Vec::new(),
            is_from_file: true,
            errors: Errors::default(),
        }
    }

    /// Whether the ID is a word that nothing can be named by. It is then one of
    /// the mistakes, and the definition is not expanded.
    pub(super) fn has_keyword_for_id(&self) -> bool {
        !self.errors.is_empty() && syn::parse2::<Ident>(self.id.to_token_stream()).is_err()
    }
}
