//! How a severity is written: `warn`, `debug(40)`.

use crate::tokens::Tokens;
use kea_messages_catalog::severity::unknown;
use kea_messages_core::severity::{DebugLevel, ParseSeverityError, Severity};
use proc_macro2::{Literal, Span, TokenStream};
use quote::quote;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Ident, LitInt, token};

/// Reads a severity. What is wrong with it is an error that can be gone on
/// from: all of its tokens have been read.
pub(crate) fn parse(input: ParseStream) -> syn::Result<Severity> {
    let word = input.call(Ident::parse_any)?;
    let level = if input.peek(token::Paren) {
        let content;
        let parentheses = syn::parenthesized!(content in input);
        Some((parentheses, content.parse::<TokenStream>()?))
    } else {
        None
    };
    let severity = match word.to_string().as_str() {
        "fatal" => Severity::Fatal,
        "error" => Severity::Error,
        "warn" => Severity::Warn,
        "info" => Severity::Info,
        "debug" => return debug_level(&word, level).map(Severity::Debug),
        name => return Err(syn::Error::new_spanned(&word, unknown(name))),
    };
    match level {
        None => Ok(severity),
        Some((parentheses, _)) => {
            let reason = ParseSeverityError::UnexpectedLevel(severity);
            Err(syn::Error::new(parentheses.span.join(), reason))
        }
    }
}

fn debug_level(
    word: &Ident,
    level: Option<(token::Paren, TokenStream)>,
) -> syn::Result<DebugLevel> {
    let Some((parentheses, level)) = level else {
        return Err(syn::Error::new_spanned(word, ParseSeverityError::NoLevel));
    };
    syn::parse2::<LitInt>(level)
        .ok()
        .and_then(|number| DebugLevel::new(number.base10_parse().ok()?))
        .ok_or_else(|| syn::Error::new(parentheses.span.join(), ParseSeverityError::InvalidLevel))
}

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
