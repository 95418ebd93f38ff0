//! Parses a variant of an enum, or a struct, into its message.

use super::attributes::{conditions, deprecation_among};
use super::doc;
use super::errors::Errors;
use super::meaning::{Field, Meaning, OwnMessage};
use super::message_attribute::{VariantOptions, is_field, role};
use super::options::Options;
use super::spans::Spans;
use super::thiserror::display;
use super::wrong_option::{self, FORM};
use crate::documentation::sections;
use crate::type_name::id_of_type_name;
use crate::{Argument, Fault, Message, Part, in_order};
use kea_messages_base::named::{NamedPiece, is_named, named_pieces};
use kea_messages_base::severity::Severity;
use kea_messages_base::text::{Piece, pieces};
use proc_macro2::{Span, TokenStream};
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Attribute, Fields, Ident, LitStr, Member, Meta};

/// A variant, or a struct.
pub struct Variant {
    /// The name of the variant; `None` for a struct.
    pub name: Option<Ident>,
    /// The path of the variant: `Self`, or `Self::Name`.
    pub path: TokenStream,
    /// The conditions in the `#[cfg]` attributes. A derive never sees any, because rustc has
    /// already resolved them.
    pub cfg: Vec<String>,
    /// Whether the documentation already has the page of the message.
    pub is_documented: bool,
    /// The fields of the variant.
    pub fields: Vec<Field>,
    /// The meaning of the variant.
    pub meaning: Meaning,
}

/// A variant, or a struct, in the form of the source.
pub(super) struct Source<'a> {
    pub(super) name: &'a Ident,
    /// The name of the type.
    pub(super) holder: &'a Ident,
    pub(super) path: TokenStream,
    pub(super) attributes: &'a [Attribute],
    pub(super) fields: Fields,
}

impl Source<'_> {
    /// Parses it. If it has a mistake, its ID is added to `broken`, if the ID is known.
    pub(super) fn read(
        mut self,
        prefix: &str,
        broken: &mut Vec<(String, Span)>,
        errors: &mut Errors,
    ) -> Option<Variant> {
        let before = errors.len();
        let mut read = VariantOptions::default();
        let names = &["id", "alert", "limit", "promise", "transparent"];
        let mut options = Options::new("`#[message]`", names);
        for attribute in self.attributes {
            if attribute.path().is_ident("message") {
                let parsed = match attribute.meta {
                    _ if read.is_repeated_in(attribute) => {
                        let reason = "duplicate `#[message]`: a variant is one message";
                        Err(syn::Error::new_spanned(attribute, reason))
                    }
                    Meta::List(_) => attribute
                        .parse_args_with(|input: ParseStream| read.parse(input, &mut options)),
                    _ => Err(syn::Error::new_spanned(attribute, FORM)),
                };
                if errors.take(parsed).is_none() {
                    read.make_out(attribute);
                }
            } else if attribute.path().is_ident("secret") && self.is_variant() {
                errors.at(attribute, "`#[secret]` belongs on a field");
            } else if attribute.path().is_ident("field") && self.is_variant() {
                errors.at(attribute, "`#[field]` belongs on a field");
            } else if let Some(reason) = wrong_option::option_alone(attribute) {
                errors.at(attribute, reason);
            } else if attribute.path().is_ident("kea") && self.is_variant() {
                errors.at(
                    attribute,
                    "`#[kea]` belongs on the type: write `#[message]`",
                );
            }
        }
        let fields = self.take_fields(errors);
        if errors.len() > before {
            if read.transparent.is_none() {
                broken.push(self.id(prefix, read.id.as_ref()));
            }
            return None;
        }
        let meaning = if let Some(word) = read.transparent.take() {
            errors.take(read.transparent_field(&word, &fields, self.holder))
        } else {
            let (id, place) = self.id(prefix, read.id.as_ref());
            let meaning = self.message(&id, place, read, &fields, errors);
            if meaning.is_none() {
                broken.push((id, place));
            }
            meaning
        };
        Some(Variant {
            name: self.is_variant().then(|| self.name.clone()),
            cfg: conditions(self.attributes),
            is_documented: doc::is_extended(self.attributes),
            path: self.path,
            fields,
            meaning: meaning?,
        })
    }

    /// Parses the fields and their attributes.
    fn take_fields(&mut self, errors: &mut Errors) -> Vec<Field> {
        let mut fields = Vec::with_capacity(self.fields.len());
        let written = std::mem::replace(&mut self.fields, Fields::Unit);
        for (index, field) in written.into_iter().enumerate() {
            let role = role(&field.attrs, errors);
            fields.push(Field {
                role,
                is_field: is_field(&field.attrs, role, errors),
                is_conditional: !conditions(&field.attrs).is_empty(),
                member: match field.ident {
                    Some(name) => Member::Named(name),
                    None => Member::Unnamed(index.into()),
                },
                rust_type: field.ty,
            });
        }
        fields
    }

    /// Returns whether this is a variant. Its attributes are then not those of the type.
    fn is_variant(&self) -> bool {
        self.path.to_string() != "Self"
    }

    /// Returns the ID, which is derived from the name unless it is stated, and its span.
    fn id(&self, prefix: &str, stated: Option<&LitStr>) -> (String, Span) {
        let Some(id) = stated else {
            let name = id_of_type_name(&self.name.unraw().to_string());
            return (format!("{prefix}{name}"), self.name.span());
        };
        (id.value(), id.span())
    }

    fn message(
        &self,
        id: &str,
        place: Span,
        mut options: VariantOptions,
        fields: &[Field],
        errors: &mut Errors,
    ) -> Option<Meaning> {
        let (alert, limit) = (options.alert.take(), options.limit.take());
        let promise = options.promise.take();
        let (severity, text) = self.severity_and_text(options, errors)?;
        let sections = sections(&doc::read(self.attributes));
        let mut message = Message::new(id, "");
        message.severity = Some(severity);
        message.description = sections.description;
        message.action = sections.action;
        message.since = sections.since;
        message.deprecation = deprecation_among(self.attributes);
        message.alert = alert.as_ref().map(LitStr::value);
        message.promise = promise.as_ref().map(LitStr::value);
        let arguments = fields.iter().filter(|field| !field.is_skipped()).collect();
        let mut arguments: Vec<&Field> = in_order(arguments, |field| field.is_field);
        let mut faults = faults(&mut message, &text.value(), &arguments);
        if !faults.is_empty() && arguments.iter().any(|field| field.is_conditional) {
            // The text may be meant for the case that the fields with conditions do not exist.
            arguments.retain(|field| !field.is_conditional);
            faults = self::faults(&mut message, &text.value(), &arguments);
        }
        let spans = Spans {
            id: place,
            text: text.span(),
            arguments: arguments.iter().map(|field| field.span()).collect(),
            description: doc::span(self.attributes),
            alert: alert.as_ref().map(LitStr::span),
            limit: limit.as_ref().map(LitStr::span),
            promise: promise.as_ref().map(LitStr::span),
        };
        if is_tuple(fields) {
            message.arguments = Some(declared(&arguments));
            message.set_text(with_names(&text.value(), &arguments));
        }
        // The limit uses the names of the arguments in log records.
        message.limit = limit.as_ref().map(LitStr::value);
        faults.extend(message.fault_of_limit());
        for fault in &faults {
            self.report(fault, &text, &spans, fields, errors);
        }
        faults.is_empty().then(|| {
            Meaning::Message(Box::new(OwnMessage {
                message,
                severity,
                spans,
            }))
        })
    }

    /// Returns the severity and the text, or reports an error if one is missing.
    fn severity_and_text(
        &self,
        options: VariantOptions,
        errors: &mut Errors,
    ) -> Option<(Severity, LitStr)> {
        let name = self.name;
        match (options.severity, options.text) {
            (Some(severity), Some(text)) => return Some((severity, text)),
            (Some(severity), None) => {
                let is_message = |it: &&Attribute| it.path().is_ident("message");
                let reason = format!("`{name}` has no text: `#[message({severity}, \"text\")]`");
                match self.attributes.iter().find(is_message) {
                    Some(attribute) => errors.at(attribute, reason),
                    None => errors.at(name, reason),
                }
            }
            (None, Some(text)) => errors.at(
                text,
                format_args!(
                    "`{name}` has no severity: put fatal, error, warn, info or debug(N) before \
                     the text, as in `#[message(error, \"text\")]`"
                ),
            ),
            (None, None) => match display(self.attributes) {
                Some(error) => errors.at(
                    error,
                    format_args!(
                        "`{name}` has no message: write `#[message(error, \"text\")]` instead of \
                         `#[error]`"
                    ),
                ),
                None => errors.at(
                    name,
                    format_args!("`{name}` has no message: `#[message(severity, \"text\")]`"),
                ),
            },
        }
        None
    }

    /// Reports a mistake of the message in terms of its fields.
    fn report(
        &self,
        fault: &Fault,
        text: &LitStr,
        spans: &Spans,
        fields: &[Field],
        errors: &mut Errors,
    ) {
        match fault.part {
            Part::Description | Part::Action => errors.at(self.name, fault),
            Part::Argument(_) => {
                let mut reason = fault.to_string().replacen("argument `", "field `", 1);
                if !has_numbers(&text.value()) {
                    reason = in_names(reason);
                }
                let marks = if reason.contains("has no placeholder") {
                    "`#[field]` or `#[message(skip)]`"
                } else {
                    "`#[message(skip)]`"
                };
                errors.at_span(
                    spans.of(fault.part),
                    format_args!("{reason}; or mark the field {marks}"),
                );
            }
            Part::Text => match skipped_in(&text.value(), fields) {
                Some(reason) => errors.at(text, reason),
                None if is_tuple(fields) => {
                    let reason = fault.to_string();
                    errors.at(text, reason.replace("`{client}`", "`{0}`"));
                }
                None => errors.at(text, fault),
            },
            part @ (Part::Id | Part::Alert | Part::Limit | Part::Renamed | Part::Promise) => {
                errors.at_span(spans.of(part), fault);
            }
        }
    }
}

/// Returns whether the text has numbered placeholders.
pub(super) fn has_numbers(text: &str) -> bool {
    pieces(text).any(|piece| matches!(piece, Ok(Piece::Placeholder(_))))
}

/// Converts the error for an argument without a placeholder: it should have the argument's name, and
/// not its number, such as `%1`.
pub(super) fn in_names(reason: String) -> String {
    match (reason.split_once("needs a `%"), reason.split('`').nth(1)) {
        (Some((before, _)), Some(name)) => format!("{before}needs a `{{{name}}}`"),
        _ => reason,
    }
}

/// Returns the error for a text that has a placeholder for a skipped field.
fn skipped_in(text: &str, fields: &[Field]) -> Option<String> {
    let mut skipped = fields.iter().filter(|field| field.is_skipped());
    if is_named(text) {
        let is_placed = |field: &&Field| {
            named_pieces(text).flatten().any(|piece| match piece {
                NamedPiece::Placeholder { name, .. } => name == field.name(),
                NamedPiece::Literal(_) => false,
            })
        };
        let name = skipped.find(is_placed)?.name();
        return Some(format!(
            "`{{{name}}}` is not an argument: the field is marked `#[message(skip)]`"
        ));
    }
    let arity = fields.iter().filter(|field| !field.is_skipped()).count();
    let over = pieces(text).flatten().find_map(|piece| match piece {
        Piece::Placeholder(number) => (arity + 1..=fields.len())
            .contains(&number)
            .then_some(number),
        Piece::Literal(_) => None,
    })?;
    let name = skipped.next()?.name();
    Some(format!(
        "there is no argument `%{over}`: the field `{name}` is marked `#[message(skip)]`"
    ))
}

/// Returns whether the fields have numbers instead of names.
fn is_tuple(fields: &[Field]) -> bool {
    matches!(
        fields.first(),
        Some(Field {
            member: Member::Unnamed(_),
            ..
        })
    )
}

/// Sets the arguments and the text of a message, and returns its mistakes. In the text, and so in
/// the mistakes, the fields of a tuple are named by their numbers.
fn faults(message: &mut Message, text: &str, arguments: &[&Field]) -> Vec<Fault> {
    let mut declared = declared(arguments);
    for (argument, field) in declared.iter_mut().zip(arguments) {
        argument.name = field.name();
    }
    message.arguments = Some(declared);
    message.set_text(text);
    message.faults()
}

/// Converts fields to arguments.
fn declared(fields: &[&Field]) -> Vec<Argument> {
    let numbered = (1..).zip(fields);
    numbered
        .map(|(number, field)| field.argument(number))
        .collect()
}

/// Replaces the numbers of a tuple's fields in a text, such as `{0}`, with the names of the
/// arguments.
fn with_names(text: &str, arguments: &[&Field]) -> String {
    if !is_named(text) {
        return text.to_owned();
    }
    let mut named = String::with_capacity(text.len());
    let mut pieces = named_pieces(text);
    loop {
        let start = pieces.position();
        let Some(piece) = pieces.next() else {
            return named;
        };
        let written = &text[start..pieces.position()];
        let argument = match piece {
            Ok(NamedPiece::Placeholder { name, .. }) => {
                let index = arguments.iter().position(|field| field.name() == name);
                index.map(|index| (name, arguments[index].argument(index + 1).name))
            }
            _ => None,
        };
        match argument {
            Some((number, name)) => named += &written.replacen(number, &name, 1),
            None => named += written,
        }
    }
}
