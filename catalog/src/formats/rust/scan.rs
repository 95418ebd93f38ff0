//! Finds what a Rust file has that matters here: macro calls, types that derive, and
//! modules in other files.
//!
//! It goes by tokens, so that it sees what stands in function bodies and in the arguments
//! of other macros. What a `macro_rules!` makes is not known before it is expanded, and so
//! its body is passed over.

use super::syntax::written;
use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use std::collections::BTreeSet;

/// The names under which the macros are called. Renaming imports add to them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Names {
    /// Of `kea_messages!`.
    pub(super) call: BTreeSet<String>,
    /// Of the derive.
    derive: BTreeSet<String>,
}

const CALL: &str = "kea_messages";
const DERIVE: &str = "KeaMessages";

impl Default for Names {
    fn default() -> Self {
        Self {
            call: BTreeSet::from([CALL.to_owned()]),
            derive: BTreeSet::from([DERIVE.to_owned()]),
        }
    }
}

impl Names {
    /// Adds the names that a file imports or exports the macros under:
    /// `use kea_messages::kea_messages as define`.
    pub(super) fn add(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for (index, token) in tokens.iter().enumerate() {
            if let TokenTree::Group(group) = token {
                self.add(group.stream());
            }
            let [
                TokenTree::Ident(name),
                TokenTree::Ident(keyword),
                TokenTree::Ident(alias),
                ..,
            ] = &tokens[index..]
            else {
                continue;
            };
            // `use kea_messages as kea` renames the crate.
            let before = index.checked_sub(1).map(|before| &tokens[before]);
            let is_item = !matches!(before, Some(TokenTree::Ident(_)));
            if keyword == "as" && is_item {
                if name == CALL {
                    self.call.insert(alias.to_string());
                } else if name == DERIVE {
                    self.derive.insert(alias.to_string());
                }
            }
        }
    }

    /// Whether some derives are ours: `Debug, kea_messages::KeaMessages`.
    fn derives(&self, list: TokenStream) -> bool {
        let mut name: Option<Ident> = None;
        let is_ours = |name: &Option<Ident>| {
            let name = name.as_ref();
            name.is_some_and(|name| self.derive.contains(&name.to_string()))
        };
        for token in list {
            match token {
                TokenTree::Ident(next) => name = Some(next),
                TokenTree::Punct(sign) if sign.as_char() == ',' => {
                    if is_ours(&name) {
                        return true;
                    }
                    name = None;
                }
                _ => {}
            }
        }
        is_ours(&name)
    }
}

/// What is around a place in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Context {
    /// The conditions of `#[cfg]`, the outermost first.
    pub(super) cfg: Vec<String>,
    /// Whether it is part of a test.
    pub(super) is_test: bool,
    /// The inline modules of the file, the outermost first.
    pub(super) modules: Vec<String>,
}

impl Context {
    /// The conditions as one.
    pub(super) fn condition(&self, own: &[String]) -> Option<String> {
        let mut all: Vec<&str> = Vec::new();
        for condition in self.cfg.iter().chain(own) {
            if !all.contains(&condition.as_str()) {
                all.push(condition);
            }
        }
        match all.as_slice() {
            [] => None,
            [one] => Some((*one).to_owned()),
            several => Some(format!("all({})", several.join(", "))),
        }
    }

    /// What an attribute `#[content]` makes of it.
    fn add(&mut self, content: &TokenStream) {
        let mut tokens = content.clone().into_iter();
        let last_of_path = |tokens: &TokenStream| {
            let names = tokens.clone().into_iter();
            let names = names.take_while(|token| !matches!(token, TokenTree::Group(_)));
            names.last().map(|token| token.to_string())
        };
        match (tokens.next(), tokens.next()) {
            (Some(TokenTree::Ident(name)), Some(TokenTree::Group(condition))) if name == "cfg" => {
                self.is_test |= is_test(condition.stream());
                self.cfg.push(written(condition.stream()));
            }
            // `#[test]`, `#[tokio::test]`.
            _ if last_of_path(content).as_deref() == Some("test") => self.is_test = true,
            _ => {}
        }
    }
}

/// Whether a condition can hold in tests alone.
fn is_test(condition: TokenStream) -> bool {
    let tokens: Vec<TokenTree> = condition.into_iter().collect();
    let parts = |group: &Group| {
        let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
        let is_comma =
            |token: &TokenTree| matches!(token, TokenTree::Punct(sign) if sign.as_char() == ',');
        let parts = tokens.split(is_comma).filter(|part| !part.is_empty());
        parts
            .map(|part| part.iter().cloned().collect())
            .collect::<Vec<TokenStream>>()
    };
    match tokens.as_slice() {
        [TokenTree::Ident(name)] => name == "test",
        [TokenTree::Ident(name), TokenTree::Group(group)] if name == "all" => {
            parts(group).into_iter().any(is_test)
        }
        [TokenTree::Ident(name), TokenTree::Group(group)] if name == "any" => {
            parts(group).into_iter().all(is_test)
        }
        _ => false,
    }
}

/// Something that was found.
pub(super) enum Found {
    /// A macro call: the name, and what is between the delimiters.
    Macro(Ident, TokenStream),
    /// An enum or a struct that derives `KeaMessages`, with its attributes.
    Type(TokenStream),
    /// `mod name;`, and the value of its attribute `path`.
    Module(Ident, Option<String>),
}

/// Goes through the tokens of a file.
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
        start: 0,
        attributes: Vec::new(),
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
    /// Where the current item or statement begins.
    start: usize,
    /// What is in its attributes.
    attributes: Vec<TokenStream>,
}

impl Scanner<'_> {
    /// Looks at the token at `at`, and returns where to go on.
    fn step(&mut self, at: usize, found: &mut dyn FnMut(&Context, Found)) -> usize {
        match &self.tokens[at..] {
            [TokenTree::Punct(sign), TokenTree::Group(attribute), ..]
                if sign.as_char() == '#' && attribute.delimiter() == Delimiter::Bracket =>
            {
                self.attributes.push(attribute.stream());
                at + 2
            }
            [
                TokenTree::Punct(sign),
                TokenTree::Punct(inner),
                TokenTree::Group(attribute),
                ..,
            ] if sign.as_char() == '#' && inner.as_char() == '!' => {
                self.around.add(&attribute.stream());
                self.end(at + 3)
            }
            [
                TokenTree::Ident(name),
                TokenTree::Punct(sign),
                TokenTree::Ident(_),
                TokenTree::Group(_),
                ..,
            ] if sign.as_char() == '!' && name == "macro_rules" => self.end(at + 4),
            [
                TokenTree::Ident(name),
                TokenTree::Punct(sign),
                TokenTree::Group(group),
                ..,
            ] if sign.as_char() == '!' => {
                let context = self.context();
                found(&context, Found::Macro(name.clone(), group.stream()));
                // The definitions of ours have nothing else in them.
                if !self.names.call.contains(&name.to_string()) {
                    scan(group.stream(), &context, self.names, found);
                }
                self.after_group(at + 3, group)
            }
            [
                TokenTree::Ident(keyword),
                TokenTree::Ident(name),
                TokenTree::Punct(sign),
                ..,
            ] if keyword == "mod" && sign.as_char() == ';' => {
                let path = self.attributes.iter().find_map(path_of);
                found(&self.context(), Found::Module(name.clone(), path));
                self.end(at + 3)
            }
            [
                TokenTree::Ident(keyword),
                TokenTree::Ident(name),
                TokenTree::Group(body),
                ..,
            ] if keyword == "mod" => {
                let mut context = self.context();
                let name = name.to_string();
                let name = name.strip_prefix("r#").unwrap_or(&name);
                context.modules.push(name.to_owned());
                scan(body.stream(), &context, self.names, found);
                self.end(at + 3)
            }
            [TokenTree::Ident(keyword), ..]
                if ["enum", "struct", "union"]
                    .iter()
                    .any(|word| keyword == word) =>
            {
                let end = self.end_of_type(at);
                if let Some(context) = self.derives_messages() {
                    let tokens = self.tokens[self.start..end].iter().cloned();
                    found(&context, Found::Type(with_cfg_attr(tokens.collect())));
                }
                self.end(end)
            }
            [TokenTree::Group(group), ..] => {
                scan(group.stream(), &self.context(), self.names, found);
                self.after_group(at + 1, group)
            }
            [TokenTree::Punct(sign), ..] if matches!(sign.as_char(), ';' | ',') => self.end(at + 1),
            _ => at + 1,
        }
    }

    /// Braces end an item or a statement.
    fn after_group(&mut self, next: usize, group: &Group) -> usize {
        if group.delimiter() == Delimiter::Brace {
            self.end(next)
        } else {
            next
        }
    }

    /// The item ends here, and with it what its attributes say.
    fn end(&mut self, next: usize) -> usize {
        self.start = next;
        self.attributes.clear();
        next
    }

    /// What is around the inside of the current item.
    fn context(&self) -> Context {
        let mut context = self.around.clone();
        for attribute in &self.attributes {
            context.add(attribute);
        }
        context
    }

    /// What is around the current type, if it derives `KeaMessages`.
    fn derives_messages(&self) -> Option<Context> {
        let mut context = self.context();
        for attribute in &self.attributes {
            let mut tokens = attribute.clone().into_iter();
            let (Some(TokenTree::Ident(name)), Some(TokenTree::Group(list))) =
                (tokens.next(), tokens.next())
            else {
                continue;
            };
            if name == "derive" && self.names.derives(list.stream()) {
                return Some(context);
            }
            if name == "cfg_attr" {
                let (condition, attributes) = conditions_of(list.stream());
                let derives = |attribute: &TokenStream| {
                    let mut tokens = attribute.clone().into_iter();
                    match (tokens.next(), tokens.next()) {
                        (Some(TokenTree::Ident(name)), Some(TokenTree::Group(list))) => {
                            name == "derive" && self.names.derives(list.stream())
                        }
                        _ => false,
                    }
                };
                if attributes.iter().any(derives) {
                    context.is_test |= is_test(condition.clone());
                    context.cfg.push(written(condition));
                    return Some(context);
                }
            }
        }
        None
    }

    /// Where a type ends that begins with the keyword at `at`.
    fn end_of_type(&self, at: usize) -> usize {
        let is_end = |token: &TokenTree| match token {
            TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
            TokenTree::Punct(sign) => sign.as_char() == ';',
            _ => false,
        };
        let rest = &self.tokens[at..];
        let length = rest.iter().position(is_end).map(|end| end + 1);
        at + length.unwrap_or(rest.len())
    }
}

/// The value of `path = "..."`.
fn path_of(attribute: &TokenStream) -> Option<String> {
    let attribute: syn::MetaNameValue = syn::parse2(attribute.clone()).ok()?;
    match attribute.value {
        syn::Expr::Lit(syn::ExprLit {
            lit: syn::Lit::Str(path),
            ..
        }) if attribute.path.is_ident("path") => Some(path.value()),
        _ => None,
    }
}

/// The same tokens with `#[cfg_attr(condition, attribute)]` as if the condition held:
/// rustc has resolved it when it calls a derive.
fn with_cfg_attr(tokens: TokenStream) -> TokenStream {
    let mut resolved: Vec<TokenTree> = Vec::new();
    for token in tokens {
        let TokenTree::Group(group) = &token else {
            resolved.push(token);
            continue;
        };
        let mut inner = group.stream().into_iter();
        let is_attribute = group.delimiter() == Delimiter::Bracket
            && matches!(resolved.last(), Some(TokenTree::Punct(sign)) if sign.as_char() == '#');
        if let (true, Some(TokenTree::Ident(name)), Some(TokenTree::Group(list))) =
            (is_attribute, inner.next(), inner.next())
        {
            if name == "cfg_attr" {
                let sign = resolved.pop();
                for attribute in conditions_of(list.stream()).1 {
                    resolved.extend(sign.clone());
                    resolved.push(like(group, attribute).into());
                }
                continue;
            }
        }
        resolved.push(like(group, with_cfg_attr(group.stream())).into());
    }
    resolved.into_iter().collect()
}

/// A group with the delimiters and the place of another.
fn like(group: &Group, stream: TokenStream) -> Group {
    let mut new = Group::new(group.delimiter(), stream);
    new.set_span(group.span());
    new
}

/// The condition of `cfg_attr(condition, attribute, ...)`, and the attributes.
fn conditions_of(list: TokenStream) -> (TokenStream, Vec<TokenStream>) {
    let tokens: Vec<TokenTree> = list.into_iter().collect();
    let is_comma =
        |token: &TokenTree| matches!(token, TokenTree::Punct(sign) if sign.as_char() == ',');
    let mut parts = tokens
        .split(is_comma)
        .map(|part| part.iter().cloned().collect());
    let condition = parts.next().unwrap_or_default();
    (condition, parts.collect())
}
