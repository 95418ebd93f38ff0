//! Generates names for the elided lifetimes and unnamed types of parameters.

use crate::tokens::{Tokens, any_word};
use kea_messages_catalog::formats::rust::syntax::Declared;
use proc_macro2::{Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use std::iter::Peekable;

/// Gives names to elided lifetimes and to `impl Trait`, so that a return type can repeat the type
/// of a parameter, and to the types of arguments without a declared type.
pub(super) struct Names {
    /// The prefix of generated type names, which no declared type uses.
    prefix: String,
    span: Span,
    pub(super) lifetimes: Vec<Tokens>,
    /// Type parameters that implement `Display`.
    pub(super) printed: Vec<Ident>,
    /// Other type parameters, with their bounds, if they have any.
    pub(super) others: Vec<(Ident, Option<Tokens>)>,
}

impl Names {
    pub(super) fn avoiding(declared: &[Declared], span: Span) -> Self {
        let mut prefix = String::from("Arg");
        let is_taken = |prefix: &str| {
            let mut types = declared
                .iter()
                .filter_map(|declared| declared.rust_type.as_ref());
            types.any(|rust_type| {
                any_word(rust_type.to_token_stream(), &|word| {
                    word.to_string().starts_with(prefix)
                })
            })
        };
        while is_taken(&prefix) {
            prefix.push('X');
        }
        Self {
            prefix,
            span,
            lifetimes: Vec::new(),
            printed: Vec::new(),
            others: Vec::new(),
        }
    }

    /// Returns a new type parameter for an argument that implements `Display`.
    pub(super) fn printed(&mut self) -> Ident {
        let name = self.type_parameter();
        self.printed.push(name.clone());
        name
    }

    /// Returns a new type parameter for an argument with these bounds.
    pub(super) fn bounded(&mut self, bounds: impl FnOnce(Span) -> TokenStream) -> Ident {
        let name = self.type_parameter();
        self.others
            .push((name.clone(), Some(bounds(self.span).into())));
        name
    }

    /// Returns a new type parameter for an argument without bounds.
    pub(super) fn unbounded(&mut self) -> Ident {
        let name = self.type_parameter();
        self.others.push((name.clone(), None));
        name
    }

    /// Returns the type parameters as they are declared.
    ///
    /// Their tokens are those of a macro. Otherwise, if the declared type of an argument does not
    /// exist, rustc would suggest adding it to these parameters. It would suggest this at only one
    /// of the two places where the type occurs, and so report two errors instead of one.
    pub(super) fn declared(&self) -> impl Iterator<Item = Ident> {
        let others = self.others.iter().map(|(name, _)| name);
        let span = Span::mixed_site().located_at(self.span);
        self.printed.iter().chain(others).map(move |name| {
            let mut name = name.clone();
            name.set_span(span);
            name
        })
    }

    /// Returns the bounds of the type parameters.
    pub(super) fn bounds(&self) -> Tokens {
        let span = self.span;
        let mut bounds = TokenStream::new();
        for name in &self.printed {
            bounds.extend(quote_spanned!(span=> #name: ::core::fmt::Display,));
        }
        for (name, written) in &self.others {
            if let Some(written) = written {
                bounds.extend(quote_spanned!(span=> #name: #written,));
            }
        }
        if bounds.is_empty() {
            bounds.into()
        } else {
            quote_spanned!(span=> where #bounds).into()
        }
    }

    fn type_parameter(&self) -> Ident {
        let number = self.printed.len() + self.others.len() + 1;
        format_ident!("{}{number}", self.prefix, span = self.span)
    }

    fn lifetime(&mut self) -> Tokens {
        let name = format_ident!("arg{}", self.lifetimes.len() + 1, span = self.span);
        let mut tick = Punct::new('\'', Spacing::Joint);
        tick.set_span(self.span);
        let lifetime = Tokens::from_iter([TokenTree::from(tick), name.into()]);
        self.lifetimes.push(lifetime.clone());
        lifetime
    }

    /// Gives names to all elided lifetimes and `impl Trait`s of a type.
    pub(super) fn name_all(&mut self, tokens: TokenStream) -> TokenStream {
        let mut named = TokenStream::new();
        let mut tokens = tokens.into_iter().peekable();
        // The elided lifetimes in the parentheses of `Fn(&str)` belong to the function type.
        let mut is_function = false;
        while let Some(token) = tokens.next() {
            let was_function = std::mem::take(&mut is_function);
            match token {
                TokenTree::Punct(punct) if punct.as_char() == '&' => {
                    named.extend([TokenTree::from(punct)]);
                    if !is_punct(tokens.peek(), '\'') {
                        self.lifetime().to_tokens(&mut named);
                    }
                }
                TokenTree::Punct(punct) if punct.as_char() == '\'' => match tokens.next() {
                    Some(TokenTree::Ident(name)) if name == "_" => {
                        self.lifetime().to_tokens(&mut named);
                    }
                    name => {
                        named.extend([TokenTree::from(punct)]);
                        named.extend(name);
                    }
                },
                TokenTree::Ident(word) if word == "impl" => {
                    let bounds = bounds(&mut tokens);
                    let bounds = self.name_all(bounds);
                    let name = self.type_parameter();
                    self.others.push((name.clone(), Some(bounds.into())));
                    named.extend([TokenTree::from(name)]);
                }
                TokenTree::Ident(word) if word == "Cow" && is_punct(tokens.peek(), '<') => {
                    named.extend([TokenTree::from(word)]);
                    named.extend(tokens.next());
                    if !is_punct(tokens.peek(), '\'') {
                        // `Cow<str>` elides a lifetime, which is not allowed in a return type that
                        // names another lifetime.
                        let lifetime = self.lifetime();
                        named.extend(quote!(#lifetime,));
                    }
                }
                TokenTree::Ident(word) => {
                    is_function = ["fn", "Fn", "FnMut", "FnOnce"]
                        .iter()
                        .any(|name| word == name);
                    named.extend([TokenTree::from(word)]);
                }
                TokenTree::Group(group) if !was_function => {
                    let mut inner = Group::new(group.delimiter(), self.name_all(group.stream()));
                    inner.set_span(group.span());
                    named.extend([TokenTree::from(inner)]);
                }
                TokenTree::Group(group) => {
                    named.extend([TokenTree::from(group)]);
                    if is_punct(tokens.peek(), '-') {
                        named.extend(bounds(&mut tokens));
                    }
                }
                token => named.extend([token]),
            }
        }
        named
    }
}

fn is_punct(token: Option<&TokenTree>, sign: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == sign)
}

/// Takes the tokens of a bound or of a return type, up to a comma or to the `>` that closes the
/// list around them.
fn bounds(tokens: &mut Peekable<impl Iterator<Item = TokenTree>>) -> TokenStream {
    let mut bounds = TokenStream::new();
    let mut depth = 0usize;
    let mut is_arrow = false;
    while let Some(token) = tokens.peek() {
        if let TokenTree::Punct(punct) = token {
            match punct.as_char() {
                '<' => depth += 1,
                '>' if is_arrow => {}
                ',' | '>' if depth == 0 => break,
                '>' => depth -= 1,
                _ => {}
            }
            is_arrow = punct.as_char() == '-';
        }
        bounds.extend(tokens.next());
    }
    bounds
}
