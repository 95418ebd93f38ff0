//! Recognizes calls of IDs whose arguments need no evaluation.

use kea_messages_base::id::is_id;
use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};

/// Returns `true` if the tokens are the call of an ID whose arguments are names, fields of them,
/// literals, or references to these, and `false` if they are anything else.
///
/// Such a call has no effect besides creating the message. So `emit!` can create the message before
/// it asks the logger, and the statement has only one call.
pub(crate) fn is_plain_call(input: TokenStream) -> TokenStream {
    let word = if is_plain(input) { "true" } else { "false" };
    TokenTree::from(Ident::new(word, Span::call_site())).into()
}

fn is_plain(call: TokenStream) -> bool {
    let tokens: Vec<TokenTree> = call.into_iter().collect();
    let [.., TokenTree::Ident(id), TokenTree::Group(arguments)] = tokens.as_slice() else {
        return false;
    };
    // A function with another name may be the user's own.
    if !is_id(&id.to_string()) || arguments.delimiter() != Delimiter::Parenthesis {
        return false;
    }
    let arguments: Vec<TokenTree> = arguments.stream().into_iter().collect();
    let is_comma = |token: &TokenTree| is_punct(token, ',');
    let mut arguments = arguments.split(is_comma).peekable();
    while let Some(argument) = arguments.next() {
        // There can be a comma at the end, or no argument.
        let is_end = argument.is_empty() && arguments.peek().is_none();
        if !is_end && !is_plain_argument(argument) {
            return false;
        }
    }
    true
}

/// Returns whether an argument is a name, a field or a literal, or a reference to one.
fn is_plain_argument(argument: &[TokenTree]) -> bool {
    let references = argument.iter().take_while(|token| is_punct(token, '&'));
    match &argument[references.count()..] {
        [TokenTree::Literal(_)] => true,
        [sign, TokenTree::Literal(_)] => is_punct(sign, '-'),
        [TokenTree::Ident(name), fields @ ..] => {
            is_name(name)
                && fields.chunks(2).all(|field| match field {
                    [dot, TokenTree::Ident(name)] => is_punct(dot, '.') && is_name(name),
                    [dot, TokenTree::Literal(_)] => is_punct(dot, '.'),
                    _ => false,
                })
        }
        _ => false,
    }
}

/// Returns whether a word is not one that is evaluated, such as `return`.
fn is_name(word: &Ident) -> bool {
    let word = word.to_string();
    matches!(&*word, "self" | "true" | "false") || syn::parse_str::<Ident>(&word).is_ok()
}

fn is_punct(token: &TokenTree, sign: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == sign)
}

#[cfg(test)]
mod tests {
    use super::is_plain;

    #[test]
    fn calls() {
        let cases = [
            ("STARTED()", true),
            ("ALLOC_FAIL(client)", true),
            ("ALLOC_FAIL(client, &self.attempts, 3,)", true),
            (
                "messages::ALLOC_FAIL(-3, \"a1\", true, lease.address.0)",
                true,
            ),
            ("alloc_fail(client)", false),
            ("ALLOC_FAIL { client }", false),
            ("ALLOC_FAIL[client]", false),
            ("ALLOC_FAIL(client())", false),
            ("ALLOC_FAIL(client, attempts + 1)", false),
            ("ALLOC_FAIL(client, -attempts)", false),
            ("ALLOC_FAIL(*client)", false),
            ("ALLOC_FAIL(client.name())", false),
            ("ALLOC_FAIL(client.await)", false),
            ("ALLOC_FAIL(client?)", false),
            ("ALLOC_FAIL(clients[0])", false),
            ("ALLOC_FAIL(return)", false),
            ("ALLOC_FAIL({ client })", false),
            ("ALLOC_FAIL(client!())", false),
            ("ALLOC_FAIL(, client)", false),
            ("ALLOC_FAIL", false),
            ("", false),
        ];
        for (call, expected) in cases {
            let tokens = call.parse().expect("these are tokens");
            assert_eq!(is_plain(tokens), expected, "{call}");
        }
    }
}
