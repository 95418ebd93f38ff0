//! Counts the arguments of a log statement.

use super::conditions::Undecided;
use super::cursor::Variant;
use super::lex::Kind;

/// The arguments after the call that begins a statement.
pub(super) struct Chain {
    pub(super) arguments: Option<usize>,
    pub(super) end: usize,
}

/// Counts the `.arg(..)` from a token on. In a class, `arg` can have several arguments.
pub(super) fn chain(
    variant: Variant<'_>,
    start: usize,
    is_class: bool,
) -> Result<Chain, Undecided> {
    let mut arguments = Some(0);
    let mut end = start;
    while let Some(dot) = variant.next(end, Kind::Sign(b'.'))? {
        let Some(name) = variant.next(dot + 1, Kind::Name)? else {
            return Ok(Chain {
                arguments: None,
                end,
            });
        };
        let Some(call) = variant.arguments(name + 1)? else {
            return Ok(Chain {
                arguments: None,
                end,
            });
        };
        end = call.end;
        let own = match call.parts.as_slice() {
            _ if variant.word(name) != "arg" => None,
            [_] => Some(1),
            // A comma can be one of `std::map<A, B>`.
            parts if is_class => {
                let mut tokens = parts.iter().flatten();
                let has_template = tokens.any(|token| variant.token(*token).is(b'<'));
                Some(parts.len()).filter(|_| !has_template)
            }
            [] => None,
            _ => Some(1),
        };
        arguments = arguments.zip(own).map(|(before, own)| before + own);
    }
    Ok(Chain { arguments, end })
}

/// Counts the arguments that are added to a variable after its declaration, which ends at a token.
/// Returns `None` if that depends on a condition, or is not in the same block.
pub(super) fn arguments_of_variable(
    variant: Variant<'_>,
    declared: usize,
    end: usize,
) -> Result<Option<usize>, Undecided> {
    let name = variant.word(declared);
    let mut arguments = 0;
    let mut blocks = 0_usize;
    let mut before = None;
    let mut next = variant.from(end)?;
    while let Some(index) = next {
        let mut after = index + 1;
        match variant.token(index).kind {
            Kind::Sign(b'{') => blocks += 1,
            Kind::Sign(b'}') if blocks == 0 => break,
            Kind::Sign(b'}') => blocks -= 1,
            Kind::Name if variant.word(index) == name => {
                let is_first = before.is_some_and(|before| {
                    let before = variant.token(before);
                    before.is(b';') || before.is(b'{') || before.is(b'}')
                });
                if !is_first || blocks > 0 {
                    return Ok(None);
                }
                // `name = name.arg(..)`.
                if let Some(equals) = variant.next(after, Kind::Sign(b'='))? {
                    match variant.next(equals + 1, Kind::Name)? {
                        Some(again) if variant.word(again) == name => after = again + 1,
                        _ => return Ok(None),
                    }
                }
                let chain = chain(variant, after, false)?;
                let is_complete = variant.next(chain.end, Kind::Sign(b';'))?.is_some();
                match chain.arguments {
                    Some(own) if own > 0 && is_complete => arguments += own,
                    _ => return Ok(None),
                }
                after = chain.end;
            }
            _ => {}
        }
        before = Some(after - 1);
        next = variant.from(after)?;
    }
    Ok(Some(arguments))
}
