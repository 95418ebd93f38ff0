//! Splits a statement at its commas.

use kea_messages_base::id::is_id;
use kea_messages_base::severity::Severity;
use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, TokenStream, TokenTree};
use quote::ToTokens;
use std::fmt;

/// The tokens up to a comma, at least one.
pub(crate) struct Part(Vec<TokenTree>);

/// Splits tokens at their commas.
pub(crate) fn parts(tokens: Vec<TokenTree>) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut part = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == ',' => {
                parts.push(std::mem::take(&mut part));
            }
            token => part.push(token),
        }
    }
    parts.push(part);
    parts.retain(|part| !part.is_empty());
    parts.into_iter().map(Part).collect()
}

/// A part that begins with a name and a sign, as in `name = value`.
pub(crate) struct Keyed<'a> {
    pub(crate) key: &'a Ident,
    /// `=` or `:`.
    pub(crate) sign: &'a Punct,
    pub(crate) value: &'a [TokenTree],
}

impl Part {
    pub(crate) fn new(tokens: Vec<TokenTree>) -> Self {
        Self(tokens)
    }

    pub(crate) fn tokens(&self) -> &[TokenTree] {
        &self.0
    }

    /// Returns the word at the beginning.
    pub(crate) fn word(&self) -> Option<&Ident> {
        match self.0.first() {
            Some(TokenTree::Ident(word)) => Some(word),
            _ => None,
        }
    }

    /// Returns the literal at the beginning.
    pub(crate) fn literal(&self) -> Option<&Literal> {
        match self.0.first() {
            Some(TokenTree::Literal(literal)) => Some(literal),
            _ => None,
        }
    }

    /// Returns the parts of `name = value` or `name: value`.
    pub(crate) fn keyed(&self) -> Option<Keyed<'_>> {
        match self.0.as_slice() {
            [TokenTree::Ident(key), TokenTree::Punct(sign), value @ ..]
                if matches!(sign.as_char(), '=' | ':') && sign.spacing() == Spacing::Alone =>
            {
                Some(Keyed { key, sign, value })
            }
            // A joint sign can be followed by a sign that belongs to the value.
            [TokenTree::Ident(key), TokenTree::Punct(sign), value @ ..]
                if sign.as_char() == '='
                    && matches!(value.first(), Some(TokenTree::Punct(next))
                        if matches!(next.as_char(), '%' | '?' | '&' | '*' | '-' | '!')) =>
            {
                Some(Keyed { key, sign, value })
            }
            _ => None,
        }
    }

    /// Returns the sign `%` or `?` that `tracing` allows before a value.
    pub(crate) fn sigil(&self) -> Option<&Punct> {
        match self.0.as_slice() {
            [TokenTree::Punct(sign), _, ..] if matches!(sign.as_char(), '%' | '?') => Some(sign),
            _ => None,
        }
    }

    /// Returns the ID at the end of a path.
    pub(crate) fn id(&self) -> Option<&Ident> {
        match self.0.last() {
            Some(TokenTree::Ident(id)) if is_id(&id.to_string()) && is_path(&self.0) => Some(id),
            _ => None,
        }
    }

    /// Returns the ID that is called, as in `path::ID(argument, ...)`.
    pub(crate) fn id_of_call(&self) -> Option<&Ident> {
        match self.0.as_slice() {
            [path @ .., TokenTree::Ident(id), TokenTree::Group(group)]
                if group.delimiter() == Delimiter::Parenthesis
                    && is_id(&id.to_string())
                    && !Severity::NAMES.contains(&id.to_string().to_ascii_lowercase().as_str())
                    && is_path(path) =>
            {
                Some(id)
            }
            _ => None,
        }
    }

    /// Returns the correct form of the severity that is meant by a path, a word in another case, a
    /// call or a text, or `None` if none is meant.
    pub(crate) fn meant_severity(&self) -> Option<String> {
        let (word, level) = match self.0.as_slice() {
            [TokenTree::Literal(text)] => {
                let text = text.to_string();
                return severity_of(text.strip_prefix('"')?.strip_suffix('"')?, None);
            }
            [path @ .., TokenTree::Punct(_), TokenTree::Ident(word)] if is_level(path) => {
                (word, None)
            }
            [
                path @ ..,
                TokenTree::Punct(_),
                TokenTree::Ident(word),
                TokenTree::Group(level),
            ] if is_level(path) => (word, Some(level)),
            [TokenTree::Ident(word)] => (word, None),
            [TokenTree::Ident(word), TokenTree::Group(level)]
                if level.delimiter() == Delimiter::Parenthesis =>
            {
                (word, Some(level))
            }
            _ => return None,
        };
        severity_of(&word.to_string(), level)
    }

    /// Returns whether this is a severity, or is meant as one.
    pub(crate) fn is_severity(&self) -> bool {
        self.meant_severity().is_some()
    }

    /// Returns the value that is meant as an argument, without a name, `%` or `?`.
    pub(crate) fn argument(&self) -> TokenStream {
        let value = match self.keyed() {
            // In `log`, this is written `name:?`.
            Some(Keyed {
                key,
                value: [] | [TokenTree::Punct(_)],
                ..
            }) => {
                return key.to_token_stream();
            }
            Some(keyed) => keyed.value,
            None => &self.0,
        };
        let value = match value {
            [TokenTree::Punct(sign), value @ ..] if matches!(sign.as_char(), '%' | '?') => value,
            value => value,
        };
        value.iter().cloned().collect()
    }
}

/// Returns whether these are words separated or preceded by `::`.
pub(crate) fn is_path(tokens: &[TokenTree]) -> bool {
    tokens.iter().all(|token| match token {
        TokenTree::Ident(_) => true,
        TokenTree::Punct(sign) => sign.as_char() == ':',
        _ => false,
    })
}

/// Returns whether a path, with half of the `::` after it, ends in the name of a type of severities
/// in other crates.
fn is_level(path: &[TokenTree]) -> bool {
    match path {
        [path @ .., TokenTree::Ident(name), TokenTree::Punct(_)] => {
            let name = name.to_string();
            is_path(path) && ["Severity", "Level", "LevelFilter"].contains(&name.as_str())
        }
        _ => false,
    }
}

fn severity_of(word: &str, level: Option<&Group>) -> Option<String> {
    let word = word.to_ascii_lowercase();
    let number = level.map(|level| level.stream().to_string());
    match word.as_str() {
        "trace" => Some("debug(40)".into()),
        "debug" => Some(format!("debug({})", number.as_deref().unwrap_or("0"))),
        "warning" => Some("warn".into()),
        "critical" => Some("fatal".into()),
        word if Severity::NAMES.contains(&word) => Some(word.into()),
        _ => None,
    }
}

impl ToTokens for Part {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(self.0.iter().cloned());
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_token_stream().fmt(f)
    }
}
