//! From an enum or a struct to the messages that it stands for.

use super::{Field, Meaning, MessageType, OwnMessage, Role, Variant};
use crate::attributes::deprecation_among;
use crate::errors::Errors;
use crate::tokens::{Tokens, first_span, rust_type};
use crate::{documentation, severity};
use kea_messages_catalog::documentation::{page, sections};
use kea_messages_catalog::severity::unknown as unknown_severity;
use kea_messages_catalog::{Argument, Message, Packed, Part, id_of_type_name, nearest};
use kea_messages_core::id::is_id;
use kea_messages_core::severity::Severity;
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Attribute, Data, DeriveInput, Fields, Ident, LitStr, Member, Token};

pub(super) fn read(input: DeriveInput) -> MessageType {
    let mut errors = Errors::default();
    let options = TypeOptions::read(&input.attrs, &mut errors);
    let mut variants = Vec::new();
    match input.data {
        Data::Struct(data) => {
            let source = Source {
                name: &input.ident,
                path: quote!(Self),
                attributes: &input.attrs,
                fields: data.fields,
            };
            variants.extend(source.read(&options.prefix, &mut errors));
        }
        Data::Enum(data) => {
            for attribute in &input.attrs {
                if attribute.path().is_ident("message") {
                    errors.at(attribute, "`#[message]` stands on the variants of an enum");
                }
            }
            let mut ids: Vec<(String, Ident)> = Vec::new();
            for variant in data.variants {
                let name = &variant.ident;
                let source = Source {
                    name,
                    path: quote!(Self::#name),
                    attributes: &variant.attrs,
                    fields: variant.fields,
                };
                let read = source.read(&options.prefix, &mut errors);
                if let Some(Variant {
                    meaning: Meaning::Message(message),
                    ..
                }) = &read
                {
                    match ids.iter().find(|(id, _)| *id == message.id) {
                        Some((id, other)) => {
                            errors.at(name, format_args!("`{other}` has the ID `{id}` already"));
                        }
                        None => ids.push((message.id.clone(), name.clone())),
                    }
                }
                variants.extend(read);
            }
        }
        Data::Union(data) => errors.at(
            data.union_token,
            "a union cannot be a message: nothing tells which of its fields is there",
        ),
    }
    MessageType {
        kea: options.kea,
        logger: options.logger,
        name: input.ident,
        generics: input.generics,
        variants,
        errors,
    }
}

/// What `#[kea(...)]` on the type says.
struct TypeOptions {
    prefix: String,
    logger: Option<LitStr>,
    kea: Tokens,
}

impl TypeOptions {
    fn read(attributes: &[Attribute], errors: &mut Errors) -> Self {
        let mut options = Self {
            prefix: String::new(),
            logger: None,
            kea: quote!(::kea_messages).into(),
        };
        for attribute in attributes {
            if attribute.path().is_ident("secret") {
                errors.at(attribute, "`#[secret]` stands on a field");
            } else if attribute.path().is_ident("kea") {
                let read = attribute.parse_args_with(|input: ParseStream| options.parse(input));
                errors.take(read);
            }
        }
        options
    }

    fn parse(&mut self, input: ParseStream) -> syn::Result<()> {
        while !input.is_empty() {
            let option = input.call(Ident::parse_any)?;
            match option.to_string().as_str() {
                "prefix" => {
                    let prefix = string(input, &option, "prefix = \"ALLOC_ENGINE_\"")?;
                    if is_id(&prefix.value()) {
                        self.prefix = prefix.value();
                    } else {
                        let reason = "a prefix is the beginning of an ID: upper-case letters, \
                                      digits and underscores, with a letter first";
                        return Err(syn::Error::new_spanned(prefix, reason));
                    }
                }
                "logger" => {
                    let example = "logger = \"kea-dhcp4.alloc-engine\"";
                    self.logger = Some(string(input, &option, example)?);
                }
                "crate" => {
                    let path = string(input, &option, "crate = \"path\"")?;
                    self.kea = path.parse::<syn::Path>()?.into_token_stream().into();
                }
                name => {
                    let reason = unknown("`#[kea]`", name, &["prefix", "crate", "logger"]);
                    return Err(syn::Error::new_spanned(option, reason));
                }
            }
            comma(input)?;
        }
        Ok(())
    }
}

/// A variant, or a struct, as it stands in the source.
struct Source<'a> {
    name: &'a Ident,
    path: TokenStream,
    attributes: &'a [Attribute],
    fields: Fields,
}

impl Source<'_> {
    fn read(mut self, prefix: &str, errors: &mut Errors) -> Option<Variant> {
        let before = errors.len();
        let mut options = VariantOptions::default();
        for attribute in self.attributes {
            if attribute.path().is_ident("message") {
                let read = attribute.parse_args_with(|input: ParseStream| options.parse(input));
                errors.take(read);
            } else if attribute.path().is_ident("secret") && self.is_variant() {
                errors.at(attribute, "`#[secret]` stands on a field");
            } else if attribute.path().is_ident("kea") && self.is_variant() {
                errors.at(
                    attribute,
                    "`#[kea]` stands on the type: here it is `#[message]`",
                );
            }
        }
        let mut fields = Vec::with_capacity(self.fields.len());
        let written = std::mem::replace(&mut self.fields, Fields::Unit);
        for (index, field) in written.into_iter().enumerate() {
            fields.push(Field {
                role: role(&field.attrs, errors),
                member: match field.ident {
                    Some(name) => Member::Named(name),
                    None => Member::Unnamed(index.into()),
                },
                rust_type: field.ty,
            });
        }
        if errors.len() > before {
            return None;
        }
        let meaning = match options.transparent.take() {
            Some(word) => errors.take(options.transparent_field(&word, &fields)),
            None => self.message(prefix, options, &fields, errors),
        };
        Some(Variant {
            path: self.path,
            fields,
            meaning: meaning?,
        })
    }

    /// Whether this is a variant, whose attributes are not those of a type.
    fn is_variant(&self) -> bool {
        self.path.to_string() != "Self"
    }

    fn message(
        &self,
        prefix: &str,
        options: VariantOptions,
        fields: &[Field],
        errors: &mut Errors,
    ) -> Option<Meaning> {
        let name = self.name;
        let Some(severity) = options.severity else {
            let reason = if options.text.is_some() {
                format!(
                    "`{name}` has no severity: put fatal, error, warn, info or debug(N) before \
                     the text"
                )
            } else {
                format!("`{name}` has no message: `#[message(severity, \"text\")]`")
            };
            errors.at(name, reason);
            return None;
        };
        let Some(text) = options.text else {
            errors.at(
                name,
                format_args!("`{name}` has no text: `#[message({severity}, \"text\")]`"),
            );
            return None;
        };
        let arguments: Vec<&Field> = fields
            .iter()
            .filter(|field| field.role != Role::Skip)
            .collect();
        let sections = sections(&documentation::read(self.attributes));
        let id = match &options.id {
            Some(id) => id.value(),
            None => format!("{prefix}{}", id_of_type_name(&name.unraw().to_string())),
        };
        let mut message = Message::new(id, text.value());
        message.severity = Some(severity);
        message.arguments = Some(
            (1..)
                .zip(&arguments)
                .map(|(number, field)| field.argument(number))
                .collect(),
        );
        message.description = sections.description;
        message.action = sections.action;
        message.since = sections.since;
        message.deprecation = deprecation_among(self.attributes);
        let faults = message.faults();
        for fault in &faults {
            match fault.part {
                Part::Id => match &options.id {
                    Some(id) => errors.at(id, fault),
                    None => errors.at(name, fault),
                },
                Part::Text => errors.at(&text, fault),
                Part::Argument(index) => errors.at_span(
                    arguments[index].span(),
                    format_args!("{fault}; or mark the field `#[message(skip)]`"),
                ),
                _ => errors.at(name, fault),
            }
        }
        faults.is_empty().then(|| {
            let arguments = message.named_arguments();
            Meaning::Message(OwnMessage {
                packed: Packed::new(&message, &arguments),
                page: page(&message, &arguments),
                id: message.id,
                severity,
            })
        })
    }
}

/// What `#[message(...)]` on a variant says.
#[derive(Default)]
struct VariantOptions {
    severity: Option<Severity>,
    id: Option<LitStr>,
    text: Option<LitStr>,
    transparent: Option<Ident>,
}

impl VariantOptions {
    fn parse(&mut self, input: ParseStream) -> syn::Result<()> {
        while !input.is_empty() {
            if input.peek(LitStr) {
                let text: LitStr = input.parse()?;
                if self.text.is_some() {
                    return Err(syn::Error::new_spanned(text, "there is a text already"));
                }
                self.text = Some(text);
            } else {
                self.option(input)?;
            }
            comma(input)?;
        }
        Ok(())
    }

    fn option(&mut self, input: ParseStream) -> syn::Result<()> {
        let word = input.fork().call(Ident::parse_any).map_err(|_| {
            input.error("a message is a severity and a text: `#[message(warn, \"text\")]`")
        })?;
        let name = word.to_string();
        match name.as_str() {
            "id" => {
                input.call(Ident::parse_any)?;
                self.id = Some(string(input, &word, "id = \"ALLOC_ENGINE_V4_ALLOC_FAIL\"")?);
            }
            "transparent" => self.transparent = Some(input.call(Ident::parse_any)?),
            "skip" => {
                return Err(syn::Error::new_spanned(word, "`skip` stands on a field"));
            }
            _ if Severity::NAMES.contains(&name.as_str()) => {
                let severity = severity::parse(input)?;
                if self.severity.is_some() {
                    return Err(syn::Error::new_spanned(word, "there is a severity already"));
                }
                self.severity = Some(severity);
            }
            _ if nearest(&name, &Severity::NAMES).is_some() => {
                return Err(syn::Error::new_spanned(word, unknown_severity(&name)));
            }
            _ => {
                let reason = unknown("`#[message]`", &name, &["id", "transparent"]);
                return Err(syn::Error::new_spanned(word, reason));
            }
        }
        Ok(())
    }

    /// The field that a transparent variant stands for.
    fn transparent_field(&self, word: &Ident, fields: &[Field]) -> syn::Result<Meaning> {
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

impl Field {
    fn argument(&self, number: usize) -> Argument {
        let mut argument = match &self.member {
            Member::Named(name) => Argument::named(&name.unraw().to_string()),
            Member::Unnamed(_) => Argument::unnamed(number),
        };
        argument.rust_type = Some(rust_type(&self.rust_type));
        argument.secret = self.role == Role::Secret;
        argument
    }

    fn span(&self) -> Span {
        match &self.member {
            Member::Named(name) => name.span(),
            Member::Unnamed(_) => first_span(&self.rust_type),
        }
    }
}

/// What the attributes of a field make of it.
fn role(attributes: &[Attribute], errors: &mut Errors) -> Role {
    let mut role = Role::Display;
    for attribute in attributes {
        if attribute.path().is_ident("secret") {
            errors.take(attribute.meta.require_path_only().map(drop));
            role = Role::Secret;
        } else if attribute.path().is_ident("message") {
            let word = attribute.parse_args_with(|input: ParseStream| {
                let word = input.call(Ident::parse_any)?;
                match word.to_string().as_str() {
                    "skip" => Ok(Role::Skip),
                    "debug" => Ok(Role::Debug),
                    "secret" => Err(syn::Error::new_spanned(word, "write `#[secret]`")),
                    name => {
                        let reason = unknown("`#[message]` on a field", name, &["skip", "debug"]);
                        Err(syn::Error::new_spanned(word, reason))
                    }
                }
            });
            role = errors.take(word).unwrap_or(role);
        }
    }
    role
}

/// Reads `= "..."` behind an option.
fn string(input: ParseStream, option: &Ident, example: &str) -> syn::Result<LitStr> {
    let has_value = input.parse::<Token![=]>().is_ok() && input.peek(LitStr);
    if !has_value {
        let reason = format!("`{option}` has a string: `{example}`");
        return Err(syn::Error::new_spanned(option, reason));
    }
    input.parse()
}

/// Reads the comma between two options.
fn comma(input: ParseStream) -> syn::Result<()> {
    if !input.is_empty() && input.parse::<Token![,]>().is_err() {
        return Err(input.error("a comma is missing before this"));
    }
    Ok(())
}

/// What to say of an option that there is not.
fn unknown(place: &str, name: &str, options: &[&str]) -> String {
    if let Some(option) = nearest(name, options) {
        return format!("{place} has no option `{name}`: did you mean `{option}`?");
    }
    let mut reason = format!("{place} has no option `{name}`: it has");
    for (index, option) in options.iter().enumerate() {
        reason += match index {
            0 => " `",
            _ if index + 1 == options.len() => " and `",
            _ => ", `",
        };
        reason += option;
        reason.push('`');
    }
    reason
}
