//! Parses lines that a container runtime, syslog or the journal has created from a part of a
//! program's line.

use super::journal;
use crate::layout::{self, Beginning};
use serde_json::{Map, Value};
use std::borrow::Cow;

/// A part of a line.
#[derive(Debug)]
pub(super) enum Part {
    /// The whole line, and the position of its mark.
    Containerd {
        line: Vec<u8>,
        mark: usize,
    },
    /// The object without its text, and the text.
    Docker {
        object: Map<String, Value>,
        text: String,
    },
    /// The line, and the position of its text.
    Entry {
        line: Vec<u8>,
        text_at: usize,
    },
    Journal(journal::Entry),
}

/// The source of a part. The lines of each source are joined separately.
#[derive(Debug)]
pub(super) enum Source<'l> {
    /// A stream of a container runtime, by its number.
    Runtime(usize),
    /// A process, by its name in syslog or the journal.
    Process(Cow<'l, [u8]>),
}

/// The maximum length of the head of an entry.
const MAX_HEAD: usize = 1 << 10;

/// The name of the field with the text of an object of Docker.
const TEXT: &str = "log";

/// The names of the other fields of such an object.
const OTHERS: [&str; 3] = ["stream", "time", "attrs"];

/// Whether a line that begins with a digit can be of containerd or of syslog. Such a line begins
/// with a time with a `T`, with seconds since 1970, or with the length of a record.
pub(super) fn can_have_head(line: &[u8]) -> bool {
    matches!(line.get(10), Some(b'T' | b'.')) || line.iter().take(8).any(|byte| *byte == b'<')
}

/// Whether a line can be of Docker. If another program has rewritten it, it can have spaces between
/// its parts, and its fields can be in any order.
pub(super) fn can_be_docker(line: &[u8]) -> bool {
    let has = |name: &[u8]| memchr::memmem::find(line, name).is_some();
    line.first() == Some(&b'{') && has(br#""log":"#) && has(br#""stream":"#)
}

impl Part {
    /// Returns the source of a line, whether it is the last part of a longer line, and the part.
    pub(super) fn of(line: &[u8]) -> Option<(Source<'_>, bool, Self)> {
        if can_be_docker(line) {
            let (stream, is_last, part) = Self::of_docker(line)?;
            return Some((Source::Runtime(stream), is_last, part));
        }
        if line.first() == Some(&b'{') {
            let (process, is_last, entry) = journal::Entry::of(line)?;
            let process = Source::Process(process.into_bytes().into());
            return Some((process, is_last, Self::Journal(entry)));
        }
        if let Some((stream, is_last, part)) = Self::of_containerd(line) {
            return Some((Source::Runtime(stream), is_last, part));
        }
        // Only the head is parsed, because the text can contain anything.
        let head = &line[..line.len().min(MAX_HEAD)];
        let head = head.utf8_chunks().next()?.valid();
        let (process, text_at) = layout::entry(head)?;
        let line = line.to_vec();
        let process = Source::Process(process.as_bytes().into());
        Some((process, true, Self::Entry { line, text_at }))
    }

    fn of_containerd(line: &[u8]) -> Option<(usize, bool, Self)> {
        let blank = memchr::memchr(b' ', line)?;
        let is_stderr = match line[blank..].get(..8)? {
            b" stdout " => false,
            b" stderr " => true,
            _ => return None,
        };
        let mark = blank + 8;
        let is_end = line.get(mark + 1).is_none_or(|byte| *byte == b' ');
        let is_last = match line.get(mark)? {
            b'F' if is_end => true,
            b'P' if is_end => false,
            _ => return None,
        };
        let line = line.to_vec();
        Some((
            usize::from(is_stderr),
            is_last,
            Self::Containerd { line, mark },
        ))
    }

    fn of_docker(line: &[u8]) -> Option<(usize, bool, Self)> {
        let mut object: Map<String, Value> = serde_json::from_slice(line).ok()?;
        let Some(Value::String(text)) = object.remove(TEXT) else {
            return None;
        };
        // A collector that adds fields has joined the parts, or has not read all of them.
        if !object.keys().all(|name| OTHERS.contains(&&**name)) {
            return None;
        }
        let slot = match object.get("stream")?.as_str()? {
            "stdout" => 2,
            "stderr" => 3,
            _ => return None,
        };
        Some((slot, text.ends_with('\n'), Self::Docker { object, text }))
    }

    pub(super) const fn is_of_runtime(&self) -> bool {
        matches!(self, Self::Containerd { .. } | Self::Docker { .. })
    }

    /// Returns how the text begins.
    pub(super) fn beginning(&self) -> Beginning {
        Beginning::of(&String::from_utf8_lossy(self.text()))
    }

    fn text(&self) -> &[u8] {
        match self {
            Self::Containerd { line, mark } => line.get(mark + 2..).unwrap_or_default(),
            Self::Docker { text, .. } => text.as_bytes(),
            Self::Entry { line, text_at } => &line[*text_at..],
            Self::Journal(entry) => entry.text(),
        }
    }

    /// Ends the line, so that the next line of a record can be appended.
    pub(super) fn end_line(&mut self) {
        match self {
            Self::Containerd { line, mark } => {
                if line.len() == *mark + 1 {
                    line.push(b' ');
                }
                line.push(b'\n');
            }
            // The text of a complete line of Docker already ends with a line feed.
            Self::Docker { .. } => {}
            Self::Entry { line, .. } => line.push(b'\n'),
            Self::Journal(entry) => entry.end_line(),
        }
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Self::Containerd { line, .. } | Self::Entry { line, .. } => line.len(),
            Self::Docker { text, .. } => text.len(),
            Self::Journal(entry) => entry.len(),
        }
    }

    /// Appends the text of the next part, which has the same source.
    pub(super) fn append(&mut self, next: Self) {
        match (self, next) {
            (
                Self::Containerd { line, mark },
                Self::Containerd {
                    line: next,
                    mark: at,
                },
            ) => {
                // If the text is empty, the space in front of it can be missing.
                if line.len() == *mark + 1 {
                    line.push(b' ');
                }
                line.extend_from_slice(next.get(at + 2..).unwrap_or_default());
            }
            (Self::Docker { text, .. }, Self::Docker { text: next, .. }) => text.push_str(&next),
            (
                Self::Entry { line, .. },
                Self::Entry {
                    line: next,
                    text_at,
                },
            ) => line.extend_from_slice(&next[text_at..]),
            (Self::Journal(entry), Self::Journal(next)) => entry.append(next.text()),
            _ => {}
        }
    }

    /// Returns the line, which is marked as cut off if it is not complete.
    pub(super) fn into_line(self, is_whole: bool) -> Vec<u8> {
        match self {
            Self::Containerd { mut line, mark } => {
                line[mark] = if is_whole { b'F' } else { b'P' };
                line
            }
            Self::Docker { mut object, text } => {
                let text = match text.strip_suffix('\n') {
                    Some(text) if !is_whole => text.to_owned(),
                    _ => text,
                };
                object.insert(TEXT.to_owned(), text.into());
                Value::Object(object).to_string().into_bytes()
            }
            Self::Entry { line, .. } => line,
            Self::Journal(entry) => entry.into_line(is_whole),
        }
    }
}
