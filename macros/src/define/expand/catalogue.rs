//! Generates the static with all definitions of a call.

use crate::tokens::{Tokens, logger_or_module, semicolon};
use kea_messages_catalog::formats::rust::syntax::CatalogueItem;
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::Attribute;

/// The parts of the documentation of a catalogue.
pub(super) struct About<'a> {
    /// The description if the user does not write one.
    pub(super) description: &'a str,
    pub(super) contents: &'a str,
    pub(super) logger: Option<&'a str>,
}

/// Generates the static.
pub(super) fn catalogue(
    item: &CatalogueItem,
    &About {
        description,
        contents,
        logger,
    }: &About<'_>,
    tables: &[(&[Attribute], TokenStream)],
    kea: &Tokens,
) -> TokenStream {
    let CatalogueItem {
        attributes,
        visibility,
        name,
    } = item;
    let logger = logger_or_module(logger);
    let parts = tables.iter().map(|(cfg, name)| {
        quote! {
            #(#cfg)*
            &#kea::__private::catalogue_of_rows(
                <#name as #kea::__private::Table>::ROWS,
                #logger
            )
        }
    });
    let is_doc = |attribute: &Attribute| attribute.path().is_ident("doc");
    let documentation = if attributes.iter().any(is_doc) {
        TokenStream::new()
    } else {
        quote!(#[doc = #description])
    };
    // The item begins and ends at its name, so that rustc reports there that the name is already
    // used.
    let keyword = Ident::new("static", name.span());
    let end = semicolon(name.span());
    quote! {
        #documentation #(#attributes)*
        #[cfg_attr(doc, doc = #contents)]
        #[allow(dead_code, unreachable_pub)]
        #visibility #keyword #name: #kea::Catalogue =
            #kea::__private::catalogue_of_catalogues(&[#(#parts),*]) #end
    }
}
