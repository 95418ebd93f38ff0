//! A line of a runtime of containers, and what it says of the line of the program in it.

use crate::layout;
use serde_json::{Map, Value};

/// A part of a line.
#[derive(Debug)]
pub(super) enum Part {
    /// The whole line, and where its mark is.
    Containerd { line: Vec<u8>, mark: usize },
    /// The object without its text, and the text.
    Docker {
        object: Map<String, Value>,
        text: String,
    },
}

/// What an object of Docker has its text in.
const TEXT: &str = "log";

/// The other names of such an object.
const OTHERS: [&str; 3] = ["stream", "time", "attrs"];

/// Whether a line can be one of containerd, whose times have a `T`.
pub(super) fn can_be_containerd(line: &[u8]) -> bool {
    line.get(10) == Some(&b'T')
}

/// Whether a line can be one of Docker.
pub(super) fn can_be_docker(line: &[u8]) -> bool {
    line.starts_with(br#"{"log":""#)
}

impl Part {
    /// The stream of a line, whether the line is the last part there, and the part.
    pub(super) fn of(line: &[u8]) -> Option<(usize, bool, Self)> {
        if can_be_docker(line) {
            return Self::of_docker(line);
        }
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

    /// Whether the text has the head of a record.
    pub(super) fn has_head(&self) -> bool {
        match self {
            Self::Containerd { line, mark } => {
                let text = line.get(mark + 2..).unwrap_or_default();
                layout::has_time(&String::from_utf8_lossy(text))
            }
            Self::Docker { text, .. } => layout::has_time(text),
        }
    }

    /// Makes place for the next line of a record.
    pub(super) fn end_line(&mut self) {
        // What Docker keeps ends with a line feed.
        if let Self::Containerd { line, mark } = self {
            if line.len() == *mark + 1 {
                line.push(b' ');
            }
            line.push(b'\n');
        }
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Self::Containerd { line, .. } => line.len(),
            Self::Docker { text, .. } => text.len(),
        }
    }

    /// Adds the text of the next part. Each has a slot of its own.
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
            _ => {}
        }
    }

    /// The line, which is marked as one of which more is missing if it is not whole.
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
        }
    }
}
