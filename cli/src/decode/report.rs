//! The report of `--stats`, as tables or as JSON.

use serde::Serialize;
use std::io::{self, Write};

/// The report of `--stats`. The fields have the same names in JSON.
#[derive(Debug, Serialize)]
pub(super) struct Report<'a> {
    /// The messages, including those that our crates log themselves, sorted by the number of lines,
    /// like the lists below.
    pub(super) messages: Vec<MessageCount<'a>>,
    pub(super) unknown_ids: Vec<NameCount<'a>>,
    /// The number of lines with unknown IDs that are not listed.
    pub(super) other_unknown_ids: u64,
    pub(super) no_id: u64,
    pub(super) layouts: Vec<NameCount<'a>>,
    /// The modules of the catalogue, sorted by name.
    pub(super) modules: Vec<ModuleCount<'a>>,
    /// The messages of the catalogue without lines.
    pub(super) never_seen: Vec<&'a str>,
}

/// The number of lines of a message.
#[derive(Debug, Serialize)]
pub(super) struct MessageCount<'a> {
    pub(super) id: &'a str,
    #[serde(flatten)]
    pub(super) count: Count,
}

/// The number of lines of a message, in total and for each status.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(super) struct Count {
    pub(super) lines: u64,
    pub(super) decoded: u64,
    pub(super) ambiguous: u64,
    pub(super) other_text: u64,
    pub(super) wrong_arguments: u64,
    pub(super) other_type: u64,
    pub(super) not_utf8: u64,
    pub(super) cut_off: u64,
}

/// The columns of the table for the statuses.
const STATUSES: [(&str, fn(&Count) -> u64); 7] = [
    ("decoded", |count| count.decoded),
    ("ambiguous", |count| count.ambiguous),
    ("other text", |count| count.other_text),
    ("wrong arguments", |count| count.wrong_arguments),
    ("other type", |count| count.other_type),
    ("not UTF-8", |count| count.not_utf8),
    ("cut off", |count| count.cut_off),
];

/// The number of lines with a name.
#[derive(Debug, Serialize)]
pub(super) struct NameCount<'a> {
    pub(super) name: &'a str,
    pub(super) lines: u64,
}

/// The number of messages of a module, and of those that have lines.
#[derive(Debug, Serialize)]
pub(super) struct ModuleCount<'a> {
    pub(super) module: &'a str,
    pub(super) messages: usize,
    pub(super) seen: usize,
}

impl Report<'_> {
    /// Writes the report as a JSON object on one line.
    pub(super) fn write_json(&self, out: &mut impl Write) -> io::Result<()> {
        serde_json::to_writer(&mut *out, self)?;
        out.write_all(b"\n")
    }

    /// Writes tables of the IDs, the layouts and the modules, and a list of the messages that have
    /// no lines.
    pub(super) fn write_text(&self, out: &mut impl Write) -> io::Result<()> {
        self.write_ids(out)?;
        writeln!(out, "\n{:>10}  layout", "lines")?;
        for NameCount { name, lines } in &self.layouts {
            let name = if name.is_empty() { "(unknown)" } else { name };
            writeln!(out, "{lines:>10}  {name}")?;
        }
        writeln!(out, "\n{:>10} {:>10}  module", "seen", "messages")?;
        for ModuleCount {
            module,
            messages,
            seen,
        } in &self.modules
        {
            writeln!(out, "{seen:>10} {messages:>10}  {module}")?;
        }
        if !self.never_seen.is_empty() {
            writeln!(out, "\nnever seen:")?;
        }
        for id in &self.never_seen {
            writeln!(out, "  {id}")?;
        }
        Ok(())
    }

    /// Writes the table of the IDs, with a column for each status that occurs.
    fn write_ids(&self, out: &mut impl Write) -> io::Result<()> {
        let has_lines =
            |lines: fn(&Count) -> u64| self.messages.iter().any(|it| lines(&it.count) > 0);
        let columns = STATUSES.into_iter().filter(|(_, lines)| has_lines(*lines));
        let columns: Vec<_> = columns
            .map(|(name, lines)| (name, name.len().max(10), lines))
            .collect();
        write!(out, "{:>10}", "lines")?;
        for (name, width, _) in &columns {
            write!(out, " {name:>width$}")?;
        }
        writeln!(out, "  ID")?;
        for MessageCount { id, count } in &self.messages {
            write!(out, "{:>10}", count.lines)?;
            for (_, width, lines) in &columns {
                write!(out, " {:>width$}", lines(count))?;
            }
            writeln!(out, "  {id}")?;
        }
        let blank: usize = columns.iter().map(|(_, width, _)| 1 + width).sum();
        let mut row = |lines: u64, what: &str| writeln!(out, "{lines:>10}{:blank$}  {what}", "");
        for NameCount { name, lines } in &self.unknown_ids {
            row(*lines, &format!("{name} (unknown)"))?;
        }
        if self.other_unknown_ids > 0 {
            row(self.other_unknown_ids, "(other unknown IDs)")?;
        }
        row(self.no_id, "(no ID)")
    }
}
