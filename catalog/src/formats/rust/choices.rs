//! Parses the content of `cfg_if!` and `cfg_select!`: tokens under conditions.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};

/// Tokens, and the conditions under which they exist.
pub(super) struct Choice {
    pub(super) conditions: Vec<TokenStream>,
    pub(super) tokens: TokenStream,
}

/// Returns the choices in the arguments of a macro with this name, if it is one of these macros.
pub(super) fn of(name: &str, arguments: TokenStream) -> Option<Vec<Choice>> {
    let tokens: Vec<TokenTree> = arguments.into_iter().collect();
    match name {
        "cfg_if" => Some(chosen(if_else(tokens))),
        "cfg_select" => Some(chosen(arms(tokens))),
        _ => None,
    }
}

/// The condition, or `None` for the default, and the tokens.
type Arm = (Option<TokenStream>, TokenStream);

/// Parses `if #[cfg(unix)] { .. } else if #[cfg(windows)] { .. } else { .. }`.
fn if_else(tokens: Vec<TokenTree>) -> Vec<Arm> {
    let mut arms = Vec::new();
    let mut condition = None;
    for token in tokens {
        let TokenTree::Group(group) = token else {
            continue;
        };
        match group.delimiter() {
            Delimiter::Bracket => {
                condition = group.stream().into_iter().find_map(|token| match token {
                    TokenTree::Group(condition) => Some(condition.stream()),
                    _ => None,
                });
            }
            _ => arms.push((condition.take(), group.stream())),
        }
    }
    arms
}

/// Parses `unix => { .. } windows => expression, _ => { .. }`.
fn arms(tokens: Vec<TokenTree>) -> Vec<Arm> {
    let mut arms = Vec::new();
    let mut tokens = tokens.into_iter().peekable();
    while tokens.peek().is_some() {
        let mut condition: Vec<TokenTree> = Vec::new();
        for token in tokens.by_ref() {
            let is_arrow = matches!(&token, TokenTree::Punct(sign) if sign.as_char() == '>')
                && matches!(condition.last(), Some(TokenTree::Punct(sign)) if sign.as_char() == '=');
            if is_arrow {
                condition.pop();
                break;
            }
            condition.push(token);
        }
        // The braces of the previous arm can be followed by a comma.
        if is_comma(condition.first()) {
            condition.remove(0);
        }
        let is_rest = matches!(condition.as_slice(), [TokenTree::Ident(name)] if name == "_");
        let body: TokenStream = match tokens.peek() {
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                let body = group.stream();
                tokens.next();
                body
            }
            _ => {
                let rest = tokens.by_ref();
                rest.take_while(|token| !is_comma(Some(token))).collect()
            }
        };
        let condition = (!is_rest).then(|| condition.into_iter().collect());
        arms.push((condition, body));
    }
    arms
}

fn is_comma(token: Option<&TokenTree>) -> bool {
    matches!(token, Some(TokenTree::Punct(sign)) if sign.as_char() == ',')
}

/// Adds to each arm that the conditions before it do not hold, because only the first arm whose
/// condition holds exists.
fn chosen(arms: Vec<Arm>) -> Vec<Choice> {
    let mut others: Vec<TokenStream> = Vec::new();
    let choices = arms.into_iter().map(|(condition, tokens)| {
        let mut conditions = others.clone();
        if let Some(condition) = condition {
            others.push(not(condition.clone()));
            conditions.push(condition);
        }
        Choice { conditions, tokens }
    });
    choices.collect()
}

/// Returns `not(condition)`.
fn not(condition: TokenStream) -> TokenStream {
    let not = Ident::new("not", Span::call_site());
    let group = Group::new(Delimiter::Parenthesis, condition);
    TokenStream::from_iter([TokenTree::from(not), TokenTree::from(group)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_choice_has_its_conditions() {
        let cases: [(&str, &str, &[&str]); 10] = [
            ("cfg_if", "if #[cfg(a)] { 1 }", &["a: 1"]),
            (
                "cfg_if",
                "if #[cfg(a)] { 1 } else { 2 }",
                &["a: 1", "not (a): 2"],
            ),
            (
                "cfg_if",
                "if #[cfg(a)] { 1 } else if #[cfg(b)] { 2 } else { 3 }",
                &["a: 1", "not (a) b: 2", "not (a) not (b): 3"],
            ),
            ("cfg_if", "", &[]),
            (
                "cfg_select",
                "a => { 1 } all(b, c) => 2, _ => { 3 }",
                &[
                    "a: 1",
                    "not (a) all (b , c): 2",
                    "not (a) not (all (b , c)): 3",
                ],
            ),
            (
                "cfg_select",
                "a => { 1 }, _ => f(2, 3)",
                &["a: 1", "not (a): f (2 , 3)"],
            ),
            (
                "cfg_select",
                "a => (1) - [2], _ => 3",
                &["a: (1) - [2]", "not (a): 3"],
            ),
            ("cfg_select", "a = b", &["a = b:"]),
            ("cfg_select", "a =>", &["a:"]),
            ("cfg_select", "", &[]),
        ];
        for (name, arguments, expected) in cases {
            let choices = of(name, arguments.parse().expect("tokens")).expect("choices");
            let written: Vec<String> = choices
                .iter()
                .map(|Choice { conditions, tokens }| {
                    let conditions: Vec<String> =
                        conditions.iter().map(ToString::to_string).collect();
                    format!("{}: {tokens}", conditions.join(" "))
                        .trim_end()
                        .to_owned()
                })
                .collect();
            assert_eq!(written, expected, "{name}! {{ {arguments} }}");
        }
        assert!(of("println", TokenStream::new()).is_none());
    }
}
