//! Finds unclosed lists, inline tables and multi-line strings.
//!
//! After an unclosed bracket, `toml` parses the rest of the file as items of the list, and reports
//! an error for each. It reports an unclosed string at the end of the file.

use std::ops::Range;
use toml_parser::Source;
use toml_parser::lexer::TokenKind;

/// The maximum nesting, which is that of `toml`. It limits the search for a matching bracket.
const MAX_DEPTH: usize = 80;

/// A list, an inline table or a multi-line string that is not closed.
pub(super) struct Unclosed {
    /// The range from the bracket to the end of its line.
    pub(super) place: Range<usize>,
    /// The range that was parsed as a part of it.
    pub(super) region: Range<usize>,
    pub(super) title: &'static str,
    /// Whether it is a string, so that its content is not TOML.
    pub(super) is_string: bool,
}

/// Returns the unclosed brackets and strings of a file.
pub(super) fn unclosed(text: &str) -> Vec<Unclosed> {
    let mut brackets = Brackets::default();
    for token in Source::new(text).lex() {
        let (start, end) = (token.span().start(), token.span().end());
        let quotes = match token.kind() {
            TokenKind::MlBasicString => "\"\"\"",
            TokenKind::MlLiteralString => "'''",
            _ => "",
        };
        let is_closed =
            text[start..end].len() >= 2 * quotes.len() && text[start..end].ends_with(quotes);
        if !is_closed {
            brackets.unclosed.push(Unclosed {
                place: start..start + quotes.len(),
                region: start..text.len(),
                title: match token.kind() {
                    TokenKind::MlBasicString => "this string is not closed: add `\"\"\"` after it",
                    _ => "this string is not closed: add `'''` after it",
                },
                is_string: true,
            });
            // Open brackets before the string may be closed in it, so they are not reported.
            return brackets.unclosed;
        }
        brackets.read(text, token.kind(), start);
    }
    brackets.close(text, 0, text.len());
    brackets.unclosed
}

#[derive(Default)]
struct Brackets {
    /// The positions of open brackets, and the tokens that close them.
    open: Vec<(usize, TokenKind)>,
    /// Whether a value is allowed here.
    is_value: bool,
    /// Whether the bracket begins a header, which is not a value.
    is_header: bool,
    unclosed: Vec<Unclosed>,
}

impl Brackets {
    fn read(&mut self, text: &str, kind: TokenKind, start: usize) {
        let closing = match kind {
            TokenKind::Whitespace | TokenKind::Newline | TokenKind::Comment => return,
            TokenKind::LeftSquareBracket => TokenKind::RightSquareBracket,
            TokenKind::LeftCurlyBracket => TokenKind::RightCurlyBracket,
            TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket => {
                self.is_value = false;
                if std::mem::take(&mut self.is_header) {
                    return;
                }
                if let Some(at) = self.open.iter().rposition(|(_, closing)| *closing == kind) {
                    let line = text[start..].lines().next().unwrap_or("");
                    self.close(text, at + 1, start + line.len());
                    self.open.pop();
                }
                return;
            }
            kind => {
                self.is_value = matches!(kind, TokenKind::Equals | TokenKind::Comma);
                return;
            }
        };
        self.is_header = start == 0 || text[..start].ends_with('\n');
        if self.is_value && !self.is_header && self.open.len() < MAX_DEPTH {
            self.open.push((start, closing));
        }
    }

    /// Marks all open brackets as unclosed, except for the first `kept`.
    fn close(&mut self, text: &str, kept: usize, end: usize) {
        for (start, closing) in self.open.drain(kept..) {
            let line = text[start..].lines().next().unwrap_or("");
            self.unclosed.push(Unclosed {
                place: start..start + line.trim_end().len(),
                region: start..end,
                title: match closing {
                    TokenKind::RightSquareBracket => "the list is not closed: add `]`",
                    _ => "the inline table is not closed: add `}`",
                },
                is_string: false,
            });
        }
    }
}
