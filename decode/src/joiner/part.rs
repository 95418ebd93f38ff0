//! A line that a container runtime, syslog or the journal has created from a part of a
//! program's line, with its metadata.

use super::journal;
use crate::layout::{self, Beginning};
use serde_json::{Map, Value};
use std::borrow::Cow;

/// A part of a line.
#[derive(Debug)]
pub(super) enum Part {
    /// The whole line, and where its mark is.
    Containerd {
        line: Vec<u8>,
        mark: usize,
    },
    /// The object without its text, and the text.
    Docker {
        object: Map<String, Value>,
        text: String,
    },
    /// The line, and where its text is.
    Entry {
        line: Vec<u8>,
        text_at: usize,
    },
    Journal(journal::Entry),
}

/// Whose line a part is of. The lines of each are apart.
#[derive(Debug)]
pub(super) enum Source<'l> {
    /// The number of a stream of a runtime of containers.
    Runtime(usize),
    /// A process, by the name that a syslog or the journal has for it.
    Process(Cow<'l, [u8]>),
}

/// The longest head of an entry that is looked for.
const MAX_HEAD: usize = 1 << 10;

/// What an object of Docker has its text in.
const TEXT: &str = "log";

/// The other names of such an object.
const OTHERS: [&str; 3] = ["stream", "time", "attrs"];

/// Whether a line can be one of containerd or of a syslog, whose times have a `T`, or are seconds
/// since 1970, or begin with the length of a record.
pub(super) fn can_have_head(line: &[u8]) -> bool {
    matches!(line.get(10), Some(b'T' | b'.')) || line.iter().take(8).any(|byte| *byte == b'<')
}

/// Whether a line can be one of Docker. What has read and written it again can have made blanks,
/// or another order.
pub(super) fn can_be_docker(line: &[u8]) -> bool {
    let has = |name: &[u8]| memchr::memmem::find(line, name).is_some();
    line.first() == Some(&b'{') && has(br#""log":"#) && has(br#""stream":"#)
}

impl Part {
    /// Whose line it is, whether it is the last part of that, and the part.
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
        // The text can have anything.
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
        // A collector that adds something has joined the parts, or has not read them all.
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

    /// How the text begins.
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

    /// Makes place for the next line of a record.
    pub(super) fn end_line(&mut self) {
        match self {
            Self::Containerd { line, mark } => {
                if line.len() == *mark + 1 {
                    line.push(b' ');
                }
                line.push(b'\n');
            }
            // What Docker keeps ends with a line feed.
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

    /// Adds the text of the next part, which is of the same source.
    pub(super) fn append(&mut self, next: Self) {
        match (self, next) {
            (
                Self::Containerd { line, mark },
                Self::Containerd {
                    line: next,
                    mark: at,
                },
            ) => {
                // An empty text can be without the blank in front of it.
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

    /// The line, which is marked as cut off if it is not complete.
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
