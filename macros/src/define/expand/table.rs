//! Generates the tables of definitions, and the types that refer to their rows.

use super::message::{Surroundings, function, stub};
use super::named::{implementations, structure};
use crate::constant::Row;
use crate::define::definition::Definition;
use crate::tokens::{Tokens, semicolon};
use kea_messages_catalog::{Packed, row_order};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, format_ident, quote_spanned};
use std::sync::atomic::{AtomicUsize, Ordering};
use syn::Attribute;

/// Generates the functions and types of messages in the same module, and returns their tables.
pub(super) fn definitions<'a>(
    definitions: &'a [Definition],
    surroundings: &Surroundings<'_>,
    items: &mut Vec<TokenStream>,
) -> Vec<Table<'a>> {
    let &Surroundings { kea, logger, .. } = surroundings;
    // All messages share one table, except for messages with a `cfg`, which can be removed: each of
    // them has its own table.
    let mut always = Vec::with_capacity(definitions.len());
    let mut sometimes = Vec::new();
    for definition in definitions {
        items.push(if !definition.errors.is_empty() {
            stub(definition)
        } else if definition.message.is_called_by_name {
            structure(definition, surroundings)
        } else {
            function(definition, surroundings)
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

/// Definitions in one constant, sorted by ID.
pub(super) struct Table<'a> {
    cfg: &'a [Attribute],
    pub(super) name: Ident,
    rows: Vec<&'a Definition>,
}

/// Returns a name that no other call of the macro uses, and that does not mention a message.
///
/// The name ends in a number, because two calls in a module can have the same tokens by mistake,
/// and then rustc should only report the duplicate IDs. rustc expands the calls of a crate in a
/// fixed order, so the numbers do not change from build to build.
pub(super) fn unique_name(prefix: &str) -> Ident {
    static MADE: AtomicUsize = AtomicUsize::new(0);
    let number = MADE.fetch_add(1, Ordering::Relaxed);
    format_ident!("{prefix}{number}", span = Span::mixed_site())
}

impl<'a> Table<'a> {
    pub(super) fn new(cfg: &'a [Attribute], definitions: &[&'a Definition]) -> Self {
        let name = unique_name("DefinedHere");
        let mut ids = Vec::with_capacity(definitions.len());
        for definition in definitions {
            ids.push(definition.message.id.as_str());
        }
        // The second definition of a duplicate ID has a function but no type, so that rustc reports
        // the duplicate name once, with both places.
        let mut rows = Vec::with_capacity(definitions.len());
        for index in row_order(&ids) {
            rows.push(definitions[index]);
        }
        Self { cfg, name, rows }
    }

    pub(super) fn expand(&self, logger: Option<&str>, kea: &Tokens) -> TokenStream {
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

    pub(super) fn id_types(&self, kea: &Tokens) -> impl Iterator<Item = TokenStream> {
        let rows = self.rows.iter().enumerate();
        // A struct with a mistake does not get implementations.
        let is_there = |definition: &Definition| {
            definition.errors.is_empty() || !definition.message.is_called_by_name
        };
        let rows = rows.filter(move |(_, definition)| is_there(definition));
        rows.map(|(row, definition)| id_type(definition, &self.name, row, kea))
    }

    /// Returns the table's `cfg`, and its name.
    pub(super) fn rows_of(&self) -> (&[Attribute], TokenStream) {
        (self.cfg, self.name.to_token_stream())
    }
}

/// Generates the type with the name of an ID, or the implementations of a struct.
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
    if definition.message.is_called_by_name {
        let span = Span::mixed_site().located_at(id.span());
        let row = quote_spanned!(span=> #kea::__private::Id<#table, #row, #gate>);
        return implementations(definition, &row, kea);
    }
    // The name is resolved like one that the user wrote, but its tokens are those of a macro, so
    // that lints ignore it. Attributes that disable lints would take more time.
    let mut name = id.clone();
    name.set_span(Span::call_site().located_at(id.span()));
    // The item has the same first and last span as the function. If another call in the module also
    // has the ID, rustc reports a duplicate name only once per place.
    let keyword = Ident::new("type", id.span());
    let end = semicolon(id.span());
    quote_spanned! {Span::mixed_site().located_at(id.span())=>
        #(#cfg)*
        #[doc(hidden)]
        #[allow(clippy::upper_case_acronyms)]
        #visibility #keyword #name = #kea::__private::Id<#table, #row, #gate> #end
    }
}
