//! Helpers for tokens that do not need syn's types.

use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};

/// Tokens that are written several times.
///
/// A `TokenStream` belongs to rustc, and each time one is written into another one, rustc is called
/// twice. This took half the time of `kea_messages!`.
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
    /// Creates `(tokens)`, with parentheses at `span`.
    pub(crate) fn parenthesized(span: Span, tokens: TokenStream) -> Self {
        let mut group = Group::new(Delimiter::Parenthesis, tokens);
        group.set_span(span);
        Self(vec![group.into()])
    }

    /// Returns the same tokens, so that errors about them are reported at `span`.
    pub(crate) fn at(&self, span: Span) -> Self {
        let relocate = |mut token: TokenTree| {
            token.set_span(token.span().located_at(span));
            token
        };
        self.0.iter().cloned().map(relocate).collect()
    }

    /// Returns `&tokens`, from the first token of `place` to its last. rustc then underlines all of
    /// `place` in errors, although spans cannot be joined on stable Rust. All tokens have the
    /// hygiene of the first of these tokens, because rustc does not join spans of two macros.
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

    /// Creates the attribute `#[tokens]`.
    pub(crate) fn attribute(tokens: TokenStream) -> Self {
        let sign = Punct::new('#', Spacing::Alone);
        Self(vec![
            sign.into(),
            Group::new(Delimiter::Bracket, tokens).into(),
        ])
    }
}

/// Returns an expression for the logger of the messages: its name, or the module.
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

/// Returns a `;` at `span`. rustc reports an item at a span that includes its end.
pub(crate) fn semicolon(span: Span) -> Punct {
    let mut semicolon = Punct::new(';', Spacing::Alone);
    semicolon.set_span(span);
    semicolon
}

/// Removes groups without delimiters from the tokens. A fragment that a declarative macro has
/// matched is in such a group, which has no place in the source.
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

/// Returns whether any word among the tokens, including those inside groups, satisfies `is_such`.
pub(crate) fn any_word(tokens: TokenStream, is_such: &dyn Fn(&Ident) -> bool) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => any_word(group.stream(), is_such),
        TokenTree::Ident(word) => is_such(&word),
        _ => false,
    })
}

/// Returns the same tokens, including those inside groups, with this span.
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
