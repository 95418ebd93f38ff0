//! Expands the messages of catalogue files.

use super::catalogue::{About, catalogue};
use super::links::Links;
use super::message::Surroundings;
use super::table::{definitions, unique_name};
use crate::define::definition::Definition;
use crate::define::from_files::{self, FromFiles, Module, Removed};
use crate::tokens::{Tokens, placed};
use kea_messages_catalog::documentation::introduction;
use kea_messages_catalog::formats::rust::syntax::first_span;
use kea_messages_catalog::formats::rust::syntax::{Call, Declared, FileCall};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::{Attribute, LitStr, Visibility};

pub(super) fn expand(kea: &Tokens, input: &Call, call: &FileCall) -> TokenStream {
    let mut items = vec![input.errors.to_token_stream()];
    let visibility = Visible::of(call);
    let files = from_files::read(call, &visibility.inside);
    let broken = broken_type(&files);
    let mut errors = files.errors.iter();
    if let Some(broken) = &broken {
        let error = errors.next();
        // If rustc does not find an item of a type that is an error, it does not report that.
        items.push(quote_spanned! {Span::mixed_site()=>
            #[doc(hidden)]
            pub type #broken = <[(); { #error }] as ::core::ops::Deref>::Target;
        });
    }
    items.extend(errors);
    let logger = input.logger.as_ref().map(syn::LitStr::value);
    let logger = logger.as_deref().or(files.header.logger.as_deref());
    let mut linked = Vec::new();
    for module in &files.modules {
        let name = module.name.as_ref();
        linked.extend(
            module
                .definitions
                .iter()
                .map(|definition| (definition, name)),
        );
    }
    let links = Links::to(&linked);
    let mut tables = Vec::new();
    for module in &files.modules {
        let mut inner = Vec::new();
        let name = module.name.as_ref();
        let path = name.map(|name| quote!(#name::));
        let surroundings = Surroundings {
            kea,
            logger,
            links: &links,
            module: name,
        };
        for table in definitions(&module.definitions, &surroundings, &mut inner) {
            let table = &table.name;
            tables.push((&[] as &[Attribute], quote!(#path #table)));
        }
        inner.push(removed(&module.removed, &visibility.inside, kea));
        if let Some(broken) = &broken {
            let above = name.map(|_| quote!(super::));
            inner.push(stubs(&module.broken, &quote!(#above #broken)));
        }
        match name {
            Some(name) => items.push(in_module(name, module, &visibility.outside, &inner)),
            None => items.append(&mut inner),
        }
    }
    if let Some(item) = &input.catalogue {
        let is_as_visible = {
            let seen = visibility.outside.to_token_stream().to_string();
            seen == item.visibility.to_token_stream().to_string()
        };
        let about = About {
            description: &introduction(&files.header),
            contents: &links.contents(|definition| is_as_visible && definition.errors.is_empty()),
            logger,
        };
        items.push(catalogue(item, &about, &tables, kea));
    }
    items.push(files.items);
    items.into_iter().collect()
}

/// The visibility of the items of a call.
struct Visible {
    /// The visibility of items next to the call. It is `pub` if the call does not state one,
    /// because all of a program logs the messages, and their pages in rustdoc are the manual.
    outside: Tokens,
    /// The visibility that has the same effect for items in a module that the call creates.
    inside: Tokens,
}

impl Visible {
    fn of(call: &FileCall) -> Self {
        let visibility = &call.visibility;
        let (outside, inside) = match visibility {
            Visibility::Inherited => (quote!(pub), quote!(pub)),
            Visibility::Public(_) => (quote!(#visibility), quote!(#visibility)),
            Visibility::Restricted(restricted) => {
                let path = &restricted.path;
                let first = path.segments.first();
                let first = first.map(|segment| segment.ident.to_string());
                let inside = match first.as_deref() {
                    _ if !call.by_module => quote!(#visibility),
                    Some("crate") => quote!(#visibility),
                    Some("self") => quote!(pub(super)),
                    _ => quote!(pub(in super::#path)),
                };
                (quote!(#visibility), inside)
            }
        };
        // Everything in a file has the span of the file's name in the call.
        let span = call.patterns.first().map_or(call.span, LitStr::span);
        Self {
            outside: outside.into(),
            inside: placed(inside, span).into(),
        }
    }
}

/// Returns the name of the type that replaces messages with mistakes, or `None` if no message has a
/// mistake.
///
/// The type contains the mistake, so rustc does not know the type, and a statement that logs such a
/// message does not cause another error.
fn broken_type(files: &FromFiles) -> Option<Ident> {
    let mut ids = files.modules.iter().flat_map(|module| &module.broken);
    ids.next()?;
    (!files.errors.is_empty()).then(|| unique_name("__Broken"))
}

/// Generates the replacements for removed messages: functions that cause an error if they are
/// called.
fn removed(messages: &[Removed], visibility: &Tokens, kea: &Tokens) -> TokenStream {
    let functions = messages.iter().map(|removed| {
        let id = &removed.id;
        let types = (0..removed.arity).map(|index| format_ident!("T{index}"));
        let types: Vec<Ident> = types.collect();
        let (still_logged, own_trait) = match &removed.renamed {
            Some(renamed) => renamed_trait(id, renamed, visibility, kea),
            None => (quote!(#kea::__private::StillLogged), TokenStream::new()),
        };
        // The tokens have the span of the user's ID and not of the macro, so that rustc does not
        // mention the macro.
        quote_spanned! {id.span()=>
            #own_trait
            #[doc(hidden)]
            #[allow(dead_code, non_camel_case_types, unreachable_pub)]
            #visibility enum #id {}
            #[doc(hidden)]
            #[allow(dead_code, non_snake_case, unreachable_pub, clippy::too_many_arguments)]
            #visibility fn #id<'a, #(#types),*>(#(_: #types),*)
                -> <#id as #still_logged<'a>>::Message
            where
                #id: #still_logged<'a>,
            {
                ::core::unreachable!()
            }
        }
    });
    functions.collect()
}

/// Returns the name and the definition of the trait that replaces `StillLogged` for a renamed
/// message. Its error names the new ID, which the error of a common trait could not do.
fn renamed_trait(
    id: &Ident,
    renamed: &str,
    visibility: &Tokens,
    kea: &Tokens,
) -> (TokenStream, TokenStream) {
    // The span is that of a path in that crate, so that rustc names the macro that the user called.
    let span = first_span(kea);
    let name = format_ident!("StillLogged_{id}", span = span);
    let message = format!("`{id}` was removed and cannot be logged: it is now called `{renamed}`");
    let definition = quote_spanned! {id.span()=>
        #[doc(hidden)]
        #[allow(dead_code, non_camel_case_types, unreachable_pub)]
        #[diagnostic::on_unimplemented(
            message = #message,
            label = "a removed message",
            note = "its definition has `removed = \"VERSION\"`, and is kept for readers of old logs"
        )]
        #visibility trait #name<'a> {
            type Message;
        }
        // The reason is the same as for `StillLogged`.
        #[diagnostic::do_not_recommend]
        impl #name<'_> for () {
            type Message = ();
        }
    };
    (quote!(#name), definition)
}

fn stubs(definitions: &[Definition], broken: &TokenStream) -> TokenStream {
    let ids = definitions.iter().map(|definition| &definition.id);
    quote! {
        #(
            #[doc(hidden)]
            #[allow(dead_code, non_upper_case_globals)]
            pub const #ids: #broken = [];
            // `enabled!`, `ID::DEFINITION` and `ID { .. }` need a type.
            #[doc(hidden)]
            #[allow(dead_code, non_camel_case_types)]
            pub type #ids = #broken;
        )*
    }
}

fn in_module(
    name: &Ident,
    module: &Module,
    visibility: &Tokens,
    items: &[TokenStream],
) -> TokenStream {
    let documentation = format!("The messages whose IDs begin with `{}`.", module.word);
    // The declared type of an argument is resolved as at the place of the call.
    let declares_type = |argument: &Declared| argument.rust_type.is_some();
    let mut definitions = module.definitions.iter();
    let imports = definitions
        .any(|definition| definition.declared.iter().any(declares_type))
        .then(|| {
            quote!(
                #[allow(unused_imports)]
                use super::*;
            )
        });
    quote! {
        #[doc = #documentation]
        #visibility mod #name {
            #imports
            #(#items)*
        }
    }
}
