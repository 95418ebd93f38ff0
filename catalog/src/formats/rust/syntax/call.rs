//! Parses the input of `kea_messages!`.

use super::attributes::Attributes;
use super::conflict::{self, UNRESOLVED};
use super::definition::Definition;
use super::errors::Errors;
use super::file_call::{self, FileCall, NOT_BOTH};
use super::head::{Head, is_severity};
use super::item;
use super::options::not_expanded;
use super::skip::skip_past_semicolon;
use super::text_literal::{begins_definition, begins_item};
use kea_messages_base::id::is_id;
use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, LitStr, Token, Visibility, token};

/// The line `pub static CATALOGUE;`.
pub struct CatalogueItem {
    /// The attributes of the static.
    pub attributes: Vec<Attribute>,
    /// The visibility of the static.
    pub visibility: Visibility,
    /// The name of the static.
    pub name: Ident,
}

/// The input of `kea_messages!`.
#[derive(Default)]
pub struct Call {
    /// The line that declares a catalogue.
    pub catalogue: Option<CatalogueItem>,
    /// The logger that the messages go to.
    pub logger: Option<LitStr>,
    /// The definitions.
    pub definitions: Vec<Definition>,
    /// The files to read, if the call names any.
    pub file_call: Option<FileCall>,
    /// The mistakes that are not part of a definition.
    pub errors: Errors,
    /// Whether a comma was found where a semicolon should be.
    has_comma: bool,
    /// Whether the marker of a merge conflict was found.
    has_conflict: bool,
}

impl Call {
    /// Parses the tokens between the delimiters of a call. Mistakes are in
    /// [`errors`](Self::errors) and in the definitions.
    #[must_use]
    pub fn parse(tokens: TokenStream) -> Self {
        let read = |input: ParseStream| {
            let mut call = Self::default();
            while !input.is_empty() {
                call.item(input);
            }
            if call.has_conflict {
                call.keep_one_side();
            }
            Ok(call)
        };
        // This cannot fail, because the parser reads all tokens.
        read.parse2(tokens).unwrap_or_else(|error| {
            let mut call = Self::default();
            call.errors.push(error);
            call
        })
    }

    /// Parses a definition, or the line that declares a catalogue.
    fn item(&mut self, input: ParseStream) {
        let mut errors = Errors::default();
        self.inner_attributes(input);
        if let (true, Ok(sign)) = (peek_stray(input), input.fork().parse::<TokenTree>()) {
            let reason = format!("unexpected `{sign}`: missing definition before it");
            self.errors.at(&sign, reason);
            _ = input.parse::<TokenTree>();
            return;
        }
        if input.peek(Token![#]) && !input.peek2(token::Bracket) {
            return self.comment(input);
        }
        let Some(attributes) = errors.take(input.call(Attribute::parse_outer)) else {
            return self.pass_over(input, Visibility::Inherited, errors);
        };
        let Some(visibility) = errors.take(input.parse::<Visibility>()) else {
            return self.pass_over(input, Visibility::Inherited, errors);
        };
        if let Some(marker) = conflict::marker(input) {
            self.conflict(marker);
        } else if input.is_empty() {
            if attributes.is_empty() && matches!(visibility, Visibility::Inherited) {
                return;
            }
            let reason = "missing definition: `info ID() = \"text\";`";
            match attributes.last() {
                Some(attribute) if attribute.path().is_ident("doc") => self
                    .errors
                    .at(attribute, "expected a definition after this doc comment"),
                Some(attribute) => self.errors.at(attribute, reason),
                None => self.errors.at(visibility, reason),
            }
        } else if begins_catalogue(input) {
            self.catalogue_item(input, attributes, visibility);
        } else if begins_logger(input) {
            self.logger_item(input);
        } else if file_call::begins(input) {
            self.file_call(input, &attributes, visibility);
        } else if let Some(error) = item::pass_over(input) {
            self.errors.push(error);
        } else {
            self.definition(input, attributes, visibility);
        }
    }

    /// Reports a conflict, at the first of its markers.
    fn conflict(&mut self, marker: TokenStream) {
        if !self.has_conflict || marker.to_string().starts_with('<') {
            self.errors.at(marker, UNRESOLVED);
        }
        self.has_conflict = true;
    }

    /// Removes the definitions that both sides of a conflict have.
    fn keep_one_side(&mut self) {
        let mut seen = Vec::new();
        self.definitions.retain(|definition| {
            let is_new = !seen.contains(&definition.id);
            seen.push(definition.id.clone());
            is_new
        });
    }

    /// Parses `//!` and `#![...]`, which are not allowed. Several in a row are reported once.
    fn inner_attributes(&mut self, input: ParseStream) {
        let mut is_first = true;
        while input.peek(Token![#]) && input.peek2(Token![!]) {
            let mut attribute = TokenStream::new();
            for _ in 0..3 {
                attribute.extend(input.parse::<TokenTree>());
            }
            let reason = if is_doc_comment(attribute.clone()) {
                "unexpected inner doc comment: write the description of a message with `///`, \
                 above it"
            } else if file_call::begins(input) {
                "unexpected inner attribute: to suppress warnings of a file, write `file = \
                 \"messages.toml\", allow(wrapped_text)`"
            } else {
                "unexpected inner attribute: write an attribute of a message as `#[...]`, above it"
            };
            if is_first {
                self.errors.at(attribute, reason);
            }
            is_first = false;
        }
    }

    /// Skips `# a comment`, which rustc parses as words.
    fn comment(&mut self, input: ParseStream) {
        self.errors.at_span(
            input.span(),
            "unexpected `#`: a comment begins with `//`, and an attribute with `#[`",
        );
        _ = input.parse::<Token![#]>();
        while !begins_definition(input) && !begins_logger(input) && !file_call::begins(input) {
            match input.parse::<TokenTree>() {
                Ok(TokenTree::Punct(sign)) if sign.as_char() == ';' => break,
                Ok(_) => {}
                Err(_) => break,
            }
        }
    }

    fn catalogue_item(
        &mut self,
        input: ParseStream,
        attributes: Vec<Attribute>,
        visibility: Visibility,
    ) {
        let read = |errors: &mut Errors| -> syn::Result<(TokenTree, Ident)> {
            let keyword: TokenTree = input.parse()?;
            if input.peek(Token![mut]) {
                let reason = "unexpected `mut`: write `pub static CATALOGUE;`";
                errors.at(input.parse::<Token![mut]>()?, reason);
            }
            let name: Ident = input.parse()?;
            let end = input.fork();
            if input.parse::<Token![;]>().is_ok() {
                if keyword.to_string() != "static" {
                    let reason = "a catalogue is a static: `pub static CATALOGUE;`";
                    errors.at(&keyword, reason);
                }
                return Ok((keyword, name));
            }
            let comma = input.fork();
            if comma.parse::<Token![,]>().is_ok() && begins_item(&comma) {
                let reason = format!("expected `;` after `{name}`, found `,`");
                errors.at(input.parse::<Token![,]>()?, reason);
            } else if input.is_empty() || !begins_item(input) {
                // syn would report that the input ends.
                let reason = "a catalogue has only a name: `pub static CATALOGUE;`";
                errors.at_span(end.span(), reason);
                skip_past_semicolon(input);
            } else {
                errors.at(&name, format_args!("missing semicolon after `{name}`"));
            }
            Ok((keyword, name))
        };
        let before = self.errors.len();
        let (keyword, name) = match read(&mut self.errors) {
            Ok(read) => read,
            Err(error) => {
                self.errors.push(error);
                skip_past_semicolon(input);
                return;
            }
        };
        if self.errors.len() > before {
            // After a mistake in the line, no others are reported.
        } else if self.catalogue.is_some() {
            let reason = "duplicate catalogue: a call of `kea_messages!` has at most one";
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

    /// Parses `logger = "...";`.
    fn logger_item(&mut self, input: ParseStream) {
        let read = |errors: &mut Errors| -> syn::Result<LitStr> {
            let reason = "missing name of the logger: `logger = \"kea-dhcp4.alloc-engine\";`";
            let word: Ident = input.parse()?;
            if input.parse::<Token![=]>().is_err() {
                let colon = input.fork();
                let sign = colon.parse::<Token![:]>();
                let value = if sign.is_ok() { &colon } else { input };
                let (Ok(name), Some((at, _))) =
                    (value.parse::<LitStr>(), input.cursor().token_tree())
                else {
                    return Err(syn::Error::new_spanned(word, reason));
                };
                let reason = match sign {
                    Ok(_) => format!("expected `=`, found `:`: `logger = {}`", name.token()),
                    Err(_) => format!("missing `=`: `logger = {}`", name.token()),
                };
                return Err(syn::Error::new(at.span(), reason));
            }
            let value = input.cursor().token_tree();
            if let Some(error) = not_expanded(input, "logger = \"kea-dhcp4\";") {
                return Err(error);
            }
            let Ok(name) = input.parse::<LitStr>() else {
                if let Some((TokenTree::Ident(value), _)) = value {
                    let reason = format!("a logger is a string literal: `logger = \"{value}\";`");
                    return Err(syn::Error::new_spanned(value, reason));
                }
                return Err(syn::Error::new_spanned(word, reason));
            };
            if name.value().is_empty() {
                return Err(syn::Error::new_spanned(name, reason));
            }
            if input.parse::<Token![;]>().is_err() {
                let reason = "missing semicolon after this logger";
                errors.at(&name, reason);
                if input.parse::<Token![,]>().is_err() && !begins_item(input) {
                    skip_past_semicolon(input);
                }
            }
            Ok(name)
        };
        let Some(name) = read(&mut self.errors)
            .map_err(|error| self.errors.push(error))
            .ok()
        else {
            skip_past_semicolon(input);
            return;
        };
        if self.logger.is_some() {
            let reason = "duplicate logger: all messages of a call share one logger";
            self.errors.at(&name, reason);
        } else if !self.definitions.is_empty() {
            let reason = "the logger comes first, before the definitions";
            self.errors.at(&name, reason);
        }
        self.logger = Some(name);
    }

    /// Parses the options that name the files to read, up to the end of the call.
    fn file_call(&mut self, input: ParseStream, attributes: &[Attribute], visibility: Visibility) {
        if let Some(attribute) = attributes.first() {
            let reason = if attribute.path().is_ident("allow") {
                "to suppress warnings of a file, write \
                 `file = \"messages.toml\", allow(wrapped_text)`"
            } else {
                "this attribute belongs on a message, or on the line `pub static CATALOGUE;`"
            };
            self.errors.at(attribute, reason);
        }
        let option = input.span();
        let mut errors = Errors::default();
        let read = FileCall::parse(input, visibility, &mut errors);
        let read = errors.take(read);
        if read.is_none() {
            // The rest is skipped, so that it does not cause further errors.
            _ = input.parse::<TokenStream>();
        }
        let has_file = read.as_ref().is_some_and(|read| !read.patterns.is_empty());
        let has_lock = read.as_ref().is_some_and(|read| read.lock.is_some());
        let is_first = self.definitions.is_empty();
        if is_first && input.is_empty() {
            if read.is_some() && !has_file {
                errors.at_span(option, "missing file: `file = \"messages.toml\"`");
            }
            self.errors.append(errors);
            self.file_call = read.filter(|_| has_file);
        } else if has_lock && !has_file {
            let reason = "`lock` is only for messages that are read from files: `kea-messages \
                check --locked` compares messages in Rust source with a lock file";
            self.errors.at_span(option, reason);
        } else {
            let place = if is_first { input.span() } else { option };
            self.errors.at_span(place, NOT_BOTH);
            if !begins_definition(input) {
                _ = input.parse::<TokenStream>();
            }
        }
    }

    fn definition(
        &mut self,
        input: ParseStream,
        attributes: Vec<Attribute>,
        visibility: Visibility,
    ) {
        let mut errors = Errors::default();
        let attributes = Attributes::sort(attributes, &mut errors);
        match Head::parse(input, &mut errors) {
            // This is an item of Rust, whose name is not treated as an ID.
            Ok(head) if head.is_wrong && !is_id(&head.id.to_string()) => {
                self.pass_over(input, visibility, errors);
            }
            Ok(head) => {
                let mut definition = Definition::body(input, attributes, visibility, head, errors);
                self.end_in_comma(input, &mut definition);
                self.definitions.push(definition);
            }
            Err(error) => {
                errors.push(error);
                self.pass_over(input, visibility, errors);
            }
        }
    }

    /// Parses a comma in place of the semicolon at the end of a definition. Users who write one do
    /// so after every definition, so it is reported once.
    fn end_in_comma(&mut self, input: ParseStream, definition: &mut Definition) {
        let Ok(comma) = input.parse::<Token![,]>() else {
            return;
        };
        if !std::mem::replace(&mut self.has_comma, true) {
            let reason = "expected `;` after the text, found `,`: each definition ends with `;`";
            definition.errors.at(comma, reason);
        }
    }

    /// Skips a definition that cannot be read. If its ID can be recognized,
    /// statements that log it do not cause errors.
    fn pass_over(&mut self, input: ParseStream, visibility: Visibility, errors: Errors) {
        if let Some(id) = skip_past_semicolon(input) {
            let broken = Definition::broken(id, visibility, Vec::new(), errors);
            self.definitions.push(broken);
        } else {
            self.errors.append(errors);
        }
    }
}

/// Returns whether the next token ends a definition.
fn peek_stray(input: ParseStream) -> bool {
    input.peek(Token![;]) || input.peek(Token![,])
}

/// Returns whether the next line declares a catalogue: `static CATALOGUE`, and not `static info
/// ID`.
fn begins_catalogue(input: ParseStream) -> bool {
    let ahead = input.fork();
    let Ok(keyword) = ahead.call(Ident::parse_any) else {
        return false;
    };
    let Ok(name) = ahead.call(Ident::parse_any) else {
        return keyword == "static";
    };
    if keyword == "static" {
        return !is_severity(&name) || !(ahead.peek(Ident::peek_any) || ahead.peek(token::Paren));
    }
    let is_one = ["const", "let", "catalogue", "catalog", "fn", "mod"];
    let is_module = keyword == "mod" && !is_id(&name.to_string());
    is_one.iter().any(|word| keyword == word) && ahead.peek(Token![;]) && !is_module
}

/// Returns whether the next line names the logger, in any form.
fn begins_logger(input: ParseStream) -> bool {
    let ahead = input.fork();
    if !matches!(ahead.parse::<Ident>(), Ok(word) if word == "logger") {
        return false;
    }
    let is_value = ahead.peek(Token![=]) || ahead.peek(Token![:]) || ahead.peek(LitStr);
    is_value || matches!(ahead.parse(), Ok(TokenTree::Group(_))) && ahead.peek(Token![;])
}

/// Returns whether these are the tokens of an attribute from a doc comment.
fn is_doc_comment(attribute: TokenStream) -> bool {
    attribute.into_iter().any(|token| {
        let TokenTree::Group(group) = token else {
            return false;
        };
        let name = group.stream().into_iter().next();
        matches!(name, Some(TokenTree::Ident(name)) if name == "doc")
    })
}
