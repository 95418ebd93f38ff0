//! The static that has all definitions of a call.

use crate::tokens::{Tokens, logger_or_module, semicolon};
use kea_messages_catalog::formats::rust::syntax::CatalogueItem;
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::Attribute;

/// What the documentation of a catalogue says.
pub(super) struct About<'a> {
    /// If the user says nothing.
    pub(super) description: &'a str,
    pub(super) contents: &'a str,
    pub(super) logger: Option<&'a str>,
}

/// The catalogue of all definitions.
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
    // It begins and ends at its name, which is where rustc says that the name is taken.
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
