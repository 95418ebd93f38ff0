//! Helpers for tokens that do not need syn's types.

use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};

/// Tokens that are written many times.
///
/// A `TokenStream` belongs to rustc, and each time one is written into another,
/// rustc is called twice. That was half the time of `kea_messages!`.
#[derive(Clone)]
pub(crate) struct Tokens(Vec<TokenTree>);

impl From<TokenStream> for Tokens {
    fn from(tokens: TokenStream) -> Self {
        Self(tokens.into_iter().collect())
    }
}

impl From<Ident> for Tokens {
    fn from(name: Ident) -> Self {
        Self(vec![name.into()])
    }
}

impl FromIterator<TokenTree> for Tokens {
    fn from_iter<I: IntoIterator<Item = TokenTree>>(tokens: I) -> Self {
        Self(tokens.into_iter().collect())
    }
}

impl Tokens {
    /// `(tokens)`, with parentheses at `span`.
    pub(crate) fn parenthesized(span: Span, tokens: TokenStream) -> Self {
        let mut group = Group::new(Delimiter::Parenthesis, tokens);
        group.set_span(span);
        Self(vec![group.into()])
    }

    /// The same tokens, so that errors about them are reported at `span`.
    pub(crate) fn at(&self, span: Span) -> Self {
        let relocate = |mut token: TokenTree| {
            token.set_span(token.span().located_at(span));
            token
        };
        self.0.iter().cloned().map(relocate).collect()
    }

    /// `&tokens`, from the first token of `place` to its last, so that rustc underlines all of
    /// it in errors, because spans cannot be joined on stable Rust. All have the hygiene of the
    /// first of these tokens, because rustc joins no spans of two macros.
    ///
    /// For a reference to a reference, rustc would only underline the tokens after the `&`, so
    /// these are put in a tuple.
    pub(crate) fn referenced_over(self, place: &impl ToTokens) -> Self {
        let place: Vec<TokenTree> = place.to_token_stream().into_iter().collect();
        let place_of =
            |token: Option<&TokenTree>| token.map_or_else(Span::call_site, TokenTree::span);
        let hygiene = place_of(self.0.first());
        let mut tokens = self.0;
        tokens.insert(0, Punct::new('&', Spacing::Alone).into());
        if matches!(place.first(), Some(TokenTree::Punct(sign)) if sign.as_char() == '&') {
            let reference = tokens.into_iter().collect::<TokenStream>();
            tokens = quote!((#reference,).0).into_iter().collect();
        }
        for token in &mut tokens {
            token.set_span(hygiene.located_at(place_of(place.last())));
        }
        tokens[0].set_span(hygiene.located_at(place_of(place.first())));
        Self(tokens)
    }

    /// The attribute `#[tokens]`.
    pub(crate) fn attribute(tokens: TokenStream) -> Self {
        let sign = Punct::new('#', Spacing::Alone);
        Self(vec![
            sign.into(),
            Group::new(Delimiter::Bracket, tokens).into(),
        ])
    }
}

/// The logger that the messages go to, as text: its name, or the module.
pub(crate) fn logger_or_module(logger: Option<impl ToTokens>) -> TokenStream {
    logger.map_or_else(
        || quote!(::core::module_path!()),
        ToTokens::into_token_stream,
    )
}

impl ToTokens for Tokens {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(self.0.iter().cloned());
    }
}

/// `;` at `span`. Where an item ends is a part of where rustc says that it is.
pub(crate) fn semicolon(span: Span) -> Punct {
    let mut semicolon = Punct::new(';', Spacing::Alone);
    semicolon.set_span(span);
    semicolon
}

/// The tokens, out of the groups that have no delimiters. What a declarative macro has
/// matched is in one, and it has no place in the source.
pub(crate) fn ungrouped(tokens: TokenStream) -> Vec<TokenTree> {
    let mut part = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
                part.extend(group.stream());
            }
            token => part.push(token),
        }
    }
    part
}

/// Whether any word among the tokens, inside of groups too, is such a word.
pub(crate) fn any_word(tokens: TokenStream, is_such: &dyn Fn(&Ident) -> bool) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => any_word(group.stream(), is_such),
        TokenTree::Ident(word) => is_such(&word),
        _ => false,
    })
}

/// The same tokens, inside of groups too, at this place.
#[cfg(feature = "files")]
pub(crate) fn placed(tokens: TokenStream, span: Span) -> TokenStream {
    tokens
        .into_iter()
        .map(|mut token| {
            if let TokenTree::Group(group) = &token {
                token = Group::new(group.delimiter(), placed(group.stream(), span)).into();
            }
            token.set_span(span);
            token
        })
        .collect()
}
