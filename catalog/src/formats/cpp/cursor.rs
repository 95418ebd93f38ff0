//! Walks over the tokens of one variant of the source, in which each condition of the preprocessor
//! is true or false.

use super::conditions::{Choice, Undecided};
use super::lex::{Code, Kind, Token};

/// The tokens of a variant of the source.
#[derive(Clone, Copy)]
pub(super) struct Variant<'a> {
    pub(super) text: &'a str,
    pub(super) code: &'a Code,
    pub(super) choice: &'a Choice,
}

/// The greatest number of tokens of the arguments of a call. It only limits the time that invalid
/// source takes.
pub(super) const MAX_TOKENS: usize = 8192;

/// The arguments of a call, as the indexes of their tokens.
pub(super) struct Arguments {
    pub(super) parts: Vec<Vec<usize>>,
    /// The index of the token after the closing parenthesis.
    pub(super) end: usize,
}

impl<'a> Variant<'a> {
    pub(super) fn token(&self, index: usize) -> &'a Token {
        &self.code.tokens[index]
    }

    pub(super) fn word(&self, index: usize) -> &'a str {
        &self.text[self.token(index).range()]
    }

    pub(super) fn is_name(&self, index: usize, name: &str) -> bool {
        self.token(index).kind == Kind::Name && self.word(index) == name
    }

    /// Returns the index of the first compiled token from an index on.
    pub(super) fn from(&self, mut index: usize) -> Result<Option<usize>, Undecided> {
        while let Some(token) = self.code.tokens.get(index) {
            if self
                .code
                .conditions
                .is_compiled(token.condition, self.choice)?
            {
                return Ok(Some(index));
            }
            index += 1;
        }
        Ok(None)
    }

    /// Returns the index of the last compiled token before an index.
    pub(super) fn before(&self, mut index: usize) -> Result<Option<usize>, Undecided> {
        while let Some(before) = index.checked_sub(1) {
            let condition = self.token(before).condition;
            if self.code.conditions.is_compiled(condition, self.choice)? {
                return Ok(Some(before));
            }
            index = before;
        }
        Ok(None)
    }

    /// Returns the index of the next token, from an index on, if it is of this kind.
    pub(super) fn next(&self, index: usize, kind: Kind) -> Result<Option<usize>, Undecided> {
        let next = self.from(index)?;
        Ok(next.filter(|next| self.token(*next).kind == kind))
    }

    /// Reads the arguments in parentheses from an index on.
    pub(super) fn arguments(&self, index: usize) -> Result<Option<Arguments>, Undecided> {
        let Some(open) = self.next(index, Kind::Sign(b'('))? else {
            return Ok(None);
        };
        let mut parts: Vec<Vec<usize>> = vec![Vec::new()];
        let mut depth = 0_usize;
        let mut blocks = 0_usize;
        let mut index = open;
        while let Some(next) = self.from(index + 1)? {
            index = next;
            if index - open > MAX_TOKENS {
                break;
            }
            match self.token(index).kind {
                Kind::Sign(b')') if depth == 0 => {
                    if let [only] = parts.as_slice() {
                        if only.is_empty() {
                            parts.clear();
                        }
                    }
                    let end = index + 1;
                    return Ok(Some(Arguments { parts, end }));
                }
                Kind::Sign(b',') if depth == 0 => {
                    parts.push(Vec::new());
                    continue;
                }
                // A parenthesis is missing.
                Kind::Sign(b';') if blocks == 0 => break,
                Kind::Sign(b'{') => {
                    depth += 1;
                    blocks += 1;
                }
                Kind::Sign(b'}') => {
                    depth = depth.saturating_sub(1);
                    blocks = blocks.saturating_sub(1);
                }
                Kind::Sign(b'(' | b'[') => depth += 1,
                Kind::Sign(b')' | b']') => depth = depth.saturating_sub(1),
                _ => {}
            }
            if let Some(part) = parts.last_mut() {
                part.push(index);
            }
        }
        Ok(None)
    }
}
