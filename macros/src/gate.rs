//! What a message's type tells of its severity.

use crate::tokens::Tokens;
use kea_messages_base::severity::Severity;
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

/// What a message's type tells of its severity: a type in the runtime's
/// `__private`.
#[derive(Clone, Copy)]
pub(crate) enum Gate {
    /// The definition states it.
    Stated(Severity),
    /// Its description lets it be known.
    #[cfg(feature = "files")]
    Inferred(Severity),
    /// Each `emit!` states it.
    #[cfg(feature = "files")]
    Open,
    /// The definition is broken, and nothing is to be said of it.
    Unknown,
}

impl Gate {
    /// The type, as seen from the user's crate.
    pub(crate) fn path(self, kea: &Tokens) -> TokenStream {
        let gate = match self {
            Self::Stated(severity) => severity_type(severity),
            #[cfg(feature = "files")]
            Self::Inferred(severity) => {
                let severity = severity_type(severity);
                quote!(inferred<#kea::__private::#severity>)
            }
            #[cfg(feature = "files")]
            Self::Open => quote!(open),
            Self::Unknown => quote!(unknown),
        };
        quote!(#kea::__private::#gate)
    }
}

fn severity_type(severity: Severity) -> TokenStream {
    let name = Ident::new(severity.name(), Span::call_site());
    let level = severity.debug_level().map(|level| {
        let level = Literal::u8_unsuffixed(level.get());
        quote!(<#level>)
    });
    quote!(#name #level)
}
