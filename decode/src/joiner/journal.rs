//! Parses entries of the journal as JSON. The journal creates an entry for each line that a program
//! writes to its standard output, and for each part of a long line.

use crate::layout;
use serde_json::{Map, Value};

/// The name of the field with the text of an entry.
const TEXT: &str = "MESSAGE";

/// A line, and the text to which its continuation lines are added.
#[derive(Debug)]
pub(super) struct Entry {
    line: Vec<u8>,
    text: Vec<u8>,
    /// Whether the text differs from that of the line.
    is_changed: bool,
    /// Whether the text has several lines.
    is_split: bool,
}

/// The names of the fields that identify the writer of an entry.
const WRITER: [&str; 5] = [
    "_HOSTNAME",
    "_TRANSPORT",
    "_STREAM_ID",
    "SYSLOG_IDENTIFIER",
    "_PID",
];

/// Whether a line can be an entry of the journal.
pub(super) fn can_begin(line: &[u8]) -> bool {
    line.first() == Some(&b'{')
        && memchr::memmem::find(line, layout::JOURNAL_TIME.as_bytes()).is_some()
}

impl Entry {
    /// Returns the writer of an entry, whether it is the last part of its line, and the entry.
    /// Returns `None` for other lines, and for entries that were not written as lines, because
    /// these are complete.
    pub(super) fn of(line: &[u8]) -> Option<(String, bool, Self)> {
        if !can_begin(line) {
            return None;
        }
        let object: Map<String, Value> = serde_json::from_slice(line).ok()?;
        let field = |name: &str| object.get(name).and_then(Value::as_str).unwrap_or_default();
        let is_of_lines = matches!(field("_TRANSPORT"), "" | "stdout" | "syslog");
        if !is_of_lines || !object.contains_key(layout::JOURNAL_TIME) {
            return None;
        }
        let text = match object.get(TEXT)? {
            Value::String(text) => text.as_bytes().to_vec(),
            list => layout::bytes_of_list(list)?,
        };
        let writer = WRITER.map(field).join(" ");
        let is_last = field(layout::LINE_BREAK) != "line-max";
        let entry = Self {
            line: line.to_vec(),
            text,
            is_changed: false,
            is_split: false,
        };
        Some((writer, is_last, entry))
    }

    pub(super) fn text(&self) -> &[u8] {
        &self.text
    }

    pub(super) fn len(&self) -> usize {
        self.line.len() + self.text.len()
    }

    pub(super) fn end_line(&mut self) {
        self.text.push(b'\n');
        self.is_split = true;
    }

    pub(super) fn append(&mut self, text: &[u8]) {
        self.text.extend_from_slice(text);
        self.is_changed = true;
    }

    /// Returns the entry as a line, which is marked if its text has several lines.
    pub(super) fn into_line(self, is_whole: bool) -> Vec<u8> {
        let object = self.is_changed.then(|| serde_json::from_slice(&self.line));
        let Some(Ok(Value::Object(mut object))) = object else {
            return self.line;
        };
        let text = match String::from_utf8(self.text) {
            Ok(text) => text.into(),
            Err(error) => error.into_bytes().into(),
        };
        object.insert(TEXT.to_owned(), text);
        if self.is_split {
            object.insert(layout::LINE_BREAK.to_owned(), layout::LINE_FEED.into());
        } else if is_whole {
            object.remove(layout::LINE_BREAK);
        }
        Value::Object(object).to_string().into_bytes()
    }
}
