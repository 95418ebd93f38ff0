//! Parses a call that reads files: `kea_messages!(file = "messages.toml")`.

use super::errors::Errors;
use super::options::{Options, comma, list, not_expanded, string};
use crate::suggest::nearest;
#[cfg(feature = "catalogue")]
use crate::{Code, Unknown};
use proc_macro2::{Ident, Span, TokenTree};
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{LitStr, Token, Visibility, token};

/// The files and options of a call.
pub struct FileCall {
    /// The visibility before the first option.
    pub visibility: Visibility,
    /// The names and patterns of the files.
    pub patterns: Vec<LitStr>,
    /// Whether there is a module for each first word of the IDs.
    pub by_module: bool,
    /// The codes of the warnings that are suppressed.
    pub allowed: Vec<Ident>,
    /// The lock file.
    pub lock: Option<LitStr>,
    /// The span of the first option.
    pub span: Span,
}

/// The error for files and definitions in one call.
pub(super) const NOT_BOTH: &str = "a call of `kea_messages!` either reads files or has \
    definitions: use a second `kea_messages!`";

const NAMES: [&str; 5] = ["file", "files", "by_module", "allow", "lock"];

const OPTIONS: Options = Options::new("`kea_messages!`", &NAMES);

/// Returns whether an option comes next, and not a definition.
pub(super) fn begins(input: ParseStream) -> bool {
    let ahead = input.fork();
    let Ok(word) = ahead.call(Ident::parse_any) else {
        return false;
    };
    let is_option = NAMES.iter().any(|option| word == option);
    is_option && (ahead.is_empty() || !ahead.peek(Ident::peek_any))
}

impl FileCall {
    /// Parses the options, up to the end of the call or to the first definition.
    ///
    /// # Errors
    ///
    /// Returns the first mistake that is not recoverable.
    pub(super) fn parse(
        input: ParseStream,
        visibility: Visibility,
        errors: &mut Errors,
    ) -> syn::Result<Self> {
        let mut call = Self {
            visibility,
            patterns: Vec::new(),
            by_module: false,
            allowed: Vec::new(),
            lock: None,
            span: input.span(),
        };
        let mut options = OPTIONS;
        while !input.is_empty() {
            call.option(input, &mut options, errors)?;
            if input.peek(Token![;]) {
                let semicolon: Token![;] = input.parse()?;
                if begins(input) {
                    errors.at(semicolon, "expected `,` between the options, found `;`");
                } else if !input.is_empty() {
                    let reason = after_the_files(input);
                    if reason != NOT_BOTH {
                        return Err(input.error(reason));
                    }
                    // The caller reports this, and parses the definitions.
                    return Ok(call);
                }
            } else {
                comma(input)?;
            }
        }
        for (index, path) in call.patterns.iter().enumerate() {
            let value = path.value();
            if call.patterns[..index]
                .iter()
                .any(|other| other.value() == value)
            {
                errors.at(path, format_args!("duplicate file `{value}`"));
            }
        }
        for (index, code) in call.allowed.iter().enumerate() {
            if call.allowed[..index].contains(code) {
                errors.at(code, format_args!("duplicate code `{code}`"));
            }
        }
        Ok(call)
    }

    /// Returns the codes of the warnings that are suppressed. An unknown code is a
    /// mistake.
    #[cfg(feature = "catalogue")]
    pub fn allowed_codes(&self, errors: &mut Errors) -> Vec<Code> {
        let codes: Vec<Code> = Code::all().filter(|code| code.is_of_reading()).collect();
        let mut allowed = Vec::new();
        for name in &self.allowed {
            let found = codes.iter().find(|code| name == code.name());
            if found.is_none() {
                let names: Vec<&str> = codes.iter().map(|code| code.name()).collect();
                let title = format!("unknown code `{name}`");
                errors.at(name, Unknown::new(title, &name.to_string(), &names));
            }
            allowed.extend(found);
        }
        allowed
    }

    fn option(
        &mut self,
        input: ParseStream,
        options: &mut Options,
        errors: &mut Errors,
    ) -> syn::Result<()> {
        let Ok(name) = input.fork().call(Ident::parse_any) else {
            let found = input.fork().parse::<TokenTree>()?;
            return Err(input.error(format!("expected an option, found `{found}`")));
        };
        if name == "pub" || name == "static" {
            return Err(input.error(after_the_files(input)));
        }
        if !NAMES.iter().any(|known| name == known) {
            errors.at(&name, unknown_option(&name.to_string()));
            while !input.is_empty() && !input.peek(Token![,]) && !input.peek(Token![;]) {
                input.parse::<TokenTree>()?;
            }
            return Ok(());
        }
        let option = options.name(input)?;
        match option.to_string().as_str() {
            "file" => {
                let path = string(input, &option, "file = \"messages.toml\"")?;
                self.patterns.push(path);
            }
            "files" => {
                if input.parse::<Token![=]>().is_err() || !input.peek(token::Bracket) {
                    let reason = "`files` needs a list of paths: `files = [\"messages.toml\", \"mes/*.mes\"]`";
                    return Err(syn::Error::new_spanned(option, reason));
                }
                let content;
                syn::bracketed!(content in input);
                list(&content, &mut self.patterns, path)?;
            }
            "by_module" => {
                if input.peek(Token![=]) {
                    let reason = "`by_module` takes no value";
                    return Err(syn::Error::new_spanned(option, reason));
                }
                self.by_module = true;
            }
            "allow" => {
                if !input.peek(token::Paren) {
                    let reason = "`allow` needs a list of codes: `allow(wrapped_text)`";
                    return Err(syn::Error::new_spanned(option, reason));
                }
                let content;
                syn::parenthesized!(content in input);
                list(&content, &mut self.allowed, code)?;
            }
            _ => self.lock = Some(string(input, &option, "lock = \"messages.lock\"")?),
        }
        Ok(())
    }
}

/// Parses a path in `files = [...]`.
fn path(input: ParseStream) -> syn::Result<LitStr> {
    not_expanded(input, "\"messages.toml\"").map_or_else(|| input.parse(), Err)
}

/// Parses a code in `allow(...)`.
fn code(input: ParseStream) -> syn::Result<Ident> {
    let code = input.call(Ident::parse_any)?;
    if input.peek(Token![=]) {
        let reason = format!("a code takes no reason here: `allow({code})`");
        return Err(input.error(reason));
    }
    Ok(code)
}

/// Returns the error for something after the options.
fn after_the_files(input: ParseStream) -> &'static str {
    let ahead = input.fork();
    _ = ahead.parse::<Visibility>();
    if ahead.peek(Token![static]) {
        "the catalogue comes first, before the files: `pub static CATALOGUE;`"
    } else if matches!(ahead.parse::<Ident>(), Ok(word) if word == "logger") {
        "the logger is set first, on a separate line: `logger = \"kea-dhcp4\";`"
    } else {
        NOT_BOTH
    }
}

/// Returns the error for an unknown option.
pub(super) fn unknown_option(name: &str) -> String {
    if name == "prefix" {
        return "only the derive has a prefix: write each ID in full".to_owned();
    }
    if ["title", "version", "introduction"].contains(&name) {
        return format!("`{name}` belongs in the table `[catalogue]` of a catalogue file");
    }
    if name == "promise" {
        return "`promise` belongs on a message, `#[promise = \"text\"]`, or in the table \
                `[catalogue]` of a catalogue file"
            .to_owned();
    }
    let known = ["file", "files", "by_module", "allow", "lock", "logger"];
    if name == "target" || nearest(name, &known) == Some("logger") {
        let title = if name == "logger" {
            String::new()
        } else {
            format!("unknown option `{name}` of `kea_messages!`: ")
        };
        return format!(
            "{title}the logger is set first, on a separate line: `logger = \"kea-dhcp4\";`"
        );
    }
    OPTIONS.unknown(name)
}
