//! Parses the attributes of a definition in `kea_messages!`.

use super::doc;
use super::errors::Errors;
use super::tokens::written;
use crate::Deprecation;
use crate::suggest::nearest;
use kea_messages_base::severity::Severity;
use proc_macro2::Span;
use quote::ToTokens as _;
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, ExprLit, Lit, LitStr, Meta, MetaNameValue, Token};

/// The attributes of a definition, by kind.
#[derive(Default)]
pub struct Attributes {
    /// The description, in Markdown.
    pub markdown: String,
    /// The span at which the description begins.
    pub description: Option<Span>,
    /// Whether there is a doc comment of any kind.
    pub is_documented: bool,
    /// The attributes that are copied to every item of the expansion.
    pub cfg: Vec<Attribute>,
    /// The attributes that are copied to the function: documentation, deprecation,
    /// lints.
    pub on_function: Vec<Attribute>,
    /// The value of `#[alert]`.
    pub alert: Option<LitStr>,
    /// The value of `#[limit]`.
    pub limit: Option<LitStr>,
    /// The value of `#[promise]`.
    pub promise: Option<LitStr>,
    /// The content of `#[deprecated]`.
    pub deprecation: Option<Deprecation>,
}

/// The attributes of a message, except `cfg_attr`, which rustc resolves.
const KNOWN: [&str; 11] = [
    "alert",
    "limit",
    "promise",
    "doc",
    "cfg",
    "deprecated",
    "allow",
    "expect",
    "warn",
    "deny",
    "forbid",
];

impl Attributes {
    pub(super) fn sort(attributes: Vec<Attribute>, errors: &mut Errors) -> Self {
        let mut sorted = Self {
            markdown: doc::read(&attributes),
            description: doc::span(&attributes),
            ..Self::default()
        };
        for attribute in attributes {
            // A path of several words belongs to a tool, such as `rustfmt::skip`.
            let name = attribute.path().get_ident().map(ToString::to_string);
            match name.as_deref().unwrap_or("cfg_attr") {
                "cfg" => {
                    sorted.cfg.push(attribute);
                    continue;
                }
                "doc" => sorted.is_documented = true,
                name @ ("alert" | "limit" | "promise") => {
                    let (stated, example) = match name {
                        "alert" => (&mut sorted.alert, "> 5/min for 10m"),
                        "limit" => (&mut sorted.limit, "10/min per client"),
                        _ => (&mut sorted.promise, "text"),
                    };
                    if stated.is_some() {
                        errors.at(&attribute, format_args!("duplicate attribute `{name}`"));
                    }
                    *stated = errors.take(value(attribute, name, example));
                    continue;
                }
                "deprecated" => sorted.deprecation = Some(deprecation(&attribute.meta)),
                "cfg_attr" => {}
                name if KNOWN.contains(&name) => {}
                name => {
                    errors.at(&attribute, unknown(name));
                    continue;
                }
            }
            sorted.on_function.push(attribute);
        }
        sorted
    }
}

/// Parses the string of `#[alert = "..."]` and similar attributes.
fn value(attribute: Attribute, name: &str, example: &str) -> syn::Result<LitStr> {
    let form = format!("`#[{name} = \"{example}\"]`");
    let reason = format!("`{name}` needs a string: {form}");
    match attribute.meta {
        Meta::NameValue(MetaNameValue { value, .. }) => match value {
            Expr::Lit(ExprLit {
                lit: Lit::Str(text),
                ..
            }) => Ok(text),
            Expr::Macro(call) => {
                let called = written(call.mac.path.to_token_stream());
                let reason =
                    format!("`{called}!` is not expanded here: write a string literal, {form}");
                Err(syn::Error::new_spanned(call, reason))
            }
            value => Err(syn::Error::new_spanned(value, reason)),
        },
        _ => Err(syn::Error::new_spanned(attribute, reason)),
    }
}

fn unknown(name: &str) -> String {
    match name {
        "secret" => {
            return "`#[secret]` belongs on an argument: `ID(#[secret] password)`".to_owned();
        }
        "field" => return "`#[field]` belongs on an argument: `ID(#[field] pool)`".to_owned(),
        "lock" => {
            return "unknown attribute `lock` on a message: to promise the text, write \
                    `#[promise = \"text\"]`"
                .to_owned();
        }
        "since" => {
            return "write the version in the doc comment: `/// # Since`, with `/// 1.0` below \
                it"
            .to_owned();
        }
        "action" => {
            return "write the action in the doc comment: `/// # Action`, with the text below it"
                .to_owned();
        }
        _ => {}
    }
    if Severity::NAMES.contains(&name) {
        return format!("a severity is not an attribute: write it before the ID, `{name} ID`");
    }
    match nearest(name, &KNOWN) {
        Some(known) => {
            format!("unknown attribute `{name}` on a message: did you mean `{known}`?")
        }
        None => format!(
            "unknown attribute `{name}` on a message: expected a doc comment, `alert`, `cfg`, \
             `deprecated`, `limit`, `promise` or a lint level"
        ),
    }
}

/// Returns the conditions of the `#[cfg]` attributes among these.
#[must_use]
pub fn conditions(attributes: &[Attribute]) -> Vec<String> {
    let conditions = attributes
        .iter()
        .filter_map(|attribute| match &attribute.meta {
            Meta::List(list) if list.path.is_ident("cfg") => {
                Some(written(list.tokens.to_token_stream()))
            }
            _ => None,
        });
    conditions.collect()
}

/// Returns the content of the attribute `#[deprecated]`, if there is one.
pub(super) fn deprecation_among(attributes: &[Attribute]) -> Option<Deprecation> {
    let attribute = attributes
        .iter()
        .find(|attribute| attribute.path().is_ident("deprecated"))?;
    Some(deprecation(&attribute.meta))
}

/// Parses `#[deprecated]`, `#[deprecated = "note"]` and `#[deprecated(since = "...", note =
/// "...")]`. rustc reports any other form.
fn deprecation(meta: &Meta) -> Deprecation {
    let mut deprecation = Deprecation::default();
    match meta {
        Meta::Path(_) => {}
        Meta::NameValue(note) => deprecation.note = string(&note.value),
        Meta::List(list) => {
            let parser = Punctuated::<MetaNameValue, Token![,]>::parse_terminated;
            for pair in list.parse_args_with(parser).into_iter().flatten() {
                if pair.path.is_ident("since") {
                    deprecation.since = string(&pair.value);
                } else if pair.path.is_ident("note") {
                    deprecation.note = string(&pair.value);
                }
            }
        }
    }
    deprecation
}

fn string(value: &Expr) -> Option<String> {
    match value {
        Expr::Lit(ExprLit {
            lit: Lit::Str(text),
            ..
        }) => Some(text.value()),
        _ => None,
    }
}
