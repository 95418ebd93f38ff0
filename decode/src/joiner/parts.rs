//! Lines that a runtime of containers has split: long ones, of which containerd marks each part
//! but the last one with a `P`, and in those of Docker the line feed is missing; and records of
//! several lines, each of which has the runtime's own time in front of it.

use super::part::Part;
use super::{Joined, MAX_KEPT};
use std::collections::VecDeque;

/// What is kept of each stream of each runtime.
#[derive(Debug, Default)]
pub(super) struct Parts {
    streams: [Stream; 4],
    /// Whether the log ends in the line that is taken.
    pub(super) is_ending: bool,
}

/// What is kept of a stream.
#[derive(Debug, Default)]
struct Stream {
    /// The parts of a line so far.
    line: Option<Kept>,
    /// The lines of a record so far, of which the first has a head.
    record: Option<Kept>,
}

/// A line or a record that is not whole.
#[derive(Debug)]
struct Kept {
    part: Part,
    number: Option<u64>,
    /// Whether it was too long, and was given as far as it was known.
    is_too_long: bool,
    is_cut_off: bool,
}

impl Parts {
    /// Takes a part, or a line that begins or continues a record. No other is taken.
    pub(super) fn take(
        &mut self,
        line: &[u8],
        number: Option<u64>,
        ready: &mut VecDeque<Joined>,
    ) -> bool {
        let Some((stream, is_last, part)) = Part::of(line) else {
            return false;
        };
        let stream = &mut self.streams[stream];
        let new = Kept {
            part,
            number,
            is_too_long: false,
            is_cut_off: self.is_ending,
        };
        match stream.line.take() {
            None if is_last => return stream.take_line(new, ready).is_none(),
            None => stream.line = Some(new.unless_too_long(ready)),
            Some(kept) if kept.is_too_long => {
                ready.push_back(new.joined(false));
                stream.line = (!is_last).then_some(kept);
            }
            Some(mut kept) => {
                kept.append(new);
                if is_last {
                    let other = stream.take_line(kept, ready);
                    ready.extend(other.map(|line| line.joined(true)));
                } else {
                    stream.line = Some(kept.unless_too_long(ready));
                }
            }
        }
        true
    }

    pub(super) fn is_empty(&self) -> bool {
        let is_empty = |it: &Stream| it.line.is_none() && it.record.is_none();
        self.streams.iter().all(is_empty)
    }

    /// Gives the records that are whole if nothing follows.
    pub(super) fn flush(&mut self, ready: &mut VecDeque<Joined>) {
        let records = self.streams.iter_mut();
        let records = records.filter_map(|stream| stream.record.take());
        let mut records: Vec<_> = records.map(|record| record.joined(true)).collect();
        records.sort_by_key(|record| record.number);
        ready.extend(records);
    }

    /// Gives all, also the lines of which parts are missing.
    pub(super) fn end(&mut self, ready: &mut VecDeque<Joined>) {
        let mut all = VecDeque::new();
        self.flush(&mut all);
        let lines = self.streams.iter_mut().filter_map(|it| it.line.take());
        let lines = lines.filter(|line| !line.is_too_long);
        all.extend(lines.map(|line| line.joined(false)));
        all.make_contiguous().sort_by_key(|joined| joined.number);
        ready.extend(all);
    }
}

impl Stream {
    /// Takes a line that is whole. One that belongs to no record is returned.
    fn take_line(&mut self, line: Kept, ready: &mut VecDeque<Joined>) -> Option<Kept> {
        if line.part.has_head() {
            let before = self.record.replace(line);
            ready.extend(before.map(|record| record.joined(true)));
            return None;
        }
        let Some(mut record) = self.record.take() else {
            return Some(line);
        };
        if record.part.len() + line.part.len() > MAX_KEPT {
            // More of it is missing.
            ready.push_back(record.joined(false));
            return Some(line);
        }
        record.part.end_line();
        record.append(line);
        self.record = Some(record);
        None
    }
}

impl Kept {
    fn append(&mut self, next: Self) {
        self.part.append(next.part);
        self.is_cut_off |= next.is_cut_off;
    }

    fn joined(self, is_whole: bool) -> Joined {
        Joined {
            line: self.part.into_line(is_whole),
            number: self.number,
            is_cut_off: self.is_cut_off,
        }
    }

    /// Returns what is to be kept of a line that is not whole: if it is too long, it is given.
    fn unless_too_long(self, ready: &mut VecDeque<Joined>) -> Self {
        if self.part.len() <= MAX_KEPT {
            return self;
        }
        let rest = Self {
            part: Part::Containerd {
                line: Vec::new(),
                mark: 0,
            },
            is_too_long: true,
            ..self
        };
        ready.push_back(self.joined(false));
        rest
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

    #[test]
    fn records_of_several_lines() {
        const KEA: &str = "2018-12-20 10:15:02.123 INFO [kea/1] A_B";
        const T: &str = "2018-12-20T10:15:02.1Z";
        let lines = [
            "stdout F b",
            "stdout F KEA x",
            "stdout F  y",
            "stderr F z",
            "stdout F",
            "stdout P A_C",
            "stdout F  z",
            "stderr F KEA u",
            "stdout F KEA v",
        ];
        let kea = |line: &&str| format!("{T} {}", line.replace("KEA", KEA));
        let lines = lines.each_ref().map(kea);
        let lines: Vec<&[u8]> = lines.iter().map(String::as_bytes).collect();
        let expected = [
            format!("1: {T} stdout F b"),
            format!("4: {T} stderr F z"),
            format!("2: {T} stdout F {KEA} x\n y\n\nA_C z"),
            format!("8: {T} stderr F {KEA} u"),
            format!("9: {T} stdout F {KEA} v"),
        ];
        assert_eq!(joined(&lines), expected);
        let long = "x".repeat(MAX_KEPT);
        let long = [
            format!("{T} stdout F {KEA} {long}"),
            format!("{T} stdout F a"),
        ];
        let lines: Vec<&[u8]> = long.iter().map(String::as_bytes).collect();
        let expected = [long[0].replace(" F ", " P "), long[1].clone()];
        let found = joined(&lines);
        let expected = [format!("1: {}", expected[0]), format!("2: {}", expected[1])];
        assert!(found == expected, "{found:.300?}");
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
