//! How a severity is written: `warn`, `debug(40)`.

use kea_messages_catalog::severity::{DebugLevel, Severity, SeverityError};
use proc_macro2::{Literal, Span, TokenStream};
use quote::{ToTokens, TokenStreamExt, quote};
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
        name => return Err(syn::Error::new_spanned(&word, SeverityError::unknown(name))),
    };
    match level {
        None => Ok(severity),
        Some((parentheses, _)) => {
            let reason = format!("only `debug` has a level: write `{severity}` alone");
            Err(syn::Error::new(parentheses.span.join(), reason))
        }
    }
}

fn debug_level(
    word: &Ident,
    level: Option<(token::Paren, TokenStream)>,
) -> syn::Result<DebugLevel> {
    let Some((parentheses, level)) = level else {
        return Err(syn::Error::new_spanned(word, SeverityError::NO_LEVEL));
    };
    syn::parse2::<LitInt>(level)
        .ok()
        .and_then(|number| DebugLevel::new(number.base10_parse().ok()?))
        .ok_or_else(|| syn::Error::new(parentheses.span.join(), SeverityError::NOT_A_LEVEL))
}

/// The runtime's type for a severity: its name in `__private`. `None` is that
/// of a definition that is broken, of which nothing is to be said.
pub(crate) struct Gate(pub(crate) Option<Severity>);

impl ToTokens for Gate {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let name = self.0.map_or("unknown", Severity::name);
        tokens.append(Ident::new(name, Span::call_site()));
        if let Some(level) = self.0.and_then(Severity::debug_level) {
            let level = Literal::u8_unsuffixed(level.get());
            quote!(<#level>).to_tokens(tokens);
        }
    }
}
