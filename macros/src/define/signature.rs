//! The arguments of a message as the parameters of its function.

use super::Definition;
use crate::tokens::{first_span, flat};
use proc_macro2::{Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use std::iter::Peekable;
use syn::{Type, TypeParamBound};

/// The parts of `fn ID<generics>(parameters) -> Event<ID, values> { ... }`.
pub(super) struct Signature {
    pub(super) generics: TokenStream,
    pub(super) parameters: TokenStream,
    /// The type of the tuple that the message keeps.
    pub(super) values: TokenStream,
    /// The expressions that make it.
    pub(super) kept: Vec<TokenStream>,
    /// How each becomes a value: a tuple of kinds, or one for all.
    pub(super) kinds: TokenStream,
    /// The names of the parameters that are not kept, which are secrets.
    pub(super) dropped: Vec<Ident>,
    /// Whether there are lifetimes among the generics.
    pub(super) names_lifetimes: bool,
}

impl Signature {
    /// The signature of a definition that has no mistake.
    ///
    /// Its tokens have the span of the ID, except for what the user wrote, so
    /// that what rustc has to say of the function it says at the ID.
    pub(super) fn of(definition: &Definition, kea: &TokenStream) -> Self {
        let span = definition.id.span();
        let unnamed;
        let parameters: Vec<Parameter<'_>> = if definition.message.arguments.is_some() {
            let declared = definition.declared.iter();
            declared
                .map(|d| Parameter::new(&d.name, d.rust_type.as_ref(), d.secret))
                .collect()
        } else {
            let names = definition.arguments.iter();
            unnamed = names
                .map(|argument| Ident::new(&argument.name, span))
                .collect::<Vec<_>>();
            unnamed
                .iter()
                .map(|name| Parameter::new(name, None, false))
                .collect()
        };
        let mut names = Names::avoiding(&parameters, span);
        // A declared type can hide a lifetime (`Cow<str>`), so that a return
        // type that repeats it does not compile. `impl Sized` hides it too. But
        // an opaque type repeats the bounds of the type parameters, and an
        // argument that does not meet one would be an error five times over.
        let is_opaque = parameters.iter().all(|parameter| !parameter.is_generic());
        let mut types = Vec::with_capacity(parameters.len());
        for (index, parameter) in parameters.iter().enumerate() {
            types.push(match parameter.rust_type {
                None => names.type_parameter(index, parameter.bound(span)),
                Some(rust_type) if is_opaque => rust_type.to_token_stream(),
                Some(rust_type) => names.name_all(rust_type.to_token_stream()),
            });
        }
        let mut kept_types = Vec::with_capacity(types.len());
        let mut kept = Vec::with_capacity(types.len());
        let mut dropped = Vec::new();
        for (parameter, rust_type) in parameters.iter().zip(&types) {
            let name = parameter.name;
            if parameter.secret {
                dropped.push(name.clone());
                kept_types.push(quote_spanned!(span=> ()));
                kept.push(quote!(()));
            } else {
                kept_types.push(rust_type.clone());
                kept.push(quote!(#name));
            }
        }
        let is_by_display =
            |parameter: &Parameter<'_>| parameter.rust_type.is_none() && !parameter.secret;
        let kinds = if parameters.iter().all(is_by_display) {
            quote!(#kea::__private::ByDisplay)
        } else {
            let kinds = parameters.iter().map(|parameter| parameter.kind(kea));
            quote!((#(#kinds,)*))
        };
        let values = if is_opaque && !kept.is_empty() {
            // Edition 2021 lets `impl Sized` hide no lifetimes; the token has
            // the edition of this crate.
            let opaque = Ident::new("impl", Span::mixed_site().located_at(span));
            quote_spanned!(span=> #opaque ::core::marker::Sized)
        } else {
            quote_spanned!(span=> (#(#kept_types,)*))
        };
        let parameter_names = parameters.iter().map(|parameter| parameter.name);
        Self {
            parameters: quote_spanned!(span=> #(#parameter_names: #types),*),
            names_lifetimes: !names.lifetimes.is_empty(),
            generics: names.generics(),
            values,
            kept,
            kinds,
            dropped,
        }
    }
}

struct Parameter<'a> {
    name: &'a Ident,
    rust_type: Option<&'a Type>,
    secret: bool,
}

impl<'a> Parameter<'a> {
    fn new(name: &'a Ident, rust_type: Option<&'a Type>, secret: bool) -> Self {
        Self {
            name,
            rust_type,
            secret,
        }
    }

    fn is_generic(&self) -> bool {
        let is_impl = |token: TokenTree| matches!(token, TokenTree::Ident(word) if word == "impl");
        match self.rust_type {
            None => true,
            Some(rust_type) => flat(rust_type.to_token_stream()).any(is_impl),
        }
    }

    /// What an argument without a type has to be. A secret can be anything.
    fn bound(&self, span: Span) -> TokenStream {
        if self.secret {
            TokenStream::new()
        } else {
            quote_spanned!(span=> : ::core::fmt::Display)
        }
    }

    fn kind(&self, kea: &TokenStream) -> TokenStream {
        let name = self.name;
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
    let mut traits = opaque.bounds.iter().filter_map(|bound| match bound {
        TypeParamBound::Trait(bound) => bound.path.segments.last(),
        _ => None,
    });
    let is = |name: &str| {
        opaque.bounds.iter().any(|bound| match bound {
            TypeParamBound::Trait(bound) => bound
                .path
                .segments
                .last()
                .is_some_and(|last| last.ident == name),
            _ => false,
        })
    };
    traits.any(|last| last.ident == "Debug") && !is("Display")
}

/// Gives names to what a parameter's type leaves without: elided lifetimes and
/// `impl Trait`, so that the return type can repeat the type.
struct Names {
    /// What the generated names begin with, so that none is a type that an
    /// argument names.
    prefix: String,
    span: Span,
    lifetimes: Vec<TokenStream>,
    types: Vec<TokenStream>,
}

impl Names {
    fn avoiding(parameters: &[Parameter<'_>], span: Span) -> Self {
        let mut prefix = String::from("Arg");
        let is_taken = |prefix: &str| {
            let types = parameters
                .iter()
                .filter_map(|parameter| parameter.rust_type);
            types
                .flat_map(|rust_type| flat(rust_type.to_token_stream()))
                .any(|token| matches!(token, TokenTree::Ident(word) if word.to_string().starts_with(prefix)))
        };
        while is_taken(&prefix) {
            prefix.push('_');
        }
        Self {
            prefix,
            span,
            lifetimes: Vec::new(),
            types: Vec::new(),
        }
    }

    /// A type parameter for the argument with this index.
    fn type_parameter(&mut self, index: usize, bound: TokenStream) -> TokenStream {
        let name = format_ident!("{}{}", self.prefix, index + 1, span = self.span);
        self.types.push(quote!(#name #bound));
        quote!(#name)
    }

    /// A type parameter for an `impl Trait` of a declared type.
    fn type_parameter_for(&mut self, bounds: TokenStream) -> TokenTree {
        let number = self.types.len() + 1;
        let name = format_ident!("{}Impl{number}", self.prefix, span = self.span);
        self.types.push(quote!(#name: #bounds));
        name.into()
    }

    fn lifetime(&mut self) -> TokenStream {
        let name = format_ident!("arg{}", self.lifetimes.len() + 1, span = self.span);
        let mut tick = Punct::new('\'', Spacing::Joint);
        tick.set_span(self.span);
        let lifetime = quote!(#tick #name);
        self.lifetimes.push(lifetime.clone());
        lifetime
    }

    fn generics(self) -> TokenStream {
        let Self {
            lifetimes, types, ..
        } = self;
        if lifetimes.is_empty() && types.is_empty() {
            return TokenStream::new();
        }
        quote_spanned!(self.span=> <#(#lifetimes,)* #(#types),*>)
    }

    /// Names everything in a type that can be named.
    fn name_all(&mut self, tokens: TokenStream) -> TokenStream {
        let mut named = TokenStream::new();
        let mut tokens = tokens.into_iter().peekable();
        // The parentheses of `Fn(&str)` hide lifetimes of their own.
        let mut is_function = false;
        while let Some(token) = tokens.next() {
            let was_function = std::mem::take(&mut is_function);
            match token {
                TokenTree::Punct(punct) if punct.as_char() == '&' => {
                    named.extend([TokenTree::from(punct)]);
                    if !is_punct(tokens.peek(), '\'') {
                        named.extend(self.lifetime());
                    }
                }
                TokenTree::Punct(punct) if punct.as_char() == '\'' => match tokens.next() {
                    Some(TokenTree::Ident(name)) if name == "_" => named.extend(self.lifetime()),
                    name => {
                        named.extend([TokenTree::from(punct)]);
                        named.extend(name);
                    }
                },
                TokenTree::Ident(word) if word == "impl" => {
                    let bounds = bounds(&mut tokens);
                    let bounds = self.name_all(bounds);
                    named.extend([self.type_parameter_for(bounds)]);
                }
                TokenTree::Ident(word) => {
                    is_function = ["fn", "Fn", "FnMut", "FnOnce"]
                        .iter()
                        .any(|name| word == name);
                    named.extend([TokenTree::from(word)]);
                }
                TokenTree::Group(group) if !was_function => {
                    let mut inner = Group::new(group.delimiter(), self.name_all(group.stream()));
                    inner.set_span(group.span());
                    named.extend([TokenTree::from(inner)]);
                }
                TokenTree::Group(group) => {
                    named.extend([TokenTree::from(group)]);
                    if is_punct(tokens.peek(), '-') {
                        named.extend(bounds(&mut tokens));
                    }
                }
                token => named.extend([token]),
            }
        }
        named
    }
}

fn is_punct(token: Option<&TokenTree>, sign: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == sign)
}

/// The tokens of a bound or of a return type: all up to a comma, or to a `>`
/// that closes what stands around them.
fn bounds(tokens: &mut Peekable<impl Iterator<Item = TokenTree>>) -> TokenStream {
    let mut bounds = TokenStream::new();
    let mut depth = 0usize;
    let mut is_arrow = false;
    while let Some(token) = tokens.peek() {
        if let TokenTree::Punct(punct) = token {
            match punct.as_char() {
                ',' if depth == 0 => break,
                '<' => depth += 1,
                '>' if is_arrow => {}
                '>' if depth == 0 => break,
                '>' => depth -= 1,
                _ => {}
            }
            is_arrow = punct.as_char() == '-';
        }
        bounds.extend(tokens.next());
    }
    bounds
}
