//! Parses an enum or a struct with `#[derive(KeaMessages)]` into its messages.

use super::errors::Errors;
use super::meaning::Meaning;
use super::options::{Options, comma, string};
use super::thiserror::{display, is_display};
use super::variant::{Source, Variant};
use super::wrong_option;
use crate::formats::rust::depth::check_item;
use crate::row_order;
use crate::suggest::nearest;
use kea_messages_base::id::is_id;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::ext::IdentExt as _;
use syn::parse::{ParseStream, Parser as _};
use syn::{Attribute, Data, DeriveInput, Generics, LitStr, Meta, Path};

/// A type whose values are messages. A struct is a type with one variant.
pub struct MessageType {
    /// The path of the runtime crate, if `#[kea(crate = "...")]` sets it.
    pub kea: Option<Path>,
    /// The logger that the messages go to.
    pub logger: Option<LitStr>,
    /// The prefix of the IDs, if it does not end with `_`.
    pub joined_prefix: Option<LitStr>,
    /// The name of the type.
    pub name: Ident,
    /// The generics of the type.
    pub generics: Generics,
    /// Whether `#[kea(..)]` could be parsed. Otherwise the prefix of the IDs is not
    /// known.
    pub is_prefix_known: bool,
    /// Whether thiserror generates a `Display`, because there is an `#[error("...")]`.
    pub has_display: bool,
    /// Whether two variants have the same name, which rustc reports.
    pub has_namesakes: bool,
    /// The variants without mistakes.
    pub variants: Vec<Variant>,
    /// The IDs of the other variants, if they are known, and their places.
    pub broken: Vec<(String, Span)>,
    /// The errors for IDs that two variants have. When files are read, duplicates are detected
    /// among all messages instead.
    pub duplicates: Errors,
    /// The attributes that look like a misspelt `#[message]`, if there is none. rustc
    /// reports each, unless another derive declares it.
    pub misspelt: Errors,
    /// Other mistakes in the type. If there are any, the other fields may be
    /// incomplete.
    pub errors: Errors,
}

impl MessageType {
    /// Parses an enum or a struct.
    ///
    /// # Errors
    ///
    /// Returns an error for other items, and for a type that is nested too deeply for syn.
    /// Mistakes in the type are in [`errors`](Self::errors).
    pub fn parse(tokens: TokenStream) -> syn::Result<Self> {
        let read = |input: ParseStream| {
            check_item(input)?;
            input.parse()
        };
        Ok(Self::read(read.parse2(tokens)?))
    }

    fn read(input: DeriveInput) -> Self {
        let mut errors = Errors::default();
        let mut duplicates = Errors::default();
        let mut misspelt = Errors::default();
        let options = TypeOptions::read(&input.attrs, &mut errors);
        let is_prefix_known = errors.is_empty();
        let has_display = displays(&input, &mut errors);
        let mut variants: Vec<Variant> = Vec::new();
        let mut has_namesakes = false;
        let mut broken = Vec::new();
        match input.data {
            // The mistake in `#[kea(...)]` may be that it contains the message.
            Data::Struct(_)
                if !is_prefix_known
                    && !input.attrs.iter().any(|it| it.path().is_ident("message")) => {}
            Data::Struct(_) if note_misspelt(&input.ident, &input.attrs, &mut misspelt) => {}
            Data::Struct(data) => {
                let source = Source {
                    name: &input.ident,
                    holder: &input.ident,
                    path: quote!(Self),
                    attributes: &input.attrs,
                    fields: data.fields,
                };
                variants.extend(source.read(&options.prefix, &mut broken, &mut errors));
            }
            Data::Enum(data) => {
                for attribute in &input.attrs {
                    if attribute.path().is_ident("message") {
                        errors.push(wrong_option::message_on_enum(attribute, &NAMES));
                    } else if let Some(reason) = wrong_option::option_alone(attribute) {
                        errors.at(attribute, reason);
                    }
                }
                for variant in data.variants {
                    let name = &variant.ident;
                    let is_message = |it: &&Attribute| it.path().is_ident("message");
                    let mut own = variant.attrs.iter().filter(is_message);
                    // The message or its severity may have been written on the enum.
                    if input.attrs.iter().any(|it| is_message(&it))
                        && !own.any(|it| wrong_option::first_word(it).is_some())
                        || note_misspelt(name, &variant.attrs, &mut misspelt)
                    {
                        continue;
                    }
                    let source = Source {
                        name,
                        holder: &input.ident,
                        path: quote!(Self::#name),
                        attributes: &variant.attrs,
                        fields: variant.fields,
                    };
                    variants.extend(source.read(&options.prefix, &mut broken, &mut errors));
                }
                has_namesakes = note_duplicates(&variants, &mut duplicates);
            }
            Data::Union(data) => errors.at(
                data.union_token,
                "a union cannot be a message, because it does not record which of its fields is \
                 active",
            ),
        }
        Self {
            kea: options.kea,
            logger: options.logger,
            joined_prefix: options.joined_prefix,
            name: input.ident,
            generics: input.generics,
            is_prefix_known,
            has_display,
            has_namesakes,
            variants,
            broken,
            duplicates,
            misspelt,
            errors,
        }
    }
}

/// Notes an attribute that looks like a misspelt `#[message]`, if there is no
/// `#[message]`.
fn note_misspelt(name: &Ident, attributes: &[Attribute], misspelt: &mut Errors) -> bool {
    let is_message = |it: &Attribute| it.path().is_ident("message");
    let is_near = |it: &&Attribute| {
        let word = it.path().get_ident().map(ToString::to_string);
        word.is_some_and(|word| nearest(&word, &["message"]).is_some())
    };
    let near = attributes.iter().find(is_near);
    let Some(near) = near.filter(|_| !attributes.iter().any(is_message)) else {
        return false;
    };
    let reason = format!("`{name}` has no message: `#[message(severity, \"text\")]`");
    misspelt.at(near.path(), reason);
    true
}

/// Reports each duplicate ID, at the second place. Returns whether two variants have the
/// same ID because they have the same name, which rustc reports.
fn note_duplicates(variants: &[Variant], errors: &mut Errors) -> bool {
    let mut own = Vec::with_capacity(variants.len());
    for variant in variants {
        match (&variant.meaning, &variant.name) {
            // If variants have conditions, only one of two may exist.
            (Meaning::Message(message), Some(name)) if variant.cfg.is_empty() => {
                own.push((message.message.id.as_str(), name, message.spans.id));
            }
            _ => {}
        }
    }
    let mut ids = Vec::with_capacity(own.len());
    for (id, ..) in &own {
        ids.push(*id);
    }
    if row_order(&ids).len() == ids.len() {
        return false;
    }
    let mut has_namesakes = false;
    for (index, (id, name, place)) in own.iter().enumerate() {
        if let Some((_, other, _)) = own[..index].iter().find(|(other, ..)| other == id) {
            if name == other {
                has_namesakes = true;
                continue;
            }
            let reason = format!("`{id}` is defined twice: `{other}` has this ID as well");
            errors.at_span(*place, reason);
        }
    }
    has_namesakes
}

/// Returns whether thiserror generates a `Display`. If there is also a message, this is reported.
fn displays(input: &DeriveInput, errors: &mut Errors) -> bool {
    let before = errors.len();
    let mut check = |attributes: &[Attribute], is_type: bool| {
        let is_message = is_type || attributes.iter().any(|it| it.path().is_ident("message"));
        // This is reported once, because users who write it do so on each variant.
        if let (true, Some(error), true) = (is_message, display(attributes), errors.len() == before)
        {
            let reason = "`#[error]` generates a second `Display`: remove each `#[error]`, \
                because `#[message]` has the text";
            errors.at(error, reason);
        }
    };
    if let Data::Enum(data) = &input.data {
        check(&input.attrs, true);
        for variant in &data.variants {
            check(&variant.attrs, false);
        }
    } else {
        check(&input.attrs, false);
    }
    all_attributes(input).any(is_display)
}

/// Returns the attributes of the type and of its variants.
fn all_attributes(input: &DeriveInput) -> impl Iterator<Item = &Attribute> {
    let variants = match &input.data {
        Data::Enum(data) => Some(&data.variants),
        _ => None,
    };
    let of_variants = variants.into_iter().flatten().flat_map(|it| &it.attrs);
    input.attrs.iter().chain(of_variants)
}

/// The names of the options of `#[kea(...)]`.
const NAMES: [&str; 3] = ["prefix", "logger", "crate"];

/// The error for `#[kea]` without options.
const FORM: &str = "`#[kea]` needs options, as in `#[kea(prefix = \"ALLOC_ENGINE_\")]`";

/// The content of `#[kea(...)]` on the type.
#[derive(Default)]
struct TypeOptions {
    prefix: String,
    joined_prefix: Option<LitStr>,
    logger: Option<LitStr>,
    kea: Option<Path>,
}

impl TypeOptions {
    fn read(attributes: &[Attribute], errors: &mut Errors) -> Self {
        let mut read = Self::default();
        let mut options = Options::new("`#[kea]`", &NAMES);
        for attribute in attributes {
            if attribute.path().is_ident("secret") {
                errors.at(attribute, "`#[secret]` belongs on a field");
            } else if attribute.path().is_ident("field") {
                errors.at(attribute, "`#[field]` belongs on a field");
            } else if attribute.path().is_ident("kea") {
                let parse = |input: ParseStream| read.parse(input, &mut options);
                errors.take(match attribute.meta {
                    Meta::List(_) => attribute.parse_args_with(parse),
                    _ => Err(syn::Error::new_spanned(attribute, FORM)),
                });
            }
        }
        read
    }

    fn parse(&mut self, input: ParseStream, options: &mut Options) -> syn::Result<()> {
        while !input.is_empty() {
            let Ok(word) = input.fork().call(Ident::parse_any) else {
                return Err(input.error(FORM));
            };
            if !NAMES.contains(&word.to_string().as_str()) {
                let reason = wrong_option::of_type(&word.to_string(), options);
                return Err(syn::Error::new_spanned(word, reason));
            }
            let option = options.name(input)?;
            match option.to_string().as_str() {
                "prefix" => {
                    let prefix = string(input, &option, "prefix = \"ALLOC_ENGINE_\"")?;
                    if !is_id(&prefix.value()) {
                        let reason = wrong_option::prefix(&prefix.value());
                        return Err(syn::Error::new_spanned(prefix, reason));
                    }
                    self.prefix = prefix.value();
                    self.joined_prefix = (!self.prefix.ends_with('_')).then_some(prefix);
                }
                "logger" => {
                    let example = "logger = \"kea-dhcp4.alloc-engine\"";
                    let logger = string(input, &option, example)?;
                    if logger.value().trim().is_empty() {
                        let reason = format!("missing name of the logger: `{example}`");
                        return Err(syn::Error::new_spanned(logger, reason));
                    }
                    self.logger = Some(logger);
                }
                _ => {
                    let path = string(input, &option, "crate = \"path\"")?;
                    self.kea = Some(path.parse().map_err(|_| {
                        let reason = "`crate` is the path of a crate: `crate = \"::kea_messages\"`";
                        syn::Error::new_spanned(&path, reason)
                    })?);
                }
            }
            comma(input)?;
        }
        Ok(())
    }
}
