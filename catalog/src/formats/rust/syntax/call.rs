//! What `kea_messages!` is given.

use super::attributes::Attributes;
use super::definition::Definition;
use super::errors::Errors;
use super::file_call::{self, FileCall};
use super::skip::skip_past_semicolon;
use proc_macro2::{Ident, TokenStream};
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, LitStr, Token, Visibility};

/// The line `pub static CATALOGUE;`.
pub struct CatalogueItem {
    /// Its attributes.
    pub attributes: Vec<Attribute>,
    /// Its visibility.
    pub visibility: Visibility,
    /// The name of the static.
    pub name: Ident,
}

/// What `kea_messages!` is given.
#[derive(Default)]
pub struct Call {
    /// The line that asks for a catalogue.
    pub catalogue: Option<CatalogueItem>,
    /// The logger that the messages go to.
    pub logger: Option<LitStr>,
    /// The definitions.
    pub definitions: Vec<Definition>,
    /// What the call says of files to read, if it does.
    pub file_call: Option<FileCall>,
    /// Mistakes that belong to no definition.
    pub errors: Errors,
}

impl Call {
    /// Reads the tokens between the delimiters of a call. What is wrong with them is in
    /// [`errors`](Self::errors) and in the definitions.
    #[must_use]
    pub fn parse(tokens: TokenStream) -> Self {
        let read = |input: ParseStream| {
            let mut call = Self::default();
            while !input.is_empty() {
                call.item(input);
            }
            Ok(call)
        };
        // It fails only where a parser does not read to the end, as this one does.
        read.parse2(tokens).unwrap_or_else(|error| {
            let mut call = Self::default();
            call.errors.push(error);
            call
        })
    }

    /// Reads a definition, or the line that asks for a catalogue.
    fn item(&mut self, input: ParseStream) {
        let mut errors = Errors::default();
        let Some(attributes) = errors.take(input.call(Attribute::parse_outer)) else {
            return self.pass_over(input, Visibility::Inherited, errors);
        };
        let Some(visibility) = errors.take(input.parse::<Visibility>()) else {
            return self.pass_over(input, Visibility::Inherited, errors);
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
            self.file_call(input, &attributes, visibility);
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
                // syn would say first that the input ends, where it does.
                return Err(syn::Error::new(input.span(), reason));
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
    fn file_call(&mut self, input: ParseStream, attributes: &[Attribute], visibility: Visibility) {
        if let Some(attribute) = attributes.first() {
            let reason = "this belongs to a message, or to the line `pub static CATALOGUE;`";
            self.errors.at(attribute, reason);
        }
        if let Some(definition) = self.definitions.first() {
            let reason = "a call of `kea_messages!` reads files or has definitions, not both";
            self.errors.at(&definition.id, reason);
        }
        let read = FileCall::parse(input, visibility, &mut self.errors);
        self.file_call = self.errors.take(read);
        // What follows a mistake is not reported.
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
        match Definition::head(input, &mut errors) {
            Ok((severity, id)) => {
                let definition =
                    Definition::body(input, attributes, visibility, severity, id, errors);
                self.definitions.push(definition);
            }
            Err(error) => {
                errors.push(error);
                self.pass_over(input, visibility, errors);
            }
        }
    }

    /// Passes over a definition that cannot be read. Where its ID can be made
    /// out, statements that log it are spared errors of their own.
    fn pass_over(&mut self, input: ParseStream, visibility: Visibility, errors: Errors) {
        if let Some(id) = skip_past_semicolon(input) {
            let broken = Definition::broken(id, visibility, Vec::new(), errors);
            self.definitions.push(broken);
        } else {
            self.errors.append(errors);
        }
    }
}

/// Whether the line comes next that names the logger.
fn begins_logger(input: ParseStream) -> bool {
    let ahead = input.fork();
    matches!(ahead.parse::<Ident>(), Ok(word) if word == "logger") && ahead.peek(Token![=])
}
