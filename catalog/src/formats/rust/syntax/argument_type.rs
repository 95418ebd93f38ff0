//! Parses the type of an argument, and recognizes types that arguments cannot have.

use super::errors::Errors;
use super::tokens::{rust_type as written_type, written};
use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Token, Type, TypeParamBound};

/// Traits whose implementors do not have to implement `Display`.
const NOT_PRINTED: [&str; 16] = [
    "AsRef",
    "Borrow",
    "Clone",
    "Copy",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "Future",
    "Hash",
    "Into",
    "IntoIterator",
    "Iterator",
    "Send",
    "Sync",
    "ToString",
];

/// Parses the type after the colon.
///
/// # Errors
///
/// Returns an error if this is not a type, or a type that no argument can have.
pub(super) fn rust_type(
    input: ParseStream,
    name: &Ident,
    colon: Token![:],
    is_secret: bool,
    errors: &mut Errors,
) -> syn::Result<Type> {
    if input.is_empty() || input.peek(Token![,]) || input.peek(Token![=]) {
        let reason = format!("missing type of `{name}`");
        return Err(syn::Error::new_spanned(colon, reason));
    }
    if input.peek(Token![#]) {
        let reason = format!("an attribute comes before the name: `#[secret] {name}`");
        return Err(input.error(reason));
    }
    if input.peek(Token![?]) && !input.peek2(Ident::peek_any) {
        let reason = format!("to print an argument with `Debug`, write `{name}: impl Debug`");
        return Err(input.error(reason));
    }
    if input.peek(syn::Lit) || begins_no_type(input) {
        let reason = format!("expected the type of `{name}`, such as `u32` or `&str`");
        return Err(input.error(reason));
    }
    let ahead = input.fork();
    let first: TokenTree = ahead.parse()?;
    let is_alone = ahead.is_empty() || ahead.peek(Token![,]);
    let rust_type = input.parse::<Type>().map_err(|error| {
        if is_alone {
            // syn would list everything that can follow.
            let reason = format!("the type of `{name}` is incomplete: `&str`, `impl Debug`");
            return syn::Error::new(first.span(), reason);
        }
        error
    })?;
    if let Some(reason) = unusable(&rust_type, &name.to_string(), is_secret) {
        errors.at(&rust_type, reason);
    } else if let Some((lifetime, reason)) = undeclared_lifetime(&rust_type) {
        errors.at(lifetime, reason);
    }
    Ok(rust_type)
}

/// Returns whether the next token is a sign that cannot begin a type.
fn begins_no_type(input: ParseStream) -> bool {
    matches!(input.fork().parse(), Ok(TokenTree::Punct(sign))
        if !matches!(sign.as_char(), '&' | '*' | '!' | '<' | ':' | '\'' | '?'))
}

/// Returns what is wrong with a type that no argument can have, regardless of what is in scope.
#[must_use]
pub fn unusable(rust_type: &Type, name: &str, is_secret: bool) -> Option<String> {
    match rust_type {
        Type::Path(path) if path.path.is_ident("str") => {
            Some("the size of `str` is not known: write `&str`".to_owned())
        }
        Type::Path(path) if path.path.is_ident("secret") => Some(format!(
            "mark a secret with an attribute: `#[secret] {name}`"
        )),
        Type::Slice(slice) => {
            let written = written_type(rust_type);
            let instead = match &*slice.elem {
                Type::Path(path) if path.path.is_ident("u8") => "&[u8]",
                _ => "impl Debug",
            };
            Some(format!(
                "the size of `{written}` is not known: write `{instead}`"
            ))
        }
        Type::TraitObject(_) => {
            let written = written_type(rust_type);
            Some(format!(
                "the size of `{written}` is not known: write `&{written}`"
            ))
        }
        Type::Path(path) if is_trait(&path.path) => {
            let written = written_type(rust_type);
            let bound = if written.contains("Debug") || written.ends_with("Error") {
                &*written
            } else {
                "Display"
            };
            Some(format!("`{written}` is a trait: write `impl {bound}`"))
        }
        Type::Reference(reference) => match &*reference.elem {
            Type::Path(path) if is_trait(&path.path) => {
                let written = written_type(&reference.elem);
                Some(format!("`{written}` is a trait: write `&dyn {written}`"))
            }
            _ => None,
        },
        Type::Infer(_) => Some(format!(
            "an argument of any type is declared without a type: write \
            `{name}`"
        )),
        Type::ImplTrait(opaque) if !is_secret => {
            let is_not_printed = |bound: &TypeParamBound| match bound {
                TypeParamBound::Trait(bound) => {
                    let last = bound.path.segments.last();
                    last.is_some_and(|last| NOT_PRINTED.iter().any(|name| last.ident == name))
                }
                _ => true,
            };
            opaque.bounds.iter().all(is_not_printed).then(|| {
                let written = written_type(rust_type);
                format!("`{written}` cannot be printed: write `impl Display`, or `impl Debug`")
            })
        }
        _ => None,
    }
}

/// Returns whether a path names a trait of the standard library that can be meant as a type.
fn is_trait(path: &syn::Path) -> bool {
    const TRAITS: [&str; 5] = ["AsRef", "Debug", "Display", "Into", "ToString"];
    let Some(last) = path.segments.last() else {
        return false;
    };
    let before = path.segments.iter().rev().nth(1);
    TRAITS.iter().any(|name| last.ident == name)
        || last.ident == "Error" && before.is_some_and(|before| before.ident == "error")
}

/// Returns an undeclared lifetime in a type, with its error message.
#[must_use]
pub fn undeclared_lifetime(rust_type: &Type) -> Option<(TokenStream, String)> {
    if matches!(rust_type, Type::Path(path) if path.path.get_ident().is_some()) {
        return None;
    }
    let found = undeclared(rust_type.to_token_stream())?;
    let name = written(found.clone());
    let reason = format!("undeclared lifetime `{name}`: leave it out, or write `'_`");
    Some((found, reason))
}

fn undeclared(tokens: TokenStream) -> Option<TokenStream> {
    let mut tokens = tokens.into_iter();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(word) if word == "for" => return None,
            TokenTree::Group(group) => {
                let found = undeclared(group.stream());
                if found.is_some() {
                    return found;
                }
            }
            TokenTree::Punct(tick) if tick.as_char() == '\'' => {
                let name = tokens.next()?;
                if !matches!(&name, TokenTree::Ident(name) if name == "static" || name == "_") {
                    return Some([TokenTree::Punct(tick), name].into_iter().collect());
                }
            }
            _ => {}
        }
    }
    None
}
