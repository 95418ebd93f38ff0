//! Reports errors for options that the attributes of the derive do not have.
//!
//! Users who have not seen the attributes use those of other crates, or an attribute that belongs
//! in another place. Each of these causes one error, which says what to write.

use super::options::Options;
use super::severity::severity as parse_severity;
use crate::severity::unknown as unknown_severity;
use crate::suggest::nearest;
use crate::type_name::id_of_type_name;
use kea_messages_base::id::is_id;
use kea_messages_base::severity::{ParseSeverityError, Severity};
use proc_macro2::{Ident, TokenTree};
use quote::ToTokens as _;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Attribute, Lit, LitStr, Meta, Token, token};

/// The form of `#[message(...)]` on a variant, for errors.
pub(super) const FORM: &str = "expected a severity and a text: `#[message(warn, \"text\")]`";

/// The error for a value after the text.
pub(super) const NO_VALUES: &str = "unexpected value after the text: the arguments are the fields of the variant, and `%1` is \
     the first of them";

/// Returns the severity that a word of another crate means, in our syntax.
fn severity_of(word: &str) -> Option<&'static str> {
    Some(match word.to_ascii_lowercase().as_str() {
        "trace" | "debug" | "verbose" => "debug(40)",
        "notice" | "info" | "information" => "info",
        "warn" | "warning" => "warn",
        "err" | "error" => "error",
        "critical" | "crit" | "alert" | "emerg" | "emergency" | "panic" | "fatal" => "fatal",
        _ => return None,
    })
}

/// Returns the error for a text that is a severity in quotes.
pub(super) fn quoted_severity(text: &LitStr) -> Option<syn::Error> {
    let value = text.value();
    let word = value.split('(').next().unwrap_or_default().trim();
    let mut severity = severity_of(word)?.to_owned();
    if value.parse::<Severity>().is_ok() {
        severity = value;
    }
    let reason = format!(
        "a severity is written without quotes: `#[message({severity}, \
        \"text\")]`"
    );
    Some(syn::Error::new_spanned(text, reason))
}

/// The parts of a message that precede the option.
#[derive(Clone, Copy)]
pub(super) struct Before {
    pub(super) severity: Option<Severity>,
    pub(super) has_text: bool,
}

/// Returns the error for a word in `#[message(...)]` on a variant or a struct that is not one of
/// its options. `behind` are the tokens after the word.
pub(super) fn of_message(
    word: &Ident,
    behind: ParseStream,
    before: Before,
    options: &Options,
) -> String {
    let name = word.to_string();
    let name = name.as_str();
    let has_value = behind.peek(Token![=]) || behind.peek(Token![:]);
    match name {
        "skip" => return "`skip` belongs on a field".to_owned(),
        "secret" | "field" => {
            return format!("`#[{name}]` belongs on a field");
        }
        "prefix" | "logger" | "crate" => {
            return format!("`{name}` belongs on the type: `#[kea({name} = \"...\")]`");
        }
        "text" | "message" | "msg" | "fmt" | "format" | "display" if has_value => {
            let severity = before
                .severity
                .map_or("warn".to_owned(), |it| it.to_string());
            return format!("write the text without a name: `#[message({severity}, \"text\")]`");
        }
        "severity" | "level" if has_value => {
            let severity = severity_behind(behind);
            return format!(
                "write the severity without a name: `#[message({severity}, \"text\")]`"
            );
        }
        "name" | "code" if has_value => {
            return format!(
                "unknown option `{name}` of `#[message]`: write an ID as `id = \"...\"`"
            );
        }
        "description" | "doc" | "help" if has_value => {
            return "the description of a message is its doc comment".to_owned();
        }
        "deprecated" => return "`#[deprecated]` belongs on the variant".to_owned(),
        "lock" if has_value => {
            return "unknown option `lock` of `#[message]`: to promise the text, write \
                    `promise = \"text\"`"
                .to_owned();
        }
        "action" | "since" if has_value => {
            let heading = if name == "action" { "Action" } else { "Since" };
            return format!("`{name}` is a section of the doc comment: `/// # {heading}`");
        }
        _ => {}
    }
    if behind.peek(Token![!]) {
        return format!("the text must be a string literal: `{name}!` is not expanded here");
    }
    if behind.peek(Token![::]) && before.severity.is_none() {
        let severity = last_word(behind);
        let severity = severity.as_deref().and_then(severity_of).unwrap_or("warn");
        return format!("a severity is written without a path: `#[message({severity}, \"text\")]`");
    }
    if nearest(name, &["id", "transparent"]).is_some() && (has_value || name.len() > 3) {
        return options.unknown(name);
    }
    let is_word = !has_value && !behind.peek(Token![.]) && !behind.peek(Token![::]);
    if before.severity.is_none() && (is_word || nearest(name, &Severity::NAMES).is_some()) {
        return severity(name);
    }
    match (before.severity.is_some(), before.has_text) {
        (true, true) if !has_value || !is_text_behind(behind) => NO_VALUES.to_owned(),
        (true, false) if is_id(name) && behind.peek(Token![,]) && behind.peek2(LitStr) => {
            format!("an ID is written as `id = \"{name}\"`")
        }
        (true, false) if !has_value => {
            "the text must be a string literal: `#[message(warn, \"text\")]`".to_owned()
        }
        _ => options.unknown(name),
    }
}

/// Returns whether the value is a text, as in `= "..."`.
fn is_text_behind(input: ParseStream) -> bool {
    input.peek2(LitStr)
}

/// Returns the error for a word in place of a severity.
fn severity(name: &str) -> String {
    match severity_of(name) {
        Some(meant)
            if !name.eq_ignore_ascii_case("trace") && nearest(name, &Severity::NAMES).is_none() =>
        {
            format!(
                "`{name}` is {}; did you mean `{meant}`?",
                ParseSeverityError::Unknown
            )
        }
        _ => unknown_severity(name),
    }
}

/// Returns the severity in a value, such as `= "info"` or `= info`, in our syntax.
fn severity_behind(input: ParseStream) -> String {
    let ahead = input.fork();
    if ahead.parse::<Token![=]>().is_err() {
        _ = ahead.parse::<Token![:]>();
    }
    let word = match ahead.fork().parse() {
        Ok(Lit::Str(text)) => Some(text.value()),
        _ => ahead.call(Ident::parse_any).ok().map(|word| {
            if word == "debug" && ahead.peek(token::Paren) {
                let level = ahead.cursor().token_tree();
                level.map_or_else(String::new, |(level, _)| format!("debug{level}"))
            } else {
                last_word(&ahead).unwrap_or_else(|| word.to_string())
            }
        }),
    };
    let word = word.unwrap_or_default();
    match word.parse::<Severity>() {
        Ok(severity) => severity.to_string(),
        Err(_) => severity_of(&word).unwrap_or("warn").to_owned(),
    }
}

/// Returns the last word of a path. `rest` is the part of the path after its first word.
fn last_word(rest: ParseStream) -> Option<String> {
    let ahead = rest.fork();
    let mut last = None;
    while ahead.parse::<Token![::]>().is_ok() {
        last = ahead.call(Ident::parse_any).ok();
    }
    last.map(|word| word.to_string())
}

/// Returns the error for a word in `#[message(...)]` on a field.
pub(super) fn of_field(name: &str, options: &Options) -> String {
    match name {
        "secret" | "redact" | "redacted" | "sensitive" | "hidden" => {
            format!("unknown option `{name}` of `#[message]` on a field: write `#[secret]`")
        }
        "field" => "unknown option `field` of `#[message]` on a field: write `#[field]`".to_owned(),
        "transparent" | "id" => format!("`{name}` belongs on the variant"),
        _ if Severity::NAMES.contains(&name) => {
            "a message belongs on the variant: `#[message]` on a field takes `skip` or `debug`"
                .to_owned()
        }
        _ => options.unknown(name),
    }
}

/// Returns the error for a `#[message(...)]` on an enum. It belongs on the variants, or has an
/// option of `#[kea(...)]`.
pub(super) fn message_on_enum(attribute: &Attribute, of_type: &[&str]) -> syn::Error {
    let first = first_word(attribute);
    match first {
        Some(word) if of_type.iter().any(|name| word == name) => {
            let reason = format!("`{word}` belongs in `#[kea]`: `#[kea({word} = \"...\")]`");
            syn::Error::new_spanned(word, reason)
        }
        _ => {
            let reason = match attribute.parse_args_with(parse_severity) {
                Ok(severity) => {
                    format!("each variant has a severity: `#[message({severity}, \"text\")]`")
                }
                Err(_) => "`#[message]` belongs on the variants of an enum".to_owned(),
            };
            syn::Error::new_spanned(attribute, reason)
        }
    }
}

/// Returns the error for an attribute that is an option of `#[message(...)]` but an attribute in
/// `kea_messages!`. An attribute with a list may belong to another derive.
pub(super) fn option_alone(attribute: &Attribute) -> Option<String> {
    if attribute.path().is_ident("debug") && matches!(attribute.meta, Meta::Path(_)) {
        let reason = "to print a field with `Debug`, mark it `#[message(debug)]`";
        return Some(reason.to_owned());
    }
    let name = ["limit", "alert", "promise"]
        .into_iter()
        .find(|name| attribute.path().is_ident(name))?;
    let value = match &attribute.meta {
        Meta::NameValue(meta) => meta.value.to_token_stream().to_string(),
        Meta::List(list) => syn::parse2::<LitStr>(list.tokens.clone())
            .ok()?
            .to_token_stream()
            .to_string(),
        Meta::Path(_) => "\"...\"".to_owned(),
    };
    Some(format!(
        "`{name}` belongs in `#[message]`: `#[message(severity, \"text\", {name} = {value})]`"
    ))
}

/// Returns the first word in the parentheses of an attribute.
pub(super) fn first_word(attribute: &Attribute) -> Option<Ident> {
    let Meta::List(list) = &attribute.meta else {
        return None;
    };
    match list.tokens.clone().into_iter().next() {
        Some(TokenTree::Ident(word)) => Some(word),
        _ => None,
    }
}

/// Returns the error for a `#[kea(...)]` that is not on the type.
pub(super) fn kea_on_field(first: Option<&Ident>) -> String {
    let title = "`#[kea]` belongs on the type";
    let Some(word) = first.map(ToString::to_string) else {
        return title.to_owned();
    };
    match word.as_str() {
        "secret" | "redact" | "redacted" | "sensitive" | "hidden" => {
            format!("{title}: write `#[secret]`")
        }
        "field" => format!("{title}: write `#[field]`"),
        "skip" | "debug" => format!("{title}: write `#[message({word})]`"),
        _ => title.to_owned(),
    }
}

/// Returns the error for a prefix that cannot begin an ID.
pub(super) fn prefix(written: &str) -> String {
    let title = "a prefix is the start of an ID";
    let meant = id_of_type_name(&written.replace(['-', '.', ' '], "_"));
    if is_id(&meant) {
        format!("{title}: `prefix = \"{meant}\"`")
    } else {
        format!("{title}: expected upper-case letters, digits and underscores, with a letter first")
    }
}

/// Returns the error for a word in `#[kea(...)]` on the type that is not one of its options.
pub(super) fn of_type(name: &str, options: &Options) -> String {
    match name {
        "id" | "transparent" | "promise" => format!("`{name}` belongs in `#[message]`"),
        "secret" | "field" => format!("`#[{name}]` belongs on a field"),
        "target" => "the target is called `logger` here: `#[kea(logger = \"...\")]`".to_owned(),
        _ if Severity::NAMES.contains(&name) => {
            format!("a message is written as `#[message({name}, \"text\")]`")
        }
        _ => options.unknown(name),
    }
}
