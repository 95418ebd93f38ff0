//! Lines that a runtime of containers has split because they were long: containerd marks each
//! part but the last one with a `P`, and in those of Docker the line feed is missing.

use super::{Joined, MAX_KEPT};
use memchr::memmem;
use serde_json::{Map, Value};
use std::collections::VecDeque;

/// The lines so far of each stream of each runtime.
#[derive(Debug, Default)]
pub(super) struct Parts([Option<Kept>; 4]);

/// The parts of a line so far.
#[derive(Debug)]
struct Kept {
    part: Part,
    number: Option<u64>,
    /// Whether it was too long, and was given as far as it was known.
    is_too_long: bool,
}

/// A part of a line.
#[derive(Debug)]
enum Part {
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

/// Whether the first text of an object ends with a line feed. No other is parsed.
fn ends_text(line: &[u8]) -> bool {
    // A quote in a text has a backslash in front of it.
    memmem::find(line, br#"\n",""#).is_some_and(|at| {
        let backslashes = line[..at].iter().rev().take_while(|byte| **byte == b'\\');
        backslashes.count() % 2 == 0
    })
}

impl Parts {
    /// Takes a part. A line that is whole is not taken.
    pub(super) fn take(
        &mut self,
        line: &[u8],
        number: Option<u64>,
        ready: &mut VecDeque<Joined>,
    ) -> bool {
        if self.is_empty() && can_be_docker(line) && ends_text(line) {
            return false;
        }
        let Some((slot, is_last, part)) = Part::of(line) else {
            return false;
        };
        let slot = &mut self.0[slot];
        let kept = match slot.take() {
            None if is_last => return false,
            None => Kept {
                part,
                number,
                is_too_long: false,
            },
            Some(kept) if kept.is_too_long => {
                ready.push_back(Joined::new(part.into_line(false), number));
                *slot = (!is_last).then_some(kept);
                return true;
            }
            Some(mut kept) => {
                kept.part.append(part);
                kept
            }
        };
        *slot = kept.given(is_last, ready);
        true
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().all(Option::is_none)
    }

    /// Gives the lines of which parts are missing.
    pub(super) fn end(&mut self, ready: &mut VecDeque<Joined>) {
        let kept = self.0.iter_mut().filter_map(Option::take);
        let mut kept: Vec<_> = kept.filter(|kept| !kept.is_too_long).collect();
        kept.sort_by_key(|kept| kept.number);
        let lines = kept.into_iter();
        ready.extend(lines.map(|kept| Joined::new(kept.part.into_line(false), kept.number)));
    }
}

impl Kept {
    /// Gives the line if it is whole or too long, and returns what is to be kept.
    fn given(self, is_whole: bool, ready: &mut VecDeque<Joined>) -> Option<Self> {
        if !is_whole && self.part.len() <= MAX_KEPT {
            return Some(self);
        }
        let none = Part::Containerd {
            line: Vec::new(),
            mark: 0,
        };
        ready.push_back(Joined::new(self.part.into_line(is_whole), self.number));
        (!is_whole).then_some(Self {
            part: none,
            number: self.number,
            is_too_long: true,
        })
    }
}

impl Part {
    /// The stream of a line, whether the line is the last part there, and the part.
    fn of(line: &[u8]) -> Option<(usize, bool, Self)> {
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

    fn len(&self) -> usize {
        match self {
            Self::Containerd { line, .. } => line.len(),
            Self::Docker { text, .. } => text.len(),
        }
    }

    /// Adds the text of the next part. Each has a slot of its own.
    fn append(&mut self, next: Self) {
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
    fn into_line(self, is_whole: bool) -> Vec<u8> {
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

#[cfg(test)]
mod tests {
    use crate::joiner::MAX_KEPT;
    use crate::joiner::tests::{joined, sorted};

    #[test]
    fn parts_of_containerd() {
        const T: &str = "2018-12-20T10:15:02.1Z";
        const U: &str = "2018-12-20T10:15:03.1+01:00";
        let long = "x".repeat(MAX_KEPT);
        let cases: [(&[&str], &[&str]); 9] = [
            (
                &["T stdout F a", "T stderr F b"],
                &["1: T stdout F a", "2: T stderr F b"],
            ),
            (
                &[
                    "T stdout P a",
                    "U stdout P  b ",
                    "U stdout F c",
                    "U stdout F d",
                ],
                &["1: T stdout F a b c", "4: U stdout F d"],
            ),
            // The streams are apart.
            (
                &[
                    "T stdout P a",
                    "T stderr F b",
                    "T stderr P c",
                    "U stdout F d",
                    "U stderr F e",
                ],
                &["2: T stderr F b", "1: T stdout F ad", "3: T stderr F ce"],
            ),
            (
                &["T stdout P", "T stdout F a", "T stdout F"],
                &["1: T stdout F a", "3: T stdout F"],
            ),
            (&["T stdout P a", "T stdout F"], &["1: T stdout F a"]),
            // The last part is missing.
            (
                &["T stderr P a", "T stdout P b", "A_B x", "T stdout P c"],
                &["3: A_B x", "1: T stderr P a", "2: T stdout P bc"],
            ),
            // These are none of containerd.
            (
                &[
                    "T stdout P a",
                    "T stdout X b",
                    "T stdin F c",
                    "T stdout FF d",
                    "T stdoutF e",
                    "T stdout F f",
                ],
                &[
                    "2: T stdout X b",
                    "3: T stdin F c",
                    "4: T stdout FF d",
                    "5: T stdoutF e",
                    "1: T stdout F af",
                ],
            ),
            // None of too long a line is taken for a whole one.
            (
                &[
                    "T stdout P LONG",
                    "T stdout P a",
                    "T stdout F b",
                    "T stdout F c",
                ],
                &[
                    "1: T stdout P LONG",
                    "2: T stdout P a",
                    "3: T stdout P b",
                    "4: T stdout F c",
                ],
            ),
            (&["T stdout P LONG"], &["1: T stdout P LONG"]),
        ];
        let whole = |line: &&str| {
            let line = line.replace('T', T).replace("LONG", &long);
            line.replace('U', U)
        };
        for (lines, expected) in cases {
            let lines: Vec<String> = lines.iter().map(whole).collect();
            let lines: Vec<&[u8]> = lines.iter().map(String::as_bytes).collect();
            let expected: Vec<String> = expected.iter().map(whole).collect();
            let found = joined(&lines);
            assert!(found == expected, "{found:.300?} {expected:.300?}");
        }
        // A letter can be split.
        let lines = ["é\u{20ac}".as_bytes().split_at(3)].map(|(a, b)| {
            let line =
                |mark: &str, text: &[u8]| [format!("{T} stdout {mark} ").as_bytes(), text].concat();
            [line("P", a), line("F", b)]
        });
        let lines: Vec<&[u8]> = lines[0].iter().map(Vec::as_slice).collect();
        assert_eq!(joined(&lines), [format!("1: {T} stdout F é\u{20ac}")]);
    }

    /// A text, and its stream.
    type Line<'l> = (&'l str, &'l str);

    #[test]
    fn parts_of_docker() {
        let long = "x".repeat(MAX_KEPT);
        let line = |(text, stream): (&str, &str)| {
            let text = text.replace("LONG", &long);
            sorted(&serde_json::json!({"log": text, "stream": stream, "time": "T"}).to_string())
        };
        let cases: [(&[Line<'_>], &[(u8, Line<'_>)]); 5] = [
            (
                &[("a\n", "stdout"), ("b\n", "stderr")],
                &[(1, ("a\n", "stdout")), (2, ("b\n", "stderr"))],
            ),
            (
                &[
                    ("a ", "stdout"),
                    ("\"b\n", "stderr"),
                    ("\\c", "stdout"),
                    ("d\n", "stdout"),
                ],
                &[(2, ("\"b\n", "stderr")), (1, ("a \\cd\n", "stdout"))],
            ),
            // A backslash and a letter.
            (
                &[("a\\n", "stdout"), ("b\n", "stdout")],
                &[(1, ("a\\nb\n", "stdout"))],
            ),
            (
                &[("a", "stdout"), ("b", "stdout")],
                &[(1, ("ab", "stdout"))],
            ),
            (
                &[("LONG.", "stdout"), ("a\n", "stdout"), ("b\n", "stdout")],
                &[
                    (1, ("LONG.", "stdout")),
                    (2, ("a", "stdout")),
                    (3, ("b\n", "stdout")),
                ],
            ),
        ];
        for (lines, expected) in cases {
            let lines: Vec<String> = lines.iter().copied().map(line).collect();
            let lines: Vec<&[u8]> = lines.iter().map(String::as_bytes).collect();
            let expected = expected
                .iter()
                .map(|(number, parts)| format!("{number}: {}", line(*parts)));
            let expected: Vec<String> = expected.collect();
            let found = joined(&lines);
            assert!(found == expected, "{found:.300?} {expected:.300?}");
        }
        // These are not Docker's alone, or not at all.
        for line in [
            r#"{"log":"x","stream":"stdout","kubernetes":1}"#,
            r#"{"log":"x","stream":"stdin"}"#,
            r#"{"log":"x"}"#,
            r#"{"log":"x","stream":"#,
        ] {
            assert_eq!(joined(&[line.as_bytes()]), [format!("1: {}", sorted(line))]);
        }
    }
}
