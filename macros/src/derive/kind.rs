//! Generates the kind of a type: the properties of its messages that are known before one is
//! created.

use super::bounds::is_parameter;
use super::message_type::{Meaning, MessageType, OwnMessage};
use crate::gate::Gate;
use crate::tokens::{Tokens, any_word};
use kea_messages_catalog::formats::rust::syntax::Field;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

impl OwnMessage {
    fn gate(&self, kea: &Tokens) -> TokenStream {
        Gate::Stated(self.severity).path(kea)
    }
}

/// Generates the items of the kind of a type.
pub(super) fn of_kind(message_type: &MessageType) -> TokenStream {
    let outlines = outlines(message_type);
    tells(
        message_type,
        &gate(message_type),
        known(message_type).as_ref(),
        &outlines,
    )
}

/// Generates the items of the kind of a type with a mistake, about whose messages nothing is known.
pub(super) fn of_no_kind(message_type: &MessageType) -> TokenStream {
    let kea = &message_type.kea;
    let gate = quote!(#kea::__private::unknown);
    tells(message_type, &gate, None, &quote!(_ = visitor))
}

fn tells(
    message_type: &MessageType,
    gate: &TokenStream,
    known: Option<&TokenStream>,
    outlines: &TokenStream,
) -> TokenStream {
    let kea = &message_type.kea;
    let none = || quote!(::core::option::Option::None);
    let logger = message_type.logger.as_ref();
    let logger = logger.map_or_else(none, |name| quote!(::core::option::Option::Some(#name)));
    quote! {
        type Gate = #gate;

        #known

        const LOGGER: ::core::option::Option<&'static ::core::primitive::str> = #logger;

        fn outlines(visitor: &mut dyn ::core::ops::FnMut(#kea::__private::Outline)) {
            #outlines
        }
    }
}

/// Generates a separate type for the kind, which can be named even if an argument does not satisfy
/// a bound of the type itself. rustc reports the unsatisfied bound at each place that names the
/// type, and a statement names the kind several times.
pub(super) fn kind_without_bounds(
    message_type: &MessageType,
    of_kind: &TokenStream,
) -> Option<TokenStream> {
    let kea = &message_type.kea;
    message_type.has_bounds().then(|| {
        quote! {
            pub enum MessageKind {}

            #[automatically_derived]
            impl #kea::__private::Kind for MessageKind { #of_kind }
        }
    })
}

/// Generates the body of `outlines`, for all messages that a value can be.
fn outlines(message_type: &MessageType) -> TokenStream {
    let kea = &message_type.kea;
    let mut statements = quote!(_ = visitor;);
    for variant in &message_type.variants {
        statements.extend(match &variant.meaning {
            Meaning::Message(message) => {
                let outline = &message.packed.outline;
                quote!(visitor(#kea::__private::Outline::new(#outline));)
            }
            Meaning::Transparent(field) => {
                let wrapped = wrapped(&variant.fields[*field], kea);
                quote!(#wrapped::OUTLINES(visitor);)
            }
        });
    }
    statements
}

/// Returns the gate for the severities of all variants.
fn gate(message_type: &MessageType) -> TokenStream {
    let kea = &message_type.kea;
    if message_type.is_transparent() {
        return quote!(#kea::__private::several<Self>);
    }
    let severities = severities(message_type).into_iter();
    severities
        .map(|message| message.gate(kea))
        .reduce(|a, b| quote!(#kea::__private::either<#a, #b>))
        .unwrap_or_else(|| quote!(#kea::__private::unknown))
}

/// Returns one message of each severity.
pub(super) fn severities(message_type: &MessageType) -> Vec<&OwnMessage> {
    let mut messages: Vec<&OwnMessage> = Vec::new();
    for variant in &message_type.variants {
        if let Meaning::Message(message) = &variant.meaning {
            if !messages.iter().any(|it| it.severity == message.severity) {
                messages.push(message);
            }
        }
    }
    messages
}

/// Returns the kind of the type, which is the type itself.
///
/// If a field whose type is a parameter is not a message, rustc cannot determine the kind, and so
/// it reports only this, and not what the kind lacks as a result.
pub(super) fn kind(message_type: &MessageType) -> TokenStream {
    let kea = &message_type.kea;
    let is_generic = |field: &&Field| {
        any_word(field.rust_type.to_token_stream(), &|word| {
            is_parameter(message_type, word)
        })
    };
    message_type
        .wrapped()
        .filter(is_generic)
        .fold(quote!(Self), |kind, field| {
            let rust_type = &field.rust_type;
            quote! {
                <<#rust_type as #kea::__private::HasKind>::Kind as #kea::__private::Around<#kind>>::Kind
            }
        })
}

/// Returns the severities of the type as values, if it contains messages of other types.
fn known(message_type: &MessageType) -> Option<TokenStream> {
    let kea = &message_type.kea;
    let own = severities(message_type).into_iter();
    let own = own.map(|message| {
        let gate = message.gate(kea);
        quote!(#kea::__private::Known::of::<#gate>())
    });
    let wrapped = message_type.wrapped().map(|field| {
        let wrapped = wrapped(field, kea);
        quote!(#wrapped::SEVERITY)
    });
    let all = own.chain(wrapped);
    message_type.is_transparent().then(|| {
        quote! {
            const SEVERITIES: &'static [#kea::__private::Known] = &[#(#all),*];
        }
    })
}

/// Returns `Wrapped<T>`, where `T` is the type of this field.
pub(super) fn wrapped(field: &Field, kea: &Tokens) -> TokenStream {
    let rust_type = &field.rust_type;
    quote!(<#kea::__private::Wrapped<#rust_type>>)
}
