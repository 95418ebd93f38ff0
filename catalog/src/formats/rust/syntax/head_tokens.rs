//! Parses parts of a head with invalid syntax: paths, `A-ONE`, `<T>`.

use kea_messages_base::id::is_id;
use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use std::fmt::Display;
use syn::Token;
use syn::ext::IdentExt;
use syn::parse::ParseStream;

/// Returns the ID in `info(ID)`.
pub(super) fn only_id(input: ParseStream) -> Option<Ident> {
    let ahead = input.fork();
    ahead.call(Ident::parse_any).ok()?;
    let Ok(TokenTree::Group(group)) = ahead.parse() else {
        return None;
    };
    syn::parse2::<Ident>(group.stream())
        .ok()
        .filter(|id| is_id(&id.to_string()))
}

/// Returns the level in a token, which can be a number or a group.
pub(super) fn level_in(token: &TokenTree) -> Option<u8> {
    match token {
        TokenTree::Literal(literal) => literal.to_string().parse().ok(),
        TokenTree::Group(group) => {
            let mut inner = group.stream().into_iter();
            level_in(&inner.next()?).filter(|_| inner.next().is_none())
        }
        _ => None,
    }
}

/// Parses a path, and returns it with its last word.
pub(super) fn path(input: ParseStream) -> syn::Result<(TokenStream, Ident)> {
    let mut path = TokenStream::new();
    loop {
        let word = input.call(Ident::parse_any)?;
        word.to_tokens(&mut path);
        if !input.peek(Token![::]) {
            return Ok((path, word));
        }
        input.parse::<Token![::]>()?.to_tokens(&mut path);
    }
}

/// Words in their original form, and their tokens.
pub(super) struct Written {
    words: String,
    pub(super) tokens: TokenStream,
}

impl Display for Written {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.words)
    }
}

/// Parses `A-ONE` or `A.ONE`, and returns the ID that was meant.
pub(super) fn joined(input: ParseStream) -> syn::Result<Option<(Written, Ident)>> {
    let is_joint = |input: ParseStream| {
        let is_sign = input.peek(Token![-]) && !input.peek(Token![->])
            || input.peek(Token![.]) && !input.peek(Token![..])
            || input.peek(Token![/]);
        let ahead = input.fork();
        let is_there = is_sign && ahead.parse::<TokenTree>().is_ok();
        is_there
            && matches!(
                ahead.parse(),
                Ok(TokenTree::Ident(_) | TokenTree::Literal(_))
            )
    };
    let ahead = input.fork();
    let first = ahead.call(Ident::parse_any)?;
    if !is_joint(&ahead) {
        return Ok(None);
    }
    input.call(Ident::parse_any)?;
    let mut written = Written {
        words: first.to_string(),
        tokens: first.to_token_stream(),
    };
    let mut id = first.to_string();
    while is_joint(input) {
        let sign: TokenTree = input.parse()?;
        let word: TokenTree = input.parse()?;
        id = format!("{id}_{word}");
        written.words += &format!("{sign}{word}");
        written.tokens.extend([sign, word]);
    }
    id.make_ascii_uppercase();
    let id = match syn::parse_str::<Ident>(&id) {
        Ok(mut id) => {
            id.set_span(first.span());
            id
        }
        Err(_) => first,
    };
    Ok(Some((written, id)))
}

/// Returns the name of the first argument in the following parentheses or braces.
pub(super) fn first_argument(input: ParseStream) -> Option<String> {
    let (TokenTree::Group(group), _) = input.cursor().token_tree()? else {
        return None;
    };
    match group.stream().into_iter().next()? {
        TokenTree::Ident(name) => Some(name.to_string()),
        _ => None,
    }
}

/// Parses `<...>`.
pub(super) fn angle_brackets(input: ParseStream) -> syn::Result<TokenStream> {
    let mut tokens = TokenStream::new();
    let mut depth = 0usize;
    loop {
        let token: TokenTree = input.parse()?;
        if let TokenTree::Punct(sign) = &token {
            match sign.as_char() {
                '<' => depth += 1,
                '>' => depth -= 1,
                ';' => return Err(syn::Error::new(sign.span(), "expected `>` before this")),
                _ => {}
            }
        }
        tokens.extend([token]);
        if depth == 0 {
            return Ok(tokens);
        }
    }
}
