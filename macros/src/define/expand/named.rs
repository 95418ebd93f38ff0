//! Generates messages whose calls name the arguments: `ID { client, attempts: 3 }`.
//!
//! Such a message is a struct, so that rustc checks the fields, and suggests the nearest name. An
//! argument without a type is a type parameter. The parameter has a default, so that the ID can be
//! used without arguments, as in `ID::DEFINITION`. Only the implementations have its bound, so that
//! a value that does not satisfy the bound causes a single error, at the value.

use super::message::{Surroundings, allowed_lints, deprecated_in_file, documentation_of};
use crate::define::definition::Definition;
use crate::define::fields::Fields;
use crate::tokens::Tokens;
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};

/// Generates the struct without its implementations.
pub(super) fn structure(definition: &Definition, surroundings: &Surroundings<'_>) -> TokenStream {
    let id = &definition.id;
    let span = id.span();
    let visibility = &definition.visibility;
    let cfg = &definition.attributes.cfg;
    let attributes = &definition.attributes.on_function;
    let documentation = documentation_of(definition);
    let links = surroundings.links;
    let links = links.documentation(definition, surroundings.module);
    let deprecated = deprecated_in_file(definition);
    let fields = Fields::of(definition);
    let allow = allowed_lints(definition, !fields.generics.lifetimes.is_empty());
    let generics = fields.declaration();
    let Fields { names, types, .. } = &fields;
    // The fields have tokens of the macro. Otherwise, rustc would report a lint for each field and
    // not only for the struct.
    let inner = Span::mixed_site().located_at(span);
    let of_field = Tokens::from(visibility.to_token_stream()).at(inner);
    // The fields of a deprecated struct are deprecated too, so rustc would warn about each of them
    // in a call. With this `since`, a field is not deprecated yet, in any version.
    let not_yet = definition.message.deprecation.as_ref();
    let not_yet =
        not_yet.map(|_| quote_spanned!(inner=> #[cfg_attr(not(doc), deprecated(since = "TBD"))]));
    quote_spanned! {span=>
        #(#cfg)* #documentation #(#attributes)* #links #deprecated #allow
        #[must_use = "only `emit!` logs a message: creating it has no effect"]
        #visibility struct #id #generics {
            #(
                #[allow(missing_docs, clippy::missing_docs_in_private_items)]
                #not_yet
                #of_field #names: #types,
            )*
        }
    }
}

/// Generates the implementations that make the struct a message. `row` is the type that provides
/// the definition.
pub(super) fn implementations(
    definition: &Definition,
    row: &TokenStream,
    kea: &Tokens,
) -> TokenStream {
    let span = Span::mixed_site().located_at(definition.id.span());
    let cfg = &definition.attributes.cfg;
    let fields = Fields::of(definition);
    let (generics, bounds) = (fields.parameters(), fields.generics.bounds());
    let defaults = fields.defaults();
    let values = fields.values(kea);
    // The name is resolved like one that the user wrote.
    let mut id = definition.id.clone();
    id.set_span(Span::call_site().located_at(id.span()));
    let deprecated = definition.message.deprecation.as_ref();
    let deprecated = deprecated.map(|_| quote_spanned!(span=> #[allow(deprecated)]));
    // A lifetime must have a name if a bound uses it.
    let has_lifetimes = !fields.generics.lifetimes.is_empty();
    let lifetimes = has_lifetimes.then(|| quote_spanned!(span=> #[allow(single_use_lifetimes)]));
    let attributes = quote!(#deprecated #lifetimes);
    let attributes = quote_spanned!(span=> #(#cfg)* #attributes);
    // If an argument does not satisfy its bound, rustc shows this implementation, from its first
    // token to the last token of the type, so both have the span of the ID.
    let user = &definition.id;
    let mut of_type: Vec<TokenTree> = quote!(#user #generics).into_iter().collect();
    if let Some(last) = of_type.last_mut() {
        last.set_span(user.span());
    }
    let first = Ident::new("impl", user.span());
    let kea_here = kea.at(user.span());
    let hygiene = kea_here.to_token_stream().into_iter().last();
    let hygiene = hygiene.map_or(span, |token| token.span());
    let of_trait = quote_spanned!(hygiene=> ::Message);
    let message = quote_spanned! {span=>
        #first #generics #kea_here #of_trait for #(#of_type)* #bounds {}
    };
    // If the severity is open, each statement has to state it.
    let (emit_generics, emit_bounds) = if definition.gate.is_open() {
        let is_stated = quote_spanned! {span=>
            #id #generics: #kea::__private::StatedSomewhere<'open>
        };
        fields.with_bound(&quote!('open), &is_stated)
    } else {
        (generics.clone(), bounds.clone())
    };
    // These items are not in a block of their own, which would take rustc a sixth more time.
    quote_spanned! {span=>
        #attributes
        #[doc(hidden)]
        #[diagnostic::do_not_recommend]
        impl #generics #kea::__private::SealedMessage for #id #generics #bounds {
            fn answer(&self, asked: #kea::__private::Asked<'_>) {
                asked.of_id::<#row>(&[#(#values),*]);
            }
        }

        #attributes
        #message

        #attributes
        impl #generics ::core::fmt::Display for #id #generics #bounds {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                #kea::__private::display(self, f)
            }
        }

        #attributes
        impl #generics ::core::fmt::Debug for #id #generics #bounds {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                #kea::__private::debug(self, f)
            }
        }

        #attributes
        #[doc(hidden)]
        impl #generics #kea::__private::HasKind for #id #generics #bounds {
            type Kind = #row;
        }

        #attributes
        impl #emit_generics #kea::__private::Emittable for #id #generics #emit_bounds {}

        #attributes
        #[doc(hidden)]
        #[diagnostic::do_not_recommend]
        impl #kea::__private::SealedId for #id #defaults {
            type Row = #row;
        }
    }
}
