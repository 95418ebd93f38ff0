//! `kea_messages!(file = "messages.toml")`: which files, and what to make of
//! them.

#[cfg(feature = "files")]
use crate::{errors::Errors, tokens::Tokens};
use kea_messages_catalog::nearest;
use proc_macro2::Ident;
#[cfg(feature = "files")]
use proc_macro2::Span;
#[cfg(feature = "files")]
use quote::quote;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
#[cfg(feature = "files")]
use syn::{LitStr, Token, Visibility, token};

/// What a call says of the files that it reads.
#[cfg(feature = "files")]
pub(super) struct FileCall {
    /// `pub`, if the call says nothing: messages are logged by all of a program,
    /// and rustdoc's pages of them are the manual.
    pub(super) visibility: Tokens,
    /// The visibility that is the same in a module.
    pub(super) inside: Tokens,
    pub(super) patterns: Vec<LitStr>,
    /// Whether there is a module for the first word of the IDs.
    pub(super) by_module: bool,
    /// The names of the lints that are turned off.
    pub(super) allowed: Vec<Ident>,
    /// The file of what the messages promise.
    pub(super) lock: Option<LitStr>,
    /// Where the first option stands.
    pub(super) span: Span,
}

const OPTIONS: [&str; 5] = ["file", "files", "by_module", "allow", "lock"];

/// Whether an option comes next, and not a definition.
pub(super) fn begins(input: ParseStream) -> bool {
    let ahead = input.fork();
    let Ok(word) = ahead.call(Ident::parse_any) else {
        return false;
    };
    let is_option = OPTIONS.iter().any(|option| word == option);
    is_option && (ahead.is_empty() || !ahead.peek(Ident::peek_any))
}

/// What to say of a call where nothing can read files.
#[cfg(not(feature = "files"))]
pub(super) const NO_FEATURE: &str = "reading files needs the feature `files` of kea-messages: in \
    Cargo.toml, `kea-messages = { version = \"...\", features = [\"files\"] }`";

#[cfg(feature = "files")]
impl FileCall {
    /// Reads the options, to the end of the call.
    pub(super) fn parse(
        input: ParseStream,
        visibility: &Visibility,
        errors: &mut Errors,
    ) -> syn::Result<Self> {
        let (visibility, inside) = match visibility {
            Visibility::Inherited => (quote!(pub), quote!(pub)),
            Visibility::Public(_) => (quote!(#visibility), quote!(#visibility)),
            Visibility::Restricted(restricted) => {
                let path = &restricted.path;
                let first = path
                    .segments
                    .first()
                    .map(|segment| segment.ident.to_string());
                let inside = match first.as_deref() {
                    Some("crate") => quote!(#visibility),
                    Some("self") => quote!(pub(super)),
                    _ => quote!(pub(in super::#path)),
                };
                (quote!(#visibility), inside)
            }
        };
        let mut call = Self {
            visibility: visibility.into(),
            inside: inside.into(),
            patterns: Vec::new(),
            by_module: false,
            allowed: Vec::new(),
            lock: None,
            span: input.span(),
        };
        while !input.is_empty() {
            call.option(input, errors)?;
            if input.peek(Token![;]) {
                input.parse::<Token![;]>()?;
                if !input.is_empty() {
                    let reason =
                        "a call of `kea_messages!` reads files or has definitions, not both";
                    return Err(input.error(reason));
                }
            } else {
                comma(input)?;
            }
        }
        if !call.by_module {
            call.inside = call.visibility.clone();
        }
        if call.patterns.is_empty() {
            let reason = "no file is named: `file = \"messages.toml\"`";
            return Err(syn::Error::new(call.span, reason));
        }
        Ok(call)
    }

    fn option(&mut self, input: ParseStream, errors: &mut Errors) -> syn::Result<()> {
        let option = input.call(Ident::parse_any)?;
        match option.to_string().as_str() {
            "file" => {
                if !has_value(input) || !input.peek(LitStr) {
                    let reason = "`file` has a path: `file = \"messages.toml\"`";
                    return Err(syn::Error::new_spanned(option, reason));
                }
                self.patterns.push(input.parse()?);
            }
            "files" => {
                if !has_value(input) || !input.peek(token::Bracket) {
                    let reason =
                        "`files` has a list of paths: `files = [\"messages.toml\", \"mes/*.mes\"]`";
                    return Err(syn::Error::new_spanned(option, reason));
                }
                let content;
                syn::bracketed!(content in input);
                list(&content, &mut self.patterns, syn::parse::Parse::parse)?;
            }
            "by_module" if input.peek(Token![=]) => {
                let reason = "`by_module` stands alone: it has no value";
                return Err(syn::Error::new_spanned(option, reason));
            }
            "by_module" => self.by_module = true,
            "allow" => {
                if !input.peek(token::Paren) {
                    let reason = "`allow` has a list of lints: `allow(wrapped_text)`";
                    return Err(syn::Error::new_spanned(option, reason));
                }
                let content;
                syn::parenthesized!(content in input);
                list(&content, &mut self.allowed, Ident::parse_any)?;
            }
            "lock" => {
                if !has_value(input) || !input.peek(LitStr) {
                    let reason = "`lock` has a path: `lock = \"messages.lock\"`";
                    return Err(syn::Error::new_spanned(option, reason));
                }
                self.lock = Some(input.parse()?);
            }
            name => errors.at(&option, unknown_option(name)),
        }
        Ok(())
    }
}

/// Reads the items of a list, and the rest of it after a mistake: syn would
/// report what is left instead of the mistake.
#[cfg(feature = "files")]
fn list<T>(
    content: ParseStream,
    items: &mut Vec<T>,
    item: fn(ParseStream) -> syn::Result<T>,
) -> syn::Result<()> {
    while !content.is_empty() {
        let read = item(content).and_then(|item| comma(content).map(|()| item));
        if read.is_err() {
            _ = content.parse::<proc_macro2::TokenStream>();
        }
        items.push(read?);
    }
    Ok(())
}

/// Reads the comma between two items of a list.
#[cfg(feature = "files")]
fn comma(input: ParseStream) -> syn::Result<()> {
    if !input.is_empty() && input.parse::<Token![,]>().is_err() {
        return Err(input.error("a comma is missing before this"));
    }
    Ok(())
}

#[cfg(feature = "files")]
fn has_value(input: ParseStream) -> bool {
    input.parse::<Token![=]>().is_ok()
}

/// What to say of an option that there is not.
pub(super) fn unknown_option(name: &str) -> String {
    if name == "logger" {
        return "the logger stands on a line of its own, first: `logger = \"kea-dhcp4\";`"
            .to_owned();
    }
    match nearest(name, &OPTIONS) {
        Some(option) => {
            format!("`kea_messages!` has no option `{name}`: did you mean `{option}`?")
        }
        None => format!(
            "`kea_messages!` has no option `{name}`: its options are `file`, `files`, \
             `by_module`, `allow` and `lock`"
        ),
    }
}
