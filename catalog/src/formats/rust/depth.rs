//! Limits how deeply tokens are nested. Parsing them is recursive, and without a limit
//! it would overflow the stack.

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::buffer::Cursor;
use syn::parse::ParseStream;

/// The maximum nesting of the type of an argument. Real types have less than a third of that. For
/// each level, syn needs a lot of stack, and rustc has less stack than the program.
pub(in crate::formats) const MAX_TYPE_DEPTH: usize = 32;

/// The maximum nesting of a Rust file. Real code has less than a tenth of that.
#[cfg(feature = "packages")]
pub(super) const LIMIT: usize = 256;

/// Returns the place of the first group that is nested deeper than [`LIMIT`].
#[cfg(feature = "packages")]
pub(super) fn too_deep(tokens: &TokenStream) -> Option<Span> {
    first_beyond(tokens, LIMIT, false)
}

/// Returns the first place that is nested more deeply than a limit. Types count as levels too:
/// `Vec<Vec<u8>>` and `&&u8` have two.
pub(in crate::formats) fn too_deep_with_types(tokens: &TokenStream, limit: usize) -> Option<Span> {
    first_beyond(tokens, limit, true)
}

/// Checks the depth of the next type.
///
/// The definitions of all users are checked here. Most types are a word or two, which cannot be
/// deep, so this is fast for them.
///
/// # Errors
///
/// Returns an error if the type, or one that follows it in the list, is nested too deeply.
pub(super) fn check_type(input: ParseStream) -> syn::Result<()> {
    let mut tokens = input.cursor();
    let (mut count, mut has_angles) = (0, false);
    let is_short = loop {
        let Some((token, rest)) = tokens.token_tree() else {
            break true;
        };
        match &token {
            TokenTree::Group(_) => break false,
            TokenTree::Punct(sign) if sign.as_char() == ',' && !has_angles => break true,
            TokenTree::Punct(sign) => has_angles |= sign.as_char() == '<',
            _ => {}
        }
        count += 1;
        if count > MAX_TYPE_DEPTH {
            break false;
        }
        tokens = rest;
    };
    if is_short {
        return Ok(());
    }
    let list: TokenStream = input.fork().parse()?;
    too_deep_with_types(&list, MAX_TYPE_DEPTH).map_or(Ok(()), |place| Err(type_at(place)))
}

/// Checks the depth of the types in an enum or a struct.
///
/// # Errors
///
/// Returns an error if a type is nested too deeply.
pub(super) fn check_item(input: ParseStream) -> syn::Result<()> {
    // Types are within the braces of the enum and the parentheses of a variant.
    let limit = MAX_TYPE_DEPTH + 2;
    let mut levels = vec![Level::new(input.cursor(), 0)];
    while let Some(level) = levels.last_mut() {
        let tokens = level.tokens;
        if tokens.eof() {
            levels.pop();
        } else if let Some((inside, _, span, rest)) = tokens.any_group() {
            level.tokens = rest;
            level.see(Token::Word);
            let depth = level.depth() + 1;
            if depth > limit {
                return Err(type_at(span.open()));
            }
            levels.push(Level::new(inside, depth));
        } else {
            let (token, rest) = Token::at(tokens);
            level.tokens = rest;
            level.see(token);
            if level.depth() > limit {
                return Err(type_at(tokens.span()));
            }
        }
    }
    Ok(())
}

fn type_at(place: Span) -> syn::Error {
    let reason = format!(
        "this type is nested deeper than {MAX_TYPE_DEPTH} levels: give it a name, \
         `type Name = ...;`"
    );
    syn::Error::new(place, reason)
}

fn first_beyond(tokens: &TokenStream, limit: usize, with_types: bool) -> Option<Span> {
    let mut levels = vec![Level::new(tokens.clone().into_iter(), 0)];
    while let Some(level) = levels.last_mut() {
        let Some(token) = level.tokens.next() else {
            levels.pop();
            continue;
        };
        if with_types {
            level.see(Token::of(&token));
        }
        let depth = level.depth() + usize::from(matches!(token, TokenTree::Group(_)));
        if depth > limit {
            return Some(token.span());
        }
        if let TokenTree::Group(group) = token {
            levels.push(Level::new(group.stream().into_iter(), depth));
        }
    }
    None
}

/// The kind of a token, as far as the level depends on it.
#[derive(Clone, Copy, PartialEq)]
enum Token {
    Sign(char),
    /// `mut` or `const`, which can follow `&` and `*`.
    Qualifier,
    Literal,
    /// Another word, or a group.
    Word,
}

impl Token {
    fn of(token: &TokenTree) -> Self {
        match token {
            TokenTree::Punct(sign) => Self::Sign(sign.as_char()),
            TokenTree::Ident(word) if word == "mut" || word == "const" => Self::Qualifier,
            TokenTree::Literal(_) => Self::Literal,
            _ => Self::Word,
        }
    }

    /// Returns the next token, and the tokens after it.
    fn at(tokens: Cursor<'_>) -> (Self, Cursor<'_>) {
        tokens
            .token_tree()
            .map_or((Self::Word, Cursor::empty()), |(token, rest)| {
                (Self::of(&token), rest)
            })
    }
}

/// The tokens in one group.
struct Level<T> {
    tokens: T,
    /// The number of levels around the group.
    outside: usize,
    /// The number of open `<`.
    angles: usize,
    /// The number of signs before the next word: `&`, `*`, `-`, `!`.
    prefixes: usize,
    /// The number of `->` since the last comma.
    arrows: usize,
    /// The previous token if it was a sign, and otherwise a space.
    before: char,
    /// Whether the previous tokens are a number, or a number and `<`, so that no type follows.
    is_number: bool,
}

impl<T> Level<T> {
    fn new(tokens: T, outside: usize) -> Self {
        Self {
            tokens,
            outside,
            angles: 0,
            prefixes: 0,
            arrows: 0,
            before: ' ',
            is_number: false,
        }
    }

    fn depth(&self) -> usize {
        self.outside + self.angles + self.prefixes + self.arrows
    }

    fn see(&mut self, token: Token) {
        let is_literal = token == Token::Literal;
        let sign = match token {
            Token::Sign(sign) => sign,
            Token::Qualifier => ' ',
            // A lifetime is followed by the rest of the type.
            Token::Word if self.before == '\'' => ' ',
            Token::Word | Token::Literal => {
                self.prefixes = 0;
                ' '
            }
        };
        match (self.before, sign) {
            ('-', '>') => {
                self.prefixes = self.prefixes.saturating_sub(1);
                self.arrows += 1;
            }
            // This is `1 << SHIFT`, which does not open a list.
            (_, '<') if self.is_number => {}
            (_, '<') => self.angles += 1,
            // This is `a <= b`.
            ('<', '=') if !self.is_number => self.angles = self.angles.saturating_sub(1),
            (_, '>') => self.angles = self.angles.saturating_sub(1),
            (_, '&' | '*' | '-' | '!') => self.prefixes += 1,
            (_, ',') => (self.arrows, self.prefixes) = (0, 0),
            (_, ';') => (self.arrows, self.prefixes, self.angles) = (0, 0, 0),
            _ => {}
        }
        self.is_number = is_literal || self.is_number && sign == '<';
        self.before = sign;
    }
}

#[cfg(all(test, feature = "packages"))]
mod tests {
    use super::*;

    /// Returns which numbers of levels are too many: one below the limit, the limit, and one above
    /// it.
    fn too_many(begin: &str, middle: &str, end: &str, with_types: bool) -> [bool; 3] {
        [LIMIT - 1, LIMIT, LIMIT + 1].map(|count| {
            let text = format!("{}{middle}{}", begin.repeat(count), end.repeat(count));
            let tokens: TokenStream = text.parse().expect("tokens");
            first_beyond(&tokens, LIMIT, with_types).is_some()
        })
    }

    #[test]
    fn levels_are_counted() {
        let at_the_limit = [false, false, true];
        for (begin, middle, end) in [
            ("(", "", ")"),
            ("[", "u8", "]"),
            ("{ x ", "", " }"),
            ("f(a, ", "", ", b)"),
        ] {
            assert_eq!(too_many(begin, middle, end, false), at_the_limit, "{begin}");
            assert_eq!(too_many(begin, middle, end, true), at_the_limit, "{begin}");
        }
        for (begin, middle, end) in [
            ("V<", "u8", ">"),
            ("V<A, ", "u8", ", B>"),
            ("& ", "u8", ""),
            ("&'a mut ", "u8", ""),
            ("*const ", "u8", ""),
            ("- ", "1", ""),
            ("!", "1", ""),
            ("fn() -> ", "u8", ""),
        ] {
            assert_eq!(too_many(begin, middle, end, true), at_the_limit, "{begin}");
            assert_eq!(too_many(begin, middle, end, false), [false; 3], "{begin}");
        }
        let half = "(".repeat(LIMIT / 2)
            + &"V<".repeat(LIMIT / 2 + 1)
            + &">".repeat(LIMIT / 2 + 1)
            + &")".repeat(LIMIT / 2);
        let half = half.parse().expect("tokens");
        assert!(too_deep_with_types(&half, LIMIT).is_some());
        assert!(too_deep(&half).is_none());
    }

    #[test]
    fn what_ends_is_not_a_level() {
        for text in [
            "()",
            "V<u8> ",
            "a: &'a u8, ",
            "a < b; ",
            "fn() -> u8, ",
            "fn() -> u8; ",
            "-1 ",
            "&a ",
            "-a ",
            "a => b ",
            "a >= b ",
            "a <= b ",
            "A = 1 << 3, ",
            "A = 1 << SHIFT, ",
            "&a; ",
            "& , ",
            "& ; ",
            "{ a < b }",
        ] {
            let tokens: TokenStream = text.repeat(LIMIT * 2).parse().expect("tokens");
            assert!(too_deep_with_types(&tokens, LIMIT).is_none(), "{text}");
        }
    }

    #[test]
    fn the_place_is_the_first_beyond() {
        let text = "(".repeat(LIMIT + 3) + &")".repeat(LIMIT + 3);
        let tokens = text.parse().expect("tokens");
        let place = too_deep(&tokens).expect("it is too deep");
        assert_eq!(place.byte_range().start, LIMIT);
    }
}
