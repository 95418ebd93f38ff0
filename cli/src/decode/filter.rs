//! Selects the lines that are printed.

use super::condition::Condition;
use crate::arguments::Decode;
use crate::failure::Failure;
use crate::id_pattern::{Pattern, id_pattern, warn_of_unknown};
use crate::known::Known;
use kea_messages_decode::Line;

/// Selects lines by their fields and their ID.
#[derive(Debug)]
pub(super) struct Filter<'a> {
    known: &'a Known,
    conditions: Vec<Condition>,
    /// The patterns of IDs, if any. The ID has to match one of them.
    ids: Vec<Pattern>,
}

impl<'a> Filter<'a> {
    pub(super) fn new(arguments: &Decode, known: &'a Known) -> Result<Self, Failure> {
        let conditions = arguments.conditions.iter();
        let conditions = conditions.map(|text| Condition::parse(text, known));
        let ids = arguments.id.iter().map(|written| {
            warn_of_unknown(written, known);
            id_pattern(written)
        });
        let ids = ids.collect::<Result<_, _>>()?;
        Ok(Self {
            known,
            conditions: conditions.collect::<Result<_, _>>()?,
            ids,
        })
    }

    /// Whether each line passes the filter.
    pub(super) const fn is_empty(&self) -> bool {
        self.conditions.is_empty() && self.ids.is_empty()
    }

    /// Whether a line passes the filter.
    pub(super) fn passes(&self, line: &Line<'_>) -> bool {
        let is_wanted = |id: &str| self.ids.iter().any(|pattern| pattern.matches(id));
        if !self.ids.is_empty() && !line.id.as_deref().is_some_and(is_wanted) {
            return false;
        }
        let mut conditions = self.conditions.iter();
        conditions.all(|condition| condition.is_true(line, self.known))
    }
}
