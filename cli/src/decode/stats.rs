//! Counts the lines of each message.

use kea_messages_decode::{Line, Outcome};
use kea_messages_manual::Book;
use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write};

/// How many unknown IDs are counted one by one: a log can make up any number of them.
const MAX_UNKNOWN: usize = 1_000;

/// The number of lines of each message, and of the lines that have none.
#[derive(Debug, Default)]
pub(super) struct Stats<'a> {
    ids: HashMap<&'a str, Count>,
    unknown: BTreeMap<String, u64>,
    other_unknown: u64,
    no_id: u64,
    layouts: BTreeMap<String, u64>,
}

#[derive(Debug, Default)]
struct Count {
    lines: u64,
    ambiguous: u64,
    other_text: u64,
    other_type: u64,
}

impl Count {
    fn add(&mut self, line: &Line<'_>) {
        self.lines += 1;
        self.ambiguous += u64::from(matches!(line.outcome, Outcome::Ambiguous(_)));
        self.other_text += u64::from(line.outcome == Outcome::OtherText);
        self.other_type += u64::from(line.outcome == Outcome::OtherType);
    }
}

impl<'a> Stats<'a> {
    pub(super) fn count(&mut self, line: &Line<'_>, book: &'a Book) {
        self.count_layout(&line.layout);
        let Some(id) = line.id.as_deref() else {
            self.no_id += 1;
            return;
        };
        if let Some(count) = self.ids.get_mut(id) {
            count.add(line);
        } else if let Some(message) = book.get(id) {
            self.ids.entry(&message.id).or_default().add(line);
        } else if let Some(lines) = self.unknown.get_mut(id) {
            *lines += 1;
        } else if self.unknown.len() < MAX_UNKNOWN {
            self.unknown.insert(id.to_owned(), 1);
        } else {
            self.other_unknown += 1;
        }
    }

    fn count_layout(&mut self, layout: &str) {
        if let Some(lines) = self.layouts.get_mut(layout) {
            *lines += 1;
        } else {
            self.layouts.insert(layout.to_owned(), 1);
        }
    }

    /// Writes how many lines have each layout, those with most lines first.
    fn write_layouts(&self, out: &mut impl Write) -> io::Result<()> {
        let mut layouts: Vec<_> = self.layouts.iter().collect();
        layouts.sort_by(|(a, one), (b, other)| other.cmp(one).then(a.cmp(b)));
        writeln!(out, "\n{:>10}  layout", "lines")?;
        for (layout, lines) in layouts {
            let name = if layout.is_empty() {
                "(unknown)"
            } else {
                layout
            };
            writeln!(out, "{lines:>10}  {name}")?;
        }
        Ok(())
    }

    /// Writes a table of the IDs, those with most lines first, one of the layouts, and a
    /// list of the messages that have no line.
    pub(super) fn write(&self, book: &Book, out: &mut impl Write) -> io::Result<()> {
        let mut ids: Vec<_> = self.ids.iter().collect();
        ids.sort_by(|(a, one), (b, other)| other.lines.cmp(&one.lines).then(a.cmp(b)));
        writeln!(
            out,
            "{:>10} {:>10} {:>10} {:>10}  ID",
            "lines", "ambiguous", "other text", "other type"
        )?;
        for (id, count) in ids {
            let Count {
                lines,
                ambiguous,
                other_text,
                other_type,
            } = count;
            writeln!(
                out,
                "{lines:>10} {ambiguous:>10} {other_text:>10} {other_type:>10}  {id}"
            )?;
        }
        let mut unknown: Vec<_> = self.unknown.iter().collect();
        unknown.sort_by(|(a, one), (b, other)| other.cmp(one).then(a.cmp(b)));
        for (id, lines) in unknown {
            writeln!(out, "{lines:>10} {:>32}  {id} (unknown)", "")?;
        }
        if self.other_unknown > 0 {
            let lines = self.other_unknown;
            writeln!(out, "{lines:>10} {:>32}  (other unknown IDs)", "")?;
        }
        writeln!(out, "{:>10} {:>32}  (no ID)", self.no_id, "")?;
        self.write_layouts(out)?;
        let never = book.messages().iter();
        let never = never.filter(|message| !self.ids.contains_key(message.id.as_str()));
        let never: Vec<&str> = never.map(|message| &*message.id).collect();
        writeln!(out, "\n{} messages were never seen", never.len())?;
        for id in never {
            writeln!(out, "  {id}")?;
        }
        Ok(())
    }
}
