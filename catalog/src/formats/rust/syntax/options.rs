//! Options: `name`, `name = "value"` and `name(list)`, each once.

use crate::suggest::Unknown;
use kea_messages_base::id::is_id;
use proc_macro2::{Ident, TokenStream};
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{LitStr, Token};

/// Reads the options of one place, such as `#[kea(...)]`: `kea_messages!`, its files, and
/// the attributes of the derive all read theirs with this.
#[derive(Debug)]
pub(super) struct Options {
    /// What has the options, as errors name it: `` `#[kea]` ``.
    place: &'static str,
    names: &'static [&'static str],
    /// Those that have been read.
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

    /// Reads the name of an option.
    ///
    /// # Errors
    ///
    /// A name that is not one of these options, or that has been read before. Its tokens have
    /// been read in either case.
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

    /// The error for a name that is not one of these options.
    pub(super) fn unknown(&self, name: &str) -> String {
        let title = format!("unknown option `{name}` of {}", self.place);
        Unknown::new(title, name, self.names).to_string()
    }
}

/// Reads `= "..."` after an option.
///
/// # Errors
///
/// At the option, with `example`; or at an ID without quotes, or a macro.
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

/// The error for the call of a macro where a string literal should stand, as in `example`.
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

/// Reads the comma between two options, or items of a list.
///
/// # Errors
///
/// Something else than a comma.
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

/// Reads the items of a list, and the rest of it after a mistake: syn would report what is
/// left instead of the mistake.
///
/// # Errors
///
/// The first mistake.
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
