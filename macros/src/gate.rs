//! Severities as types, for code that the macros generate.

use crate::tokens::{Tokens, ungrouped};
use kea_messages_base::severity::{DebugLevel, ParseSeverityError, Severity};
use proc_macro2::{Ident, Literal, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use syn::LitInt;

/// What is known about a message's severity from its type. It becomes a type in the runtime's
/// `__private`.
#[derive(Clone, Copy)]
pub(crate) enum Gate {
    /// The definition states it.
    Stated(Severity),
    /// It was inferred from the description.
    #[cfg(feature = "files")]
    Inferred(Severity),
    /// Each `emit!` states it.
    #[cfg(feature = "files")]
    Open,
    /// The definition has a mistake, which should not cause further errors about the severity.
    Unknown,
}

impl Gate {
    /// Returns whether each `emit!` has to state the severity.
    pub(crate) const fn is_open(self) -> bool {
        match self {
            #[cfg(feature = "files")]
            Self::Open => true,
            _ => false,
        }
    }

    /// Returns the path of the type in the user's crate.
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

/// Generates the call of a function of `Fits`, which checks the severity that a statement states
/// against the definition.
///
/// The input consists of the path of the runtime crate in parentheses; in parentheses the severity,
/// `debug` and a level, or the ID of a message if no severity is stated; the name of the function;
/// and its arguments. The severity is imported under a name with the span of the user's severity. A
/// path would not work, because rustc adds the macro to an error if tokens of the macro have that
/// span.
pub(crate) fn said(input: TokenStream) -> TokenStream {
    let tokens: Vec<TokenTree> = input.into_iter().collect();
    let [
        TokenTree::Group(kea),
        TokenTree::Group(said),
        function,
        arguments,
    ] = tokens.as_slice()
    else {
        return TokenStream::new();
    };
    let kea = kea.stream();
    let said = ungrouped(said.stream());
    let (word, level) = match said.as_slice() {
        // `debug` without a level is a word in place of an ID, which has its own error.
        [TokenTree::Ident(word)] if word == "debug" => ("unsaid".to_owned(), None),
        [TokenTree::Ident(word), level @ ..] if word == "debug" => (word.to_string(), Some(level)),
        [TokenTree::Ident(word)] if Severity::NAMES.iter().any(|name| word == name) => {
            (word.to_string(), None)
        }
        _ => ("unsaid".to_owned(), None),
    };
    let severity = Ident::new(&word, Span::mixed_site());
    let span = said.last().map_or_else(Span::call_site, TokenTree::span);
    let level = level.map(|level| {
        let level = checked(level);
        quote_spanned!(span=> <#level>)
    });
    let name = Ident::new("SaidSeverity", span);
    quote!({
        use #kea::__private::#severity as #name;
        <#name #level as #kea::__private::Fits<_>>::#function #arguments
    })
}

/// Returns a debug level, or the error for an invalid one.
fn checked(level: &[TokenTree]) -> TokenStream {
    let level: TokenStream = level.iter().cloned().collect();
    let number = syn::parse2::<LitInt>(level.clone()).and_then(|level| level.base10_parse());
    if number.ok().and_then(DebugLevel::new).is_some() {
        return level;
    }
    // In place of a number, this is the only error. In place of a type, rustc would replace it with
    // `()`.
    let error = syn::Error::new_spanned(level, ParseSeverityError::InvalidLevel);
    let error = error.into_compile_error();
    quote!({ #error })
}
