//! Writes definitions as constants of the runtime.

use kea_messages_catalog::Packed;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

/// A packed definition, as a row of a table.
pub(crate) struct Row<'a>(pub(crate) &'a Packed);

impl ToTokens for Row<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Packed {
            outline, details, ..
        } = self.0;
        tokens.extend(quote!([#outline, #details]));
    }
}
