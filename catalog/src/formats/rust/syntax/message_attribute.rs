//! Parses `#[message(...)]` on a variant, a struct or a field.

use super::errors::Errors;
use super::meaning::{Field, Meaning, Role};
use super::options::{Options, comma, string};
use super::severity::severity as parse_severity;
use super::wrong_option::{self, Before, FORM, NO_VALUES, first_word, quoted_severity};
use kea_messages_base::severity::Severity;
use proc_macro2::{Span, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::spanned::Spanned as _;
use syn::{Attribute, GenericArgument, Ident, LitStr, Meta, Path, PathArguments, Token, Type};

/// The content of `#[message(...)]` on a variant.
#[derive(Default)]
pub(super) struct VariantOptions {
    pub(super) severity: Option<Severity>,
    pub(super) id: Option<LitStr>,
    pub(super) text: Option<LitStr>,
    pub(super) alert: Option<LitStr>,
    pub(super) limit: Option<LitStr>,
    pub(super) promise: Option<LitStr>,
    pub(super) transparent: Option<Ident>,
}

impl VariantOptions {
    /// Parses the options between the parentheses. `options` contains the options that were parsed
    /// before, in another attribute.
    ///
    /// # Errors
    ///
    /// Returns the first mistake.
    pub(super) fn parse(&mut self, input: ParseStream, options: &mut Options) -> syn::Result<()> {
        while !input.is_empty() {
            if input.peek(LitStr) {
                let text: LitStr = input.parse()?;
                self.set_text(text)?;
            } else {
                self.option(input, options)?;
            }
            comma(input)?;
        }
        // Two strings are often a severity and a text. One string is a text without a severity.
        match (&self.text, self.severity, &self.transparent) {
            (Some(text), None, None) => quoted_severity(text).map_or(Ok(()), Err),
            _ => Ok(()),
        }
    }

    fn set_text(&mut self, text: LitStr) -> syn::Result<()> {
        let Some(first) = &self.text else {
            self.text = Some(text);
            return Ok(());
        };
        if self.severity.is_none() {
            if let Some(error) = quoted_severity(first).or_else(|| quoted_severity(&text)) {
                return Err(error);
            }
        }
        let reason = "unexpected second text: a message has one text; to continue it on the next \
                      line, end the line with `\\`";
        Err(syn::Error::new_spanned(text, reason))
    }

    fn option(&mut self, input: ParseStream, options: &mut Options) -> syn::Result<()> {
        let ahead = input.fork();
        let Ok(word) = ahead.call(Ident::parse_any) else {
            let reason = match (&self.text, self.severity) {
                (Some(_), Some(_)) => NO_VALUES,
                _ => FORM,
            };
            return Err(input.error(reason));
        };
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
            "limit" => {
                let option = options.name(input)?;
                self.limit = Some(string(input, &option, "limit = \"10/min per client\"")?);
            }
            "promise" => {
                let option = options.name(input)?;
                self.promise = Some(string(input, &option, "promise = \"text\"")?);
            }
            // Without a value, `alert` is a severity of syslog.
            "alert" if ahead.peek(Token![=]) || self.severity.is_some() => {
                let option = options.name(input)?;
                self.alert = Some(string(input, &option, "alert = \"> 5/min for 10m\"")?);
            }
            // `debug` alone is an option of fields.
            "debug" if ahead.is_empty() && self.severity.is_none() && self.text.is_none() => {
                let reason = "`debug` is a severity here, and needs a level and a text: \
                              `#[message(debug(40), \"text\")]`";
                return Err(syn::Error::new_spanned(word, reason));
            }
            _ if Severity::NAMES.contains(&name.as_str()) => {
                if ahead.peek(Token![=]) || ahead.peek(Token![:]) {
                    let reason = format!(
                        "missing comma between the severity and the text: \
                                          `#[message({name}, \"text\")]`"
                    );
                    return Err(syn::Error::new_spanned(word, reason));
                }
                let severity = parse_severity(input)?;
                if self.severity.is_some() {
                    let reason = "unexpected second severity: a message has one severity";
                    return Err(syn::Error::new_spanned(word, reason));
                }
                self.severity = Some(severity);
            }
            _ => {
                let before = Before {
                    severity: self.severity,
                    has_text: self.text.is_some(),
                };
                let reason = wrong_option::of_message(&word, &ahead, before, options);
                return Err(syn::Error::new_spanned(word, reason));
            }
        }
        Ok(())
    }

    /// Returns whether another attribute also begins with a message.
    pub(super) fn is_repeated_in(&self, attribute: &Attribute) -> bool {
        let Meta::List(list) = &attribute.meta else {
            return false;
        };
        self.severity.is_some()
            && self.text.is_some()
            && match list.tokens.clone().into_iter().next() {
                Some(TokenTree::Ident(word)) => {
                    Severity::NAMES.contains(&word.to_string().as_str())
                }
                Some(TokenTree::Literal(_)) => true,
                _ => false,
            }
    }

    /// Recovers the ID from an attribute with a mistake.
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

    /// Returns whether something is stated that only the field of a transparent variant can state.
    fn says_anything(&self) -> bool {
        let stated = [
            &self.text,
            &self.id,
            &self.alert,
            &self.limit,
            &self.promise,
        ];
        self.severity.is_some() || stated.iter().any(|option| option.is_some())
    }

    /// Returns the field of a transparent variant.
    ///
    /// # Errors
    ///
    /// Returns an error if there is no such field, if something is stated that only the field can
    /// state, or if the field contains the type `holder`, to which it belongs.
    pub(super) fn transparent_field(
        &self,
        word: &Ident,
        fields: &[Field],
        holder: &Ident,
    ) -> syn::Result<Meaning> {
        if self.says_anything() {
            let reason = "a transparent variant takes its ID, severity and text from its field: \
                write `#[message(transparent)]`";
            return Err(syn::Error::new_spanned(word, reason));
        }
        let mut kept = (0..)
            .zip(fields)
            .filter(|(_, field)| field.role != Role::Skip);
        match (kept.next(), kept.next()) {
            (Some((index, field)), None) if field.role == Role::Display => {
                match pointee(&field.rust_type) {
                    Type::Path(path) if is_type(&path.path, holder) => {
                        let reason = "a transparent variant cannot hold the type that it belongs \
                                      to: give it a message, `#[message(error, \"text\")]`";
                        Err(syn::Error::new_spanned(path, reason))
                    }
                    _ => Ok(Meaning::Transparent(index)),
                }
            }
            (Some((_, field)), None) => Err(syn::Error::new(
                field.span(),
                "the field of a transparent variant is a message, and takes no options",
            )),
            (None, _) => Err(syn::Error::new_spanned(
                word,
                "a transparent variant has one field, which is a message",
            )),
            _ => Err(syn::Error::new_spanned(
                word,
                "a transparent variant has one field, which is a message: mark the others \
                 `#[message(skip)]`",
            )),
        }
    }
}

/// Returns whether this path is the name of a type, or `Self`.
fn is_type(path: &Path, name: &Ident) -> bool {
    match path.segments.last() {
        Some(only) if path.segments.len() == 1 => only.ident == *name || only.ident == "Self",
        _ => false,
    }
}

/// Returns the type that a reference or a pointer points to.
fn pointee(rust_type: &Type) -> &Type {
    match rust_type {
        Type::Reference(reference) => pointee(&reference.elem),
        Type::Group(group) => pointee(&group.elem),
        Type::Path(path) => match path.path.segments.last() {
            Some(last) if ["Box", "Rc", "Arc"].iter().any(|name| last.ident == name) => {
                match &last.arguments {
                    PathArguments::AngleBracketed(inner) => match inner.args.first() {
                        Some(GenericArgument::Type(inner)) => pointee(inner),
                        _ => rust_type,
                    },
                    _ => rust_type,
                }
            }
            _ => rust_type,
        },
        _ => rust_type,
    }
}

/// Determines how a field is used, from its attributes. It can have at most one for this.
pub(super) fn role(attributes: &[Attribute], errors: &mut Errors) -> Role {
    let mut options = Options::new("`#[message]` on a field", &["skip", "debug"]);
    let mut roles: Vec<(Role, Span)> = Vec::new();
    for attribute in attributes {
        let read = if attribute.path().is_ident("secret") {
            if roles.iter().any(|(role, _)| *role == Role::Secret) {
                errors.at(attribute, "duplicate `#[secret]`");
                continue;
            }
            roles.push((Role::Secret, attribute.path().span()));
            word_alone(attribute, "secret")
        } else if attribute.path().is_ident("message") {
            match &attribute.meta {
                Meta::List(list) if !list.tokens.is_empty() => {
                    attribute.parse_args_with(|input: ParseStream| {
                        field_options(input, &mut options, &mut roles)
                    })
                }
                _ => Err(syn::Error::new_spanned(attribute, FIELD_FORM)),
            }
        } else if attribute.path().is_ident("kea") {
            let reason = wrong_option::kea_on_field(first_word(attribute).as_ref());
            Err(syn::Error::new_spanned(attribute, reason))
        } else if let Some(reason) = wrong_option::option_alone(attribute) {
            Err(syn::Error::new_spanned(attribute, reason))
        } else {
            continue;
        };
        errors.take(read);
    }
    if let [_, (_, second), ..] = roles.as_slice() {
        let reason = "a field can be skipped, printed with `Debug`, or secret: choose one";
        errors.at_span(*second, reason);
    }
    roles.first().map_or(Role::Display, |(role, _)| *role)
}

/// The form of `#[message]` on a field, for errors.
const FIELD_FORM: &str =
    "`#[message]` on a field needs an option: `#[message(skip)]` or `#[message(debug)]`";

/// Checks that an attribute is only a name.
fn word_alone(attribute: &Attribute, name: &str) -> syn::Result<()> {
    if matches!(attribute.meta, Meta::Path(_)) {
        return Ok(());
    }
    let reason = format!("`#[{name}]` takes no options: write `#[{name}]`");
    Err(syn::Error::new_spanned(attribute, reason))
}

fn field_options(
    input: ParseStream,
    options: &mut Options,
    roles: &mut Vec<(Role, Span)>,
) -> syn::Result<()> {
    while !input.is_empty() {
        let ahead = input.fork();
        let Ok(word) = ahead.call(Ident::parse_any) else {
            return Err(input.error(FIELD_FORM));
        };
        let name = word.to_string();
        if !["skip", "debug"].contains(&name.as_str()) {
            let reason = wrong_option::of_field(&name, options);
            return Err(syn::Error::new_spanned(word, reason));
        }
        if !ahead.is_empty() && !ahead.peek(Token![,]) && !ahead.peek(Ident::peek_any) {
            let reason = format!("`{name}` takes no value: write `#[message({name})]`");
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

/// Returns whether a field is marked as an argument without a placeholder.
pub(super) fn is_field(attributes: &[Attribute], role: Role, errors: &mut Errors) -> bool {
    let mut marks = attributes.iter().filter(|it| it.path().is_ident("field"));
    let Some(mark) = marks.next() else {
        return false;
    };
    if let Err(error) = word_alone(mark, "field") {
        errors.push(error);
    } else if let Some(second) = marks.next() {
        errors.at(second, "duplicate `#[field]`");
    } else if role == Role::Skip {
        errors.at(
            mark,
            "a skipped field is not an argument: remove one of the two marks",
        );
    }
    true
}
