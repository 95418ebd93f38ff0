//! Collects the mistakes of one macro call, with their spans.

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use std::fmt::Display;

/// Collects mistakes, so that a user sees all of them in one build.
#[derive(Debug, Default)]
pub struct Errors(Vec<syn::Error>);

impl Errors {
    /// Adds a mistake at these tokens.
    pub fn at(&mut self, tokens: impl ToTokens, reason: impl Display) {
        self.0.push(syn::Error::new_spanned(tokens, reason));
    }

    /// Adds a mistake at this span.
    pub fn at_span(&mut self, span: Span, reason: impl Display) {
        self.0.push(syn::Error::new(span, reason));
    }

    /// Adds a mistake that syn has reported.
    pub fn push(&mut self, error: syn::Error) {
        self.0.push(error);
    }

    /// Adds the mistakes of another collection.
    pub fn append(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }

    /// Returns the number of mistakes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns whether there are no mistakes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the value of a result, or adds its error.
    pub fn take<T>(&mut self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.push(error)).ok()
    }

    /// Returns each mistake with its span and its text.
    pub fn into_mistakes(self) -> impl Iterator<Item = syn::Error> {
        self.0.into_iter().flatten()
    }

    /// Returns the mistakes.
    pub fn errors(&self) -> impl Iterator<Item = &syn::Error> {
        self.0.iter()
    }

    /// Returns each mistake as the tokens that make rustc report it.
    pub fn iter(&self) -> impl Iterator<Item = TokenStream> {
        self.0.iter().map(syn::Error::to_compile_error)
    }
}

impl ToTokens for Errors {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(self.iter());
    }
}
