//! `#[message(...)]`: on a variant or a struct, and on a field.

use super::errors::Errors;
use super::meaning::{Field, Meaning, Role};
use super::options::{Options, comma, string};
use super::severity::severity as parse_severity;
use crate::severity::unknown as unknown_severity;
use crate::suggest::nearest;
use kea_messages_base::severity::Severity;
use proc_macro2::{Span, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::spanned::Spanned as _;
use syn::{Attribute, Ident, LitStr, Meta};

/// What `#[message(...)]` on a variant says.
#[derive(Default)]
pub(super) struct VariantOptions {
    pub(super) severity: Option<Severity>,
    pub(super) id: Option<LitStr>,
    pub(super) text: Option<LitStr>,
    pub(super) transparent: Option<Ident>,
}

impl VariantOptions {
    /// Reads what is between the parentheses. `options` are those that have been read
    /// before, in another attribute.
    ///
    /// # Errors
    ///
    /// The first mistake.
    pub(super) fn parse(&mut self, input: ParseStream, options: &mut Options) -> syn::Result<()> {
        while !input.is_empty() {
            if input.peek(LitStr) {
                let text: LitStr = input.parse()?;
                if self.text.is_some() {
                    return Err(syn::Error::new_spanned(text, "there is a text already"));
                }
                self.text = Some(text);
            } else {
                self.option(input, options)?;
            }
            comma(input)?;
        }
        Ok(())
    }

    fn option(&mut self, input: ParseStream, options: &mut Options) -> syn::Result<()> {
        let word = input.fork().call(Ident::parse_any).map_err(|_| {
            input.error("a message is a severity and a text: `#[message(warn, \"text\")]`")
        })?;
        let name = word.to_string();
        match name.as_str() {
            "id" | "transparent" => {
                let option = options.name(input)?;
                if name == "id" {
                    let example = "id = \"ALLOC_ENGINE_V4_ALLOC_FAIL\"";
                    self.id = Some(string(input, &option, example)?);
                } else {
                    self.transparent = Some(option);
                }
            }
            "skip" => {
                return Err(syn::Error::new_spanned(word, "`skip` stands on a field"));
            }
            _ if Severity::NAMES.contains(&name.as_str()) => {
                let severity = parse_severity(input)?;
                if self.severity.is_some() {
                    return Err(syn::Error::new_spanned(word, "there is a severity already"));
                }
                self.severity = Some(severity);
            }
            _ if nearest(&name, &Severity::NAMES).is_some() => {
                return Err(syn::Error::new_spanned(word, unknown_severity(&name)));
            }
            _ => return Err(syn::Error::new(word.span(), options.unknown(&name))),
        }
        Ok(())
    }

    /// Makes out the ID in an attribute with a mistake.
    pub(super) fn make_out(&mut self, attribute: &Attribute) {
        let Meta::List(list) = &attribute.meta else {
            return;
        };
        let tokens: Vec<TokenTree> = list.tokens.clone().into_iter().collect();
        for (index, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Ident(word) if word == "id" && self.id.is_none() => {
                    let value = tokens.get(index + 2).map(ToTokens::to_token_stream);
                    self.id = value.and_then(|value| syn::parse2(value).ok());
                }
                TokenTree::Ident(word) if word == "transparent" => {
                    self.transparent = Some(word.clone());
                }
                _ => {}
            }
        }
    }

    /// The field that a transparent variant stands for.
    ///
    /// # Errors
    ///
    /// There is no such field, or something is said that only the field can say.
    pub(super) fn transparent_field(&self, word: &Ident, fields: &[Field]) -> syn::Result<Meaning> {
        if self.severity.is_some() || self.text.is_some() || self.id.is_some() {
            let reason = "a transparent variant has the ID, severity and text of its field: write \
                          `#[message(transparent)]`";
            return Err(syn::Error::new_spanned(word, reason));
        }
        let mut kept = (0..)
            .zip(fields)
            .filter(|(_, field)| field.role != Role::Skip);
        match (kept.next(), kept.next()) {
            (Some((index, field)), None) if field.role == Role::Display => {
                Ok(Meaning::Transparent(index))
            }
            (Some((_, field)), None) => Err(syn::Error::new(
                field.span(),
                "the field of a transparent variant is a message, and shows itself",
            )),
            _ => Err(syn::Error::new_spanned(
                word,
                "a transparent variant has one field, the message that it stands for",
            )),
        }
    }
}

/// What the attributes of a field make of it, of which there is one at most.
pub(super) fn role(attributes: &[Attribute], errors: &mut Errors) -> Role {
    let mut options = Options::new("`#[message]` on a field", &["skip", "debug"]);
    let mut roles: Vec<(Role, Span)> = Vec::new();
    for attribute in attributes {
        let read = if attribute.path().is_ident("secret") {
            let word = attribute.meta.require_path_only();
            word.map(|_| roles.push((Role::Secret, attribute.path().span())))
        } else if attribute.path().is_ident("message") {
            attribute.parse_args_with(|input: ParseStream| {
                field_options(input, &mut options, &mut roles)
            })
        } else {
            continue;
        };
        errors.take(read);
    }
    if let [_, (_, second), ..] = roles.as_slice() {
        let reason = "a field is skipped, printed by its `Debug`, or a secret: choose one";
        errors.at_span(*second, reason);
    }
    roles.first().map_or(Role::Display, |(role, _)| *role)
}

fn field_options(
    input: ParseStream,
    options: &mut Options,
    roles: &mut Vec<(Role, Span)>,
) -> syn::Result<()> {
    while !input.is_empty() {
        let word = input.fork().call(Ident::parse_any)?;
        if word == "secret" || word == "field" {
            let reason = format!("write `#[{word}]`");
            return Err(syn::Error::new_spanned(word, reason));
        }
        let option = options.name(input)?;
        let role = if option == "skip" {
            Role::Skip
        } else {
            Role::Debug
        };
        roles.push((role, option.span()));
        comma(input)?;
    }
    Ok(())
}

/// Whether a field is marked as an argument without a placeholder.
pub(super) fn is_field(attributes: &[Attribute], role: Role, errors: &mut Errors) -> bool {
    let mut marks = attributes.iter().filter(|it| it.path().is_ident("field"));
    let Some(mark) = marks.next() else {
        return false;
    };
    if let Err(error) = mark.meta.require_path_only() {
        errors.push(error);
    } else if let Some(second) = marks.next() {
        errors.at(second, "`#[field]` stands here twice");
    } else if role == Role::Skip {
        errors.at(mark, "a skipped field is not an argument: choose one");
    }
    true
}
