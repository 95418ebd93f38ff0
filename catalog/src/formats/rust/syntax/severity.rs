//! Parses severities: `warn`, `debug(40)`.

use crate::severity::unknown;
use kea_messages_base::severity::{DebugLevel, ParseSeverityError, Severity};
use proc_macro2::TokenStream;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Ident, LitInt, token};

/// Parses a severity. An error is recoverable, because all tokens of the
/// severity have been consumed.
///
/// # Errors
///
/// Returns an error if the word is not a severity.
pub fn severity(input: ParseStream) -> syn::Result<Severity> {
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
