//! Finds the macros of the source that contain a log statement.

use super::ids::Ids;
use super::lex::{Code, Define, tokens};
use super::statement::{Reader, is_of_kea};
use super::wrapper::{Wrapper, Wrappers};
use std::collections::{HashMap, HashSet};

/// The definition of a macro that can contain a log statement.
pub(super) struct Body {
    name: String,
    /// Whether the macro is called like a function.
    is_called: bool,
    parameters: Vec<String>,
    is_variadic: bool,
    text: String,
    code: Code,
}

/// How many macros can contain each other.
const MAX_DEPTH: usize = 4;

impl Body {
    /// Keeps a definition, if it can contain a log statement.
    pub(super) fn of(define: &Define, text: &str) -> Option<Self> {
        let name = &text[define.name.clone()];
        // The definitions of Kea itself.
        if is_of_kea(name) {
            return None;
        }
        let body = &text[define.range.clone()];
        Some(Self {
            name: name.to_owned(),
            is_called: define.parameters.is_some(),
            parameters: define
                .parameters
                .iter()
                .flatten()
                .map(|name| text[name.clone()].to_owned())
                .collect(),
            is_variadic: define.is_variadic,
            text: body.to_owned(),
            code: Code {
                tokens: tokens(body, 0..body.len()),
                ..Code::default()
            },
        })
    }

    /// Returns the log statement of the macro that depends on where the macro is used. `None` means
    /// that there is none.
    fn wrapper(&self, wrappers: &Wrappers) -> Option<Wrapper> {
        let parameters: Vec<&str> = self.parameters.iter().map(String::as_str).collect();
        let reader = Reader {
            text: &self.text,
            code: &self.code,
            wrappers,
            parameters: &parameters,
        };
        let starts = 0..self.code.tokens.len();
        let logged = starts.flat_map(|start| reader.statement(start));
        let mut open =
            logged.filter(|logged| logged.is_open || matches!(logged.ids, Ids::Parameter(_)));
        let first = open.next()?;
        let is_only = open.next().is_none() && !self.is_variadic;
        Some(Wrapper {
            parameters: self.parameters.len(),
            is_called: self.is_called,
            is_variadic: self.is_variadic,
            arguments: first.arguments.filter(|_| is_only),
            ids: first.ids,
            is_open: first.is_open,
            severity: first.severity,
        })
    }
}

impl Wrappers {
    /// Finds the macros that contain log statements.
    pub(super) fn in_macros(bodies: &[Body], classes: HashSet<String>) -> Self {
        let mut wrappers = Self {
            classes,
            ..Self::default()
        };
        for _ in 0..MAX_DEPTH {
            let mut found: HashMap<String, Wrapper> = HashMap::new();
            for body in bodies {
                let Some(wrapper) = body.wrapper(&wrappers) else {
                    continue;
                };
                found
                    .entry(body.name.clone())
                    .and_modify(|known| {
                        if *known != wrapper {
                            // The two definitions are for different conditions or files.
                            known.arguments = None;
                        }
                    })
                    .or_insert(wrapper);
            }
            let is_done = found == wrappers.macros;
            wrappers.macros = found;
            if is_done {
                break;
            }
        }
        wrappers
    }
}
