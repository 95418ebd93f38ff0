//! Expands definitions to Rust code.
//!
//! A message becomes a function with the name of its ID, so that rustc counts the arguments, and a
//! type with the same name that provides the definition. If calls name the arguments, the message
//! becomes a struct.

mod catalogue;
#[cfg(feature = "files")]
mod files;
mod links;
mod message;
mod named;
mod table;

use self::catalogue::{About, catalogue};
use self::links::Links;
use self::message::Surroundings;
use self::table::{Table, definitions};
use super::definition::Definition;
use crate::tokens::Tokens;
use kea_messages_catalog::formats::rust::syntax::Call;
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::LitStr;

/// The error for a call that names files if the feature `files` is disabled.
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
    // The items are joined only once, at the end, because each time is slow.
    let mut items = vec![call.errors.to_token_stream()];
    let read: Vec<Definition> = call.definitions.into_iter().map(Definition::from).collect();
    let logger = call.logger.as_ref().map(LitStr::value);
    let mut linked = Vec::with_capacity(read.len());
    for definition in &read {
        linked.push((definition, None));
    }
    let links = Links::to(&linked);
    let surroundings = Surroundings {
        kea,
        logger: logger.as_deref(),
        links: &links,
        module: None,
    };
    let tables = definitions(&read, &surroundings, &mut items);
    if let Some(item) = &call.catalogue {
        let tables: Vec<_> = tables.iter().map(Table::rows_of).collect();
        let about = About {
            description: "The catalogue of these messages.",
            contents: &links.contents(|definition| {
                let seen = definition.visibility.to_token_stream().to_string();
                seen == item.visibility.to_token_stream().to_string()
                    && definition.errors.is_empty()
            }),
            logger: logger.as_deref(),
        };
        items.push(catalogue(item, &about, &tables, kea));
    }
    items.into_iter().collect()
}
