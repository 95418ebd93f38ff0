//! What a message's type tells of its severity.

use crate::tokens::{Tokens, ungrouped};
use kea_messages_base::severity::{DebugLevel, ParseSeverityError, Severity};
use proc_macro2::{Ident, Literal, Span, TokenStream, TokenTree};
use quote::quote;
use syn::LitInt;

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
    /// Whether each `emit!` has to state the severity.
    pub(crate) const fn is_open(self) -> bool {
        match self {
            #[cfg(feature = "files")]
            Self::Open => true,
            _ => false,
        }
    }

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

/// The type of the severity `debug(level)`. The tokens are the path of the runtime crate
/// in parentheses, and a literal.
pub(crate) fn debug_type(input: TokenStream) -> TokenStream {
    let mut tokens = ungrouped(input).into_iter();
    let Some(TokenTree::Group(kea)) = tokens.next() else {
        return TokenStream::new();
    };
    let kea = kea.stream();
    let level: TokenStream = tokens.collect();
    let number = syn::parse2::<LitInt>(level.clone()).and_then(|level| level.base10_parse());
    let level = if number.ok().and_then(DebugLevel::new).is_some() {
        level
    } else {
        // In the place of a number it is the only error; in that of a type it is `()`.
        let error = syn::Error::new_spanned(level, ParseSeverityError::InvalidLevel);
        let error = error.into_compile_error();
        quote!({ #error })
    };
    quote!(#kea::__private::debug<#level>)
}
