//! Reads a log statement: the call that begins it, and the `.arg(..)` after it.

use super::arguments::{arguments_of_variable, chain};
use super::conditions::{Choice, Undecided};
use super::context::{Context, context};
use super::cursor::{Arguments, Variant};
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
