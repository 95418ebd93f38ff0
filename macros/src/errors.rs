//! The mistakes of one macro call.

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use std::fmt::Display;

/// Collects mistakes, so that a user sees all of them in one build.
#[derive(Default)]
pub(crate) struct Errors(Vec<syn::Error>);

impl Errors {
    /// A mistake at these tokens.
    pub(crate) fn at(&mut self, tokens: impl ToTokens, reason: impl Display) {
        self.0.push(syn::Error::new_spanned(tokens, reason));
    }

    /// A mistake at this place.
    pub(crate) fn at_span(&mut self, span: Span, reason: impl Display) {
        self.0.push(syn::Error::new(span, reason));
    }

    pub(crate) fn push(&mut self, error: syn::Error) {
        self.0.push(error);
    }

    pub(crate) fn append(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What went right, or the mistake that was made.
    pub(crate) fn take<T>(&mut self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.push(error)).ok()
    }

    /// Each mistake as the tokens that make rustc report it.
    pub(crate) fn iter(&self) -> impl Iterator<Item = TokenStream> {
        self.0.iter().map(syn::Error::to_compile_error)
    }
}

impl ToTokens for Errors {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(self.iter());
    }
}
