//! Lists and inline tables that are not closed.
//!
//! `toml` goes on to read what follows as items of the list, and has an error for each.

use std::ops::Range;
use toml_parser::Source;
use toml_parser::lexer::TokenKind;

/// What is not closed.
pub(super) struct Unclosed {
    /// From the bracket to the end of its line.
    pub(super) place: Range<usize>,
    pub(super) title: &'static str,
}

/// Whether this is said of a list or an inline table that is not closed.
pub(super) fn is_unclosed(said: &str) -> bool {
    said.starts_with("unclosed array,") || said.starts_with("unclosed inline table,")
}

/// The list or inline table that is open at this place.
pub(super) fn open_at(text: &str, at: usize) -> Option<Unclosed> {
    let mut open = Vec::new();
    // Whether a value can stand here: of a header, no bracket begins one.
    let mut is_value = false;
    let mut is_header = false;
    for token in Source::new(text).lex() {
        let start = token.span().start();
        if start >= at {
            break;
        }
        is_value = match token.kind() {
            TokenKind::Whitespace | TokenKind::Newline | TokenKind::Comment => is_value,
            TokenKind::Equals | TokenKind::Comma => true,
            kind @ (TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket) => {
                is_header = start == 0 || text[..start].ends_with('\n');
                if is_value && !is_header {
                    open.push((start, kind == TokenKind::LeftSquareBracket));
                }
                is_value
            }
            TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket => {
                if !std::mem::take(&mut is_header) {
                    open.pop();
                }
                false
            }
            _ => false,
        };
    }
    let (start, is_list) = open.pop()?;
    let line = text[start..].lines().next().unwrap_or("");
    Some(Unclosed {
        place: start..start + line.trim_end().len(),
        title: if is_list {
            "the list is not closed: `]`"
        } else {
            "the inline table is not closed: `}`"
        },
    })
}
