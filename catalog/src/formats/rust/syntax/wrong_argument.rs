//! What is written in the place of an argument, `client` or `attempts: u32`.

use super::errors::Errors;
use super::text_literal;
use super::tokens::{rust_type as written_type, written};
use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{LitStr, Token, Type, TypeParamBound};

/// How an argument looks.
const FORM: &str = "an argument is a name, or a name and a type: `client`, `attempts: u32`";

/// Types of Rust's own, which nobody means as a name.
const TYPES: [&str; 18] = [
    "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32",
    "u64", "u128", "usize", "str", "String",
];

/// Traits whose implementors need not be `Display`.
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

/// A name, and the type that stands in the wrong place.
pub(super) struct Name {
    pub(super) ident: Ident,
    pub(super) rust_type: Option<Type>,
    /// Whether it is a secret, by a word in the place of the attribute.
    pub(super) is_secret: bool,
}

/// Reads the name of an argument. A mistake that can be gone on from is noted.
///
/// # Errors
///
/// Something that is not the name of an argument.
pub(super) fn name(input: ParseStream, errors: &mut Errors) -> syn::Result<Name> {
    let mut is_secret = false;
    loop {
        let ahead = input.fork();
        let Ok(word) = ahead.call(Ident::parse_any) else {
            break;
        };
        let is_alone = ahead.is_empty() || ahead.peek(Token![,]);
        if is_alone || ahead.peek(Token![:]) && !ahead.peek(Token![::]) {
            if is_alone && TYPES.iter().any(|name| word == name) {
                let reason = format!("`{word}` is a type: an argument has a name, `name: {word}`");
                errors.at(&word, reason);
                return Ok(named(input.call(Ident::parse_any)?, None, is_secret));
            }
            return Ok(named(own_name(input)?, None, is_secret));
        }
        if !ahead.peek(Ident::peek_any) || ahead.peek(Token![as]) {
            break;
        }
        let reason = match word.to_string().as_str() {
            "secret" => {
                is_secret = true;
                let name = ahead.call(Ident::parse_any)?;
                format!("a secret is marked by an attribute: `#[secret] {name}`")
            }
            "field" => {
                let name = ahead.call(Ident::parse_any)?;
                format!("a field is marked by an attribute: `#[field] {name}`")
            }
            "mut" | "ref" | "const" | "let" | "static" | "pub" | "move" | "in" | "out"
            | "inout" => {
                format!("unexpected `{word}` before the argument: {FORM}")
            }
            _ => break,
        };
        errors.at(&word, reason);
        input.call(Ident::parse_any)?;
    }
    if let Some((rust_type, name)) = type_first(input) {
        let written = written_type(&rust_type);
        let mut tokens = rust_type.to_token_stream();
        name.to_tokens(&mut tokens);
        errors.at(
            tokens,
            format_args!("the name comes before the type: `{name}: {written}`"),
        );
        return Ok(named(name, Some(rust_type), is_secret));
    }
    if input.peek(Ident::peek_any) && !input.peek(Token![_]) {
        return Ok(named(own_name(input)?, None, is_secret));
    }
    Err(no_name(input))
}

const fn named(ident: Ident, rust_type: Option<Type>, is_secret: bool) -> Name {
    Name {
        ident,
        rust_type,
        is_secret,
    }
}

/// Reads a word that is not one of Rust's own.
fn own_name(input: ParseStream) -> syn::Result<Ident> {
    if input.peek(Token![_]) {
        return Err(input.error(FORM));
    }
    let word = input.fork().call(Ident::parse_any)?;
    input.parse::<Ident>().map_err(|error| {
        if word == "self" {
            return syn::Error::new(word.span(), "a message has no `self`: name what is logged");
        }
        if syn::parse_str::<Ident>(&format!("r#{word}")).is_ok() {
            let reason = format!("`{word}` is a keyword: write `r#{word}`, or another name");
            return syn::Error::new(word.span(), reason);
        }
        error
    })
}

/// Reads `u32 attempts`.
fn type_first(input: ParseStream) -> Option<(Type, Ident)> {
    let ahead = input.fork();
    // Two words in lower case are two arguments without a comma.
    let is_type = |word: &Ident| {
        let word = word.to_string();
        word.starts_with(char::is_uppercase)
            || TYPES.contains(&&*word)
            || word == "impl"
            || word == "dyn"
    };
    if let (Ok(word), true) = (ahead.call(Ident::parse_any), ahead.peek(Ident::peek_any)) {
        if !is_type(&word) {
            return None;
        }
    }
    let ahead = input.fork();
    let rust_type: Type = ahead.parse().ok()?;
    let name: Ident = ahead.parse().ok()?;
    if !ahead.is_empty() && !ahead.peek(Token![,]) {
        return None;
    }
    input.parse::<Type>().ok()?;
    input.parse::<Ident>().ok()?;
    Some((rust_type, name))
}

/// What to say of something that no argument begins with.
fn no_name(input: ParseStream) -> syn::Error {
    if input.is_empty() {
        // syn would say first that the input ends, where it does.
        return syn::Error::new(input.span(), FORM);
    }
    let ahead = input.fork();
    if let Ok(text) = input.fork().parse::<LitStr>() {
        let name = text.value();
        if syn::parse_str::<Ident>(&name).is_ok() {
            return input.error(format!("the name of an argument has no quotes: `{name}`"));
        }
        return input.error(FORM);
    }
    if let Ok(TokenTree::Punct(sign)) = ahead.parse() {
        while ahead.peek(Token![mut]) {
            _ = ahead.parse::<Token![mut]>();
        }
        let sign = sign.as_char();
        match ahead.call(Ident::parse_any) {
            Ok(word) if word == "self" => {
                return input.error("a message has no `self`: name what is logged");
            }
            Ok(name) if sign == '?' => {
                return input.error(format!(
                    "an argument that is printed by its `Debug` is `{name}: impl Debug`"
                ));
            }
            Ok(name) if matches!(sign, '%' | '&' | '*' | '$' | '@') => {
                return input.error(format!("an argument is a name: write `{name}`"));
            }
            _ => {}
        }
    }
    input.error(FORM)
}

/// What to say of something between an argument and the comma. `name` is the argument.
pub(super) fn behind(input: ParseStream, name: &Ident, has_type: bool) -> syn::Error {
    let found = input.cursor().token_tree().map(|(token, _)| token);
    if input.peek(Token![=]) && !input.peek(Token![=>]) && !input.peek(Token![==]) {
        let mut tokens = TokenStream::new();
        let ahead = input.fork();
        while !ahead.is_empty() && !ahead.peek(Token![,]) {
            tokens.extend(ahead.parse::<TokenTree>());
        }
        let reason = format!("`{name}` cannot have a default value: each `emit!` passes it");
        return syn::Error::new_spanned(tokens, reason);
    }
    if input.peek(Token![;]) {
        return input.error("expected `,` between the arguments, found `;`");
    }
    if !has_type {
        let colon = [
            (input.peek(Token![->]), "->"),
            (input.peek(Token![=>]), "=>"),
            (input.peek(Token![::]), "::"),
            (input.peek(Token![as]), "as"),
        ];
        if let Some((_, sign)) = colon.iter().find(|(is_there, _)| *is_there) {
            let reason = format!("expected `:` before the type of `{name}`, found `{sign}`");
            return input.error(reason);
        }
    }
    match found {
        Some(TokenTree::Punct(sign)) => {
            let found =
                text_literal::sign(&input.fork()).unwrap_or_else(|| sign.into_token_stream());
            let reason = format!(
                "unexpected `{}` after the argument `{name}`",
                text_literal::signs(&found)
            );
            syn::Error::new_spanned(found, reason)
        }
        _ => input.error("a comma is missing before this"),
    }
}

/// Reads the type behind the colon.
///
/// # Errors
///
/// Something that is not a type, or that no argument can have.
pub(super) fn rust_type(
    input: ParseStream,
    name: &Ident,
    colon: Token![:],
    is_secret: bool,
    errors: &mut Errors,
) -> syn::Result<Type> {
    if input.is_empty() || input.peek(Token![,]) || input.peek(Token![=]) {
        let reason = format!("the type of `{name}` is missing here");
        return Err(syn::Error::new_spanned(colon, reason));
    }
    if input.peek(Token![#]) {
        let reason = format!("an attribute stands before the name: `#[secret] {name}`");
        return Err(input.error(reason));
    }
    if input.peek(Token![?]) && !input.peek2(Ident::peek_any) {
        let reason = format!("an argument that is printed by its `Debug` is `{name}: impl Debug`");
        return Err(input.error(reason));
    }
    if input.peek(syn::Lit) || begins_no_type(input) {
        let reason = format!("expected the type of `{name}`, such as `u32` or `&str`");
        return Err(input.error(reason));
    }
    let rust_type: Type = input.parse()?;
    if let Some(reason) = unusable(&rust_type, &name.to_string(), is_secret) {
        errors.at(&rust_type, reason);
    } else if let Some((lifetime, reason)) = lifetime(&rust_type) {
        errors.at(lifetime, reason);
    }
    Ok(rust_type)
}

/// Whether a sign comes next that no type begins with.
fn begins_no_type(input: ParseStream) -> bool {
    matches!(input.fork().parse(), Ok(TokenTree::Punct(sign))
        if !matches!(sign.as_char(), '&' | '*' | '!' | '<' | ':' | '\'' | '?'))
}

/// What is wrong with a type that no argument can have, whatever is in scope.
#[must_use]
pub fn unusable(rust_type: &Type, name: &str, is_secret: bool) -> Option<String> {
    match rust_type {
        Type::Path(path) if path.path.is_ident("str") => {
            Some("the size of `str` is not known: write `&str`".to_owned())
        }
        Type::Path(path) if path.path.is_ident("secret") => Some(format!(
            "a secret is marked by an attribute: `#[secret] {name}`"
        )),
        Type::Slice(_) => {
            let written = written_type(rust_type);
            Some(format!(
                "the size of `{written}` is not known: write `impl Debug`"
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
        Type::Infer(_) => Some(format!("an argument of any type has none: write `{name}`")),
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

/// Whether a path names a trait of the standard library's that can be meant as a type.
fn is_trait(path: &syn::Path) -> bool {
    const TRAITS: [&str; 5] = ["AsRef", "Debug", "Display", "Into", "ToString"];
    let Some(last) = path.segments.last() else {
        return false;
    };
    let before = path.segments.iter().rev().nth(1);
    TRAITS.iter().any(|name| last.ident == name)
        || last.ident == "Error" && before.is_some_and(|before| before.ident == "error")
}

/// A lifetime in a type that nothing declares.
fn lifetime(rust_type: &Type) -> Option<(TokenStream, String)> {
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
