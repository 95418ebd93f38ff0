//! Splits C++ source into tokens, without comments, and without what `#if 0` excludes.

use super::conditions::{Conditions, ROOT};
use std::ops::Range;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// An identifier or a keyword.
    Name,
    /// A string literal.
    Text,
    /// A number or a character.
    Value,
    /// `->`.
    Arrow,
    /// `::`.
    Scope,
    /// Another sign, one byte of it.
    Sign(u8),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
    /// The condition under which it is compiled.
    pub(super) condition: usize,
}

impl Token {
    pub(super) const fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    pub(super) fn is(&self, sign: u8) -> bool {
        self.kind == Kind::Sign(sign)
    }
}

/// A file, or the body of a macro.
#[derive(Debug, Default)]
pub(super) struct Code {
    pub(super) tokens: Vec<Token>,
    pub(super) conditions: Conditions,
}

/// A macro that a file defines.
#[derive(Debug)]
pub(super) struct Define {
    pub(super) name: Range<usize>,
    /// The names of the parameters; `None` if the macro is not called like a function.
    pub(super) parameters: Option<Vec<Range<usize>>>,
    pub(super) is_variadic: bool,
    pub(super) body: Code,
    /// The bytes of the body.
    pub(super) range: Range<usize>,
}

/// Splits a file into the tokens outside directives, and the macros that it defines.
pub(super) fn lex(text: &str) -> (Code, Vec<Define>) {
    let mut code = Code::default();
    let mut defines = Vec::new();
    let mut lexer = Lexer::new(text, 0..text.len());
    loop {
        lexer.skip_blanks();
        if lexer.is_line_start && lexer.peek(0) == Some(b'#') {
            let start = lexer.at;
            let end = directive_end(text.as_bytes(), start);
            lexer.at = end;
            let inner = tokens(text, start + 1..end);
            if let Some(define) = directive(text, &inner, &mut code.conditions, end) {
                defines.push(define);
            }
            continue;
        }
        let Some((kind, range)) = lexer.token() else {
            return (code, defines);
        };
        if let Some(condition) = code.conditions.current() {
            code.tokens.push(Token {
                kind,
                start: range.start,
                end: range.end,
                condition,
            });
        }
    }
}

/// Returns the tokens of a part of a text that has no directives.
pub(super) fn tokens(text: &str, range: Range<usize>) -> Vec<Token> {
    let mut lexer = Lexer::new(text, range);
    let next = std::iter::from_fn(|| {
        lexer.skip_blanks();
        lexer.token()
    });
    let token = |(kind, Range { start, end })| Token {
        kind,
        start,
        end,
        condition: ROOT,
    };
    next.map(token).collect()
}

/// Reads a directive, which ends at `end`. Returns the macro that it defines.
fn directive(
    text: &str,
    tokens: &[Token],
    conditions: &mut Conditions,
    end: usize,
) -> Option<Define> {
    let (name, rest) = tokens.split_first()?;
    let words: Vec<&str> = rest.iter().map(|token| &text[token.range()]).collect();
    let name = &text[name.range()];
    if conditions.read(name, &words) || name != "define" || conditions.current().is_none() {
        return None;
    }
    let (name, mut body) = rest.split_first()?;
    let mut is_variadic = false;
    let mut parameters = None;
    // In `#define A (x)`, the parenthesis belongs to the body.
    if body
        .first()
        .is_some_and(|open| open.is(b'(') && open.start == name.end)
    {
        let close = body.iter().position(|token| token.is(b')'))?;
        let inner = &body[1..close];
        is_variadic = inner.iter().any(|token| token.is(b'.'));
        let names = inner.iter().filter(|token| token.kind == Kind::Name);
        parameters = Some(names.map(Token::range).collect());
        body = &body[close + 1..];
    }
    let start = body.first().map_or(end, |token| token.start);
    Some(Define {
        name: name.range(),
        parameters,
        is_variadic,
        body: Code {
            tokens: body.to_vec(),
            conditions: Conditions::default(),
        },
        range: start..end,
    })
}

/// Returns the end of a directive, which can go on in the next line.
fn directive_end(bytes: &[u8], mut at: usize) -> usize {
    while at < bytes.len() {
        match bytes[at] {
            b'\n' if !is_continued(bytes, at) => break,
            b'/' if bytes.get(at + 1) == Some(&b'*') => at = after_comment(bytes, at),
            b'/' if bytes.get(at + 1) == Some(&b'/') => return line_end(bytes, at),
            quote @ (b'"' | b'\'') => at = after_quote(bytes, at + 1, quote),
            _ => at += 1,
        }
    }
    at
}

/// Returns whether a line feed follows a backslash.
fn is_continued(bytes: &[u8], feed: usize) -> bool {
    let before = &bytes[..feed];
    let before = before.strip_suffix(b"\r").unwrap_or(before);
    before.ends_with(b"\\")
}

/// Returns the end of a line, which can go on in the next one.
fn line_end(bytes: &[u8], mut at: usize) -> usize {
    while at < bytes.len() && (bytes[at] != b'\n' || is_continued(bytes, at)) {
        at += 1;
    }
    at
}

/// Returns the end of the comment that begins at `at`.
fn after_comment(bytes: &[u8], at: usize) -> usize {
    let inner = bytes.get(at + 2..).unwrap_or_default();
    let end = inner.windows(2).position(|pair| pair == b"*/");
    end.map_or(bytes.len(), |end| at + 2 + end + 2)
}

/// Returns the end of a literal whose content begins at `at`. Without a closing quote, it ends with
/// the line, as in a text under `#if 0` with an apostrophe.
fn after_quote(bytes: &[u8], mut at: usize, quote: u8) -> usize {
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' if bytes[at + 1..].starts_with(b"\r\n") => at += 3,
            b'\\' => at += 2,
            b'\n' => return at,
            byte if *byte == quote => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}

struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Whether only blanks and comments are before the next token in its line.
    is_line_start: bool,
}

impl<'a> Lexer<'a> {
    fn new(text: &'a str, range: Range<usize>) -> Self {
        Self {
            bytes: &text.as_bytes()[..range.end],
            at: range.start,
            is_line_start: true,
        }
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    fn skip_blanks(&mut self) {
        while let Some(byte) = self.peek(0) {
            match (byte, self.peek(1)) {
                (b'\n', _) => {
                    self.is_line_start |= !is_continued(self.bytes, self.at);
                    self.at += 1;
                }
                (b'/', Some(b'*')) => self.at = after_comment(self.bytes, self.at),
                (b'/', Some(b'/')) => self.at = line_end(self.bytes, self.at),
                (b'\\', _) => self.at += 1,
                (byte, _) if byte.is_ascii_whitespace() || byte == 0x0b => self.at += 1,
                _ => break,
            }
        }
    }

    /// Returns the token at this place. All tokens begin and end between characters.
    fn token(&mut self) -> Option<(Kind, Range<usize>)> {
        let start = self.at;
        let kind = match (self.peek(0)?, self.peek(1)) {
            (quote @ (b'"' | b'\''), _) => self.literal(quote),
            (first, _) if is_word(first) && !first.is_ascii_digit() => self.name(),
            (first, _) if first.is_ascii_digit() => self.number(),
            (b'.', Some(next)) if next.is_ascii_digit() => self.number(),
            (b'-', Some(b'>')) => {
                self.at += 2;
                Kind::Arrow
            }
            (b':', Some(b':')) => {
                self.at += 2;
                Kind::Scope
            }
            (sign, _) => {
                self.at += 1;
                Kind::Sign(sign)
            }
        };
        self.is_line_start = false;
        self.at = self.at.min(self.bytes.len());
        Some((kind, start..self.at))
    }

    fn literal(&mut self, quote: u8) -> Kind {
        self.at = after_quote(self.bytes, self.at + 1, quote);
        // A backslash can be followed by the first byte of a character.
        while self.peek(0).is_some_and(|byte| byte & 0xc0 == 0x80) {
            self.at += 1;
        }
        if quote == b'"' {
            Kind::Text
        } else {
            Kind::Value
        }
    }

    /// Reads a name, or a literal with a prefix: `u8"text"`, `R"(text)"`.
    fn name(&mut self) -> Kind {
        let start = self.at;
        while self.peek(0).is_some_and(is_word) {
            self.at += 1;
        }
        let Some(quote @ (b'"' | b'\'')) = self.peek(0) else {
            return Kind::Name;
        };
        match &self.bytes[start..self.at] {
            b"u8" | b"u" | b"U" | b"L" => self.literal(quote),
            b"R" | b"u8R" | b"uR" | b"UR" | b"LR" if quote == b'"' => {
                self.at = after_raw(self.bytes, self.at + 1);
                Kind::Text
            }
            _ => Kind::Name,
        }
    }

    fn number(&mut self) -> Kind {
        while let Some(byte) = self.peek(0) {
            let is_exponent = matches!(byte, b'e' | b'E' | b'p' | b'P')
                && matches!(self.peek(1), Some(b'+' | b'-'));
            let is_separator = byte == b'\'' && self.peek(1).is_some_and(is_word);
            match byte {
                _ if is_exponent || is_separator => self.at += 2,
                b'.' => self.at += 1,
                byte if is_word(byte) => self.at += 1,
                _ => break,
            }
        }
        // A separator can be followed by the first byte of a character.
        while self.peek(0).is_some_and(|byte| byte & 0xc0 == 0x80) {
            self.at += 1;
        }
        Kind::Value
    }
}

/// Returns the end of a raw string, whose delimiter begins at `at`.
fn after_raw(bytes: &[u8], at: usize) -> usize {
    let rest = &bytes[at..];
    let Some(open) = rest.iter().take(17).position(|byte| *byte == b'(') else {
        return after_quote(bytes, at, b'"');
    };
    let mut close = vec![b')'];
    close.extend_from_slice(&rest[..open]);
    close.push(b'"');
    let mut places = rest[open..].windows(close.len());
    let found = places.position(|found| found == close);
    found.map_or(bytes.len(), |found| at + open + found + close.len())
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$') || !byte.is_ascii()
}
