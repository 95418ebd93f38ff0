//! Selects the lines that are printed.

use super::condition::Condition;
use crate::arguments::Decode;
use crate::failure::Failure;
use crate::id_pattern::id_pattern;
use glob::Pattern;
use kea_messages_decode::Line;
use kea_messages_manual::Book;

/// Chooses lines by their fields and their ID.
#[derive(Debug)]
pub(super) struct Filter<'a> {
    book: &'a Book,
    conditions: Vec<Condition>,
    id: Option<Pattern>,
}

impl<'a> Filter<'a> {
    pub(super) fn new(arguments: &Decode, book: &'a Book) -> Result<Self, Failure> {
        let conditions = arguments.conditions.iter();
        let conditions = conditions.map(|text| Condition::parse(text, book));
        let id = arguments.id.as_deref().map(id_pattern).transpose();
        let id = id.map_err(|error| Failure::unusable(format!("--id: {error}")))?;
        Ok(Self {
            book,
            conditions: conditions.collect::<Result<_, _>>()?,
            id,
        })
    }

    pub(super) fn passes(&self, line: &Line<'_>) -> bool {
        if let Some(pattern) = &self.id
            && !line.id.as_deref().is_some_and(|id| pattern.matches(id))
        {
            return false;
        }
        let mut conditions = self.conditions.iter();
        conditions.all(|condition| condition.is_true(line, self.book))
    }
}
