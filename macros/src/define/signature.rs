//! The arguments of a message as the parameters of its function.

use super::Definition;
use super::names::Names;
use crate::tokens::{Tokens, first_span, flat};
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote_spanned};
use syn::{Type, TypeParamBound};

/// The parts of `fn ID<generics>(names: types) -> Event<ID, values>`.
pub(super) struct Signature {
    pub(super) generics: Names,
    pub(super) names: Vec<Ident>,
    pub(super) types: Vec<Tokens>,
    /// The type of the tuple that the message keeps.
    pub(super) values: Tokens,
    /// The expressions that make it.
    pub(super) kept: Vec<Tokens>,
    /// How each of them becomes a value; none where all do by `Display`.
    pub(super) kinds: Vec<TokenStream>,
    /// The names of the parameters that are not kept, which are secrets.
    pub(super) dropped: Vec<Ident>,
}

impl Signature {
    /// The signature of a definition that has no mistake.
    ///
    /// Its tokens have the span of the ID, except for what the user wrote, so
    /// that what rustc has to say of the function it says at the ID.
    pub(super) fn of(definition: &Definition, kea: &Tokens) -> Self {
        let span = definition.id.span();
        let parameters = Parameter::all_of(definition);
        let mut generics = Names::avoiding(&definition.declared, span);
        // A declared type can hide a lifetime (`Cow<str>`), so that a return
        // type that repeats it does not compile. `impl Sized` hides it too. But
        // an opaque type repeats the bounds of the type parameters, and an
        // argument that does not meet one would be an error five times over.
        let is_opaque = !parameters.is_empty() && !parameters.iter().any(Parameter::is_generic);
        let types: Vec<Tokens> = parameters
            .iter()
            .map(|parameter| match parameter.rust_type {
                None if parameter.secret => generics.unbounded().into(),
                None => generics.printed().into(),
                Some(rust_type) if is_opaque => rust_type.to_token_stream().into(),
                Some(rust_type) => generics.name_all(rust_type.to_token_stream()).into(),
            })
            .collect();
        let mut kept_types = Vec::with_capacity(types.len());
        let mut kept = Vec::with_capacity(types.len());
        let mut dropped = Vec::new();
        for (parameter, rust_type) in parameters.iter().zip(&types) {
            if parameter.secret {
                dropped.push(parameter.name.clone());
                kept_types.push(Tokens::parenthesized(span, TokenStream::new()));
                kept.push(Tokens::parenthesized(span, TokenStream::new()));
            } else {
                kept_types.push(rust_type.clone());
                kept.push(parameter.name.clone().into());
            }
        }
        let kinds = if parameters.iter().all(Parameter::is_by_display) {
            Vec::new()
        } else {
            parameters
                .iter()
                .map(|parameter| parameter.kind(kea))
                .collect()
        };
        let values = if is_opaque {
            // Edition 2021 lets `impl Sized` hide no lifetimes; the token has
            // the edition of this crate.
            let opaque = Ident::new("impl", Span::mixed_site().located_at(span));
            quote_spanned!(span=> #opaque ::core::marker::Sized).into()
        } else {
            Tokens::parenthesized(span, quote_spanned!(span=> #(#kept_types,)*))
        };
        Self {
            generics,
            names: parameters
                .into_iter()
                .map(|parameter| parameter.name)
                .collect(),
            types,
            values,
            kept,
            kinds,
            dropped,
        }
    }
}

struct Parameter<'a> {
    name: Ident,
    rust_type: Option<&'a Type>,
    secret: bool,
}

impl<'a> Parameter<'a> {
    fn all_of(definition: &'a Definition) -> Vec<Self> {
        if definition.message.arguments.is_some() {
            let declared = definition.declared.iter();
            declared
                .map(|declared| Self {
                    name: declared.name.clone(),
                    rust_type: declared.rust_type.as_ref(),
                    secret: declared.secret,
                })
                .collect()
        } else {
            let span = definition.id.span();
            let unnamed = definition.arguments.iter();
            unnamed
                .map(|argument| Self {
                    name: Ident::new(&argument.name, span),
                    rust_type: None,
                    secret: false,
                })
                .collect()
        }
    }

    fn is_by_display(&self) -> bool {
        self.rust_type.is_none() && !self.secret
    }

    fn is_generic(&self) -> bool {
        let is_impl = |token: TokenTree| matches!(token, TokenTree::Ident(word) if word == "impl");
        match self.rust_type {
            None => true,
            Some(rust_type) => flat(rust_type.to_token_stream()).any(is_impl),
        }
    }

    fn kind(&self, kea: &Tokens) -> TokenStream {
        let name = &self.name;
        // Where the argument cannot be printed, its type is what is wrong.
        let span = self.rust_type.map_or(name.span(), first_span);
        let span = Span::mixed_site().located_at(span);
        match self.rust_type {
            _ if self.secret => quote_spanned!(span=> #kea::__private::Withheld),
            None => quote_spanned!(span=> #kea::__private::ByDisplay),
            Some(rust_type) if is_impl_debug(rust_type) => {
                quote_spanned!(span=> #kea::__private::ByDebug)
            }
            Some(_) => quote_spanned!(span=> #kea::__private::KindOf::new(&#name).kind()),
        }
    }
}

/// Whether a type is `impl Debug`, which alone asks for that form. Whatever
/// can be displayed as well is.
fn is_impl_debug(rust_type: &Type) -> bool {
    let Type::ImplTrait(opaque) = rust_type else {
        return false;
    };
    let has = |name: &str| {
        opaque.bounds.iter().any(|bound| {
            matches!(bound, TypeParamBound::Trait(bound)
                if bound.path.segments.last().is_some_and(|last| last.ident == name))
        })
    };
    has("Debug") && !has("Display")
}
