//! A definition in `kea_messages!`: `severity ID(arguments) = "text";`.
//!
//! A mistake does not end the reading. What can be gone on from is noted in the
//! definition, and reading goes on behind the wrong token; after anything else
//! the rest of the definition, up to its semicolon, is passed over.

use super::attributes::Attributes;
use super::errors::Errors;
use super::file_call;
use super::severity::severity as parse_severity;
use super::skip::skip_past_semicolon;
use super::spans::Spans;
use super::tokens::rust_type;
use crate::documentation::sections;
use crate::suggest::Unknown;
use crate::{Argument, Message};
use kea_messages_base::id::is_id;
use kea_messages_base::severity::Severity;
use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Attribute, LitStr, Token, Type, Visibility, token};

/// A definition, as far as it could be read.
pub struct Definition {
    /// Its attributes.
    pub attributes: Attributes,
    /// Its visibility.
    pub visibility: Visibility,
    /// The ID. Its span is where rustc reports what concerns the message as a whole.
    pub id: Ident,
    /// The arguments as they are declared, none where the list is left out.
    pub declared: Vec<Declared>,
    /// The message.
    pub message: Message,
    /// Where its parts stand.
    pub spans: Spans,
    /// What is wrong with the definition. Where there is anything, the rest
    /// cannot be relied on.
    pub errors: Errors,
}

/// An argument as a definition declares it.
pub struct Declared {
    /// Its name.
    pub name: Ident,
    /// Its type, where one is declared.
    pub rust_type: Option<Type>,
    /// Whether it is a secret.
    pub secret: bool,
}

impl Definition {
    /// Reads the severity and the ID. A severity that is wrong is noted and gone on from.
    ///
    /// # Errors
    ///
    /// Something that is not the head of a definition.
    pub(super) fn head(
        input: ParseStream,
        errors: &mut Errors,
    ) -> syn::Result<(Option<Severity>, Ident)> {
        let severity = severity_or_none(input, errors)?;
        Ok((severity, input.call(Ident::parse_any)?))
    }

    /// Reads the rest of a definition, to its semicolon.
    pub(super) fn body(
        input: ParseStream,
        attributes: Attributes,
        visibility: Visibility,
        severity: Option<Severity>,
        id: Ident,
        mut errors: Errors,
    ) -> Self {
        let read = arguments(input, &mut errors).and_then(|declared| {
            let text = text(input, &id, &mut errors)?;
            Ok((declared, text))
        });
        match read {
            Ok((declared, text)) => Self::checked(
                attributes, visibility, severity, id, declared, &text, errors,
            ),
            Err(error) => {
                errors.push(error);
                skip_past_semicolon(input);
                Self::broken(id, visibility, attributes.cfg, errors)
            }
        }
    }

    /// A definition that could be read, with all that is wrong in it.
    fn checked(
        mut attributes: Attributes,
        visibility: Visibility,
        severity: Option<Severity>,
        id: Ident,
        declared: Option<Vec<Declared>>,
        text: &LitStr,
        mut errors: Errors,
    ) -> Self {
        let sections = sections(&attributes.markdown);
        let mut message = Message::new(id.to_string(), text.value());
        message.severity = severity;
        message.arguments = declared
            .as_ref()
            .map(|arguments| arguments.iter().map(Declared::argument).collect());
        message.description = sections.description;
        message.action = sections.action;
        message.since = sections.since;
        message.deprecation = attributes.deprecation.take();
        let declared = declared.unwrap_or_default();
        let arguments = declared.iter();
        let spans = Spans {
            id: id.span(),
            text: text.span(),
            arguments: arguments.map(|declared| declared.name.span()).collect(),
            description: attributes.description,
        };
        // Where the reading met a mistake, its consequences are not reported.
        if errors.is_empty() {
            for fault in message.faults() {
                errors.at_span(spans.of(fault.part), fault);
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

    /// A definition of which nothing but the ID could be read.
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
        argument
    }
}

/// Reads the severity, or finds that there is none. A severity that is wrong is
/// noted and gone on from.
fn severity_or_none(input: ParseStream, errors: &mut Errors) -> syn::Result<Option<Severity>> {
    let ahead = input.fork();
    let Ok(word) = ahead.call(Ident::parse_any) else {
        return Err(input.error(if input.peek(LitStr) {
            "a file is read by `file = \"messages.toml\"`; a definition begins with its severity: \
             `info ID() = \"text\";`"
        } else {
            "a definition begins with its severity: `info ID() = \"text\";`"
        }));
    };
    if ahead.peek(Token![.]) {
        return Err(input.error("a file is read by `file = \"messages.toml\"`"));
    }
    let name = word.to_string();
    let is_severity = Severity::NAMES.contains(&name.as_str());
    if ahead.peek(Token![=]) && !is_severity && !is_id(&name) {
        return Err(syn::Error::new_spanned(
            word,
            file_call::unknown_option(&name),
        ));
    }
    if ahead.peek(token::Paren) {
        ahead.parse::<TokenTree>()?;
    }
    if ahead.peek(Ident::peek_any) {
        return Ok(errors.take(parse_severity(input)));
    }
    if is_severity {
        let reason = format!("a message ID is missing behind `{name}`");
        return Err(syn::Error::new_spanned(word, reason));
    }
    errors.at(
        &word,
        format_args!(
            "`{name}` has no severity: put fatal, error, warn, info or debug(N) before it"
        ),
    );
    Ok(None)
}

/// Reads the list of arguments, `None` where it is left out. A mistake in it is
/// noted and gone on from.
fn arguments(input: ParseStream, errors: &mut Errors) -> syn::Result<Option<Vec<Declared>>> {
    if !input.peek(token::Paren) {
        return Ok(None);
    }
    let content;
    syn::parenthesized!(content in input);
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

/// Reads an argument and the comma behind it.
fn argument(input: ParseStream, errors: &mut Errors) -> syn::Result<Declared> {
    let mut secret = false;
    for attribute in input.call(Attribute::parse_outer)? {
        if attribute.path().is_ident("secret") {
            if let Err(error) = attribute.meta.require_path_only() {
                errors.push(error);
            }
            secret = true;
        } else {
            errors.at(&attribute, unknown_attribute(&attribute));
        }
    }
    let name: Ident = input.parse().map_err(|error| {
        if input.peek(Ident::peek_any) && !input.peek(Token![_]) {
            // A keyword, and syn says so.
            return error;
        }
        input.error("an argument is a name, or a name and a type: `client`, `attempts: u32`")
    })?;
    let rust_type = match input.parse::<Option<Token![:]>>()? {
        Some(colon) if input.is_empty() || input.peek(Token![,]) => {
            let reason = format!("the type of `{name}` is missing here");
            return Err(syn::Error::new_spanned(colon, reason));
        }
        Some(_) => Some(input.parse::<Type>()?),
        None => None,
    };
    if !input.is_empty() && input.parse::<Token![,]>().is_err() {
        return Err(input.error("a comma is missing before this"));
    }
    Ok(Declared {
        name,
        rust_type,
        secret,
    })
}

fn unknown_attribute(attribute: &Attribute) -> String {
    let name = attribute.path().to_token_stream().to_string();
    if name == "doc" {
        return "an argument has no doc comment: the message's description tells of it".to_owned();
    }
    let title = format!("an argument has no attribute `{name}`");
    Unknown::new(title, &name, &["secret"]).to_string()
}

/// Reads `= "text";`.
fn text(input: ParseStream, id: &Ident, errors: &mut Errors) -> syn::Result<LitStr> {
    if input.parse::<Token![=]>().is_err() {
        let reason = format!("the text of `{id}` is missing here: `= \"text\";`");
        return Err(input.error(reason));
    }
    if !input.peek(LitStr) {
        return Err(input.error(format_args!("the text of `{id}` is a string literal")));
    }
    let text: LitStr = input.parse()?;
    if input.parse::<Token![;]>().is_err() {
        let reason = "a semicolon is missing behind this text";
        let error = syn::Error::new_spanned(&text, reason);
        if !begins_item(input) {
            return Err(error);
        }
        errors.push(error);
    }
    Ok(text)
}

/// Whether what follows is a definition, and not the rest of one.
fn begins_item(input: ParseStream) -> bool {
    let is_severity = |word: Ident| Severity::NAMES.iter().any(|name| word == name);
    input.is_empty()
        || input.peek(Token![#])
        || input.peek(Token![pub])
        || input.fork().parse().is_ok_and(is_severity)
}
