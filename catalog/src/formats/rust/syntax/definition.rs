//! Parses a definition in `kea_messages!`: `severity ID(arguments) = "text";`.
//!
//! A mistake does not end parsing. A recoverable mistake is noted in the
//! definition, and parsing continues after the wrong token; after any other
//! mistake, the rest of the definition is skipped, up to its semicolon.

use super::argument_type;
use super::attributes::Attributes;
use super::errors::Errors;
use super::head::Head;
use super::skip::skip_past_semicolon;
use super::spans::Spans;
use super::text_literal::{begins_definition, text};
use super::tokens::rust_type;
use super::variant::{has_numbers, in_names};
use super::wrong_argument::{self, Name};
use crate::documentation::sections;
use crate::formats::rust::depth::check_type;
use crate::suggest::Unknown;
use crate::{Argument, Message, in_order};
use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Attribute, LitStr, Token, Type, Visibility, token};

/// A definition, as far as it could be parsed.
pub struct Definition {
    /// The attributes of the definition.
    pub attributes: Attributes,
    /// The visibility of the definition.
    pub visibility: Visibility,
    /// The ID. Errors about the message as a whole are reported at its span.
    pub id: Ident,
    /// The declared arguments; empty if there is no list.
    pub declared: Vec<Declared>,
    /// The message.
    pub message: Message,
    /// The places of the message's parts.
    pub spans: Spans,
    /// The mistakes in the definition. If there are any, the other fields may
    /// be incomplete.
    pub errors: Errors,
}

/// An argument as a definition declares it.
pub struct Declared {
    /// The name of the argument.
    pub name: Ident,
    /// The type of the argument, if one is declared.
    pub rust_type: Option<Type>,
    /// Whether the argument is a secret.
    pub secret: bool,
    /// Whether the argument has no placeholder.
    pub field: bool,
}

impl Definition {
    /// Parses the rest of a definition, up to its semicolon.
    pub(super) fn body(
        input: ParseStream,
        attributes: Attributes,
        visibility: Visibility,
        head: Head,
        mut errors: Errors,
    ) -> Self {
        let is_called_by_name = input.peek(token::Brace);
        let Head {
            severity,
            visibility: misplaced,
            id,
            is_wrong,
            is_behind_id,
        } = head;
        let visibility = misplaced.unwrap_or(visibility);
        let mut found = Errors::default();
        let group = input.cursor().token_tree().map(|(group, _)| group);
        let last = match &group {
            Some(group @ TokenTree::Group(_)) => group.span(),
            _ => id.span(),
        };
        let read = arguments(input, &mut found).and_then(|declared| {
            // `ID("text", client)` is one mistake, although the text is missing as well.
            if !found.is_empty() && input.peek(Token![;]) && group.is_some_and(has_literal) {
                return Ok(None);
            }
            let text = text(input, &id, last, &mut found)?;
            Ok(Some((declared, text)))
        });
        let read = found.take(read).flatten();
        // After a mistake in the head, others are not reported, because they can be consequences.
        if !is_wrong {
            errors.append(found);
        }
        if let Some((declared, text)) = read {
            let mut message = Message::new(id.to_string(), "");
            message.severity = severity;
            message.is_called_by_name = is_called_by_name;
            return Self::checked(attributes, visibility, id, message, declared, &text, errors);
        }
        if is_wrong && input.parse::<Token![,]>().is_ok() {
            // This is `A(client), B(),`, the syntax of an enum.
        } else if is_behind_id || !begins_definition(input) {
            skip_past_semicolon(input);
        }
        Self::broken(id, visibility, attributes.cfg, errors)
    }

    /// Creates a definition that could be parsed, with all its mistakes.
    fn checked(
        mut attributes: Attributes,
        visibility: Visibility,
        id: Ident,
        mut message: Message,
        declared: Option<Vec<Declared>>,
        text: &LitStr,
        mut errors: Errors,
    ) -> Self {
        let sections = sections(&attributes.markdown);
        let mut places = Vec::new();
        message.arguments = declared.as_ref().map(|declared| {
            let mut arguments = Vec::new();
            for declared in in_order(declared.iter().collect(), |declared| declared.field) {
                arguments.push(declared.argument());
                places.push(declared.name.span());
            }
            arguments
        });
        message.set_text(text.value());
        message.description = sections.description;
        message.action = sections.action;
        message.since = sections.since;
        message.deprecation = attributes.deprecation.take();
        message.alert = attributes.alert.as_ref().map(LitStr::value);
        message.limit = attributes.limit.as_ref().map(LitStr::value);
        message.promise = attributes.promise.as_ref().map(LitStr::value);
        let spans = Spans {
            id: id.span(),
            text: text.span(),
            arguments: places,
            description: attributes.description,
            alert: attributes.alert.as_ref().map(LitStr::span),
            limit: attributes.limit.as_ref().map(LitStr::span),
            promise: attributes.promise.as_ref().map(LitStr::span),
        };
        let declared = declared.unwrap_or_default();
        // After a mistake in the syntax, faults are not reported, because they can be consequences.
        if errors.is_empty() {
            for fault in message.faults() {
                let span = spans.of(fault.part);
                let mut reason = fault.to_string();
                if reason.contains("has no placeholder: the text needs a") {
                    if !has_numbers(&text.value()) {
                        reason = in_names(reason);
                    }
                    reason += "; or mark the argument `#[field]`";
                }
                errors.at_span(span, reason);
            }
        }
        Self {
            attributes,
            visibility,
            id,
            declared,
            message,
            spans,
            errors,
        }
    }

    /// Creates a definition for which only the ID could be parsed.
    pub(super) fn broken(
        id: Ident,
        visibility: Visibility,
        cfg: Vec<Attribute>,
        errors: Errors,
    ) -> Self {
        Self {
            attributes: Attributes {
                cfg,
                ..Attributes::default()
            },
            visibility,
            message: Message::new(id.to_string(), ""),
            spans: Spans {
                id: id.span(),
                text: id.span(),
                arguments: Vec::new(),
                description: None,
                alert: None,
                limit: None,
                promise: None,
            },
            id,
            declared: Vec::new(),
            errors,
        }
    }
}

impl Declared {
    fn argument(&self) -> Argument {
        let mut argument = Argument::named(&self.name.unraw().to_string());
        argument.rust_type = self.rust_type.as_ref().map(rust_type);
        argument.secret = self.secret;
        argument.field = self.field;
        argument
    }
}

/// Returns whether a list begins with a literal.
fn has_literal(list: TokenTree) -> bool {
    let TokenTree::Group(list) = list else {
        return false;
    };
    let first = list.stream().into_iter().next();
    matches!(first, Some(TokenTree::Literal(_)))
}

/// Parses the list of arguments, and returns `None` if there is no list. A mistake in it is noted,
/// and parsing continues.
fn arguments(input: ParseStream, errors: &mut Errors) -> syn::Result<Option<Vec<Declared>>> {
    let content;
    if input.peek(token::Paren) {
        syn::parenthesized!(content in input);
    } else if input.peek(token::Brace) {
        syn::braced!(content in input);
    } else if input.peek(token::Bracket) {
        let reason = "arguments are written in parentheses: `ID(client, attempts: u32)`";
        errors.at(input.cursor().token_tree().map(|(list, _)| list), reason);
        syn::bracketed!(content in input);
    } else {
        return Ok(None);
    }
    let mut declared = Vec::new();
    while !content.is_empty() {
        match argument(&content, errors) {
            Ok(argument) => declared.push(argument),
            Err(error) => {
                errors.push(error);
                content.parse::<TokenStream>()?;
            }
        }
    }
    Ok(Some(declared))
}

/// Parses an argument and the comma after it.
fn argument(input: ParseStream, errors: &mut Errors) -> syn::Result<Declared> {
    let (mut secret, mut field) = (false, false);
    for attribute in input.call(Attribute::parse_outer)? {
        let mark = match attribute.path() {
            path if path.is_ident("secret") => &mut secret,
            path if path.is_ident("field") => &mut field,
            _ => {
                errors.at(&attribute, unknown_attribute(&attribute));
                continue;
            }
        };
        let name = attribute.path().to_token_stream();
        if attribute.meta.require_path_only().is_err() {
            errors.at(&attribute, format_args!("`#[{name}]` takes no value"));
        } else if *mark {
            errors.at(&attribute, format_args!("duplicate attribute `{name}`"));
        }
        *mark = true;
    }
    let Name {
        ident: name,
        mut rust_type,
        is_secret,
    } = wrong_argument::name(input, errors)?;
    secret |= is_secret;
    if let Some(colon) = input.parse::<Option<Token![:]>>()? {
        check_type(input)?;
        rust_type = Some(argument_type::rust_type(
            input, &name, colon, secret, errors,
        )?);
    }
    if !input.is_empty() && input.parse::<Token![,]>().is_err() {
        return Err(wrong_argument::behind(input, &name, rust_type.is_some()));
    }
    Ok(Declared {
        name,
        rust_type,
        secret,
        field,
    })
}

fn unknown_attribute(attribute: &Attribute) -> String {
    let name = attribute.path().to_token_stream().to_string();
    if name == "doc" {
        return "an argument cannot have a doc comment: describe it in the description of the \
            message"
            .to_owned();
    }
    let title = format!("unknown attribute `{name}` on an argument");
    match &*name {
        "limit" | "alert" | "promise" | "deprecated" => {
            return format!("`#[{name}]` belongs on the message, before its severity");
        }
        "debug" => {
            return format!("{title}: to print it with `Debug`, write `name: impl Debug`");
        }
        _ => {}
    }
    // An attribute with a value belongs to another macro, and is not a misspelling.
    let word = if attribute.meta.require_path_only().is_ok() {
        &*name
    } else {
        ""
    };
    Unknown::new(title, word, &["secret", "field"]).to_string()
}
