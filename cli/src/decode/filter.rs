//! Selects the lines that are printed.

use super::condition::Condition;
use crate::arguments::Decode;
use crate::failure::Failure;
use crate::id_pattern::{Pattern, has_wildcards, id_pattern};
use crate::output::complain;
use kea_messages_decode::Line;
use kea_messages_manual::{Book, explain};

/// Chooses lines by their fields and their ID.
#[derive(Debug)]
pub(super) struct Filter<'a> {
    book: &'a Book,
    conditions: Vec<Condition>,
    /// The patterns of IDs, if any. The ID has to match one of them.
    ids: Vec<Pattern>,
}

impl<'a> Filter<'a> {
    pub(super) fn new(arguments: &Decode, book: &'a Book) -> Result<Self, Failure> {
        let conditions = arguments.conditions.iter();
        let conditions = conditions.map(|text| Condition::parse(text, book));
        let ids = arguments.id.iter().map(|written| {
            warn_of_unknown(written, book);
            id_pattern(written)
        });
        let ids = ids.collect::<Result<_, _>>()?;
        Ok(Self {
            book,
            conditions: conditions.collect::<Result<_, _>>()?,
            ids,
        })
    }

    /// Whether a line passes the filter.
    pub(super) fn passes(&self, line: &Line<'_>) -> bool {
        let is_wanted = |id: &str| self.ids.iter().any(|pattern| pattern.matches(id));
        if !self.ids.is_empty() && !line.id.as_deref().is_some_and(is_wanted) {
            return false;
        }
        let mut conditions = self.conditions.iter();
        conditions.all(|condition| condition.is_true(line, self.book))
    }
}

/// Warns about an ID that is not in the catalogue, if there is a similar one, and about a pattern
/// that no message matches. It is not an error, because a log can have lines with unknown IDs.
pub(super) fn warn_of_unknown(id: &str, book: &Book) {
    if has_wildcards(id) {
        if let Ok(pattern) = id_pattern(id)
            && !book
                .messages()
                .iter()
                .any(|message| pattern.matches(&message.id))
        {
            complain("warning", &format!("no message matches `{id}`"));
        }
        return;
    }
    if let Err(unknown) = explain(book, id)
        && !unknown.similar().is_empty()
    {
        complain("warning", &unknown.to_string());
    }
}
