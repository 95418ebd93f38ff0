//! From definitions to Rust.
//!
//! A message becomes a function of the name of its ID, so that it is rustc that
//! counts the arguments, and in the type namespace a marker of the same name
//! that carries the definition.

use super::parse::Input;
use super::signature::Signature;
use super::{CatalogueItem, Definition};
use crate::constant::Packed;
use crate::{documentation, severity};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use std::collections::HashSet;

pub(super) fn expand(input: &Input) -> TokenStream {
    let kea = &input.kea;
    let mut tokens = TokenStream::new();
    let mut unique = Vec::with_capacity(input.definitions.len());
    let mut seen = HashSet::new();
    for definition in &input.definitions {
        tokens.extend(if definition.errors.is_empty() {
            function(definition, kea)
        } else {
            stub(definition)
        });
        // The second definition of an ID has a function and no marker, so that
        // rustc says once, showing both, that the name is taken. Under another
        // `cfg` it may be the only one.
        let cfg = &definition.attributes.cfg;
        if seen.insert((&definition.message.id, quote!(#(#cfg)*).to_string())) {
            tokens.extend(marker(definition, kea));
            unique.push(definition);
        }
    }
    if let Some(item) = &input.catalogue {
        tokens.extend(catalogue(item, unique, kea));
    }
    let errors = &input.errors;
    quote!(#errors #tokens)
}

/// The function that takes the arguments.
///
/// Its tokens have the span of the ID, so that rustc takes the function for the
/// user's own and warns, at the ID, if nobody calls it. The tokens of the body
/// are those of a macro.
fn function(definition: &Definition, kea: &TokenStream) -> TokenStream {
    let id = &definition.id;
    let span = id.span();
    let visibility = &definition.visibility;
    let cfg = &definition.attributes.cfg;
    let attributes = &definition.attributes.on_function;
    let documentation = documentation_of(definition);
    let signature = Signature::of(definition, kea);
    let allow = allowed_lints(definition, &signature);
    let body = body(&signature, kea, span);
    let Signature {
        generics,
        parameters,
        values,
        ..
    } = &signature;
    quote_spanned! {span=>
        #(#cfg)* #documentation #(#attributes)* #allow
        #visibility fn #id #generics(#parameters) -> #kea::Event<#id, #values> { #body }
    }
}

fn body(signature: &Signature, kea: &TokenStream, span: Span) -> TokenStream {
    let Signature {
        dropped,
        kept,
        kinds,
        ..
    } = signature;
    let span = Span::mixed_site().located_at(span);
    quote_spanned! {span=>
        #(::core::mem::drop(#dropped);)*
        #kea::Event::new((#(#kept,)*), #kinds)
    }
}

/// What stands before the user's own documentation. Where there is none, it
/// must not count as documentation, or the lint `missing_docs` would not fire.
fn documentation_of(definition: &Definition) -> TokenStream {
    let heading = documentation::heading(&definition.message, &definition.arguments);
    if definition.attributes.is_documented {
        quote!(#[doc = #heading] #[doc = ""])
    } else {
        quote!(#[cfg_attr(doc, doc = #heading)])
    }
}

/// The lints that a function of a user's need not meet when it is a message.
fn allowed_lints(definition: &Definition, signature: &Signature) -> TokenStream {
    let mut lints = vec![quote!(non_snake_case)];
    let arguments = &definition.arguments;
    if arguments.len() > 7 {
        lints.push(quote!(clippy::too_many_arguments));
        lints.push(quote!(clippy::type_complexity));
    }
    if arguments.len() > 3 {
        lints.push(quote!(clippy::fn_params_excessive_bools));
        lints.push(quote!(clippy::many_single_char_names));
    }
    if signature.names_lifetimes {
        lints.push(quote!(clippy::elidable_lifetime_names));
        lints.push(quote!(clippy::needless_lifetimes));
    }
    lints.push(quote!(clippy::items_after_statements));
    quote!(#[allow(#(#lints),*)])
}

/// The type of the ID's name, which carries the definition.
fn marker(definition: &Definition, kea: &TokenStream) -> TokenStream {
    let Definition {
        attributes,
        visibility,
        id,
        message,
        arguments,
        ..
    } = definition;
    let cfg = &attributes.cfg;
    let span = Span::mixed_site().located_at(id.span());
    let gate = match message.severity {
        Some(severity) => severity::gate(kea, severity),
        // The definition is broken; nothing is to be said of its severity.
        None => quote!(#kea::__private::unknown),
    };
    let Packed { outline, details } =
        Packed::new(message, arguments, attributes.deprecation.as_ref());
    quote_spanned! {span=>
        #(#cfg)*
        #[doc(hidden)]
        #[allow(
            dead_code, missing_debug_implementations, non_camel_case_types,
            clippy::items_after_statements, clippy::upper_case_acronyms
        )]
        #visibility enum #id {}
        #(#cfg)*
        impl #kea::MessageId for #id {
            type Gate = #gate;
            const OUTLINE: &'static str = #outline;
            const DETAILS: &'static str = #details;
        }
    }
}

/// What stands for the function of a definition that has a mistake: a constant
/// whose type is the error, so that rustc lets it be called with anything and
/// says nothing more.
fn stub(definition: &Definition) -> TokenStream {
    let Definition {
        attributes,
        visibility,
        id,
        ..
    } = definition;
    let cfg = &attributes.cfg;
    let mut rest = definition.errors.iter();
    let first = rest.next();
    quote! {
        #(#rest)*
        #(#cfg)*
        #[allow(dead_code, missing_docs, non_upper_case_globals)]
        #visibility const #id: #first = ();
    }
}

/// The table of all definitions, in the order of their IDs.
fn catalogue(
    item: &CatalogueItem,
    mut definitions: Vec<&Definition>,
    kea: &TokenStream,
) -> TokenStream {
    let CatalogueItem {
        attributes,
        visibility,
        name,
    } = item;
    definitions.sort_by(|a, b| a.message.id.cmp(&b.message.id));
    let entries = definitions.iter().map(|definition| {
        let id: &Ident = &definition.id;
        let cfg = &definition.attributes.cfg;
        quote!(#(#cfg)* <#id as #kea::MessageId>::DEFINITION)
    });
    let documentation = if attributes
        .iter()
        .any(|attribute| attribute.path().is_ident("doc"))
    {
        TokenStream::new()
    } else {
        quote!(#[doc = "The catalogue of these messages."])
    };
    quote! {
        #documentation #(#attributes)*
        #visibility static #name: #kea::Catalogue =
            #kea::Catalogue::of_definitions(&[#(#entries),*]);
    }
}
