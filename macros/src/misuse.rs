//! What to say of an `emit!` or `enabled!` that matches no form of theirs.
//!
//! The macros themselves are declarative, so that rustc sees the caller's tokens
//! as they are. They hand on here what they do not understand, because only a
//! procedural macro can point at a token and find the nearest name.

use kea_messages_base::id::is_id;
use kea_messages_base::severity::{DebugLevel, ParseSeverityError, Severity};
use kea_messages_catalog::formats::rust::syntax::{first_span, severity};
use proc_macro2::{Delimiter, Group, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::quote;
use std::fmt::Display;
use syn::LitInt;

/// The tokens are the name of the macro, and what it was given.
pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let mut tokens = input.into_iter();
    let call = match tokens.next() {
        Some(TokenTree::Ident(name)) if name == "enabled" => Call::Enabled,
        _ => Call::Emit,
    };
    let parts = parts(tokens.collect());
    let error = match parts.split_first() {
        None => syn::Error::new(Span::call_site(), call.expected()),
        Some((first, rest)) => call.explain(first, rest),
    };
    error.into_compile_error()
}

/// The tokens are the path of the runtime crate in parentheses, and a literal.
pub(crate) fn debug_type(input: TokenStream) -> TokenStream {
    let mut tokens = ungrouped(input).into_iter();
    let Some(TokenTree::Group(kea)) = tokens.next() else {
        return TokenStream::new();
    };
    let kea = kea.stream();
    let level: TokenStream = tokens.collect();
    let number = syn::parse2::<LitInt>(level.clone()).and_then(|level| level.base10_parse());
    match number.ok().and_then(DebugLevel::new) {
        Some(_) => quote!(#kea::__private::debug<#level>),
        None => {
            let reason = ParseSeverityError::InvalidLevel;
            let error = syn::Error::new_spanned(level, reason).into_compile_error();
            // In the place of a number it is the only error: in that of a type it is `()`.
            quote!(#kea::__private::debug<{ #error }>)
        }
    }
}

/// `&message`, with the `&` where the first token of the message is, so that rustc
/// reports there what is wrong with it. A message that begins with an `&` needs none.
///
/// The message can be a path with fields in braces, if the path is not an ID.
pub(crate) fn reference(message: TokenStream) -> TokenStream {
    let mut tokens = ungrouped(message);
    if let [.., TokenTree::Ident(name), TokenTree::Group(fields)] = tokens.as_mut_slice() {
        if fields.delimiter() == Delimiter::Brace {
            if is_id(&name.to_string()) {
                let reason = format!(
                    "the arguments of a message stand in parentheses, without their names: \
                     `{name}(...)`"
                );
                return syn::Error::new_spanned(name, reason).into_compile_error();
            }
            // The braces are those of the declarative macro, which matched their content.
            fields.set_span(name.span());
        }
    }
    let message = collect(&tokens);
    if let Some(TokenTree::Punct(first)) = tokens.first() {
        if first.as_char() == '&' {
            return message;
        }
    }
    let span = first_span(&message);
    let mut sign = Punct::new('&', Spacing::Alone);
    sign.set_span(span);
    if tokens.iter().all(binds_tighter) {
        return quote!(#sign #message);
    }
    let mut group = Group::new(Delimiter::Parenthesis, message);
    group.set_span(span);
    quote!(#sign #group)
}

/// Whether an expression of such tokens is one operand of an `&` before it.
fn binds_tighter(token: &TokenTree) -> bool {
    match token {
        TokenTree::Ident(word) => word != "as",
        TokenTree::Punct(punct) => matches!(punct.as_char(), '.' | ':' | '?' | '!' | ','),
        TokenTree::Group(_) | TokenTree::Literal(_) => true,
    }
}

/// The tokens up to a comma; never none.
type Part = Vec<TokenTree>;

fn parts(tokens: TokenStream) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut part = Part::new();
    for token in ungrouped(tokens) {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == ',' => {
                if !part.is_empty() {
                    parts.push(std::mem::take(&mut part));
                }
            }
            token => part.push(token),
        }
    }
    if !part.is_empty() {
        parts.push(part);
    }
    parts
}

/// The tokens, out of the groups that have no delimiters. What a declarative
/// macro has matched is in one, and it has no place in the source.
fn ungrouped(tokens: TokenStream) -> Part {
    let mut part = Part::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
                part.extend(group.stream());
            }
            token => part.push(token),
        }
    }
    part
}

#[derive(Clone, Copy, PartialEq)]
enum Call {
    Emit,
    Enabled,
}

impl Call {
    /// What the call should have been given.
    fn expected(self) -> &'static str {
        match self {
            Self::Emit => "`emit!` takes a message: `emit!(ID(argument, ...))`",
            Self::Enabled => "`enabled!` takes a message's ID alone: `enabled!(ID)`",
        }
    }

    fn explain(self, first: &Part, rest: &[Part]) -> syn::Error {
        if let (true, Some((message, rest))) = (looks_like_severity(first), rest.split_first()) {
            let parsed = syn::parse::Parser::parse2(severity, collect(first));
            return match parsed {
                Err(error) => error,
                Ok(_) => self.explain_message(message, rest),
            };
        }
        if let (TokenTree::Ident(word), [_, ..]) = (&first[0], &first[1..]) {
            if Severity::NAMES.iter().any(|name| word == name) && !ends_in_group(first) {
                return at(
                    &first[..1],
                    format_args!("a comma is missing behind `{word}`"),
                );
            }
        }
        self.explain_message(first, rest)
    }

    fn explain_message(self, message: &Part, rest: &[Part]) -> syn::Error {
        if self == Self::Emit {
            if let TokenTree::Literal(_) = message[0] {
                return at(
                    message,
                    "a message is logged by its ID, not by a text: `emit!(ID(argument, ...))`",
                );
            }
            if let (Some(TokenTree::Ident(id)), false) = (message.last(), rest.is_empty()) {
                if is_id(&id.to_string()) {
                    let mut arguments = collect(&rest[0]);
                    for part in &rest[1..] {
                        let part = collect(part);
                        arguments.extend(quote!(, #part));
                    }
                    let reason = format!(
                        "the arguments of a message stand in parentheses: `{id}({arguments})`"
                    );
                    return syn::Error::new_spanned(arguments, reason);
                }
            }
        }
        match (rest.first(), self) {
            (None, _) => at(message, self.expected()),
            (Some(after), Self::Emit) => at(
                after,
                "nothing follows a message: its text is in its definition, and its arguments are \
                 in its parentheses",
            ),
            (Some(after), Self::Enabled) => at(after, "nothing follows a message's ID"),
        }
    }
}

/// Whether this stands where a severity does and can be nothing else: a word that
/// is no ID, or a severity in upper case, alone or with a level in parentheses.
fn looks_like_severity(part: &[TokenTree]) -> bool {
    let is_word = |token: &TokenTree| match token {
        TokenTree::Ident(word) => {
            let word = word.to_string();
            !is_id(&word) || Severity::NAMES.contains(&word.to_ascii_lowercase().as_str())
        }
        _ => false,
    };
    match part {
        [word] => is_word(word),
        [word, group] => is_word(word) && is_parenthesized(group),
        _ => false,
    }
}

fn ends_in_group(part: &[TokenTree]) -> bool {
    matches!(part, [_, group] if is_parenthesized(group))
}

fn is_parenthesized(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis)
}

fn collect(part: &[TokenTree]) -> TokenStream {
    part.iter().cloned().collect()
}

fn at(part: &[TokenTree], reason: impl Display) -> syn::Error {
    syn::Error::new_spanned(collect(part), reason)
}
