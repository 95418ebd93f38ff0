//! Counts the lines of each message.

use super::report::{Count, MessageCount, ModuleCount, NameCount, Report};
use super::unknown_ids::UnknownIds;
use crate::known::Known;
use kea_messages_catalog::Message;
use kea_messages_decode::{Line, Outcome, PlainLine};
use kea_messages_manual::Book;
use std::collections::{BTreeMap, HashMap};

/// The maximum number of unknown IDs to list. Those with the most lines are listed.
const MAX_UNKNOWN: usize = 1_000;

/// The number of lines of each message, and of lines without a message.
#[derive(Debug, Default)]
pub(super) struct Stats<'a> {
    ids: HashMap<&'a str, Count>,
    /// The ID and the number of plain lines of each message, by its number in the decoder. They are
    /// also lines of `ids`, to which they are added at the end.
    plain: Vec<Option<(&'a str, u64)>>,
    unknown: UnknownIds,
    no_id: u64,
    layouts: BTreeMap<String, u64>,
}

impl Count {
    fn add(&mut self, outcome: &Outcome<'_>) {
        self.lines += 1;
        let lines = match outcome {
            Outcome::Decoded(_) => &mut self.decoded,
            Outcome::Ambiguous(_) => &mut self.ambiguous,
            Outcome::OtherText => &mut self.other_text,
            Outcome::WrongArguments => &mut self.wrong_arguments,
            Outcome::OtherType => &mut self.other_type,
            Outcome::NotUtf8(_) => &mut self.not_utf8,
            Outcome::CutOff(_) => &mut self.cut_off,
            // Lines with other outcomes have no message.
            _ => return,
        };
        *lines += 1;
    }

    const fn add_all(&mut self, other: Self) {
        self.lines += other.lines;
        self.decoded += other.decoded;
        self.ambiguous += other.ambiguous;
        self.other_text += other.other_text;
        self.wrong_arguments += other.wrong_arguments;
        self.other_type += other.other_type;
        self.not_utf8 += other.not_utf8;
        self.cut_off += other.cut_off;
    }
}

impl<'a> Stats<'a> {
    pub(super) fn count(&mut self, line: &Line<'_>, known: &'a Known) {
        self.count_layout(&line.layout);
        let Some(id) = line.id.as_deref() else {
            self.no_id += 1;
            return;
        };
        if let Some(count) = self.ids.get_mut(id) {
            count.add(&line.outcome);
        } else if let Some(message) = known.get(id) {
            self.ids.entry(&message.id).or_default().add(&line.outcome);
        } else {
            self.unknown.add(id, 1);
        }
    }

    /// Counts a plain line, like [`count`](Self::count).
    pub(super) fn count_plain(&mut self, line: &PlainLine<'_>, known: &'a Known) {
        if let Some(Some((_, lines))) = self.plain.get_mut(line.number()) {
            *lines += 1;
        } else if let Some(message) = known.get(line.id()) {
            let length = self.plain.len().max(line.number() + 1);
            self.plain.resize(length, None);
            self.plain[line.number()] = Some((&message.id, 1));
        }
    }

    /// Adds the plain lines to the other counts.
    fn add_plain(&mut self) {
        for (id, lines) in std::mem::take(&mut self.plain).into_iter().flatten() {
            let count = self.ids.entry(id).or_default();
            count.lines += lines;
            count.decoded += lines;
            *self
                .layouts
                .entry(PlainLine::LAYOUT.to_owned())
                .or_default() += lines;
        }
    }

    /// Adds the counts of other lines.
    pub(super) fn add(&mut self, mut others: Self) {
        others.add_plain();
        for (id, count) in others.ids {
            self.ids.entry(id).or_default().add_all(count);
        }
        self.unknown.add_all(others.unknown);
        self.no_id += others.no_id;
        for (layout, lines) in others.layouts {
            *self.layouts.entry(layout).or_default() += lines;
        }
    }

    fn count_layout(&mut self, layout: &str) {
        if let Some(lines) = self.layouts.get_mut(layout) {
            *lines += 1;
        } else {
            self.layouts.insert(layout.to_owned(), 1);
        }
    }

    /// Returns the report of the counts, with the messages of the catalogue that have none.
    pub(super) fn report<'r>(&'r mut self, book: &'r Book) -> Report<'r> {
        self.add_plain();
        let mut messages: Vec<_> = self
            .ids
            .iter()
            .map(|(id, count)| MessageCount { id, count: *count })
            .collect();
        messages.sort_by(|a, b| b.count.lines.cmp(&a.count.lines).then(a.id.cmp(b.id)));
        let is_seen = |message: &&Message| self.ids.contains_key(message.id.as_str());
        let modules = book.modules().map(|module| ModuleCount {
            module: module.name,
            messages: module.messages.len(),
            seen: module.messages.iter().filter(is_seen).count(),
        });
        let never = book.messages().iter().filter(|message| !is_seen(message));
        let layouts = self.layouts.iter();
        let mut unknown_ids = by_lines(self.unknown.iter());
        let others = unknown_ids.drain(unknown_ids.len().min(MAX_UNKNOWN)..);
        let others: u64 = others.map(|it| it.lines).sum();
        Report {
            messages,
            unknown_ids,
            other_unknown_ids: others + self.unknown.dropped(),
            no_id: self.no_id,
            layouts: by_lines(layouts.map(|(layout, lines)| (layout.as_str(), *lines))),
            modules: modules.collect(),
            never_seen: never.map(|message| &*message.id).collect(),
        }
    }
}

/// Sorts names by their numbers of lines.
fn by_lines<'c>(counts: impl Iterator<Item = (&'c str, u64)>) -> Vec<NameCount<'c>> {
    let counts = counts.map(|(name, lines)| NameCount { name, lines });
    let mut counts: Vec<_> = counts.collect();
    counts.sort_by(|a, b| b.lines.cmp(&a.lines).then(a.name.cmp(b.name)));
    counts
}
