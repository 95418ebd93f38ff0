//! Reads a log statement: the call that begins it, and the `.arg(..)` after it.

use super::conditions::{Choice, Undecided};
use super::cursor::{Arguments, MAX_TOKENS, Variant};
use super::ids::Ids;
use super::lex::{Code, Kind};
use super::wrapper::{Wrapper, Wrappers};
use kea_messages_base::severity::Severity;
use std::ops::Range;

/// A log statement in one variant of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Logged {
    pub(crate) ids: Ids,
    /// The number of arguments, if it can be seen.
    pub(crate) arguments: Option<usize>,
    /// The name of the severity.
    pub(crate) severity: Option<&'static str>,
    /// The bytes of the call that begins the statement.
    pub(super) call: Range<usize>,
    /// Whether the source ends after the statement, as in the body of a macro. More arguments can
    /// then follow where the macro is used.
    pub(super) is_open: bool,
}

/// How a statement begins.
enum Head<'a> {
    /// `LOG_ERROR(logger, ID)`. Its number of arguments is fixed.
    Macro(&'static str),
    /// `DB_LOG_ERROR(ID)`: a class whose last argument is the ID, or an unknown macro.
    Named {
        severity: &'static str,
        is_class: bool,
    },
    /// `logger.error(ID)`.
    Method(&'static str),
    /// A macro that is defined in the source.
    Wrapper(&'a Wrapper),
}

/// What is before a statement.
enum Context {
    /// The statement stands alone.
    Alone,
    /// The statement is the value of a new variable, whose name has this index.
    Variable(usize),
    /// Something else, which can add arguments.
    Other,
}

/// The arguments after the call that begins a statement.
struct Chain {
    arguments: Option<usize>,
    end: usize,
}

/// The greatest number of conditions inside a statement.
const MAX_CONDITIONS: usize = 6;

/// Reads log statements in a file, or in the body of a macro with these parameters.
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) code: &'a Code,
    pub(super) wrappers: &'a Wrappers,
    pub(super) parameters: &'a [&'a str],
}

impl Reader<'_> {
    /// Reads all variants of the statement that begins at a token. There are none if it is not a
    /// log statement.
    pub(super) fn statement(&self, start: usize) -> Vec<Logged> {
        if self.head(start).is_none() {
            return Vec::new();
        }
        let choice = self
            .code
            .conditions
            .choice(self.code.tokens[start].condition);
        let most = choice.len() + MAX_CONDITIONS;
        let mut found: Vec<Logged> = Vec::new();
        let mut todo = vec![choice];
        while let Some(choice) = todo.pop() {
            match self.logged(start, &choice) {
                Ok(Some(logged)) if !found.contains(&logged) => found.push(logged),
                Ok(_) => {}
                Err(undecided) if choice.len() < most => todo.extend(choice.split(undecided)),
                Err(_) => found.iter_mut().for_each(|logged| logged.arguments = None),
            }
        }
        found
    }

    /// Returns how the statement at a token begins, if it can be one.
    fn head(&self, start: usize) -> Option<Head<'_>> {
        let token = &self.code.tokens[start];
        if token.kind != Kind::Name {
            return None;
        }
        let name = &self.text[token.range()];
        if let Some(wrapper) = self.wrappers.get(name) {
            return Some(Head::Wrapper(wrapper));
        }
        if let Some(severity) = severity_of_macro(name) {
            return Some(if is_of_kea(name) {
                Head::Macro(severity)
            } else {
                let is_class = self.wrappers.is_class(name);
                Head::Named { severity, is_class }
            });
        }
        let before = &self.code.tokens[start.checked_sub(1)?];
        let is_method = before.is(b'.') || before.kind == Kind::Arrow;
        let severity = severity_of_method(name).filter(|_| is_method)?;
        Some(Head::Method(severity))
    }

    fn logged(&self, start: usize, choice: &Choice) -> Result<Option<Logged>, Undecided> {
        let variant = Variant {
            text: self.text,
            code: self.code,
            choice,
        };
        let Some(head) = self.head(start) else {
            return Ok(None);
        };
        let call = match head {
            Head::Wrapper(wrapper) if !wrapper.is_called => Some(Arguments {
                parts: Vec::new(),
                end: start + 1,
            }),
            _ => variant.arguments(start + 1)?,
        };
        let Some(call) = call else {
            return Ok(None);
        };
        let Some(ids) = self.ids(&head, &call, variant)? else {
            return Ok(None);
        };
        let is_class = matches!(head, Head::Named { .. });
        let chain = chain(variant, call.end, is_class)?;
        let mut arguments = chain.arguments;
        let severity = match head {
            Head::Macro(severity) | Head::Method(severity) => Some(severity),
            Head::Named { severity, is_class } => {
                arguments = arguments.filter(|_| is_class);
                Some(severity)
            }
            Head::Wrapper(wrapper) => {
                let more = if wrapper.is_open { arguments } else { Some(0) };
                let sum = more.zip(wrapper.arguments);
                arguments = sum.map(|(more, own)| more + own);
                wrapper.severity
            }
        };
        let after = variant.from(chain.end)?;
        let after = after.map(|after| variant.token(after).kind);
        let is_complete = match head {
            Head::Method(_) => matches!(after, None | Some(Kind::Sign(b';'))),
            // Such a statement can be an argument of a macro.
            _ => matches!(after, None | Some(Kind::Sign(b';' | b')' | b',' | b'}'))),
        };
        match context(variant, start, matches!(head, Head::Method(_)))? {
            Context::Alone => {}
            Context::Variable(name) => {
                let more = arguments_of_variable(variant, name, chain.end)?;
                arguments = arguments.zip(more).map(|(own, more)| own + more);
            }
            Context::Other => arguments = None,
        }
        let end = self.code.tokens[call.end - 1].end;
        Ok(Some(Logged {
            ids,
            arguments: arguments.filter(|_| is_complete),
            severity,
            call: self.code.tokens[start].start..end,
            is_open: after.is_none(),
        }))
    }

    /// Returns the IDs that a call logs, or `None` if it is not a log statement.
    fn ids(
        &self,
        head: &Head<'_>,
        call: &Arguments,
        variant: Variant<'_>,
    ) -> Result<Option<Ids>, Undecided> {
        let last = call.parts.last().map_or(&[][..], Vec::as_slice);
        let ids = |part: &[usize]| Ids::of(part, variant, self.parameters);
        Ok(match head {
            Head::Macro(severity) => {
                let expected = if *severity == "debug" { 3 } else { 2 };
                if call.parts.len() == expected {
                    Some(ids(last)?)
                } else {
                    None
                }
            }
            // Other programs have functions with such names.
            Head::Named { .. } | Head::Method(_) => {
                Some(ids(last)?).filter(|ids| *ids != Ids::Unknown)
            }
            Head::Wrapper(wrapper) if !wrapper.takes(call.parts.len()) => None,
            Head::Wrapper(wrapper) => match wrapper.ids {
                Ids::Parameter(index) => Some(ids(&call.parts[index])?),
                ref fixed => Some(fixed.clone()),
            },
        })
    }
}

/// Returns whether a macro is one that Kea defines.
pub(super) fn is_of_kea(name: &str) -> bool {
    name.starts_with("LOG_") && severity_of_macro(name).is_some()
}

/// Returns the severity of a macro whose name ends like those of Kea.
pub(super) fn severity_of_macro(name: &str) -> Option<&'static str> {
    let (before, severity) = name.rsplit_once("LOG_")?;
    if !before.is_empty() && !before.ends_with('_') {
        return None;
    }
    let mut names = Severity::NAMES.into_iter();
    names.find(|name| name.to_ascii_uppercase() == severity)
}

fn severity_of_method(name: &str) -> Option<&'static str> {
    Severity::NAMES.into_iter().find(|known| *known == name)
}

/// Counts the `.arg(..)` from a token on. In a class, `arg` can have several arguments.
fn chain(variant: Variant<'_>, start: usize, is_class: bool) -> Result<Chain, Undecided> {
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

/// Returns what is before the statement whose macro or method is at a token.
fn context(variant: Variant<'_>, start: usize, is_method: bool) -> Result<Context, Undecided> {
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

/// Counts the arguments that are added to a variable after its declaration, which ends at a token.
/// Returns `None` if that depends on a condition, or is not in the same block.
fn arguments_of_variable(
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
