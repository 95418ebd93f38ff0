//! Converts tokens to the text that a person would write.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::Type;

/// Returns the span of the first token.
pub fn first_span(tokens: &impl ToTokens) -> Span {
    let mut tokens = tokens.to_token_stream().into_iter();
    tokens
        .next()
        .map_or_else(Span::call_site, |token| token.span())
}

/// Returns a type as a person would write it.
#[must_use]
pub fn rust_type(rust_type: &Type) -> String {
    written(rust_type.to_token_stream())
}

/// Parses a type that a catalogue file declares. `placed` sets the spans of its tokens.
///
/// # Errors
///
/// Returns an error if the text is not a type.
pub fn declared_type(
    written: &str,
    placed: impl FnOnce(TokenStream) -> TokenStream,
) -> Result<Type, String> {
    let tokens = written.parse().map_err(syn::Error::from);
    let read = tokens.and_then(|tokens| syn::parse2(placed(tokens)));
    read.map_err(|_| format!("`{written}` is not a Rust type: write one, such as `u32`"))
}

/// Converts a type or a condition to the text that a person would write.
///
/// This does not use the `Display` of `TokenStream`: in rustc, it depends on the spaces in the
/// source, and in proc-macro2 it does not, so the macro and the program would show different texts.
pub(crate) fn written(tokens: TokenStream) -> String {
    let mut text = String::new();
    write(tokens, &mut text);
    text
}

/// The kind of the previous token, as far as spaces depend on it.
#[derive(Clone, Copy, PartialEq)]
enum Before {
    /// Nothing, or a sign that the next token follows without a space.
    Start,
    /// A name or a literal.
    Word,
    /// The tick of a lifetime.
    Tick,
    /// The name of a lifetime.
    Lifetime,
    /// A sign that ends a part: `>`, a closing delimiter.
    End,
    /// A sign, or the first half of one, without spaces around it.
    Sign,
}

fn write(tokens: TokenStream, text: &mut String) {
    let mut before = Before::Start;
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        before = match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
                let mut inner = String::new();
                write(group.stream(), &mut inner);
                space_before_word(before, text);
                text.push_str(&inner);
                Before::Word
            }
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{", "}"),
                    _ => ("(", ")"),
                };
                // There is a space in `&'a [u8]` and `&mut [u8]`, but not in `Fn(u8)`.
                let is_call = open == "(" && before == Before::Word;
                if !is_call {
                    space_before_word(before, text);
                }
                text.push_str(open);
                write(group.stream(), text);
                text.push_str(close);
                Before::End
            }
            TokenTree::Punct(sign) => {
                let sign = sign.as_char();
                let next = match tokens.peek() {
                    Some(TokenTree::Punct(next)) => Some(next.as_char()),
                    _ => None,
                };
                match sign {
                    '\'' => {
                        space_before_word(before, text);
                        text.push('\'');
                        Before::Tick
                    }
                    ',' | ';' => {
                        text.push(sign);
                        if tokens.peek().is_some() && next != Some('>') {
                            text.push(' ');
                        }
                        Before::Start
                    }
                    ':' if next == Some(':') => {
                        tokens.next();
                        text.push_str("::");
                        Before::Sign
                    }
                    ':' => {
                        text.push_str(": ");
                        Before::Start
                    }
                    '-' if next == Some('>') => {
                        tokens.next();
                        text.push_str(" -> ");
                        Before::Start
                    }
                    '=' | '+' => {
                        text.push(' ');
                        text.push(sign);
                        text.push(' ');
                        Before::Start
                    }
                    '>' => {
                        text.push('>');
                        Before::End
                    }
                    '&' | '*' | '!' | '?' => {
                        space_before_word(before, text);
                        text.push(sign);
                        Before::Sign
                    }
                    sign => {
                        text.push(sign);
                        Before::Sign
                    }
                }
            }
            token => {
                let is_lifetime = before == Before::Tick;
                if !is_lifetime {
                    space_before_word(before, text);
                }
                text.push_str(&token.to_string());
                if is_lifetime {
                    Before::Lifetime
                } else {
                    Before::Word
                }
            }
        };
    }
}

/// Writes a space if a word would otherwise be joined to the previous token.
fn space_before_word(before: Before, text: &mut String) {
    if matches!(before, Before::Word | Before::Lifetime | Before::End) {
        text.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_written_as_people_write_them() {
        for text in [
            "u32",
            "&str",
            "&'a str",
            "&'static mut [u8]",
            "&[u8; 4]",
            "(u8, &str)",
            "()",
            "Option<Box<dyn std::error::Error + Send>>",
            "std::collections::HashMap<String, Vec<(u8, u16)>>",
            "impl Debug",
            "impl Iterator<Item = u8> + 'a",
            "dyn Fn(u32) -> u8",
            "for<'a> fn(&'a str) -> &'a str",
            "<T as Trait>::Output",
            "::core::fmt::Error",
            "*const u8",
            "*mut [T]",
            "Cow<'_, str>",
            "Matrix<3, { N + 1 }>",
            "!",
            "impl ?Sized",
        ] {
            let loose: TokenStream = text.parse().expect("tokens");
            let expected = text.replace("{ ", "{").replace(" }", "}");
            assert_eq!(written(loose), expected);
        }
        for (text, expected) in [
            ("feature=\"tls\"", "feature = \"tls\""),
            ("all(unix,not(test))", "all(unix, not(test))"),
            ("Option < & 'a  str >", "Option<&'a str>"),
            ("Vec<u8,>", "Vec<u8,>"),
        ] {
            let tokens: TokenStream = text.parse().expect("tokens");
            assert_eq!(written(tokens), expected);
        }
    }
}
