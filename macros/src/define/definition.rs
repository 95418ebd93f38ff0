//! The form of a definition from which code is generated, whether it was inline or in a file.

use crate::gate::Gate;
use crate::tokens::Tokens;
use kea_messages_catalog::formats::rust::syntax::{self, Attributes, Declared, Errors};
use kea_messages_catalog::{Argument, Message};
use proc_macro2::{Ident, Span};
use quote::{ToTokens, quote};

/// A definition, inline or from a file, in the form from which code is generated.
pub(super) struct Definition {
    pub(super) attributes: Attributes,
    pub(super) visibility: Tokens,
    /// rustc reports problems with the message as a whole at the span of the ID.
    pub(super) id: Ident,
    /// The arguments as they are declared; empty if there is no list of arguments.
    pub(super) declared: Vec<Declared>,
    pub(super) message: Message,
    /// The span of the text.
    pub(super) text: Span,
    pub(super) gate: Gate,
    /// All arguments, including those that the definition does not name.
    pub(super) arguments: Vec<Argument>,
    /// Whether the definition is in a catalogue file. If so, the span of its ID is that of the
    /// file's name in the call.
    pub(super) is_from_file: bool,
    /// The mistakes in the definition. If there are any, the other fields may be incomplete.
    pub(super) errors: Errors,
}

impl From<syntax::Definition> for Definition {
    fn from(read: syntax::Definition) -> Self {
        // The visibility can be the mistake, which a statement that logs the message should not
        // report again.
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

    /// Whether the ID is a keyword that cannot be used as a name. If so, this is one of the
    /// mistakes, and the definition is not expanded.
    pub(super) fn has_keyword_for_id(&self) -> bool {
        !self.errors.is_empty() && syn::parse2::<Ident>(self.id.to_token_stream()).is_err()
    }
}
