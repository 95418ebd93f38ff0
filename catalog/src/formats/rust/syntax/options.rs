//! Parses options, each of which can occur once: `name`, `name = "value"` and `name(list)`.

use crate::suggest::Unknown;
use kea_messages_base::id::is_id;
use proc_macro2::{Ident, TokenStream};
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{LitStr, Token};

/// Parses the options of one place, such as `#[kea(...)]`. It is used for `kea_messages!`, for its
/// files, and for the attributes of the derive.
#[derive(Debug)]
pub(super) struct Options {
    /// The name of the place in errors, such as `` `#[kea]` ``.
    place: &'static str,
    names: &'static [&'static str],
    /// The options that have been parsed.
    seen: Vec<Ident>,
}

impl Options {
    pub(super) const fn new(place: &'static str, names: &'static [&'static str]) -> Self {
        Self {
            place,
            names,
            seen: Vec::new(),
        }
    }

    /// Parses the name of an option.
    ///
    /// # Errors
    ///
    /// Returns an error for a name that is not one of these options, or that occurs again. The
    /// tokens have been consumed in either case.
    pub(super) fn name(&mut self, input: ParseStream) -> syn::Result<Ident> {
        let option = input.call(Ident::parse_any)?;
        let name = option.to_string();
        if !self.names.contains(&name.as_str()) {
            return Err(syn::Error::new(option.span(), self.unknown(&name)));
        }
        if self.seen.iter().any(|seen| *seen == name) {
            let reason = format!("duplicate option `{name}` of {}", self.place);
            return Err(syn::Error::new(option.span(), reason));
        }
        self.seen.push(option.clone());
        Ok(option)
    }

    /// Returns the error for a name that is not one of these options.
    pub(super) fn unknown(&self, name: &str) -> String {
        let title = format!("unknown option `{name}` of {}", self.place);
        Unknown::new(title, name, self.names).to_string()
    }
}

/// Parses `= "..."` after an option.
///
/// # Errors
///
/// Returns an error at the option, with `example`, or at an ID without quotes, or at a macro.
pub(super) fn string(input: ParseStream, option: &Ident, example: &str) -> syn::Result<LitStr> {
    let is_set = input.parse::<Token![=]>().is_ok();
    if !(is_set && input.peek(LitStr)) {
        let bare = input.fork().call(Ident::parse_any).ok().filter(|_| is_set);
        if let Some(word) = bare.filter(|word| is_id(&word.to_string())) {
            let reason = format!("`{option}` needs a string: `{option} = \"{word}\"`");
            return Err(syn::Error::new(word.span(), reason));
        }
        if let (true, Some(error)) = (is_set, not_expanded(input, example)) {
            return Err(error);
        }
        let reason = format!("`{option}` needs a string: `{example}`");
        return Err(syn::Error::new(option.span(), reason));
    }
    input.parse()
}

/// Returns the error for a macro call in place of a string literal, such as `example`.
pub(super) fn not_expanded(input: ParseStream, example: &str) -> Option<syn::Error> {
    let ahead = input.fork();
    let name = ahead.call(Ident::parse_any).ok()?;
    let reason = format!(
        "expected a string literal, found `{name}!`, which is not expanded \
        here: write `{example}`"
    );
    ahead
        .peek(Token![!])
        .then(|| syn::Error::new(name.span(), reason))
}

/// Parses the comma between two options, or between items of a list.
///
/// # Errors
///
/// Returns an error if there is something other than a comma.
pub(super) fn comma(input: ParseStream) -> syn::Result<()> {
    if !input.is_empty() && input.parse::<Token![,]>().is_err() {
        return Err(input.error(if input.peek(Token![;]) {
            "expected `,`, found `;`"
        } else {
            "expected a comma before this"
        }));
    }
    Ok(())
}

/// Parses the items of a list. After a mistake, the rest of the list is skipped, because syn would
/// report the rest instead of the mistake.
///
/// # Errors
///
/// Returns the first mistake.
pub(super) fn list<T>(
    content: ParseStream,
    items: &mut Vec<T>,
    item: fn(ParseStream) -> syn::Result<T>,
) -> syn::Result<()> {
    while !content.is_empty() {
        let read = item(content).and_then(|item| comma(content).map(|()| item));
        if read.is_err() {
            _ = content.parse::<TokenStream>();
        }
        items.push(read?);
    }
    Ok(())
}
