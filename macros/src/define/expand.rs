//! From definitions to Rust.
//!
//! A message becomes a function of the name of its ID, so that it is rustc that
//! counts the arguments, and in the type namespace a type of the same name that
//! leads to the definition.

#[cfg(feature = "files")]
mod files;
mod links;

use self::links::Links;
use super::Definition;
use super::names::Names;
use super::signature::Signature;
use crate::constant::Row;
use crate::tokens::Tokens;
use kea_messages_catalog::documentation;
use kea_messages_catalog::formats::rust::syntax::{Call, CatalogueItem};
use kea_messages_catalog::{Deprecation, Packed, row_order};
use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::{Attribute, LitStr};

/// What to say of a call that reads files where nothing can.
#[cfg(not(feature = "files"))]
const NO_FILES: &str = "reading files needs the feature `files` of kea-messages: in Cargo.toml, \
    `kea-messages = { version = \"...\", features = [\"files\"] }`";

pub(super) fn expand(kea: &Tokens, mut call: Call) -> TokenStream {
    if let Some(file_call) = call.file_call.take() {
        #[cfg(feature = "files")]
        return files::expand(kea, &call, &file_call);
        #[cfg(not(feature = "files"))]
        call.errors.at_span(file_call.span, NO_FILES);
    }
    // They are put together once, at the end: each time costs.
    let mut items = vec![call.errors.to_token_stream()];
    let read: Vec<Definition> = call.definitions.into_iter().map(Definition::from).collect();
    let logger = call.logger.as_ref().map(LitStr::value);
    let mut links = Links::default();
    links.add(&read, None);
    let surroundings = Surroundings {
        kea,
        logger: logger.as_deref(),
        links: &links,
        module: None,
    };
    let tables = definitions(&read, &surroundings, &mut items);
    if let Some(item) = &call.catalogue {
        let tables: Vec<_> = tables.iter().map(Table::rows_of).collect();
        let definitions: Vec<&Definition> = read.iter().collect();
        let about = About {
            description: "The catalogue of these messages.",
            contents: &links.contents(&definitions, |definition| {
                let seen = definition.visibility.to_token_stream().to_string();
                seen == item.visibility.to_token_stream().to_string()
                    && definition.errors.is_empty()
            }),
        };
        items.push(catalogue(item, &about, &tables, kea));
    }
    items.into_iter().collect()
}

/// What messages that stand together have in common.
struct Surroundings<'a> {
    kea: &'a Tokens,
    logger: Option<&'a str>,
    links: &'a Links<'a>,
    /// The module that is made for them, if there is one.
    module: Option<&'a Ident>,
}

/// Functions and types of messages that stand together.
fn definitions<'a>(
    definitions: &'a [Definition],
    surroundings: &Surroundings<'_>,
    items: &mut Vec<TokenStream>,
) -> Vec<Table<'a>> {
    let &Surroundings { kea, logger, .. } = surroundings;
    // One table for all the messages, except for those that a `cfg` can take
    // away: each of them has a table to itself.
    let mut always = Vec::with_capacity(definitions.len());
    let mut sometimes = Vec::new();
    for definition in definitions {
        items.push(if definition.errors.is_empty() {
            function(definition, surroundings)
        } else {
            stub(definition)
        });
        if definition.has_keyword_for_id() {
            continue;
        }
        let cfg = &definition.attributes.cfg;
        if cfg.is_empty() {
            always.push(definition);
        } else {
            sometimes.push(Table::new(cfg, &[definition]));
        }
    }
    let mut tables = Vec::new();
    if !always.is_empty() {
        tables.push(Table::new(&[], &always));
    }
    tables.append(&mut sometimes);
    for table in &tables {
        items.push(table.expand(logger, kea));
        items.extend(table.id_types(kea));
    }
    tables
}

/// The function that takes the arguments.
///
/// Its tokens have the span of the ID, so that rustc takes the function for the
/// user's own and warns, at the ID, if nobody calls it. The tokens of the body
/// are those of a macro.
fn function(definition: &Definition, surroundings: &Surroundings<'_>) -> TokenStream {
    let kea = surroundings.kea;
    let id = &definition.id;
    let span = id.span();
    let visibility = &definition.visibility;
    let cfg = &definition.attributes.cfg;
    let attributes = &definition.attributes.on_function;
    let documentation = documentation_of(definition);
    let links = surroundings.links;
    let links = links.documentation(definition, surroundings.module);
    let deprecated = deprecated_in_file(definition);
    let signature = Signature::of(definition, kea);
    let allow = allowed_lints(definition, &signature);
    let body = body(&signature, kea, span);
    let Signature {
        generics,
        names,
        types,
        values,
        ..
    } = &signature;
    let Names {
        lifetimes,
        printed,
        others,
        ..
    } = generics;
    quote_spanned! {span=>
        #(#cfg)* #documentation #(#attributes)* #links #deprecated #allow
        #visibility fn #id<#(#lifetimes,)* #(#printed: ::core::fmt::Display,)* #(#others),*>(
            #(#names: #types),*
        ) -> #kea::Event<#id, #values> #body
    }
}

/// The body in its braces, which belong to the function still.
fn body(signature: &Signature, kea: &Tokens, span: Span) -> Group {
    let Signature {
        dropped,
        kept,
        is_all_printed,
        ..
    } = signature;
    let inner = Span::mixed_site().located_at(span);
    let inner = if *is_all_printed {
        quote_spanned!(inner=> #kea::__private::event(#kea::__private::AllPrinted((#(#kept,)*))))
    } else {
        quote_spanned! {inner=>
            #(#kea::__private::discard(#dropped);)*
            #kea::__private::event((#(#kept,)*))
        }
    };
    let mut body = Group::new(Delimiter::Brace, inner);
    body.set_span(span);
    body
}

/// What stands before the user's own documentation. Where there is none, it
/// must not count as documentation, or the lint `missing_docs` would not fire.
fn documentation_of(definition: &Definition) -> Tokens {
    #[cfg(feature = "files")]
    if definition.is_from_file {
        let page = documentation::page(&definition.message, &definition.arguments);
        return Tokens::attribute(quote!(doc = #page));
    }
    let heading = documentation::heading(&definition.message, &definition.arguments);
    if definition.attributes.is_documented {
        Tokens::attribute(quote!(doc = #heading))
    } else {
        Tokens::attribute(quote!(cfg_attr(doc, doc = #heading)))
    }
}

/// The attribute that a definition in a file cannot write itself.
fn deprecated_in_file(definition: &Definition) -> Option<Tokens> {
    if !definition.is_from_file {
        return None;
    }
    let Deprecation { since, note, .. } = definition.message.deprecation.as_ref()?;
    let since = since.iter();
    let note = note.iter();
    Some(Tokens::attribute(
        quote!(deprecated(#(since = #since,)* #(note = #note,)*)),
    ))
}

/// The lints that a function of a user's need not meet when it is a message.
fn allowed_lints(definition: &Definition, signature: &Signature) -> Tokens {
    let mut lints = Vec::new();
    let arguments = &definition.arguments;
    if arguments.len() > 7 {
        lints.push(quote!(clippy::too_many_arguments));
        lints.push(quote!(clippy::type_complexity));
    }
    if arguments.len() > 3 {
        lints.push(quote!(clippy::fn_params_excessive_bools));
        lints.push(quote!(clippy::many_single_char_names));
    }
    if definition.message.arguments.is_none() {
        // `arg1` and `arg10`.
        lints.push(quote!(clippy::similar_names));
    }
    if !signature.generics.lifetimes.is_empty() {
        lints.push(quote!(clippy::elidable_lifetime_names));
        lints.push(quote!(clippy::needless_lifetimes));
    }
    if definition.is_from_file {
        // A program logs a part of what its product's catalogue has.
        lints.push(quote!(dead_code));
        lints.push(quote!(unreachable_pub));
        if definition.message.deprecation.is_some() {
            lints.push(quote!(clippy::deprecated_semver));
        }
    }
    Tokens::attribute(quote! {
        allow(non_snake_case, clippy::items_after_statements #(, #lints)*)
    })
}

/// Definitions that stand in one constant, in the order of their IDs.
struct Table<'a> {
    cfg: &'a [Attribute],
    name: Ident,
    rows: Vec<&'a Definition>,
}

impl<'a> Table<'a> {
    /// There is at least one definition.
    fn new(cfg: &'a [Attribute], definitions: &[&'a Definition]) -> Self {
        // Two calls of the macro in one module define different IDs.
        let first = definitions[0].id.unraw();
        let name = format_ident!("__TableOf{first}", span = Span::mixed_site());
        let mut ids = Vec::with_capacity(definitions.len());
        for definition in definitions {
            ids.push(definition.message.id.as_str());
        }
        // The second definition of an ID has a function and no type, so that
        // rustc says once, showing both, that the name is taken.
        let mut rows = Vec::with_capacity(definitions.len());
        for index in row_order(&ids) {
            rows.push(definitions[index]);
        }
        Self { cfg, name, rows }
    }

    fn expand(&self, logger: Option<&str>, kea: &Tokens) -> TokenStream {
        let Self { cfg, name, rows } = self;
        let logger = logger.into_iter();
        let rows = rows.iter();
        let rows: Vec<_> = rows
            .map(|row| Packed::new(&row.message, &row.arguments))
            .collect();
        let rows = rows.iter().map(Row);
        quote_spanned! {Span::mixed_site()=>
            #(#cfg)*
            #[doc(hidden)]
            pub enum #name {}
            #(#cfg)*
            impl #kea::__private::Table for #name {
                const ROWS: &'static [[&'static ::core::primitive::str; 2]] = &[#(#rows),*];
                #(
                    const LOGGER: ::core::option::Option<&'static ::core::primitive::str> =
                        ::core::option::Option::Some(#logger);
                )*
            }
        }
    }

    fn id_types(&self, kea: &Tokens) -> impl Iterator<Item = TokenStream> {
        let rows = self.rows.iter().enumerate();
        rows.map(|(row, definition)| id_type(definition, &self.name, row, kea))
    }

    /// The table's `cfg`, and its name.
    fn rows_of(&self) -> (&[Attribute], TokenStream) {
        (self.cfg, self.name.to_token_stream())
    }
}

/// The type that bears an ID's name.
fn id_type(definition: &Definition, table: &Ident, row: usize, kea: &Tokens) -> TokenStream {
    let Definition {
        attributes,
        visibility,
        id,
        gate,
        ..
    } = definition;
    let cfg = &attributes.cfg;
    let row = Literal::usize_unsuffixed(row);
    let gate = gate.path(kea);
    // The name is found like the user's own and counts as that of a macro, so
    // that no lint looks at it; attributes to turn them off cost time.
    let mut name = id.clone();
    name.set_span(Span::call_site().located_at(id.span()));
    quote_spanned! {Span::mixed_site().located_at(id.span())=>
        #(#cfg)*
        #[doc(hidden)]
        #visibility type #name = #kea::__private::Id<#table, #row, #gate>;
    }
}

/// What stands for the function of a definition that has a mistake: a constant
/// of a type that rustc cannot know, because the mistake is in it. It can be
/// called with anything, and no statement that logs the message adds an error.
fn stub(definition: &Definition) -> TokenStream {
    let Definition {
        attributes,
        visibility,
        id,
        ..
    } = definition;
    let cfg = &attributes.cfg;
    if definition.has_keyword_for_id() {
        return definition.errors.to_token_stream();
    }
    let mut rest = definition.errors.iter();
    let first = rest.next();
    quote! {
        #(#rest)*
        #(#cfg)*
        #[allow(dead_code, missing_docs, non_upper_case_globals)]
        #visibility const #id: [(); #first] = [];
    }
}

/// What the documentation of a catalogue says.
struct About<'a> {
    /// If the user says nothing.
    description: &'a str,
    contents: &'a str,
}

/// The catalogue of all definitions.
fn catalogue(
    item: &CatalogueItem,
    &About {
        description,
        contents,
    }: &About<'_>,
    tables: &[(&[Attribute], TokenStream)],
    kea: &Tokens,
) -> TokenStream {
    let CatalogueItem {
        attributes,
        visibility,
        name,
    } = item;
    let parts = tables.iter().map(|(cfg, name)| {
        quote! {
            #(#cfg)*
            &#kea::__private::catalogue_of_rows(<#name as #kea::__private::Table>::ROWS)
        }
    });
    let is_doc = |attribute: &Attribute| attribute.path().is_ident("doc");
    let documentation = if attributes.iter().any(is_doc) {
        TokenStream::new()
    } else {
        quote!(#[doc = #description])
    };
    quote! {
        #documentation #(#attributes)*
        #[cfg_attr(doc, doc = #contents)]
        #visibility static #name: #kea::Catalogue =
            #kea::__private::catalogue_of_catalogues(&[#(#parts),*]);
    }
}
