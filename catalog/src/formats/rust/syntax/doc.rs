//! Reads doc comments, in the form of attributes.

use crate::documentation::{has_block, unindent};
use proc_macro2::Span;
use syn::spanned::Spanned as _;
use syn::{Attribute, Expr, ExprLit, Lit, Meta};

/// Returns the Markdown of a doc comment, without the text that `#[documented]` has added.
pub(super) fn read(attributes: &[Attribute]) -> String {
    let mut fragments = Vec::new();
    for attribute in attributes {
        fragments.extend(doc_text(attribute).filter(|text| !has_block(text)));
    }
    unindent(&fragments)
}

/// Returns whether `#[documented]` has added text to a doc comment.
pub(super) fn is_extended(attributes: &[Attribute]) -> bool {
    let mut texts = attributes.iter().filter_map(doc_text);
    texts.any(|text| has_block(&text))
}

/// Returns the span of the first text in a doc comment.
pub(super) fn span(attributes: &[Attribute]) -> Option<Span> {
    let says_something =
        |attribute: &&Attribute| doc_text(attribute).is_some_and(|text| !text.trim().is_empty());
    Some(attributes.iter().find(says_something)?.span())
}

/// Returns the text of `#[doc = "..."]`. If a macro generates the text, it is not known here.
fn doc_text(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(meta) = &attribute.meta else {
        return None;
    };
    match &meta.value {
        Expr::Lit(ExprLit {
            lit: Lit::Str(text),
            ..
        }) if meta.path.is_ident("doc") => Some(text.value()),
        _ => None,
    }
}
