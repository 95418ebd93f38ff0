//! From tokens to definitions.
//!
//! A mistake does not end the reading. What can be gone on from is noted in the
//! definition, and reading goes on behind the wrong token; after anything else
//! the rest of the definition, up to its semicolon, is passed over.

use super::file_call;
#[cfg(feature = "files")]
use super::file_call::FileCall;
use super::{CatalogueItem, Declared, Definition};
use crate::attributes::Attributes;
use crate::errors::Errors;
use crate::severity::{self, Gate};
use crate::tokens::{Tokens, rust_type};
use kea_messages_catalog::documentation::sections;
use kea_messages_catalog::{Argument, Message, Part, nearest};
use kea_messages_core::id::is_id;
use kea_messages_core::severity::Severity;
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, LitStr, Token, Type, Visibility, token};

/// What `kea_messages!` is given.
pub(super) struct Input {
    /// The path of the runtime crate.
    pub(super) kea: Tokens,
    pub(super) catalogue: Option<CatalogueItem>,
    /// The logger that the messages go to.
    pub(super) logger: Option<LitStr>,
    pub(super) definitions: Vec<Definition>,
    /// What the call says of files to read, if it does.
    #[cfg(feature = "files")]
    pub(super) file_call: Option<FileCall>,
    /// Mistakes that belong to no definition.
    pub(super) errors: Errors,
}

impl Parse for Input {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let kea;
        syn::parenthesized!(kea in input);
        let mut read = Self {
            kea: kea.parse::<TokenStream>()?.into(),
            catalogue: None,
            logger: None,
            definitions: Vec::new(),
            #[cfg(feature = "files")]
            file_call: None,
            errors: Errors::default(),
        };
        while !input.is_empty() {
            read.item(input);
        }
        Ok(read)
    }
}

impl Input {
    /// Reads a definition, or the line that asks for a catalogue.
    fn item(&mut self, input: ParseStream) {
        let Some(attributes) = self.errors.take(input.call(Attribute::parse_outer)) else {
            return self.pass_over(input, Visibility::Inherited);
        };
        let Some(visibility) = self.errors.take(input.parse::<Visibility>()) else {
            return self.pass_over(input, Visibility::Inherited);
        };
        if input.is_empty() {
            let reason = "a definition is missing here: `info ID() = \"text\";`";
            match attributes.last() {
                Some(attribute) => self.errors.at(attribute, reason),
                None => self.errors.at(visibility, reason),
            }
        } else if input.peek(Token![static]) {
            self.catalogue_item(input, attributes, visibility);
        } else if begins_logger(input) {
            self.logger_item(input);
        } else if file_call::begins(input) {
            self.file_call(input, &attributes, &visibility);
        } else {
            self.definition(input, attributes, visibility);
        }
    }

    fn catalogue_item(
        &mut self,
        input: ParseStream,
        attributes: Vec<Attribute>,
        visibility: Visibility,
    ) {
        let read = || -> syn::Result<(Token![static], Ident)> {
            let keyword = input.parse()?;
            let name = input.parse()?;
            if !input.peek(Token![;]) {
                let reason = "a catalogue has a name and nothing else: `pub static CATALOGUE;`";
                return Err(input.error(reason));
            }
            input.parse::<Token![;]>()?;
            Ok((keyword, name))
        };
        let (keyword, name) = match read() {
            Ok(read) => read,
            Err(error) => {
                self.errors.push(error);
                skip_past_semicolon(input);
                return;
            }
        };
        if self.catalogue.is_some() {
            let reason = "there is a catalogue already: one call of `kea_messages!` makes one";
            self.errors.at(keyword, reason);
        } else if !self.definitions.is_empty() {
            let reason = "the catalogue comes first, before the definitions";
            self.errors.at(keyword, reason);
        }
        self.catalogue = Some(CatalogueItem {
            attributes,
            visibility,
            name,
        });
    }

    /// Reads `logger = "...";`.
    fn logger_item(&mut self, input: ParseStream) {
        let read = || -> syn::Result<LitStr> {
            let word: Ident = input.parse()?;
            input.parse::<Token![=]>()?;
            let reason = "a logger has a name: `logger = \"kea-dhcp4.alloc-engine\";`";
            let Ok(name) = input.parse::<LitStr>() else {
                return Err(syn::Error::new_spanned(word, reason));
            };
            if name.value().is_empty() {
                return Err(syn::Error::new_spanned(name, reason));
            }
            if input.parse::<Token![;]>().is_err() {
                let reason = "a semicolon is missing behind this logger";
                return Err(syn::Error::new_spanned(name, reason));
            }
            Ok(name)
        };
        let Some(name) = self.errors.take(read()) else {
            skip_past_semicolon(input);
            return;
        };
        if self.logger.is_some() {
            let reason = "there is a logger already: the messages of one call have one";
            self.errors.at(&name, reason);
        } else if !self.definitions.is_empty() {
            let reason = "the logger comes first, before the definitions";
            self.errors.at(&name, reason);
        }
        self.logger = Some(name);
    }

    /// Reads the options that say which files to read, to the end of the call.
    fn file_call(&mut self, input: ParseStream, attributes: &[Attribute], visibility: &Visibility) {
        if let Some(attribute) = attributes.first() {
            let reason = "this belongs to a message, or to the line `pub static CATALOGUE;`";
            self.errors.at(attribute, reason);
        }
        if let Some(definition) = self.definitions.first() {
            let reason = "a call of `kea_messages!` reads files or has definitions, not both";
            self.errors.at(&definition.id, reason);
        }
        #[cfg(feature = "files")]
        {
            let read = FileCall::parse(input, visibility, &mut self.errors);
            self.file_call = self.errors.take(read);
        }
        #[cfg(not(feature = "files"))]
        {
            _ = visibility;
            self.errors.at_span(input.span(), file_call::NO_FEATURE);
        }
        // What follows a mistake is no news.
        _ = input.parse::<TokenStream>();
    }

    fn definition(
        &mut self,
        input: ParseStream,
        attributes: Vec<Attribute>,
        visibility: Visibility,
    ) {
        let mut errors = Errors::default();
        let attributes = Attributes::sort(attributes, &mut errors);
        let severity = match severity_or_none(input, &mut errors) {
            Ok(severity) => severity,
            Err(error) => {
                self.errors.append(errors);
                self.errors.push(error);
                return self.pass_over(input, visibility);
            }
        };
        let id = match input.call(Ident::parse_any) {
            Ok(id) => id,
            Err(error) => {
                self.errors.append(errors);
                self.errors.push(error);
                return self.pass_over(input, visibility);
            }
        };
        let read = arguments(input, &mut errors).and_then(|declared| {
            let text = text(input, &id, &mut errors)?;
            Ok((declared, text))
        });
        let (declared, text) = match read {
            Ok(read) => read,
            Err(error) => {
                errors.push(error);
                skip_past_semicolon(input);
                self.definitions
                    .push(Definition::broken(id, visibility, attributes.cfg, errors));
                return;
            }
        };
        self.definitions.push(Definition::check(
            attributes, visibility, severity, id, declared, &text, errors,
        ));
    }

    /// Passes over a definition that cannot be read. Where its ID can be made
    /// out, statements that log it are spared errors of their own.
    fn pass_over(&mut self, input: ParseStream, visibility: Visibility) {
        if let Some(id) = skip_past_semicolon(input) {
            let errors = std::mem::take(&mut self.errors);
            self.definitions
                .push(Definition::broken(id, visibility, Vec::new(), errors));
        }
    }
}

/// Whether the line comes next that names the logger.
fn begins_logger(input: ParseStream) -> bool {
    let ahead = input.fork();
    matches!(ahead.parse::<Ident>(), Ok(word) if word == "logger") && ahead.peek(Token![=])
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
        return Ok(errors.take(severity::parse(input)));
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
    match nearest(&name, &["secret"]) {
        Some(known) => format!("an argument has no attribute `{name}`: did you mean `{known}`?"),
        None => format!("an argument has no attribute `{name}`: the only one is `secret`"),
    }
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

/// Passes over the rest of a definition, and returns what may be its ID.
fn skip_past_semicolon(input: ParseStream) -> Option<Ident> {
    let mut id = None;
    while let Ok(token) = input.parse::<TokenTree>() {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == ';' => break,
            TokenTree::Ident(ident) if id.is_none() && is_id(&ident.to_string()) => {
                id = Some(ident);
            }
            _ => {}
        }
    }
    id
}

impl Definition {
    /// A definition that could be read, with all that is wrong in it.
    fn check(
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
        // Where the reading met a mistake, its consequences are no more news.
        if errors.is_empty() {
            for fault in message.faults() {
                let span: Span = match fault.part {
                    Part::Text => text.span(),
                    Part::Argument(index) => declared[index].name.span(),
                    _ => id.span(),
                };
                errors.at_span(span, fault);
            }
        }
        Self {
            attributes,
            visibility: visibility.into_token_stream().into(),
            id,
            declared,
            arguments: message.named_arguments(),
            gate: severity.map_or(Gate::Unknown, Gate::Stated),
            is_from_file: false,
            message,
            errors,
        }
    }

    /// A definition of which nothing but the ID could be read.
    fn broken(id: Ident, visibility: Visibility, cfg: Vec<Attribute>, errors: Errors) -> Self {
        Self {
            attributes: Attributes {
                cfg,
                ..Attributes::default()
            },
            visibility: visibility.into_token_stream().into(),
            message: Message::new(id.to_string(), ""),
            id,
            declared: Vec::new(),
            arguments: Vec::new(),
            gate: Gate::Unknown,
            is_from_file: false,
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
