//! Converts the arguments of a message to the parameters of its function.

use super::definition::Definition;
use super::names::Names;
use crate::format::Format;
use crate::native::{is_native, primitive};
use crate::tokens::{Tokens, any_word};
use kea_messages_catalog::formats::rust::syntax::first_span;
use kea_messages_catalog::in_order;
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::Type;

/// The parts of `fn ID<generics>(names: types) -> Event<ID, values>`.
pub(super) struct Signature {
    pub(super) generics: Names,
    pub(super) names: Vec<Ident>,
    pub(super) types: Vec<Tokens>,
    /// The type of the tuple that the message stores.
    pub(super) values: Tokens,
    /// The expressions that create the tuple.
    pub(super) kept: Vec<Tokens>,
    /// Whether all arguments are stored without a wrapper, and shown by their `Display`.
    pub(super) is_all_printed: bool,
    /// Expressions of the type `Value`, if an argument has a format.
    pub(super) shown_in_formats: Option<Vec<TokenStream>>,
    /// The names of the parameters that are not stored, which are the secrets.
    pub(super) dropped: Vec<Ident>,
}

impl Signature {
    /// Creates the signature of a definition without mistakes.
    ///
    /// Its tokens have the span of the ID, except for tokens that the user wrote, so that rustc
    /// reports problems of the function at the ID.
    pub(super) fn of(definition: &Definition, kea: &Tokens) -> Self {
        let span = definition.id.span();
        let parameters = Parameter::all_of(definition);
        let mut generics = Names::avoiding(&definition.declared, span);
        // A declared type can elide a lifetime (`Cow<str>`), and then a return type that repeats it
        // does not compile. `impl Values` hides the lifetime as well. But an opaque type repeats
        // the bounds of the type parameters, and an argument that does not satisfy one would cause
        // five errors.
        let is_opaque = !parameters.is_empty() && !parameters.iter().any(Parameter::is_generic);
        let types: Vec<Tokens> = parameters
            .iter()
            .map(|parameter| match parameter.rust_type {
                Some(rust_type) if is_opaque || parameter.secret => {
                    rust_type.to_token_stream().into()
                }
                _ => parameter.named_type(&mut generics),
            })
            .collect();
        let has_format = parameters
            .iter()
            .any(|parameter| parameter.format.is_some());
        let is_all_printed = !has_format && parameters.iter().all(Parameter::is_printed);
        let mut kept_types = Vec::with_capacity(types.len());
        let mut kept = Vec::with_capacity(types.len());
        let with_types = parameters.iter().zip(&types).collect();
        for (parameter, rust_type) in in_order(with_types, |(parameter, _)| parameter.field) {
            if is_all_printed || has_format && !parameter.secret {
                kept_types.push(rust_type.clone());
                kept.push(parameter.name.clone().into());
            } else {
                let (kept_type, expression) = parameter.keep(rust_type, kea, span);
                kept_types.push(kept_type);
                kept.push(expression);
            }
        }
        let secrets = parameters.iter().filter(|parameter| parameter.secret);
        let dropped = secrets.map(|parameter| parameter.name.clone()).collect();
        let values = if is_opaque {
            // In edition 2021, `impl Values` cannot hide lifetimes. The edition is that of this
            // token's span, which is in this crate.
            let opaque = Ident::new("impl", Span::mixed_site().located_at(span));
            quote_spanned!(span=> #opaque #kea::__private::Values).into()
        } else if is_all_printed {
            quote_spanned!(span=> #kea::__private::AllPrinted<(#(#kept_types,)*)>).into()
        } else if has_format {
            quote_spanned!(span=> #kea::__private::InFormats<(#(#kept_types,)*)>).into()
        } else {
            Tokens::parenthesized(span, quote_spanned!(span=> #(#kept_types,)*))
        };
        Self {
            generics,
            types,
            values,
            kept,
            is_all_printed,
            shown_in_formats: has_format.then(|| shown_in_formats(&parameters, kea)),
            names: parameters
                .into_iter()
                .map(|parameter| parameter.name)
                .collect(),
            dropped,
        }
    }
}

/// Returns expressions of the type `Value` for the arguments in the tuple `values`.
fn shown_in_formats(parameters: &[Parameter<'_>], kea: &Tokens) -> Vec<TokenStream> {
    let numbered = Parameter::in_order(parameters).into_iter().enumerate();
    numbered
        .map(|(index, parameter)| {
            let index = Literal::usize_unsuffixed(index);
            let span = Span::mixed_site();
            parameter.shown(&quote_spanned!(span=> values.#index), kea)
        })
        .collect()
}

/// An argument as its definition declares it.
pub(super) struct Parameter<'a> {
    pub(super) name: Ident,
    pub(super) rust_type: Option<&'a Type>,
    pub(super) secret: bool,
    pub(super) field: bool,
    /// The format of the argument in the text.
    pub(super) format: Option<Format>,
}

impl<'a> Parameter<'a> {
    pub(super) fn all_of(definition: &'a Definition) -> Vec<Self> {
        let mut parameters = Self::without_formats(definition);
        // The order is that of the message, in which arguments without a placeholder come last.
        let formats = definition.message.formats();
        let placed = parameters.iter_mut().filter(|parameter| !parameter.field);
        for (parameter, format) in placed.zip(formats) {
            parameter.format = format.map(|written| Format::new(written, definition.text));
        }
        parameters
    }

    /// Returns the parameters in the order of the message's arguments.
    pub(super) fn in_order(parameters: &[Self]) -> Vec<&Self> {
        in_order(parameters.iter().collect(), |parameter| parameter.field)
    }

    fn without_formats(definition: &'a Definition) -> Vec<Self> {
        if definition.message.arguments.is_some() {
            let declared = definition.declared.iter();
            declared
                .map(|declared| Self {
                    field: declared.field,
                    format: None,
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
                    field: false,
                    format: None,
                })
                .collect()
        }
    }

    fn is_printed(&self) -> bool {
        self.rust_type.is_none() && !self.secret
    }

    fn is_generic(&self) -> bool {
        match self.rust_type {
            None => true,
            Some(rust_type) => any_word(rust_type.to_token_stream(), &|word| word == "impl"),
        }
    }

    /// Returns the type of the argument, with names for elided lifetimes and `impl Trait`.
    pub(super) fn named_type(&self, generics: &mut Names) -> Tokens {
        match self.rust_type {
            None if self.secret => generics.unbounded().into(),
            None => match &self.format {
                None => generics.printed().into(),
                Some(format) => generics.bounded(|span| format.bounds(span)).into(),
            },
            Some(rust_type) => generics.name_all(rust_type.to_token_stream()).into(),
        }
    }

    /// Returns an expression of the type `Value` for the argument in the expression `access`.
    pub(super) fn shown(&self, access: &TokenStream, kea: &Tokens) -> TokenStream {
        // If the argument cannot be printed, the error is reported at its type.
        let place = self.rust_type.map_or_else(|| self.name.span(), first_span);
        let span = Span::mixed_site().located_at(place);
        let is_debug = self.format.as_ref().is_some_and(Format::is_debug);
        let value = match self.rust_type {
            _ if self.secret => quote_spanned!(span=> #kea::__private::withhold(&#access)),
            None if is_debug => quote_spanned!(span=> #kea::Value::Debug(&#access)),
            None => quote_spanned!(span=> #kea::Value::Display(&#access)),
            Some(rust_type) if is_impl_debug(rust_type) => {
                quote_spanned!(span=> #kea::Value::Debug(&#access))
            }
            Some(rust_type) if self.format.is_none() && is_native(rust_type) => {
                quote_spanned!(span=> #kea::__private::native(&#access))
            }
            Some(declared) => match Format::method(self.format.as_ref()) {
                None => {
                    // The name has the span of the user's type, because for a `self` of the macro,
                    // rustc would underline the whole call.
                    let argument = Ident::new("argument", place);
                    let place = Tokens::from(quote_spanned!(place=> *#argument));
                    let place = place.referenced_over(declared);
                    let kea = kea.at(span);
                    quote_spanned! {span=>
                        match &#access {
                            #argument => #kea::defined::PrintableArgument::shown(
                                #kea::__private::TypeOf::new(#argument).way(),
                                #place,
                            ),
                        }
                    }
                }
                Some(show) => {
                    let show = Ident::new(show, place);
                    quote_spanned!(span=> #kea::__private::TypeOf::new(&#access).#show(&#access))
                }
            },
        };
        match &self.format {
            None => value,
            Some(format) => format.shown(&value, access, kea),
        }
    }

    /// Returns the type in which the argument is stored, and the expression that converts it.
    fn keep(&self, rust_type: &Tokens, kea: &Tokens, span: Span) -> (Tokens, Tokens) {
        let name = &self.name;
        let wrapped = |wrapper: &str| {
            let wrapper = Ident::new(wrapper, span);
            let kept_type = quote_spanned!(span=> #kea::__private::#wrapper<#rust_type>);
            (
                kept_type,
                quote_spanned!(span=> #kea::__private::#wrapper(#name)),
            )
        };
        let (kept_type, expression) = match self.rust_type {
            _ if self.secret => {
                let withheld = quote_spanned!(span=> #kea::__private::Withheld);
                (withheld.clone(), withheld)
            }
            None => wrapped("Printed"),
            Some(rust_type) if is_impl_debug(rust_type) => wrapped("Debugged"),
            Some(declared) if is_native(declared) => {
                // For a type of the user with such a name, there is one error, at the argument.
                let primitive = primitive(rust_type, span);
                (
                    quote_spanned!(span=> #kea::__private::Primitive<#primitive>),
                    quote_spanned!(span=> #kea::__private::Primitive::<#primitive>(#name)),
                )
            }
            Some(declared) => {
                // If the argument cannot be printed, the error is reported at its type.
                let argument = Tokens::from(name.clone()).referenced_over(declared);
                let inner = Span::mixed_site().located_at(first_span(declared));
                let kea = kea.at(inner);
                (
                    quote_spanned!(span=> #kea::__private::Typed<#rust_type>),
                    quote_spanned! {inner=>
                        #kea::__private::Typed::by(
                            #kea::defined::PrintableArgument::shower(
                                #kea::__private::TypeOf::new(&#name).way(),
                                #argument,
                            ),
                            #name,
                        )
                    },
                )
            }
        };
        (kept_type.into(), expression.into())
    }
}

/// Returns whether a type is or contains `impl Debug`, as in `Option<impl Debug>`, so that it is
/// printed with `Debug`. If it also has `Display`, it is not.
fn is_impl_debug(rust_type: &Type) -> bool {
    let has = |name: &str| any_word(rust_type.to_token_stream(), &|word| word == name);
    has("impl") && has("Debug") && !has("Display")
}
