//! Parses the names of arguments, and recognizes wrong syntax in place of `client` or `attempts:
//! u32`.

use super::errors::Errors;
use super::text_literal;
use super::tokens::rust_type as written_type;
use crate::formats::rust::depth::check_type;
use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{LitStr, Token, Type};

/// The form of an argument, for errors.
const FORM: &str = "expected a name, or a name and a type: `client`, `attempts: u32`";

/// Built-in types, which cannot be meant as names.
const TYPES: [&str; 18] = [
    "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32",
    "u64", "u128", "usize", "str", "String",
];

/// The name of an argument, and its type if that is in the wrong place.
pub(super) struct Name {
    pub(super) ident: Ident,
    pub(super) rust_type: Option<Type>,
    /// Whether the argument is a secret, according to a word in place of the attribute.
    pub(super) is_secret: bool,
}

/// Parses the name of an argument. A recoverable mistake is noted.
///
/// # Errors
///
/// Returns an error if this is not the name of an argument.
pub(super) fn name(input: ParseStream, errors: &mut Errors) -> syn::Result<Name> {
    let mut is_secret = false;
    loop {
        let ahead = input.fork();
        let Ok(word) = ahead.call(Ident::parse_any) else {
            break;
        };
        let is_alone = ahead.is_empty() || ahead.peek(Token![,]);
        if is_alone || ahead.peek(Token![:]) && !ahead.peek(Token![::]) {
            if is_alone && is_type_name(&word) {
                let reason = format!("missing name of the argument: `name: {word}`");
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
                format!("mark a secret with an attribute: `#[secret] {name}`")
            }
            "field" => {
                let name = ahead.call(Ident::parse_any)?;
                format!("mark a field with an attribute: `#[field] {name}`")
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
    if let Some(rust_type) = unnamed_type(input) {
        let written = written_type(&rust_type);
        let reason = format!("missing name of the argument: `name: {written}`");
        return Err(syn::Error::new_spanned(rust_type, reason));
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

/// Parses a word that is not a keyword of Rust.
fn own_name(input: ParseStream) -> syn::Result<Ident> {
    if input.peek(Token![_]) {
        return Err(input.error(FORM));
    }
    let word = input.fork().call(Ident::parse_any)?;
    input.parse::<Ident>().map_err(|error| {
        if word == "self" {
            return syn::Error::new(
                word.span(),
                "a message cannot have `self`: name the value \
                that is logged",
            );
        }
        if syn::parse_str::<Ident>(&format!("r#{word}")).is_ok() {
            let reason = format!("`{word}` is a keyword: write `r#{word}`, or another name");
            return syn::Error::new(word.span(), reason);
        }
        error
    })
}

/// Returns whether a word can only be meant as a type, because it is built in or in camel case.
fn is_type_name(word: &Ident) -> bool {
    let word = word.to_string();
    TYPES.contains(&&*word)
        || word.starts_with(char::is_uppercase) && word.contains(char::is_lowercase)
}

/// Returns whether this word can begin a type, and is probably not a name.
fn begins_type(word: &Ident) -> bool {
    let word = word.to_string();
    word.starts_with(char::is_uppercase)
        || TYPES.contains(&&*word)
        || matches!(&*word, "impl" | "dyn")
}

/// Returns a type of more than one word in place of an argument: `&str`, `Vec<u8>`.
fn unnamed_type(input: ParseStream) -> Option<Type> {
    let ahead = input.fork();
    check_type(&ahead).ok()?;
    let rust_type: Type = ahead.parse().ok()?;
    if !ahead.is_empty() && !ahead.peek(Token![,]) {
        return None;
    }
    let mut inner = &rust_type;
    while let Type::Reference(reference) = inner {
        inner = &reference.elem;
    }
    let is_type = match inner {
        Type::Path(path) => {
            let words = &path.path.segments;
            let is_generic = words.iter().any(|word| !word.arguments.is_empty());
            // `client::String` is an argument with one colon too many.
            let is_path = words.len() > 2 || path.path.leading_colon.is_some();
            let is_reference = matches!(rust_type, Type::Reference(_));
            is_generic
                || is_path
                || is_reference && words.iter().all(|word| is_type_name(&word.ident))
        }
        Type::Slice(_) => matches!(rust_type, Type::Reference(_)),
        Type::ImplTrait(_) | Type::TraitObject(_) | Type::Array(_) => true,
        _ => false,
    };
    is_type.then_some(rust_type)
}

/// Parses `u32 attempts`.
fn type_first(input: ParseStream) -> Option<(Type, Ident)> {
    let ahead = input.fork();
    // Two words in lower case are two arguments without a comma between them.
    if let (Ok(word), true) = (ahead.call(Ident::parse_any), ahead.peek(Ident::peek_any)) {
        if !begins_type(&word) {
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

/// Returns the error for something that cannot begin an argument.
fn no_name(input: ParseStream) -> syn::Error {
    if input.is_empty() {
        // syn would report that the input ends.
        return syn::Error::new(input.span(), FORM);
    }
    let ahead = input.fork();
    if let Ok(text) = input.fork().parse::<LitStr>() {
        let name = text.value();
        if syn::parse_str::<Ident>(&name).is_ok() {
            return input.error(format!(
                "the name of an argument is written without quotes: \
                `{name}`"
            ));
        }
        return input.error("the text comes after the arguments: `ID(client) = \"text\";`");
    }
    if let Ok(TokenTree::Punct(sign)) = ahead.parse() {
        while ahead.peek(Token![mut]) {
            _ = ahead.parse::<Token![mut]>();
        }
        let sign = sign.as_char();
        match ahead.call(Ident::parse_any) {
            Ok(word) if word == "self" => {
                return input.error("a message cannot have `self`: name the value that is logged");
            }
            Ok(name) if sign == '?' => {
                return input.error(format!(
                    "to print an argument with `Debug`, write `{name}: impl Debug`"
                ));
            }
            Ok(name) if matches!(sign, '%' | '&' | '*' | '$' | '@') => {
                return input.error(format!("expected a name: write `{name}`"));
            }
            _ => {}
        }
    }
    input.error(FORM)
}

/// Returns the error for something between an argument and the comma. `name` is the argument.
pub(super) fn behind(input: ParseStream, name: &Ident, has_type: bool) -> syn::Error {
    let found = input.cursor().token_tree().map(|(token, _)| token);
    if input.peek(Token![=]) && !input.peek(Token![=>]) && !input.peek(Token![==]) {
        let mut tokens = TokenStream::new();
        let ahead = input.fork();
        while !ahead.is_empty() && !ahead.peek(Token![,]) {
            tokens.extend(ahead.parse::<TokenTree>());
        }
        let reason = format!("`{name}` cannot have a default value: each `emit!` passes a value");
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
    let is_type = match &found {
        Some(TokenTree::Ident(word)) => begins_type(word),
        Some(TokenTree::Punct(sign)) => sign.as_char() == '&',
        _ => false,
    };
    if let (true, false, Ok(rust_type)) = (is_type, has_type, input.fork().parse::<Type>()) {
        let reason = format!(
            "expected `:` before the type of `{name}`: `{name}: {}`",
            written_type(&rust_type)
        );
        return input.error(reason);
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
        _ => input.error("missing comma before this"),
    }
}
