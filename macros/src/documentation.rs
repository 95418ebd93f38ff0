//! Doc comments, as attributes.

use kea_messages_catalog::documentation::unindent;
use syn::{Attribute, Expr, ExprLit, Lit, Meta};

/// The Markdown of a doc comment.
pub(crate) fn read(attributes: &[Attribute]) -> String {
    let fragments: Vec<String> = attributes.iter().filter_map(doc_text).collect();
    unindent(&fragments)
}

/// The text of `#[doc = "..."]`. A text that a macro makes is not known here.
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
