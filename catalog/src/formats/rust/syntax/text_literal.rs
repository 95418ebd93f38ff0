//! Parses the text of a definition, `= "text";`, and recognizes common mistakes in it.

use super::errors::Errors;
use super::head::{FORM, is_severity};
use proc_macro2::{Ident, Spacing, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Lit, LitStr, Token, token};

/// Parses `= "text";`. A comma in place of the semicolon is not consumed if a definition can follow
/// it. `last` is the previous token, because the end of a call has no span.
///
/// # Errors
///
/// Returns an error if this is not the text of a definition.
pub(super) fn text(
    input: ParseStream,
    id: &Ident,
    last: Span,
    errors: &mut Errors,
) -> syn::Result<LitStr> {
    let last = equals(input, id, last, errors)?;
    if input.is_empty() {
        return Err(missing(id, last));
    }
    if !input.peek(LitStr) {
        return Err(not_a_literal(input, id));
    }
    let text: LitStr = input.parse()?;
    if input.peek(LitStr) {
        let mut more = TokenStream::new();
        while input.peek(LitStr) {
            input.parse::<LitStr>()?.to_tokens(&mut more);
        }
        let reason = "a text is one string literal: to continue it on the next line, end the line \
                      with `\\`";
        errors.at(more, reason);
    }
    if input.parse::<Token![;]>().is_err() && !ends_with_comma(input) {
        if !begins_item(input) {
            return Err(after_the_text(input));
        }
        let reason = "missing semicolon after this text";
        errors.at(&text, reason);
    }
    Ok(text)
}

/// Parses the `=`, or the sign in its place.
fn equals(input: ParseStream, id: &Ident, last: Span, errors: &mut Errors) -> syn::Result<Span> {
    if input.is_empty() {
        return Err(missing(id, last));
    }
    let here = input.span();
    if input.peek(Token![=]) && !input.peek(Token![=>]) && !input.peek(Token![==]) {
        input.parse::<Token![=]>()?;
        return Ok(here);
    }
    if input.peek(LitStr) {
        errors.at_span(here, "missing `=` before this text");
        return Ok(here);
    }
    if input.peek(Token![where]) {
        let reason = "a message cannot have a `where` clause: write the bounds in the type of \
            the argument, \
                      `client: impl Debug`";
        return Err(input.error(reason));
    }
    let ahead = input.fork();
    if let Some(sign) = sign(&ahead) {
        if ahead.peek(LitStr) {
            let reason = format!("expected `=` before the text, found `{}`", signs(&sign));
            errors.at(sign, reason);
            while !input.peek(LitStr) {
                input.parse::<TokenTree>()?;
            }
            return Ok(here);
        }
        if input.peek(Token![->]) {
            let reason = format!("a message cannot have a return type: {FORM}");
            return Err(syn::Error::new_spanned(sign, reason));
        }
    }
    Err(missing(id, here))
}

fn missing(id: &Ident, place: Span) -> syn::Error {
    let reason = format!("missing text of `{id}`: `= \"text\";`");
    syn::Error::new(place, reason)
}

/// Parses a sign of one or two characters that is not a semicolon.
pub(super) fn sign(input: ParseStream) -> Option<TokenStream> {
    let mut sign = TokenStream::new();
    for _ in 0..3 {
        match input.parse() {
            Ok(TokenTree::Punct(punct)) if punct.as_char() != ';' => {
                let is_joint = punct.spacing() == Spacing::Joint;
                sign.extend([TokenTree::Punct(punct)]);
                if !is_joint {
                    return Some(sign);
                }
            }
            _ => return None,
        }
    }
    None
}

/// Returns a sign as it is written, without spaces.
pub(super) fn signs(sign: &TokenStream) -> String {
    let tokens = sign.clone().into_iter();
    tokens.map(|token| token.to_string()).collect()
}

/// Returns the error for something in place of the text.
fn not_a_literal(input: ParseStream, id: &Ident) -> syn::Error {
    let ahead = input.fork();
    let what = format!("the text of `{id}` must be a string literal");
    let reason = match ahead.call(Ident::parse_any) {
        Ok(word) if ahead.peek(Token![!]) => match word.to_string().as_str() {
            "format" | "format_args" => {
                format!("{what}, with `%1` for the first argument: `= \"%1: failed\";`")
            }
            _ => format!("{what}: `{word}!` is not expanded here"),
        },
        Ok(word) if is_severity(&word) => {
            format!("the severity comes before the ID: `{word} {id}`")
        }
        Ok(_) => format!("{what}: `= \"text\";`"),
        Err(_) => match input.fork().parse() {
            Ok(Lit::ByteStr(_) | Lit::CStr(_)) => format!("{what}: write it without the prefix"),
            Ok(Lit::Char(_)) => format!("{what}: write it in double quotes"),
            _ if input.peek(Token![;]) => return missing(id, input.span()),
            _ => format!("{what}: `= \"text\";`"),
        },
    };
    syn::Error::new(input.span(), reason)
}

/// Returns whether a comma is in place of the semicolon, and not between the text and values.
fn ends_with_comma(input: ParseStream) -> bool {
    let ahead = input.fork();
    ahead.parse::<Token![,]>().is_ok() && begins_item(&ahead)
}

/// Returns the error for something between the text and the semicolon.
fn after_the_text(input: ParseStream) -> syn::Error {
    let found = input.cursor().token_tree().map(|(token, _)| token);
    input.error(match found {
        Some(TokenTree::Punct(comma)) if comma.as_char() == ',' => {
            "unexpected `,` after the text: arguments are declared after the ID, `ID(client)`"
                .to_owned()
        }
        Some(TokenTree::Punct(sign)) => format!(
            "unexpected `{}` after the text: a text is one string literal",
            sign.as_char()
        ),
        _ => "expected `;` after the text".to_owned(),
    })
}

/// Returns whether the next token can begin a definition without a mistake.
pub(super) fn begins_definition(input: ParseStream) -> bool {
    input.peek(Token![#])
        || input.peek(Token![pub])
        || input.fork().parse().is_ok_and(|word| is_severity(&word))
}

/// Returns whether the next tokens begin a new definition or line, and are not the rest of the
/// current definition.
pub(super) fn begins_item(input: ParseStream) -> bool {
    if input.is_empty() || begins_definition(input) {
        return true;
    }
    let ahead = input.fork();
    if ahead.call(Ident::parse_any).is_err() {
        return false;
    }
    if ahead.peek(token::Paren) {
        _ = ahead.parse::<TokenTree>();
    }
    // This can be an unknown severity, or an ID without one.
    ahead.peek(Ident::peek_any) || ahead.peek(Token![=])
}
