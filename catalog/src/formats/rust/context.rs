//! The context of a place in a file: conditions, tests and modules.

use super::syntax::written;
use proc_macro2::{Group, TokenStream, TokenTree};

/// The context of a place in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Context {
    /// The conditions of `#[cfg]`, from the outermost to the innermost.
    pub(super) cfg: Vec<String>,
    /// Whether it is part of a test.
    pub(super) is_test: bool,
    /// The inline modules of the file, from the outermost to the innermost.
    pub(super) modules: Vec<InlineModule>,
}

/// An inline module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct InlineModule {
    pub(super) name: String,
    /// The value of its attribute `path`.
    pub(super) path: Option<String>,
}

impl Context {
    /// Returns all conditions as one, including those of an item itself.
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

    /// Returns this context within the context of the file.
    pub(super) fn inside(&self, file: &Self) -> Self {
        Self {
            cfg: [&file.cfg[..], &self.cfg].concat(),
            is_test: self.is_test || file.is_test,
            modules: self.modules.clone(),
        }
    }

    /// Adds a condition.
    pub(super) fn require(&mut self, condition: TokenStream) {
        self.is_test |= is_test(condition.clone());
        self.cfg.push(written(condition));
    }

    /// Adds the effect of an attribute `#[content]`.
    pub(super) fn add(&mut self, content: &TokenStream) {
        for attribute in resolved(content) {
            let mut tokens = attribute.content.clone().into_iter();
            match (tokens.next(), tokens.next()) {
                (Some(TokenTree::Ident(name)), Some(TokenTree::Group(condition)))
                    if name == "cfg" && attribute.conditions.is_empty() =>
                {
                    self.require(condition.stream());
                }
                _ => self.is_test |= is_test_attribute(attribute.content),
            }
        }
    }

    /// Reduces the context of a file that is included more than once to the common part. Returns
    /// whether it has changed.
    pub(super) fn meet(&mut self, other: &Self) -> bool {
        let (cfg, is_test) = (self.cfg.len(), self.is_test);
        self.cfg.retain(|condition| other.cfg.contains(condition));
        self.is_test &= other.is_test;
        self.cfg.len() < cfg || self.is_test != is_test
    }
}

/// An attribute, with any `cfg_attr` around it resolved.
pub(super) struct Attribute {
    /// The conditions of the `cfg_attr` around it.
    pub(super) conditions: Vec<TokenStream>,
    /// The tokens between the brackets.
    pub(super) content: TokenStream,
}

/// Returns the attributes that `#[content]` stands for: those in a `cfg_attr`, or itself.
pub(super) fn resolved(content: &TokenStream) -> Vec<Attribute> {
    let mut tokens = content.clone().into_iter();
    let list = match (tokens.next(), tokens.next()) {
        (Some(TokenTree::Ident(name)), Some(TokenTree::Group(list))) if name == "cfg_attr" => list,
        _ => {
            return vec![Attribute {
                conditions: Vec::new(),
                content: content.clone(),
            }];
        }
    };
    let mut parts = parts(&list).into_iter();
    let condition = parts.next().unwrap_or_default();
    let mut attributes: Vec<Attribute> = parts.flat_map(|part| resolved(&part)).collect();
    for attribute in &mut attributes {
        attribute.conditions.insert(0, condition.clone());
    }
    attributes
}

/// Returns whether this is `test` or a path that ends in `test`, such as `tokio::test(flavor =
/// "..")`.
fn is_test_attribute(content: TokenStream) -> bool {
    let names = content.into_iter();
    let names = names.take_while(|token| !matches!(token, TokenTree::Group(_)));
    matches!(names.last(), Some(TokenTree::Ident(name)) if name == "test")
}

/// Returns whether one of these conditions is only true in tests.
pub(super) fn are_of_tests(conditions: &[String]) -> bool {
    conditions
        .iter()
        .any(|condition| condition.parse().is_ok_and(is_test))
}

/// Returns whether a condition is only true in tests.
fn is_test(condition: TokenStream) -> bool {
    let tokens: Vec<TokenTree> = condition.into_iter().collect();
    match tokens.as_slice() {
        [TokenTree::Ident(name)] => name == "test",
        [TokenTree::Ident(name), TokenTree::Group(group)] if name == "all" => {
            parts(group).into_iter().any(is_test)
        }
        [TokenTree::Ident(name), TokenTree::Group(group)] if name == "any" => {
            let parts = parts(group);
            !parts.is_empty() && parts.into_iter().all(is_test)
        }
        _ => false,
    }
}

/// Splits a list at its commas.
fn parts(list: &Group) -> Vec<TokenStream> {
    let tokens: Vec<TokenTree> = list.stream().into_iter().collect();
    let is_comma =
        |token: &TokenTree| matches!(token, TokenTree::Punct(sign) if sign.as_char() == ',');
    let parts = tokens.split(is_comma).filter(|part| !part.is_empty());
    parts.map(|part| part.iter().cloned().collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn context(cfg: &[&str], is_test: bool) -> Context {
        Context {
            cfg: cfg.iter().map(ToString::to_string).collect(),
            is_test,
            ..Context::default()
        }
    }

    #[test]
    fn conditions_as_one() {
        for (around, own, expected) in [
            (&[] as &[&str], &[] as &[&str], None),
            (&["a"], &[], Some("a")),
            (&[], &["a"], Some("a")),
            (&["a"], &["a"], Some("a")),
            (&["a", "b"], &["c", "a"], Some("all(a, b, c)")),
        ] {
            let own: Vec<String> = own.iter().map(ToString::to_string).collect();
            let condition = context(around, false).condition(&own);
            assert_eq!(condition.as_deref(), expected, "{around:?} {own:?}");
        }
    }

    #[test]
    fn a_file_that_is_named_twice() {
        for (one, other, both, is_news) in [
            (
                (&["a"] as &[&str], false),
                (&["a"] as &[&str], false),
                (&["a"] as &[&str], false),
                false,
            ),
            (
                (&["a", "b"], false),
                (&["b", "c"], false),
                (&["b"], false),
                true,
            ),
            ((&["a"], false), (&[], false), (&[], false), true),
            ((&[], false), (&["a"], false), (&[], false), false),
            ((&[], true), (&[], false), (&[], false), true),
            ((&[], false), (&[], true), (&[], false), false),
            ((&["a"], true), (&["a", "b"], true), (&["a"], true), false),
        ] {
            let mut met = context(one.0, one.1);
            assert_eq!(
                met.meet(&context(other.0, other.1)),
                is_news,
                "{one:?} {other:?}"
            );
            assert_eq!(met, context(both.0, both.1), "{one:?} {other:?}");
        }
    }
}
