//! Converts the arguments of a message to the fields of its struct.

use super::definition::Definition;
use super::names::Names;
use super::signature::Parameter;
use crate::tokens::Tokens;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

/// The fields, in the order in which they are declared.
pub(super) struct Fields<'a> {
    parameters: Vec<Parameter<'a>>,
    pub(super) generics: Names,
    pub(super) names: Vec<Ident>,
    pub(super) types: Vec<Tokens>,
}

impl<'a> Fields<'a> {
    pub(super) fn of(definition: &'a Definition) -> Self {
        let parameters = Parameter::all_of(definition);
        let mut generics = Names::avoiding(&definition.declared, definition.id.span());
        let types = parameters.iter();
        let types = types.map(|parameter| parameter.named_type(&mut generics));
        let types = types.collect();
        let names = parameters.iter().map(|parameter| parameter.name.clone());
        Self {
            names: names.collect(),
            types,
            generics,
            parameters,
        }
    }

    /// Returns the generics of the struct: `<'arg1, Arg1 = Infallible>`.
    ///
    /// The default type can be printed, but has no values. If a function takes the ID as a type
    /// without the type of the argument, this causes only one error, at the call.
    pub(super) fn declaration(&self) -> TokenStream {
        let lifetimes = &self.generics.lifetimes;
        let types = self.generics.declared();
        let default = default_type();
        in_angles(quote!(#(#lifetimes,)* #(#types = #default,)*))
    }

    /// Returns the generics of the struct without their defaults.
    pub(super) fn parameters(&self) -> TokenStream {
        let lifetimes = &self.generics.lifetimes;
        let types = self.generics.declared();
        in_angles(quote!(#(#lifetimes,)* #(#types,)*))
    }

    /// Returns the defaults of the struct's generics, for an ID without arguments.
    pub(super) fn defaults(&self) -> TokenStream {
        let lifetimes = self.generics.lifetimes.iter().map(|_| quote!('_));
        let types = self.generics.declared().map(|_| default_type());
        in_angles(quote!(#(#lifetimes,)* #(#types,)*))
    }

    /// Returns the generics with an additional lifetime, and their bounds with an additional bound.
    pub(super) fn with_bound(
        &self,
        lifetime: &TokenStream,
        bound: &TokenStream,
    ) -> (TokenStream, Tokens) {
        let lifetimes = &self.generics.lifetimes;
        let types = self.generics.declared();
        let generics = in_angles(quote!(#lifetime, #(#lifetimes,)* #(#types,)*));
        let bounds = self.generics.bounds().into_token_stream();
        let bounds = if bounds.is_empty() {
            quote!(where #bound)
        } else {
            quote!(#bounds #bound)
        };
        (generics, bounds.into())
    }

    /// Returns expressions of the type `Value`, in the order of the message's arguments.
    pub(super) fn values(&self, kea: &Tokens) -> Vec<TokenStream> {
        let values = Parameter::in_order(&self.parameters)
            .into_iter()
            .map(|parameter| {
                let name = &parameter.name;
                let span = Span::mixed_site().located_at(name.span());
                parameter.shown(&quote_spanned!(span=> self.#name), kea)
            });
        values.collect()
    }
}

/// Returns the default type of an argument without a declared type.
fn default_type() -> TokenStream {
    quote!(::core::convert::Infallible)
}

fn in_angles(parameters: TokenStream) -> TokenStream {
    if parameters.is_empty() {
        return parameters;
    }
    quote!(<#parameters>)
}
