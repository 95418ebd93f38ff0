//! Reports errors for an `emit!` or `enabled!` with invalid syntax.
//!
//! The macros themselves are declarative, so that rustc sees the caller's tokens unchanged. They
//! pass unknown syntax to this module, because only a procedural macro can report an error at a
//! token and find the nearest name.

mod call;
mod message;

use self::call::{Call, at, meant_severity};
use self::message::{explain_argument, wrong_content};
use crate::part::{Keyed, Part, parts};
use crate::tokens::{any_word, ungrouped};
use kea_messages_base::id::is_id;
use kea_messages_base::severity::Severity;
use kea_messages_catalog::formats::rust::syntax::{first_span, severity};
use kea_messages_catalog::{Unknown, nearest};
use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::Error;
use syn::parse::Parser as _;

/// Returns the error for a statement. The input consists of the name of the macro, the parts of the
/// statement that are already known, in brackets, and the remaining tokens.
pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let mut tokens = input.into_iter();
    let call = match tokens.next() {
        Some(TokenTree::Ident(name)) if name == "enabled" => Call::Enabled,
        _ => Call::Emit,
    };
    let (has_severity, has_logger) = match tokens.next() {
        Some(how) => (
            any_word(how.clone().into(), &|word| word == "EmitAs"),
            has_logger(&how),
        ),
        None => (false, false),
    };
    let mut tokens = ungrouped(tokens.collect());
    if call == Call::Enabled {
        // The parentheses of a call have the span of the declarative macro, because it matched
        // them.
        let span = first_span(&TokenStream::from_iter(tokens.clone()));
        for token in &mut tokens {
            if let TokenTree::Group(group) = token {
                group.set_span(span);
            }
        }
    }
    let parts = parts(tokens);
    let error = match parts.split_first() {
        None => Error::new(Span::call_site(), call.expected()),
        Some((first, _)) if has_logger && first.word().is_some_and(|word| word == "logger") => {
            at(first, "a message has one logger: remove this one")
        }
        Some((first, rest)) => call.explain(first, rest, has_severity),
    };
    error.into_compile_error()
}

/// Expands a statement whose logger is `&NAME`. If the name is that of a variable, this is an
/// error, because rustc would suggest a constant of its type, such as `String`.
///
/// The input consists of the path of the runtime crate in parentheses, the name of the macro, and
/// the tokens after `logger:`.
pub(crate) fn logger(input: TokenStream) -> TokenStream {
    let mut tokens = input.into_iter();
    let Some(TokenTree::Group(kea)) = tokens.next() else {
        return TokenStream::new();
    };
    let (kea, called) = (kea.stream(), tokens.next());
    let value: Vec<TokenTree> = tokens.by_ref().take(2).collect();
    let value_of_variable = value.last().is_some_and(is_lower_case);
    let rest: TokenStream = tokens.collect();
    if value_of_variable {
        return expand(quote!(#called [] logger: #(#value)* #rest));
    }
    let message = rest.into_iter().skip(1);
    match called {
        Some(TokenTree::Ident(called)) if called == "enabled" => {
            quote!(#kea::__enabled! { [(#(#value)*)] #(#message)* })
        }
        _ => quote!(#kea::__emit! { [(#(#value)*), (), #kea::Emit] #(#message)* }),
    }
}

/// Returns whether this is a word in lower case, which cannot be the name of a constant.
fn is_lower_case(token: &TokenTree) -> bool {
    let is_word = |word: &Ident| word.to_string().starts_with(char::is_lowercase);
    matches!(token, TokenTree::Ident(word) if is_word(word))
}

/// Returns the call of a function with the name of a severity, or an error if its parentheses
/// contain only a message or a debug level.
///
/// The name and the parentheses have the span of the declarative macro, because it matched them.
pub(crate) fn severity_call(input: TokenStream) -> TokenStream {
    let call = Vec::from_iter(input.clone());
    if let [TokenTree::Ident(word), TokenTree::Group(content)] = call.as_slice() {
        let content = parts(ungrouped(content.stream()));
        if let [only] = content.as_slice() {
            if only.id_of_call().is_some() || only.id().is_some() {
                let reason = format!(
                    "expected a comma after the severity: `emit!({word}, \
                    {only})`"
                );
                return at(only, reason).into_compile_error();
            }
            if word == "debug" && only.literal().is_some() {
                let reason = format!(
                    "missing message after the severity: `emit!(debug({only}), ID(argument, ...))`"
                );
                return at(only, reason).into_compile_error();
            }
        }
    }
    input
}

/// Returns the type in an `enabled!`, or an error for a severity or a value, about which rustc
/// would report that it is not a type.
pub(crate) fn id(given: TokenStream) -> TokenStream {
    let part = Part::new(ungrouped(given.clone()));
    let is_lower_case = |word: &Ident| {
        word.to_string()
            .starts_with(|first: char| first.is_lowercase())
    };
    let (wrong, reason) = match part.tokens() {
        // A type in upper case can have the same name as a severity.
        [TokenTree::Ident(word)] if !is_lower_case(word) => return given,
        _ if part.is_severity() => (
            part.to_token_stream(),
            "expected a message, found a severity: `enabled!(ID)`",
        ),
        [TokenTree::Ident(_)] => (part.to_token_stream(), Call::Enabled.expected()),
        [TokenTree::Punct(sign), value @ ..] if sign.as_char() == '&' => {
            (value.iter().cloned().collect(), Call::Enabled.expected())
        }
        _ => return given,
    };
    // In place of a type, rustc would replace an error with `()`.
    let error = at(wrong, reason).into_compile_error();
    quote!([(); #error])
}

impl Call {
    fn explain(self, first: &Part, rest: &[Part], has_severity: bool) -> Error {
        if let Some(keyed) = first.keyed() {
            if has_severity && keyed.key == "logger" {
                return at(
                    first,
                    "the logger comes before the severity: `emit!(logger: \"...\", warn, \
                     ID(argument, ...))`",
                );
            }
            return self.explain_key(first, &keyed, rest);
        }
        if first.sigil().is_some() {
            return explain_argument(first, first, rest);
        }
        if let Some(literal) = first.literal() {
            return self.explain_text(first, literal, rest);
        }
        if let Some(error) = wrong_content(first) {
            return error;
        }
        if has_severity && first.is_severity() && !rest.is_empty() {
            return at(first, "a message has one severity");
        }
        if let Some(error) = self.missing_comma(first) {
            return error;
        }
        if let Some((message, after)) = rest.split_first() {
            if looks_like_severity(first) || is_meant(first, message) {
                return match (self.severity(first), message.keyed()) {
                    (Err(error), _) => error,
                    (Ok(()), Some(keyed)) if keyed.key == "logger" && !after.is_empty() => {
                        let value: TokenStream = keyed.value.iter().cloned().collect();
                        let form = self.with(format_args!("logger: {value}, {first}"));
                        at(
                            message,
                            format_args!("the logger comes before the severity: {form}"),
                        )
                    }
                    (Ok(()), _) => self.explain_message(message, after),
                };
            }
        }
        self.explain_message(first, rest)
    }

    /// Checks a severity.
    fn severity(self, part: &Part) -> Result<(), Error> {
        let Some(word) = part.word() else {
            return Err(at(part, self.expected()));
        };
        if word == "logger" {
            let form = self.with("logger: \"...\"");
            return Err(at(
                part,
                format_args!("expected the name of the logger after `logger:`: {form}"),
            ));
        }
        let is_word = matches!(part.tokens(), [_] | [_, TokenTree::Group(_)]);
        let lower = word.to_string().to_ascii_lowercase();
        match part.meant_severity() {
            Some(meant) if lower == "trace" && is_word => Err(at(
                part,
                format_args!("`{word}` is not a severity: write `{meant}`, or another debug level"),
            )),
            Some(meant) if !is_word || is_id(&word.to_string()) && word != &meant => Err(at(
                part,
                format_args!(
                    "expected the severity as one word in lower case: {}",
                    self.with(meant)
                ),
            )),
            _ => severity.parse2(part.to_token_stream()).map(drop),
        }
    }

    /// Explains `name = value` or `name: value` in place of a severity or a message.
    fn explain_key(self, part: &Part, keyed: &Keyed<'_>, rest: &[Part]) -> Error {
        let Keyed { key, sign, value } = keyed;
        let value: TokenStream = value
            .iter()
            .take_while(|token| !is_end(token))
            .cloned()
            .collect();
        let name = key.to_string();
        match name.as_str() {
            "logger" => self.explain_logger(part, keyed, &value),
            "target" => at(
                key,
                format_args!(
                    "the target is called `logger` here: {}",
                    self.with(format!("logger: {value}"))
                ),
            ),
            "level" | "severity" | "lvl" | "priority" => {
                let meant = meant_severity(keyed.value).unwrap_or_else(|| "warn".into());
                at(
                    key,
                    format_args!("write the severity without a name: {}", self.with(meant)),
                )
            }
            "debug" if is_level(keyed.value) => at(
                part,
                format_args!(
                    "a debug level is written in parentheses: {}",
                    self.with(format!("debug({value})"))
                ),
            ),
            "parent" | "name" if self == Self::Emit && sign.as_char() == ':' => {
                of_tracing(key, rest)
            }
            _ if nearest(&name, &["logger"]).is_some() => {
                let title = format!("unknown option `{name}` of `{}!`", self.name());
                at(key, Unknown::new(title, &name, &["logger"]))
            }
            _ if Severity::NAMES.contains(&name.as_str()) && rest.is_empty() => at(
                key,
                format_args!("expected a comma after the severity: {}", self.with(name)),
            ),
            _ if is_id(&name) && self == Self::Emit => at(
                part,
                format_args!(
                    "the arguments of a message are written in parentheses: \
                    `{name}({value})`"
                ),
            ),
            _ if self == Self::Emit => explain_argument(part, part, rest),
            _ => at(part, self.expected()),
        }
    }

    /// Explains a logger in another form, or without anything after it. `value` is the value of the
    /// key, up to the end of the statement.
    fn explain_logger(self, part: &Part, keyed: &Keyed<'_>, value: &TokenStream) -> Error {
        let with = |name: &dyn ToTokens| self.with(format!("logger: {}", name.to_token_stream()));
        match keyed.value {
            [_, ..] if keyed.sign.as_char() == '=' => at(
                keyed.key,
                format_args!("expected a colon after `logger`: {}", with(value)),
            ),
            [] => at(
                keyed.key,
                format_args!(
                    "missing name of the logger: {}",
                    self.with("logger: \"...\"")
                ),
            ),
            // Only the last token has the caller's span, because the declarative macro matched the
            // others.
            [value @ .., end] if is_variable(value, end) => at(
                end,
                format_args!(
                    "expected a literal or a constant as the logger: {}",
                    self.with("logger: \"...\"")
                ),
            ),
            [_] => at(
                part,
                format_args!("missing message after the logger: {}", with(value)),
            ),
            [name, next, ..] => at(
                next,
                format_args!("missing comma after the logger: {}", with(name)),
            ),
        }
    }

    /// Explains a severity and a message without a comma between them.
    fn missing_comma(self, part: &Part) -> Option<Error> {
        let word = part.word()?;
        let (before, after) = match part.tokens() {
            [TokenTree::Ident(_), TokenTree::Group(level), _, ..]
                if level.delimiter() == Delimiter::Parenthesis =>
            {
                part.tokens().split_at(2)
            }
            [_, TokenTree::Group(group)] if group.delimiter() != Delimiter::Bracket => return None,
            [_, _, ..] => part.tokens().split_at(1),
            _ => return None,
        };
        let before: TokenStream = before.iter().cloned().collect();
        if word == "logger" {
            let value = &after[0];
            return Some(at(
                word,
                format_args!(
                    "expected a colon after `logger`: {}",
                    self.with(format!("logger: {value}"))
                ),
            ));
        }
        let is_severity = Severity::NAMES.iter().any(|name| word == name);
        let level = match &after[0] {
            TokenTree::Group(level) if level.delimiter() == Delimiter::Bracket => level.stream(),
            level => level.to_token_stream(),
        };
        if word == "debug"
            && before.clone().into_iter().count() == 1
            && is_level(&Vec::from_iter(level.clone()))
        {
            return Some(at(
                part,
                format_args!(
                    "a debug level is written in parentheses: {}",
                    self.with(format!("debug({level})"))
                ),
            ));
        }
        match &after[0] {
            TokenTree::Punct(sign) if sign.as_char() != ';' && sign.as_char() != '=' => None,
            _ if is_severity => Some(at(
                before.clone(),
                format_args!("missing comma after `{before}`: {}", self.with(&before)),
            )),
            _ => None,
        }
    }
}

/// Explains an option that `tracing` has for an event and `emit!` does not have.
fn of_tracing(key: &Ident, rest: &[Part]) -> Error {
    let message = rest.iter().find(|part| part.id_of_call().is_some());
    let message = message.map_or_else(|| "ID(argument, ...)".into(), ToString::to_string);
    let reason = if key == "parent" {
        format!(
            "unknown option `parent`: a message belongs to the current span, as in \
             `span.in_scope(|| emit!({message}))`"
        )
    } else {
        format!("an event takes its name from the ID of its message: `emit!({message})`")
    };
    at(key, reason)
}

/// Returns whether a logger was already given. It is the first token in the brackets, in
/// parentheses.
fn has_logger(how: &TokenTree) -> bool {
    let TokenTree::Group(how) = how else {
        return false;
    };
    matches!(how.stream().into_iter().next(), Some(TokenTree::Group(logger)) if !logger.stream().is_empty())
}

/// Returns whether this is a single literal.
fn is_level(tokens: &[TokenTree]) -> bool {
    matches!(tokens, [TokenTree::Literal(_)])
}

/// Returns whether this begins with a field or a `format!`, which cannot be constants, or is a
/// reference to a variable.
fn is_variable(value: &[TokenTree], end: &TokenTree) -> bool {
    let is =
        |token: &TokenTree, word: &str| matches!(token, TokenTree::Ident(name) if name == word);
    match value {
        [TokenTree::Punct(_)] => is_lower_case(end),
        [TokenTree::Punct(_), word, ..] => is(word, "format") || is(word, "self"),
        [word, TokenTree::Punct(sign), ..] => {
            is(word, "self") && sign.as_char() == '.' || is(word, "format")
        }
        _ => false,
    }
}

/// Returns whether a statement ends at this token, or should end there.
fn is_end(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(sign) if sign.as_char() == ';')
}

/// Returns whether the first part is a severity of another crate, or the name of another crate's
/// macro, and the second one is a message.
fn is_meant(first: &Part, message: &Part) -> bool {
    let is_path = first.tokens().len() > 2;
    first.meant_severity().is_some() && (is_path || message.id_of_call().is_some())
}

/// Returns whether this is in the place of a severity and cannot be anything else: a word that is
/// not an ID, or a severity in upper case, alone or with a level in parentheses.
fn looks_like_severity(part: &Part) -> bool {
    let Some(word) = part.word() else {
        return false;
    };
    let word = word.to_string();
    let is_word = !is_id(&word) || Severity::NAMES.contains(&word.to_ascii_lowercase().as_str());
    match part.tokens() {
        [_] => is_word,
        [_, TokenTree::Group(group)] => is_word && group.delimiter() == Delimiter::Parenthesis,
        _ => false,
    }
}
