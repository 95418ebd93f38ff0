//! A definition as a constant of the runtime.

use kea_messages_catalog::packed::{pack_details, pack_outline};
use kea_messages_catalog::{Argument, Message};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

/// A definition in the form that is cheap to compile: see
/// [`kea_messages_catalog::packed`].
pub(crate) struct Packed {
    pub(crate) outline: String,
    details: String,
    segments: usize,
}

impl Packed {
    pub(crate) fn new(message: &Message, arguments: &[Argument]) -> Self {
        let (outline, segments) = pack_outline(message, arguments);
        Self {
            outline,
            details: pack_details(message),
            segments,
        }
    }

    /// How many segments the text has.
    pub(crate) const fn count_segments(&self) -> usize {
        self.segments
    }
}

/// The row of a table.
impl ToTokens for Packed {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self {
            outline, details, ..
        } = self;
        tokens.extend(quote!([#outline, #details]));
    }
}
