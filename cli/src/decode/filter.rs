//! Which lines are printed.

use crate::arguments::Decode;
use crate::failure::Failure;
use glob::Pattern;
use kea_messages_core::severity::Severity;
use kea_messages_decode::{Line, severity_rank};
use kea_messages_manual::Book;
use std::cmp::Ordering;

/// Chooses lines by their severity and ID.
#[derive(Debug)]
pub(super) struct Filter<'a> {
    book: &'a Book,
    severity: Option<(Operator, u8)>,
    id: Option<Pattern>,
}

#[derive(Clone, Copy, Debug)]
enum Operator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    More,
    MoreOrEqual,
}

impl Operator {
    /// Each with its sign: those of two letters first, because others begin like them.
    const ALL: [(&'static str, Self); 7] = [
        (">=", Self::MoreOrEqual),
        ("<=", Self::LessOrEqual),
        ("==", Self::Equal),
        ("!=", Self::NotEqual),
        ("=", Self::Equal),
        (">", Self::More),
        ("<", Self::Less),
    ];

    const fn holds(self, order: Ordering) -> bool {
        match self {
            Self::Equal => order.is_eq(),
            Self::NotEqual => order.is_ne(),
            Self::Less => order.is_lt(),
            Self::LessOrEqual => order.is_le(),
            Self::More => order.is_gt(),
            Self::MoreOrEqual => order.is_ge(),
        }
    }
}

impl<'a> Filter<'a> {
    pub(super) fn new(arguments: &Decode, book: &'a Book) -> Result<Self, Failure> {
        let severity = arguments.condition.as_deref().map(condition).transpose()?;
        let id = arguments.id.as_deref().map(Pattern::new).transpose();
        let id = id.map_err(|error| Failure::unusable(format!("--id: {error}")))?;
        Ok(Self { book, severity, id })
    }

    pub(super) fn passes(&self, line: &Line<'_>) -> bool {
        if let Some(pattern) = &self.id
            && !line.id.as_deref().is_some_and(|id| pattern.matches(id))
        {
            return false;
        }
        let Some((operator, wanted)) = self.severity else {
            return true;
        };
        let stated = line.severity.as_deref().and_then(severity_rank);
        // The severity of a line that has none is that of the catalogue.
        let found = stated.or_else(|| {
            let message = self.book.get(line.id.as_deref()?)?;
            severity_rank(message.severity.map(Severity::name)?)
        });
        found.is_some_and(|found| operator.holds(found.cmp(&wanted)))
    }
}

/// Parses a condition such as `severity>=warn`.
fn condition(text: &str) -> Result<(Operator, u8), Failure> {
    let found = Operator::ALL
        .into_iter()
        .find_map(|(sign, operator)| Some((text.split_once(sign)?, operator)));
    let Some(((name, severity), operator)) = found else {
        let reason = format!("`{text}` is not a condition: expected one like `severity>=warn`");
        return Err(Failure::unusable(reason));
    };
    let (name, severity) = (name.trim(), severity.trim());
    if name != "severity" {
        let reason = format!("unknown field `{name}` in a condition: expected `severity`");
        return Err(Failure::unusable(reason));
    }
    let Some(wanted) = severity_rank(severity) else {
        let names = Severity::NAMES.join(", ");
        let reason = format!("`{severity}` is not a severity: expected one of {names}");
        return Err(Failure::unusable(reason));
    };
    Ok((operator, wanted))
}
