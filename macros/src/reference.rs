//! Turns the message of an `emit!` into a reference.

use crate::part::{is_path, parts};
use crate::tokens::{Tokens, ungrouped};
use kea_messages_base::id::is_id;
use kea_messages_base::severity::Severity;
use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};

/// Returns `&message`, in which the `&` has the span of the message's first token, so that rustc
/// reports problems there. A message that already begins with `&` is not changed.
pub(crate) fn reference(message: TokenStream) -> TokenStream {
    let mut tokens = ungrouped(message);
    if let Some(error) = severity_alone(&tokens).or_else(|| several(&tokens)) {
        return error.into_compile_error();
    }
    if let [_, TokenTree::Punct(sign)] = tokens.as_slice() {
        if sign.as_char() == ',' {
            tokens.pop();
        }
    }
    if let [path @ .., TokenTree::Ident(name), TokenTree::Group(fields)] = tokens.as_mut_slice() {
        if is_path(path) && fields.delimiter() != Delimiter::Parenthesis {
            if let Some(error) = arguments_in_brackets(name, fields) {
                return error.into_compile_error();
            }
            // Its delimiters have the span of the declarative macro, because it matched their
            // content.
            fields.set_span(name.span());
        }
    }
    // The signs before it can have the span of the declarative macro, because it matched them.
    let operand = tokens
        .iter()
        .position(|token| !is_prefix(token))
        .unwrap_or(0);
    let span = tokens
        .get(operand)
        .map_or_else(Span::call_site, TokenTree::span);
    for sign in &mut tokens[..operand] {
        sign.set_span(span);
    }
    let message = tokens.iter().cloned().collect::<TokenStream>();
    if let Some(TokenTree::Punct(first)) = tokens.first() {
        if first.as_char() == '&' {
            return message;
        }
    }
    let mut sign = Punct::new('&', Spacing::Alone);
    sign.set_span(span);
    if tokens[operand..].iter().all(binds_tighter) || is_closure(&tokens) {
        return quote!(#sign #message);
    }
    let mut group = Group::new(Delimiter::Parenthesis, message);
    group.set_span(span);
    quote!(#sign #group)
}

/// Returns `&name`, like [`reference()`]. If the name looks like an ID, the output also checks that
/// its arguments are not missing. The tokens before the name are the path of the runtime crate, in
/// parentheses.
pub(crate) fn name(tokens: TokenStream) -> TokenStream {
    let mut tokens = ungrouped(tokens);
    let kea = match tokens.first() {
        Some(TokenTree::Group(kea)) => Tokens::from(kea.stream()),
        _ => return TokenStream::new(),
    };
    tokens.remove(0);
    let name = reference(tokens.iter().cloned().collect());
    // The sign before the name was matched by the declarative macro, and is not part of the name.
    let mut words = tokens.iter().filter(|token| !is_prefix(token));
    let (Some(first), Some(TokenTree::Ident(id))) = (words.next(), tokens.last()) else {
        return name;
    };
    if !is_id(&id.to_string()) {
        return name;
    }
    let span = Span::mixed_site().located_at(id.span());
    let kea = kea.at(span);
    // Tokens at which errors can be reported have the spans of the user's tokens. Otherwise, the
    // errors would mention the macro.
    let group = |delimiter: Delimiter, place: Span, inner: TokenStream| {
        let mut group = Group::new(delimiter, inner);
        group.set_span(place);
        group
    };
    let way = quote_spanned! {span=>
        use #kea::__private::Uncalled as _;
        #kea::__private::Alone::of(named).way()
    };
    let way = group(Delimiter::Brace, id.span(), way);
    let message = quote_spanned!(span=> #kea::__private::message);
    let message = group(Delimiter::Parenthesis, first.span(), message);
    let arguments = quote_spanned!(span=> #name, |named| #kea::defined::Called::called(#way));
    let arguments = group(Delimiter::Parenthesis, id.span(), arguments);
    quote!(#message #arguments)
}

/// Returns the error for arguments in brackets that are not an index.
fn arguments_in_brackets(id: &Ident, brackets: &Group) -> Option<syn::Error> {
    let arguments = brackets.stream();
    let mut tokens = arguments.clone().into_iter();
    let is_list =
        tokens.any(|token| matches!(token, TokenTree::Punct(sign) if sign.as_char() == ','));
    let is_wrong = brackets.delimiter() == Delimiter::Bracket && is_id(&id.to_string());
    let reason = format!("the arguments of a message go in parentheses: `{id}({arguments})`");
    (is_wrong && is_list).then(|| syn::Error::new_spanned(arguments, reason))
}

/// Returns the error for a tuple or an array of messages, whose type rustc would show.
fn several(tokens: &[TokenTree]) -> Option<syn::Error> {
    let [TokenTree::Group(group)] = tokens else {
        return None;
    };
    let parts = parts(ungrouped(group.stream()));
    let is_each_message = parts.iter().all(|part| part.id_of_call().is_some());
    let reason = "expected one message, found several: log each with its own `emit!`";
    (parts.len() > 1 && is_each_message).then(|| syn::Error::new(group.span(), reason))
}

/// Returns the error for a severity without a message: a severity with a comma after it, or `warn`
/// alone, which rustc would take for an attribute. A value called `error` is usually a message.
fn severity_alone(tokens: &[TokenTree]) -> Option<syn::Error> {
    let (TokenTree::Ident(word), behind) = tokens.split_first()? else {
        return None;
    };
    let is_severity = match behind {
        [] => word == "warn",
        [TokenTree::Punct(_)] => word != "error" && Severity::NAMES.iter().any(|name| word == name),
        _ => false,
    };
    let level = if word == "debug" { "(0)" } else { "" };
    let reason =
        format!("missing message after the severity: `emit!({word}{level}, ID(argument, ...))`");
    is_severity.then(|| syn::Error::new(word.span(), reason))
}

/// Returns `path { fields }`, in which the braces have the span of the path's last word, so that
/// rustc reports a missing field there. If fields have another form, this is one error; rustc would
/// report each of them, and also that they are missing.
pub(crate) fn literal(tokens: TokenStream) -> TokenStream {
    let mut tokens = ungrouped(tokens);
    if let [.., name, TokenTree::Group(fields)] = tokens.as_mut_slice() {
        if let Some(error) = wrong_field(fields.stream()) {
            return error.into_compile_error();
        }
        fields.set_span(name.span());
    }
    tokens.into_iter().collect()
}

/// Returns the error for the first field that is not `name`, `name: value` or `..base`.
fn wrong_field(fields: TokenStream) -> Option<syn::Error> {
    let fields: Vec<TokenTree> = fields.into_iter().collect();
    let is = |token: Option<&TokenTree>, sign: char| matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == sign);
    for field in fields.split(|token| is(Some(token), ',')) {
        match field {
            [TokenTree::Literal(value), ..] => {
                let reason = format!("write the name before each argument: `name: {value}`");
                return Some(syn::Error::new(value.span(), reason));
            }
            [TokenTree::Ident(name), TokenTree::Punct(sign), rest @ ..]
                if sign.as_char() == '=' && !is(rest.first(), '=') =>
            {
                let reason = format!("expected `:` after the argument, found `=`: `{name}: ...`");
                return Some(syn::Error::new(sign.span(), reason));
            }
            // These signs are used by `tracing` and `log`.
            [TokenTree::Punct(sign), TokenTree::Ident(name), ..] if is_sigil(sign) => {
                let reason = format!(
                    "an argument is written without `{}`: `{name}`",
                    sign.as_char()
                );
                return Some(syn::Error::new(sign.span(), reason));
            }
            [
                TokenTree::Ident(name),
                TokenTree::Punct(colon),
                TokenTree::Punct(sign),
                value @ ..,
            ] if colon.as_char() == ':' && is_sigil(sign) => {
                let form = match value {
                    [] => name.to_string(),
                    [..] => format!("{name}: {}", value.iter().cloned().collect::<TokenStream>()),
                };
                let reason = format!(
                    "an argument is written without `{}`: `{form}`",
                    sign.as_char()
                );
                return Some(syn::Error::new(sign.span(), reason));
            }
            [TokenTree::Ident(name), TokenTree::Punct(dot), ..] if dot.as_char() == '.' => {
                let value = field.iter().cloned().collect::<TokenStream>();
                let reason = format!("write the name before each argument: `name: {value}`");
                return Some(syn::Error::new(name.span(), reason));
            }
            _ => {}
        }
        if let Some(second) = second_field(field) {
            let reason = "missing comma before this";
            return Some(syn::Error::new(second.span(), reason));
        }
    }
    None
}

/// Returns whether this is a sign that other macros allow before a value.
fn is_sigil(sign: &Punct) -> bool {
    matches!(sign.as_char(), '%' | '?')
}

/// Returns the name of the second field if a comma is missing between two fields.
fn second_field(field: &[TokenTree]) -> Option<&Ident> {
    // `client attempts`. A field never begins with two words.
    if let [TokenTree::Ident(_), TokenTree::Ident(second), ..] = field {
        return Some(second);
    }
    // `client: 1 attempts`, but not `1 as u8`.
    if let [.., TokenTree::Literal(_), TokenTree::Ident(second)] = field {
        return (second != "as").then_some(second);
    }
    // `client: 1 attempts: 3`, but not the `x: u8` of a closure, which has a sign before it.
    field.windows(3).find_map(|tokens| match tokens {
        [before, TokenTree::Ident(name), TokenTree::Punct(sign)]
            if sign.as_char() == ':'
                && sign.spacing() == Spacing::Alone
                && ends_a_value(before) =>
        {
            Some(name)
        }
        _ => None,
    })
}

/// Returns whether a value can end with this token.
fn ends_a_value(token: &TokenTree) -> bool {
    match token {
        TokenTree::Ident(word) => word != "mut" && word != "ref",
        TokenTree::Punct(sign) => sign.as_char() == '?',
        TokenTree::Group(_) | TokenTree::Literal(_) => true,
    }
}

/// Returns whether this is an `&` or `*` before an operand.
fn is_prefix(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(sign) if matches!(sign.as_char(), '&' | '*'))
}

/// Returns whether an `&` before an expression of such tokens applies to all of it. A `<` is
/// treated as part of a path, because a comparison is not a message.
fn binds_tighter(token: &TokenTree) -> bool {
    match token {
        TokenTree::Ident(word) => word != "as",
        TokenTree::Punct(sign) => matches!(sign.as_char(), '.' | ':' | '?' | '!' | ',' | '<' | '>'),
        TokenTree::Group(_) | TokenTree::Literal(_) => true,
    }
}

fn is_closure(tokens: &[TokenTree]) -> bool {
    match tokens.first() {
        Some(TokenTree::Punct(sign)) => sign.as_char() == '|',
        Some(TokenTree::Ident(word)) => word == "move",
        _ => false,
    }
}
