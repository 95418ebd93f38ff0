//! Infers the bounds for the types of fields.

use super::message_type::{Meaning, MessageType};
use crate::native::is_native;
use crate::tokens::any_word;
use kea_messages_catalog::formats::rust::syntax::{Role, first_span};
use proc_macro2::Ident;
use quote::{ToTokens, quote_spanned};
use syn::{GenericParam, Type, WherePredicate, parse_quote_spanned};

/// Returns whether this is the name of a generic parameter of the type.
pub(super) fn is_parameter(message_type: &MessageType, word: &Ident) -> bool {
    let mut parameters = message_type.generics.params.iter();
    parameters.any(|parameter| match parameter {
        GenericParam::Type(parameter) => parameter.ident == *word,
        GenericParam::Const(parameter) => parameter.ident == *word,
        GenericParam::Lifetime(_) => false,
    })
}

/// Adds a bound to the type's generics for each field whose type depends on a parameter, like
/// thiserror.
pub(super) fn add_bounds(message_type: &mut MessageType) {
    let kea = &message_type.kea;
    let mut bounds: Vec<WherePredicate> = Vec::new();
    let mut of_messages: Vec<WherePredicate> = Vec::new();
    let depends = |rust_type: &Type| {
        any_word(rust_type.to_token_stream(), &|word| {
            is_parameter(message_type, word)
        })
    };
    for variant in &message_type.variants {
        match &variant.meaning {
            Meaning::Transparent(_) => {
                let fields = variant.fields.iter();
                for field in fields.filter(|field| depends(&field.rust_type)) {
                    if matches!(field.role, Role::Secret | Role::Skip) {
                        continue;
                    }
                    let rust_type = &field.rust_type;
                    let span = first_span(rust_type);
                    let kea = kea.at(span);
                    of_messages.push(parse_quote_spanned!(span=> #rust_type: #kea::Catalogued));
                }
            }
            Meaning::Message(message) => {
                for (_, field, format) in variant.arguments(&message.formats) {
                    let rust_type = &field.rust_type;
                    let span = first_span(rust_type);
                    let bound = match (field.role, format) {
                        _ if !depends(rust_type) => continue,
                        (Role::Secret | Role::Skip, _) => continue,
                        (Role::Debug, _) => quote_spanned!(span=> ::core::fmt::Debug),
                        (Role::Display, Some(format)) => format.bounds(span),
                        // Only the length of an array of bytes depends on the parameter.
                        (Role::Display, None) if is_native(rust_type) => continue,
                        (Role::Display, None) => quote_spanned!(span=> ::core::fmt::Display),
                    };
                    bounds.push(parse_quote_spanned!(span=> #rust_type: #bound));
                }
            }
        }
    }
    if !of_messages.is_empty() {
        let clause = message_type.generics.make_where_clause();
        clause.predicates.extend(of_messages);
    }
    message_type.bounds_of_kind = message_type.generics.where_clause.to_token_stream();
    if !bounds.is_empty() {
        let clause = message_type.generics.make_where_clause();
        clause.predicates.extend(bounds);
    }
}
