//! Finds the relevant parts of a Rust file: macro calls, types that derive, and
//! modules in other files.
//!
//! This works on tokens, so it also finds parts in function bodies and in the arguments of other
//! macros.

use super::choices::{self, Choice};
use super::context::{Context, InlineModule, resolved};
use super::names::Names;
use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use syn::ext::IdentExt as _;

/// A relevant part of a file.
pub(super) enum Found {
    /// A macro call: the name, and the tokens between the delimiters.
    Macro(Ident, TokenStream),
    /// An enum or a struct that derives `KeaMessages`, with its attributes.
    Type(TokenStream),
    /// `mod name;`, and the value of its attribute `path`.
    Module(Ident, Option<String>),
}

/// The macros whose arguments are quoted tokens, and not items or expressions of the file.
const QUOTING: [&str; 5] = [
    "quote",
    "quote_spanned",
    "parse_quote",
    "parse_quote_spanned",
    "stringify",
];

/// The words that begin an item or statement that can contain commas, for example in its generics.
const WITH_COMMAS: [&str; 7] = ["fn", "impl", "trait", "let", "const", "static", "type"];

/// Passes the relevant parts of a file to `found`.
pub(super) fn scan(
    tokens: TokenStream,
    context: &Context,
    names: &Names,
    found: &mut dyn FnMut(&Context, Found),
) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut scanner = Scanner {
        around: context.clone(),
        names,
        tokens: &tokens,
        attributes: Vec::new(),
        can_have_commas: false,
    };
    let mut at = 0;
    while at < tokens.len() {
        at = scanner.step(at, found);
    }
}

struct Scanner<'a> {
    around: Context,
    names: &'a Names,
    tokens: &'a [TokenTree],
    /// The attributes of the current item or statement.
    attributes: Vec<TokenStream>,
    /// Whether a comma can be part of the current item or statement.
    can_have_commas: bool,
}

impl Scanner<'_> {
    /// Handles the token at `at`, and returns where to continue.
    fn step(&mut self, at: usize, found: &mut dyn FnMut(&Context, Found)) -> usize {
        match &self.tokens[at..] {
            [TokenTree::Punct(sign), TokenTree::Group(attribute), ..]
                if is_attribute(sign.as_char(), attribute) =>
            {
                self.attributes.push(attribute.stream());
                at + 2
            }
            [
                TokenTree::Punct(sign),
                TokenTree::Punct(inner),
                TokenTree::Group(attribute),
                ..,
            ] if inner.as_char() == '!' && is_attribute(sign.as_char(), attribute) => {
                self.around.add(&attribute.stream());
                self.end(at + 3)
            }
            [
                TokenTree::Ident(word),
                TokenTree::Punct(sign),
                TokenTree::Ident(_),
                TokenTree::Group(_),
                ..,
            ] if sign.as_char() == '!' && word == "macro_rules" => self.end(at + 4),
            // This is the unstable `macro name(arguments) { body }`.
            [TokenTree::Ident(word), TokenTree::Ident(_), ..] if word == "macro" => {
                let rest = &self.tokens[at + 2..];
                let is_group = |token: &&TokenTree| matches!(token, TokenTree::Group(_));
                self.end(at + 2 + rest.iter().take_while(is_group).count())
            }
            [
                TokenTree::Ident(name),
                TokenTree::Punct(sign),
                TokenTree::Group(group),
                ..,
            ] if sign.as_char() == '!' => {
                self.call(name, group, found);
                self.after_group(at + 3, group)
            }
            [
                TokenTree::Ident(keyword),
                TokenTree::Ident(name),
                TokenTree::Punct(sign),
                ..,
            ] if keyword == "mod" && sign.as_char() == ';' => {
                self.module(name, found);
                self.end(at + 3)
            }
            [
                TokenTree::Ident(keyword),
                TokenTree::Ident(name),
                TokenTree::Group(body),
                ..,
            ] if keyword == "mod" => {
                let mut context = self.context();
                let path = self.paths().find(|(conditions, _)| conditions.is_empty());
                let path = path.map(|(_, path)| path);
                let name = name.unraw().to_string();
                context.modules.push(InlineModule { name, path });
                scan(body.stream(), &context, self.names, found);
                self.end(at + 3)
            }
            [TokenTree::Ident(keyword), TokenTree::Ident(_), ..]
                if ["enum", "struct", "union"]
                    .iter()
                    .any(|word| keyword == word) =>
            {
                let end = self.end_of_type(at);
                if let Some(context) = self.derives_messages() {
                    let tokens = &self.tokens[self.start_of_item(at)..end];
                    let tokens = tokens.iter().cloned().collect();
                    found(&context, Found::Type(with_resolved_attributes(tokens)));
                }
                self.end(end)
            }
            [TokenTree::Ident(word), ..] => {
                self.can_have_commas |=
                    WITH_COMMAS.iter().any(|begin| word == begin) && !self.is_in_condition(at);
                at + 1
            }
            [TokenTree::Group(group), ..] => {
                scan(group.stream(), &self.context(), self.names, found);
                self.after_group(at + 1, group)
            }
            [TokenTree::Punct(sign), ..] => match sign.as_char() {
                ';' => self.end(at + 1),
                ',' if !self.can_have_commas => self.end(at + 1),
                _ => at + 1,
            },
            _ => at + 1,
        }
    }

    /// Passes on a macro call, and the parts in its arguments.
    fn call(&self, name: &Ident, group: &Group, found: &mut dyn FnMut(&Context, Found)) {
        let context = self.context();
        let text = name.to_string();
        found(&context, Found::Macro(name.clone(), group.stream()));
        // The arguments of `kea_messages!` do not contain other parts.
        if self.names.is_call(&text) || QUOTING.contains(&text.as_str()) {
            return;
        }
        match choices::of(&text, group.stream()) {
            Some(choices) => {
                for Choice { conditions, tokens } in choices {
                    let mut context = context.clone();
                    for condition in conditions {
                        context.require(condition);
                    }
                    scan(tokens, &context, self.names, found);
                }
            }
            None => scan(group.stream(), &context, self.names, found),
        }
    }

    /// Passes on `mod name;`, once for each file that it can be in.
    fn module(&self, name: &Ident, found: &mut dyn FnMut(&Context, Found)) {
        for (conditions, path) in self.paths() {
            let mut context = self.context();
            let is_always = conditions.is_empty();
            for condition in conditions {
                context.require(condition);
            }
            found(&context, Found::Module(name.clone(), Some(path)));
            if is_always {
                return;
            }
        }
        found(&self.context(), Found::Module(name.clone(), None));
    }

    /// Returns the values of the attribute `path`, each with its conditions.
    fn paths(&self) -> impl Iterator<Item = (Vec<TokenStream>, String)> {
        let attributes = self.attributes.iter().flat_map(resolved);
        attributes.filter_map(|attribute| {
            let path = path_of(attribute.content)?;
            Some((attribute.conditions, path))
        })
    }

    /// Ends the item or statement at its braces. Braces in `if a { .. } else { .. }` and `Matrix<{
    /// N }>` do not end it.
    fn after_group(&mut self, next: usize, group: &Group) -> usize {
        let goes_on = match self.tokens.get(next) {
            Some(TokenTree::Ident(word)) => word == "else",
            Some(TokenTree::Punct(sign)) => sign.as_char() == '>',
            _ => false,
        };
        if group.delimiter() == Delimiter::Brace && !goes_on {
            self.end(next)
        } else {
            next
        }
    }

    /// Returns whether the word at `at` follows `if`, `while` or `&&`, in which case a `let` does
    /// not begin a statement.
    fn is_in_condition(&self, at: usize) -> bool {
        match at.checked_sub(1).map(|before| &self.tokens[before]) {
            Some(TokenTree::Ident(word)) => word == "if" || word == "while",
            Some(TokenTree::Punct(sign)) => sign.as_char() == '&',
            _ => false,
        }
    }

    /// Ends the current item or statement, to which its attributes are limited.
    fn end(&mut self, next: usize) -> usize {
        self.attributes.clear();
        self.can_have_commas = false;
        next
    }

    /// Returns the context inside the current item.
    fn context(&self) -> Context {
        let mut context = self.around.clone();
        for attribute in &self.attributes {
            context.add(attribute);
        }
        context
    }

    /// Returns the context of the current type, if it derives `KeaMessages`.
    fn derives_messages(&self) -> Option<Context> {
        let mut attributes = self.attributes.iter().flat_map(resolved);
        let derive = attributes.find(|attribute| {
            let mut tokens = attribute.content.clone().into_iter();
            match (tokens.next(), tokens.next()) {
                (Some(TokenTree::Ident(name)), Some(TokenTree::Group(list))) => {
                    name == "derive" && self.names.derives(list.stream())
                }
                _ => false,
            }
        })?;
        let mut context = self.context();
        for condition in derive.conditions {
            context.require(condition);
        }
        Some(context)
    }

    /// Returns the start of the type whose keyword is at `at`, which is its first attribute.
    fn start_of_item(&self, at: usize) -> usize {
        let mut start = at;
        loop {
            start = match &self.tokens[..start] {
                [.., TokenTree::Punct(sign), TokenTree::Group(group)]
                    if is_attribute(sign.as_char(), group) =>
                {
                    start - 2
                }
                [.., TokenTree::Ident(word)] if word == "pub" => start - 1,
                // This is `pub(crate)`.
                [.., TokenTree::Ident(word), TokenTree::Group(_)] if word == "pub" => start - 2,
                _ => return start,
            };
        }
    }

    /// Returns the end of the type whose keyword is at `at`.
    fn end_of_type(&self, at: usize) -> usize {
        let sign_at = |index: usize, signs: &[char]| match self.tokens.get(index) {
            Some(TokenTree::Punct(sign)) => signs.contains(&sign.as_char()),
            _ => false,
        };
        let is_end = |index: &usize| match &self.tokens[*index] {
            // This excludes `const N: usize = { 3 }` and `Matrix<{ N }, { N }>`.
            TokenTree::Group(group) => {
                group.delimiter() == Delimiter::Brace
                    && !sign_at(index - 1, &['=', '<'])
                    && !sign_at(index + 1, &['>'])
            }
            TokenTree::Punct(sign) => sign.as_char() == ';',
            _ => false,
        };
        let end = (at..self.tokens.len()).find(is_end);
        end.map_or(self.tokens.len(), |end| end + 1)
    }
}

/// Returns whether a sign and the group after it are an attribute: `#[content]`.
fn is_attribute(sign: char, group: &Group) -> bool {
    sign == '#' && group.delimiter() == Delimiter::Bracket
}

/// Returns the value of `path = "..."`.
fn path_of(attribute: TokenStream) -> Option<String> {
    let attribute: syn::MetaNameValue = syn::parse2(attribute).ok()?;
    match attribute.value {
        syn::Expr::Lit(syn::ExprLit {
            lit: syn::Lit::Str(path),
            ..
        }) if attribute.path.is_ident("path") => Some(path.value()),
        _ => None,
    }
}

/// Resolves each `#[cfg_attr]` in a type as if its conditions were true, because rustc also
/// resolves it before it calls a derive. If several `#[message]` depend on conditions, only the
/// first is used.
fn with_resolved_attributes(tokens: TokenStream) -> TokenStream {
    let mut written: Vec<TokenTree> = Vec::new();
    let mut has_message = false;
    for token in tokens {
        let TokenTree::Group(group) = &token else {
            has_message &= matches!(&token, TokenTree::Punct(sign) if sign.as_char() == '#');
            written.push(token);
            continue;
        };
        let is_attribute = group.delimiter() == Delimiter::Bracket
            && matches!(written.last(), Some(TokenTree::Punct(sign)) if sign.as_char() == '#');
        if !is_attribute {
            has_message = false;
            written.push(like(group, with_resolved_attributes(group.stream())).into());
            continue;
        }
        let sign = written.pop();
        for attribute in resolved(&group.stream()) {
            let mut tokens = attribute.content.clone().into_iter();
            let is_message =
                matches!(tokens.next(), Some(TokenTree::Ident(name)) if name == "message");
            if is_message && has_message && !attribute.conditions.is_empty() {
                continue;
            }
            has_message |= is_message;
            written.extend(sign.clone());
            written.push(like(group, attribute.content).into());
        }
    }
    written.into_iter().collect()
}

/// Creates a group with the delimiters and the span of another one.
fn like(group: &Group, stream: TokenStream) -> Group {
    let mut new = Group::new(group.delimiter(), stream);
    new.set_span(group.span());
    new
}

#[cfg(test)]
mod tests;
