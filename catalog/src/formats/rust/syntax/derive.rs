//! `#[derive(KeaMessages)]`: from an enum or a struct to the messages that it stands for.

use super::errors::Errors;
use super::options::{Options, comma, string};
use super::variant::{Meaning, Source, Variant};
use kea_messages_base::id::is_id;
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::parse::ParseStream;
use syn::{Attribute, Data, DeriveInput, Generics, LitStr, Path};

/// A type whose values are messages. A struct is a type with one variant.
pub struct MessageType {
    /// The path of the runtime crate, if `#[kea(crate = "...")]` says it.
    pub kea: Option<Path>,
    /// The logger that the messages go to.
    pub logger: Option<LitStr>,
    /// Its name.
    pub name: Ident,
    /// Its generics.
    pub generics: Generics,
    /// The variants without a mistake.
    pub variants: Vec<Variant>,
    /// What is wrong with the type. Where there is anything, the rest cannot
    /// be relied on.
    pub errors: Errors,
}

impl MessageType {
    /// Reads an enum or a struct.
    ///
    /// # Errors
    ///
    /// Something else. What is wrong in the type is in [`errors`](Self::errors).
    pub fn parse(tokens: TokenStream) -> syn::Result<Self> {
        Ok(Self::read(syn::parse2(tokens)?))
    }

    fn read(input: DeriveInput) -> Self {
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
                        match ids.iter().find(|(id, _)| *id == message.message.id) {
                            Some((id, other)) => {
                                errors
                                    .at(name, format_args!("`{other}` has the ID `{id}` already"));
                            }
                            None => ids.push((message.message.id.clone(), name.clone())),
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
        Self {
            kea: options.kea,
            logger: options.logger,
            name: input.ident,
            generics: input.generics,
            variants,
            errors,
        }
    }
}

/// What `#[kea(...)]` on the type says.
#[derive(Default)]
struct TypeOptions {
    prefix: String,
    logger: Option<LitStr>,
    kea: Option<Path>,
}

impl TypeOptions {
    fn read(attributes: &[Attribute], errors: &mut Errors) -> Self {
        let mut read = Self::default();
        let mut options = Options::new("`#[kea]`", &["prefix", "logger", "crate"]);
        for attribute in attributes {
            if attribute.path().is_ident("secret") {
                errors.at(attribute, "`#[secret]` stands on a field");
            } else if attribute.path().is_ident("kea") {
                let parse = |input: ParseStream| read.parse(input, &mut options);
                errors.take(attribute.parse_args_with(parse));
            }
        }
        read
    }

    fn parse(&mut self, input: ParseStream, options: &mut Options) -> syn::Result<()> {
        while !input.is_empty() {
            let option = options.name(input)?;
            match option.to_string().as_str() {
                "prefix" => {
                    let prefix = string(input, &option, "prefix = \"ALLOC_ENGINE_\"")?;
                    if !is_id(&prefix.value()) {
                        let reason = "a prefix is the beginning of an ID: upper-case letters, \
                                      digits and underscores, with a letter first";
                        return Err(syn::Error::new_spanned(prefix, reason));
                    }
                    self.prefix = prefix.value();
                }
                "logger" => {
                    let example = "logger = \"kea-dhcp4.alloc-engine\"";
                    self.logger = Some(string(input, &option, example)?);
                }
                _ => {
                    let path = string(input, &option, "crate = \"path\"")?;
                    self.kea = Some(path.parse()?);
                }
            }
            comma(input)?;
        }
        Ok(())
    }
}
