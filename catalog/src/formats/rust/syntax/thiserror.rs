//! Recognizes the attributes of thiserror next to those of the derive.

use proc_macro2::TokenTree;
use syn::{Attribute, Meta};

/// Returns the attribute that makes thiserror generate a `Display`, if there is one.
pub(super) fn display(attributes: &[Attribute]) -> Option<&Attribute> {
    attributes.iter().find(|attribute| is_display(attribute))
}

/// Returns whether this attribute makes thiserror generate a `Display`. Other attributes with the
/// same name belong to `derive_more`.
pub(super) fn is_display(attribute: &Attribute) -> bool {
    let Meta::List(list) = &attribute.meta else {
        return false;
    };
    list.path.is_ident("error")
        && match list.tokens.clone().into_iter().next() {
            Some(TokenTree::Literal(_)) => true,
            Some(TokenTree::Ident(word)) => word == "transparent" || word == "fmt",
            _ => false,
        }
}
