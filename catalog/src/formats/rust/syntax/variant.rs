//! A variant of an enum, or a struct, and the message that it stands for.

use super::attributes::{conditions, deprecation_among};
use super::doc;
use super::errors::Errors;
use super::options::{Options, comma, string};
use super::severity::severity as parse_severity;
use super::spans::Spans;
use super::tokens::{first_span, rust_type};
use super::type_name::id_of_type_name;
use crate::documentation::sections;
use crate::severity::unknown as unknown_severity;
use crate::suggest::nearest;
use crate::{Argument, Message, Part};
use kea_messages_base::severity::Severity;
use proc_macro2::{Span, TokenStream};
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::spanned::Spanned as _;
use syn::{Attribute, Fields, Ident, LitStr, Member, Type};

/// A variant, or a struct.
pub struct Variant {
    /// `Self`, or `Self::Name`.
    pub path: TokenStream,
    /// The conditions of its `#[cfg]` attributes. A macro sees none: rustc has resolved
    /// them.
    pub cfg: Vec<String>,
    /// Its fields.
    pub fields: Vec<Field>,
    /// What it stands for.
    pub meaning: Meaning,
}

/// What a variant stands for.
pub enum Meaning {
    /// A message of its own.
    Message(Box<OwnMessage>),
    /// The message in the field with this index.
    Transparent(usize),
}

/// The message of a variant.
pub struct OwnMessage {
    /// The message.
    pub message: Message,
    /// Its severity, which a variant always states.
    pub severity: Severity,
    /// Where its parts stand.
    pub spans: Spans,
}

/// A field.
pub struct Field {
    /// Its name or number.
    pub member: Member,
    /// Its type.
    pub rust_type: Type,
    /// What becomes of it.
    pub role: Role,
}

/// What becomes of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// An argument, printed by its `Display`.
    Display,
    /// An argument, printed by its `Debug`.
    Debug,
    /// An argument that is a secret.
    Secret,
    /// Not an argument.
    Skip,
}

/// A variant, or a struct, as it stands in the source.
pub(super) struct Source<'a> {
    pub(super) name: &'a Ident,
    pub(super) path: TokenStream,
    pub(super) attributes: &'a [Attribute],
    pub(super) fields: Fields,
}

impl Source<'_> {
    pub(super) fn read(mut self, prefix: &str, errors: &mut Errors) -> Option<Variant> {
        let before = errors.len();
        let mut read = VariantOptions::default();
        let mut options = Options::new("`#[message]`", &["id", "transparent"]);
        for attribute in self.attributes {
            if attribute.path().is_ident("message") {
                let parse = |input: ParseStream| read.parse(input, &mut options);
                errors.take(attribute.parse_args_with(parse));
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
        let meaning = match read.transparent.take() {
            Some(word) => errors.take(read.transparent_field(&word, &fields)),
            None => self.message(prefix, read, &fields, errors),
        };
        Some(Variant {
            cfg: conditions(self.attributes),
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
        let sections = sections(&doc::read(self.attributes));
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
        let spans = Spans {
            id: options.id.as_ref().map_or(name.span(), LitStr::span),
            text: text.span(),
            arguments: arguments.iter().map(|field| field.span()).collect(),
            description: doc::span(self.attributes),
        };
        let faults = message.faults();
        for fault in &faults {
            match fault.part {
                Part::Description | Part::Action => errors.at(name, fault),
                Part::Argument(_) => errors.at_span(
                    spans.of(fault.part),
                    format_args!("{fault}; or mark the field `#[message(skip)]`"),
                ),
                part => errors.at_span(spans.of(part), fault),
            }
        }
        faults.is_empty().then(|| {
            Meaning::Message(Box::new(OwnMessage {
                message,
                severity,
                spans,
            }))
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
    fn parse(&mut self, input: ParseStream, options: &mut Options) -> syn::Result<()> {
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

/// What the attributes of a field make of it, of which there is one at most.
fn role(attributes: &[Attribute], errors: &mut Errors) -> Role {
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
        if word == "secret" {
            return Err(syn::Error::new_spanned(word, "write `#[secret]`"));
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
