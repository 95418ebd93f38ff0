//! Generates the implementations for a type.

use super::bounds::is_parameter;
use super::kind::{kind, kind_without_bounds, of_kind, of_no_kind, severities, wrapped};
use super::message_type::{Meaning, MessageType, OwnMessage, Variant};
use crate::constant::Row;
use crate::format::Format;
use crate::native::is_native;
use crate::tokens::{Tokens, any_word, logger_or_module};
use kea_messages_catalog::formats::rust::syntax::{Field, Role, first_span, rust_type};
use kea_messages_catalog::{in_order, row_order};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use std::fmt::Write as _;

pub(super) fn expand(message_type: &MessageType) -> TokenStream {
    if !message_type.errors.is_empty()
        || !message_type.misspelt.is_empty()
        || message_type.has_namesakes
    {
        return stub(message_type);
    }
    let MessageType { kea, variants, .. } = message_type;
    let arms = arms(variants, Variant::shows, |variant| match &variant.meaning {
        Meaning::Message(message) => {
            let row = Row(&message.packed);
            let template = message.template(kea);
            let values = variant.values(&message.formats, kea);
            quote! {
                asked.of(#kea::__private::definition(#row), #template, &[#(#values),*])
            }
        }
        Meaning::Transparent(field) => {
            let value = value(*field, &variant.fields[*field]);
            let wrapped = wrapped(&variant.fields[*field], kea);
            quote!(#wrapped::answer(#value, asked))
        }
    });
    let implementations = implementations(
        message_type,
        &Bodies {
            answer: quote!(match self { #arms }),
            of_kind: of_kind(message_type),
            catalogue: catalogue(message_type),
            checks: checks(message_type),
            documentation: documentation(message_type),
            error: None,
        },
    );
    let warning = joined_prefix(message_type);
    let taken = taken(message_type);
    quote!(#implementations #warning #taken)
}

/// Generates items that collide if another type in the module has one of the IDs, so that rustc
/// shows the two places. The names are in the namespace of macros, where users' items do not have
/// such names, and an import takes rustc hardly any time.
fn taken(message_type: &MessageType) -> TokenStream {
    let mut imports = TokenStream::new();
    for variant in &message_type.variants {
        if let Meaning::Message(OwnMessage { id, place, .. }) = &variant.meaning {
            let place = Span::mixed_site().located_at(*place);
            let id = Ident::new(id, place);
            imports.extend(quote_spanned!(place=> use ::core::stringify as #id;));
        }
    }
    imports
}

/// Returns the pages of the type's messages. A derive cannot add to the documentation of a variant,
/// so they are in the documentation of the implementation.
fn documentation(message_type: &MessageType) -> String {
    let mut markdown = String::from("The messages that a value of this type can be.");
    for variant in &message_type.variants {
        let path = &variant.path;
        let path = path.to_token_stream().to_string().replace(' ', "");
        match &variant.meaning {
            Meaning::Message(OwnMessage { id, page, .. }) => {
                let page = page.replace("\n# ", "\n#### ");
                _ = write!(markdown, "\n\n### {id}\n\n[`{path}`]\n\n{page}");
            }
            Meaning::Transparent(field) => {
                let inner = rust_type(&variant.fields[*field].rust_type);
                _ = write!(markdown, "\n\n### [`{path}`]\n\nThe messages of `{inner}`.");
            }
        }
    }
    markdown
}

impl OwnMessage {
    /// Returns an expression of the type `Template`.
    fn template(&self, kea: &Tokens) -> TokenStream {
        let outline = &self.packed.outline;
        let count = Literal::usize_unsuffixed(self.packed.segments);
        quote!(const {
            const OUTLINE: #kea::__private::Outline = #kea::__private::Outline::new(#outline);
            const SEGMENTS: [#kea::__private::Segment; #count] = OUTLINE.segments();
            #kea::__private::Template::new(OUTLINE, &SEGMENTS)
        })
    }
}

/// The parts of the implementations.
struct Bodies {
    answer: TokenStream,
    of_kind: TokenStream,
    catalogue: TokenStream,
    checks: Option<TokenStream>,
    documentation: String,
    /// The error about the `Display` of another derive.
    ///
    /// If there is no other derive, each implementation lacks its `Display`. A bound that depends
    /// on an error keeps rustc from reporting this and other errors about the type.
    error: Option<TokenStream>,
}

fn implementations(message_type: &MessageType, bodies: &Bodies) -> TokenStream {
    let MessageType { kea, name, .. } = message_type;
    let (for_impl, for_type, bounds) = message_type.generics.split_for_impl();
    let predicates = bounds.iter().flat_map(|bounds| &bounds.predicates);
    let bounds = if bodies.error.is_some() {
        quote!(where #(#predicates,)* [(); ERROR]: ::core::marker::Sized)
    } else {
        quote!(#bounds)
    };
    let error = bodies.error.iter();
    let bounds_of_kind = &message_type.bounds_of_kind;
    let Bodies {
        answer,
        of_kind,
        catalogue,
        checks,
        documentation,
        ..
    } = bodies;
    let kind_without_bounds = kind_without_bounds(message_type, of_kind);
    let kind = match kind_without_bounds {
        Some(_) => quote!(MessageKind),
        None => kind(message_type),
    };
    let import = message_type.is_transparent().then(|| {
        quote! {
            #[allow(unused_imports)]
            use #kea::__private::NotAMessage as _;
        }
    });
    // For a field that is not a message, rustc would list types that are messages, among them types
    // of this project. For a type with parameters, it would show a different implementation
    // instead.
    let mut type_parameters = message_type.generics.type_params();
    let unlisted = type_parameters.next().is_none();
    let unlisted = unlisted.then(|| quote!(#[diagnostic::do_not_recommend]));
    let display = (!message_type.has_display).then(|| {
        quote! {
            #[automatically_derived]
            impl #for_impl ::core::fmt::Display for #name #for_type #bounds {
                fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    #kea::__private::display(self, f)
                }
            }
        }
    });
    quote! {
        #[allow(
            deprecated,
            single_use_lifetimes,
            clippy::type_repetition_in_bounds,
            clippy::trait_duplication_in_bounds
        )]
        const _: () = {
            #(const ERROR: ::core::primitive::usize = #error;)*
            #import
            #display

            #[automatically_derived]
            #[doc(hidden)]
            impl #for_impl #kea::__private::SealedMessage for #name #for_type #bounds {
                fn answer(&self, asked: #kea::__private::Asked<'_>) {
                    #answer
                }
            }

            #[automatically_derived]
            impl #for_impl #kea::Message for #name #for_type #bounds {}

            #[doc(hidden)]
            impl #for_impl #kea::__private::HasKind for #name #for_type #bounds {
                type Kind = #kind;
            }

            #[automatically_derived]
            impl #for_impl #kea::__private::Emittable for #name #for_type #bounds {}

            #[automatically_derived]
            #[doc(hidden)]
            impl #for_impl #kea::__private::Kind for #name #for_type #bounds_of_kind {
                #of_kind
            }

            #kind_without_bounds

            #[cfg_attr(doc, doc = #documentation)]
            #[automatically_derived]
            #unlisted
            impl #for_impl #kea::Catalogued for #name #for_type #bounds {
                const CATALOGUE: &'static #kea::Catalogue = #catalogue;
            }

            #checks
        };
    }
}

/// Generates a warning about a prefix that ends in the middle of a word. It is a deprecation,
/// because a macro cannot generate other warnings.
fn joined_prefix(message_type: &MessageType) -> Option<TokenStream> {
    let prefix = message_type.joined_prefix.as_ref()?;
    let written = prefix.value();
    let reason = format!(
        "the IDs begin with `{written}` without a `_` after it: write \
        `{written}_`"
    );
    Some(quote_spanned! {prefix.span()=>
        const _: () = {
            #[deprecated(note = #reason)]
            const PREFIX: () = ();
            PREFIX
        };
    })
}

/// Generates the errors, and implementations that do nothing, so that code that needs the type to
/// be a message or an error does not cause further errors.
fn stub(message_type: &MessageType) -> TokenStream {
    let MessageType { kea, errors, .. } = message_type;
    let misspelt = misspelt(message_type);
    let mut errors = errors.iter();
    let error = message_type.has_display.then(|| errors.next()).flatten();
    let implementations = implementations(
        message_type,
        &Bodies {
            answer: quote!(_ = asked),
            of_kind: of_no_kind(message_type),
            checks: None,
            catalogue: quote!(&#kea::__private::catalogue_of_rows(&[], "")),
            documentation: String::new(),
            error,
        },
    );
    quote!(#(#errors)* #misspelt #implementations)
}

/// Generates an error for each misspelt attribute that rustc does not report. It is a lint, because
/// rustc does not report lints if there is any other error.
fn misspelt(message_type: &MessageType) -> TokenStream {
    let each = message_type.misspelt.errors().map(|error| {
        let reason = error.to_string();
        quote_spanned! {error.span()=>
            const _: () = {
                #[must_use = #reason]
                const fn misspelt() -> bool {
                    true
                }
                #[deny(unused_must_use)]
                const _: () = {
                    misspelt();
                };
            };
        }
    });
    each.collect()
}

/// Returns the name that the field with this index is bound to. It has the span of the field's
/// type, so that errors about the field are reported there.
fn value(index: usize, field: &Field) -> Ident {
    let span = Span::mixed_site().located_at(first_span(&field.rust_type));
    format_ident!("value{index}", span = span)
}

/// Generates one match arm for each variant, which binds the fields that `binds` selects.
fn arms(
    variants: &[Variant],
    binds: fn(&Variant, usize) -> bool,
    body: impl Fn(&Variant) -> TokenStream,
) -> TokenStream {
    if variants.is_empty() {
        // A reference to a type without values still needs an arm.
        return quote!(_ => ::core::unreachable!());
    }
    let mut arms = TokenStream::new();
    for variant in variants {
        let path = &variant.path;
        let body = body(variant);
        let mut bindings = TokenStream::new();
        for (index, field) in variant.fields.iter().enumerate() {
            if binds(variant, index) {
                let value = value(index, field);
                let member = &field.member;
                bindings.extend(quote!(#member: #value,));
            }
        }
        arms.extend(quote!(#path { #bindings .. } => #body,));
    }
    arms
}

impl Variant {
    /// Returns whether the field with this index is needed to show the message.
    fn shows(&self, field: usize) -> bool {
        match self.meaning {
            Meaning::Message(_) => self.fields[field].role != Role::Skip,
            Meaning::Transparent(wrapped) => wrapped == field,
        }
    }

    /// Returns expressions of the type `Value` for the bound fields.
    fn values(&self, formats: &[Option<Format>], kea: &Tokens) -> Vec<TokenStream> {
        let arguments = self.arguments(formats).into_iter();
        let values = arguments
            .filter_map(|(index, field, format)| shown(field, &value(index, field), format, kea));
        values.collect()
    }

    /// Returns the fields that are arguments, in the order of the message's arguments, each with
    /// its index and its format.
    pub(super) fn arguments<'a>(
        &'a self,
        formats: &'a [Option<Format>],
    ) -> Vec<(usize, &'a Field, Option<&'a Format>)> {
        let fields = self.fields.iter().enumerate();
        let fields = fields.filter(|(_, it)| it.role != Role::Skip).collect();
        let fields = in_order(fields, |(_, field)| field.is_field);
        let fields = fields.into_iter().zip(formats);
        fields
            .map(|((index, field), format)| (index, field, format.as_ref()))
            .collect()
    }
}

/// Returns an expression of the type `Value` for a field that is bound to the name `value`.
fn shown(
    field: &Field,
    value: &Ident,
    format: Option<&Format>,
    kea: &Tokens,
) -> Option<TokenStream> {
    // If the field cannot be printed, the error is reported at its type.
    let span = Span::mixed_site().located_at(first_span(&field.rust_type));
    let plain = match field.role {
        Role::Display if format.is_none() && is_native(&field.rust_type) => {
            quote_spanned!(span=> #kea::__private::native(#value))
        }
        Role::Display => match Format::method(format) {
            None => {
                let place = Tokens::from(quote_spanned!(value.span()=> *#value))
                    .referenced_over(&field.rust_type);
                let kea = kea.at(span);
                quote_spanned! {span=>
                    #kea::defined::PrintableField::shown(
                        #kea::__private::TypeOf::new(#value).way(),
                        #place,
                    )
                }
            }
            Some(show) => {
                let show = Ident::new(show, span);
                quote_spanned!(span=> #kea::__private::TypeOf::new(#value).#show(#value))
            }
        },
        Role::Debug => {
            let place = Tokens::from(quote_spanned!(value.span()=> *#value))
                .referenced_over(&field.rust_type);
            quote_spanned!(span=> #kea::Value::Debug(#place))
        }
        Role::Secret => quote!(#kea::__private::withhold(#value)),
        Role::Skip => return None,
    };
    Some(match format {
        None => plain,
        Some(format) => format.shown(&plain, &quote_spanned!(span=> *#value), kea),
    })
}

/// Generates the table of the type's own definitions, sorted by ID.
fn own_catalogue(message_type: &MessageType) -> TokenStream {
    let kea = &message_type.kea;
    let own = message_type.variants.iter();
    let own = own.filter_map(|variant| match &variant.meaning {
        Meaning::Message(message) => Some(message),
        Meaning::Transparent(_) => None,
    });
    let own: Vec<&OwnMessage> = own.collect();
    let ids: Vec<&str> = own.iter().map(|message| message.id.as_str()).collect();
    let own = row_order(&ids)
        .into_iter()
        .map(|index| Row(&own[index].packed));
    let logger = logger_or_module(message_type.logger.as_ref());
    quote!(&#kea::__private::catalogue_of_rows(&[#(#own),*], #logger))
}

/// Generates the table of the type's own definitions and those of the messages that it wraps.
///
/// If a field is not a message, this is the only place where rustc reports it.
fn catalogue(message_type: &MessageType) -> TokenStream {
    let kea = &message_type.kea;
    let own = own_catalogue(message_type);
    if !message_type.is_transparent() {
        return own;
    }
    let wrapped = message_type.wrapped().map(|field| {
        let rust_type = &field.rust_type;
        let span = first_span(rust_type);
        let kea = kea.at(span);
        quote_spanned!(span=> <#rust_type as #kea::Catalogued>::CATALOGUE)
    });
    quote! {
        &#kea::__private::catalogue_of_catalogues(&[#own, #(#wrapped),*])
    }
}

/// Generates checks that none of the type's own messages has the ID of a message that it wraps.
/// They can only be done for types that do not depend on parameters.
fn checks(message_type: &MessageType) -> Option<TokenStream> {
    let kea = &message_type.kea;
    if severities(message_type).is_empty() {
        return None;
    }
    let is_known = |field: &&Field| {
        let tokens = field.rust_type.to_token_stream();
        !any_word(tokens.clone(), &|word| {
            word == "Self" || is_parameter(message_type, word)
        }) && !tokens.to_string().contains('\'')
    };
    let checks: Vec<TokenStream> = message_type
        .wrapped()
        .filter(is_known)
        .map(|field| {
            let wrapped = wrapped(field, kea);
            let span = first_span(&field.rust_type);
            let kea = kea.at(span);
            quote_spanned!(span=> #kea::__private::check_apart(OWN, #wrapped::CATALOGUE);)
        })
        .collect();
    let own = own_catalogue(message_type);
    (!checks.is_empty()).then(|| {
        quote! {
            const OWN: &#kea::Catalogue = #own;
            const _: () = { #(#checks)* };
        }
    })
}
