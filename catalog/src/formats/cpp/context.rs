//! Finds out what is before a log statement, which can add arguments to it.

use super::conditions::Undecided;
use super::cursor::{MAX_TOKENS, Variant};
use super::lex::Kind;

/// What is before a statement.
pub(super) enum Context {
    /// The statement stands alone.
    Alone,
    /// The statement is the value of a new variable, whose name has this index.
    Variable(usize),
    /// Something else, which can add arguments.
    Other,
}

/// Returns what is before the statement whose macro or method is at a token.
pub(super) fn context(
    variant: Variant<'_>,
    start: usize,
    is_method: bool,
) -> Result<Context, Undecided> {
    let mut first = start;
    if is_method {
        match object(variant, start)? {
            Some(object) => first = object,
            None => return Ok(Context::Other),
        }
    }
    let Some(before) = variant.before(first)? else {
        return Ok(Context::Alone);
    };
    let token = variant.token(before);
    match token.kind {
        Kind::Sign(b'=') => {
            let Some(name) = variant.before(before)? else {
                return Ok(Context::Other);
            };
            let is_new = match variant.before(name)? {
                Some(before) => {
                    let is_type = variant.token(before).kind == Kind::Name
                        || variant.token(before).is(b'>')
                        || variant.token(before).is(b'&');
                    is_type && variant.token(name).kind == Kind::Name
                }
                None => false,
            };
            Ok(if is_new {
                Context::Variable(name)
            } else {
                Context::Other
            })
        }
        _ if !is_method => Ok(Context::Alone),
        Kind::Sign(b';' | b'{' | b'}' | b')') => Ok(Context::Alone),
        Kind::Name if matches!(variant.word(before), "else" | "do") => Ok(Context::Alone),
        _ => Ok(Context::Other),
    }
}

/// Returns the first token of the object whose method is at a token, as in
/// `a::b->c(d).logger.info`.
fn object(variant: Variant<'_>, method: usize) -> Result<Option<usize>, Undecided> {
    let Some(mut sign) = variant.before(method)? else {
        return Ok(None);
    };
    loop {
        let is_scope = variant.token(sign).kind == Kind::Scope;
        let Some(mut first) = variant.before(sign)? else {
            return Ok(Some(sign).filter(|_| is_scope));
        };
        if is_scope && is_close(variant, first) {
            // `if (condition) ::name`.
            return Ok(Some(sign));
        }
        while is_close(variant, first) {
            let Some(open) = opening(variant, first)? else {
                return Ok(None);
            };
            match variant.before(open)? {
                // A call or an index.
                Some(before) if is_close(variant, before) || is_operand(variant, before) => {
                    first = before;
                }
                // `(logger).info`.
                _ => return Ok(Some(open)),
            }
        }
        if !is_operand(variant, first) {
            // `::name`, as opposed to `name::name`.
            return Ok(Some(sign).filter(|_| is_scope));
        }
        match variant.before(first)? {
            Some(before)
                if variant.token(before).is(b'.')
                    || matches!(variant.token(before).kind, Kind::Arrow | Kind::Scope) =>
            {
                sign = before;
            }
            _ => return Ok(Some(first)),
        }
    }
}

fn is_close(variant: Variant<'_>, index: usize) -> bool {
    variant.token(index).is(b')') || variant.token(index).is(b']')
}

/// Returns whether a token is a name, and not a keyword before a statement.
fn is_operand(variant: Variant<'_>, index: usize) -> bool {
    variant.token(index).kind == Kind::Name && !is_keyword(variant.word(index))
}

/// Returns the parenthesis or bracket that belongs to the closing one at a token.
fn opening(variant: Variant<'_>, close: usize) -> Result<Option<usize>, Undecided> {
    let mut depth = 0_usize;
    let mut index = close;
    while close - index < MAX_TOKENS {
        match variant.token(index).kind {
            Kind::Sign(b')' | b']') => depth += 1,
            Kind::Sign(b'(' | b'[') if depth <= 1 => return Ok(Some(index)),
            Kind::Sign(b'(' | b'[') => depth -= 1,
            _ => {}
        }
        match variant.before(index)? {
            Some(before) => index = before,
            None => break,
        }
    }
    Ok(None)
}

fn is_keyword(word: &str) -> bool {
    matches!(
        word,
        "if" | "while" | "for" | "switch" | "return" | "else" | "do" | "case"
    )
}
