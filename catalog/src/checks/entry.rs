//! Helpers for the checks of messages.

use crate::{Catalogue, Code, Entry, Finding, Part};

/// Returns the messages that can still be logged.
pub(super) fn current(catalogue: &Catalogue) -> impl Iterator<Item = &Entry> {
    let entries = catalogue.entries.iter();
    entries.filter(|entry| entry.message.removed.is_none())
}

impl Entry {
    /// Creates a finding about this message, at one of its parts.
    pub(super) fn finding(&self, code: Code, title: String, part: Part) -> Finding {
        let mut finding = Finding::new(code, title).of(&self.message.id);
        finding.labels.extend(self.label(part));
        finding
    }
}
