//! Joins lines that were split: long lines, where containerd marks each part except the last one
//! with a `P`, and Docker omits the line feed; and records of several lines, each of which has the
//! prefix of the runtime, syslog or the journal.

use super::joined::Joined;
use super::part::{Part, Source};
use super::processes::Processes;
use super::stream::{Kept, Stream};
use std::collections::VecDeque;

/// The buffered lines of each stream of each runtime, and of each process.
#[derive(Debug, Default)]
pub(super) struct Parts {
    streams: [Stream; 4],
    processes: Processes,
    /// Whether the log ends within the line that is taken.
    pub(super) is_ending: bool,
}

impl Parts {
    /// Takes a part of a line, or a line that begins or continues a record. Returns whether it did.
    pub(super) fn take(
        &mut self,
        line: &[u8],
        number: Option<u64>,
        ready: &mut VecDeque<Joined>,
    ) -> bool {
        let Some((source, is_last, part)) = Part::of(line) else {
            return false;
        };
        let new = Kept::new(part, number, self.is_ending);
        match source {
            Source::Runtime(stream) => self.streams[stream].take(new, is_last, ready),
            Source::Process(name) => self.processes.take(&name, new, is_last, ready),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.streams.iter().all(Stream::is_empty) && self.processes.is_empty()
    }

    pub(super) fn has_processes(&self) -> bool {
        !self.processes.is_empty()
    }

    /// Returns the buffered lines of the processes.
    pub(super) fn end_processes(&mut self, ready: &mut VecDeque<Joined>) {
        ready.extend(in_order(self.processes.end()));
    }

    /// Returns the records that are complete if nothing follows.
    pub(super) fn flush(&mut self, ready: &mut VecDeque<Joined>) {
        let records = self.streams.iter_mut().filter_map(Stream::take_record);
        ready.extend(in_order(records.chain(self.processes.take_records())));
    }

    /// Returns all lines, including incomplete ones.
    pub(super) fn end(&mut self, ready: &mut VecDeque<Joined>) {
        let rest = self.streams.iter_mut().flat_map(Stream::end);
        ready.extend(in_order(rest.chain(self.processes.end())));
    }
}

/// Sorts lines by their numbers.
fn in_order(lines: impl Iterator<Item = Joined>) -> Vec<Joined> {
    let mut lines: Vec<_> = lines.collect();
    lines.sort_by_key(|line| line.number);
    lines
}

#[cfg(test)]
mod tests {
    use crate::joiner::joined::MAX_KEPT;
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
            // The streams are separate.
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
            // These lines are not of containerd.
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
            // No part of a line that is too long is taken for a complete line.
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
        // A character can be split.
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
        // After a line with an ID, another line with an ID begins a record.
        let lines = ["z", "A_B x", "  y", "", "z", "A_C x", "A_C x"];
        let lines = lines.map(|line| format!("{T} stdout F {line}"));
        let expected = [
            format!("1: {}", lines[0]),
            format!("2: {T} stdout F A_B x\n  y\n\nz"),
            format!("6: {}", lines[5]),
            format!("7: {}", lines[6]),
        ];
        assert_eq!(joined(&lines.each_ref().map(String::as_bytes)), expected);
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

    /// A line that is too long is returned after the record before it, because it may continue that
    /// record.
    #[test]
    fn a_long_line_behind_a_record() {
        const KEA: &str = "2018-12-20 10:15:02.123 INFO [kea/1] A_B x";
        const T: &str = "2018-12-20T10:15:02.1Z stdout";
        let long = "x".repeat(MAX_KEPT);
        let long_record = format!("{KEA}{long}");
        for (parts, is_continued) in [
            (vec![&*long, "y"], true),
            (vec!["y", &*long, "z"], true),
            (vec![&*long_record, "y"], false),
        ] {
            let (last, first) = parts.split_last().expect("there are parts");
            let mut lines = vec![format!("{T} F {KEA}")];
            lines.extend(first.iter().map(|part| format!("{T} P {part}")));
            lines.extend([format!("{T} F {last}"), format!("{T} F {KEA}")]);
            let mark = if is_continued { "P" } else { "F" };
            let count = lines.len();
            let expected = [
                format!("1: {T} {mark} {KEA}"),
                format!("2: {T} P {}", first.concat()),
                format!("{}: {T} P {last}", count - 1),
                format!("{count}: {T} F {KEA}"),
            ];
            let lines: Vec<&[u8]> = lines.iter().map(String::as_bytes).collect();
            let found = joined(&lines);
            assert!(found == expected, "{found:.100?}");
        }
    }

    /// A record is not complete if the end of its last line is missing.
    #[test]
    fn the_end_of_a_record_is_missing() {
        const KEA: &str = "2018-12-20 10:15:02.123 INFO [kea/1] A_B x";
        const T: &str = "2018-12-20T10:15:02.1Z stdout";
        for (last, expected) in [
            ("y", vec![format!("1: {T} P {KEA}\ny")]),
            (
                KEA,
                vec![format!("1: {T} F {KEA}"), format!("2: {T} P {KEA}")],
            ),
        ] {
            let lines = [format!("{T} F {KEA}"), format!("{T} P {last}")];
            assert_eq!(joined(&lines.each_ref().map(String::as_bytes)), expected);
        }
    }

    /// Joins entries of the journal, including the parts of a long line.
    #[test]
    fn records_of_the_journal() {
        const KEA: &str = "2018-12-20 10:15:02.123 INFO [kea/1] A_B x";
        let entry = |text: serde_json::Value, pid: &str, line_break: Option<&str>| {
            let mut entry = serde_json::json!({
                "__REALTIME_TIMESTAMP": "7", "MESSAGE": text, "_PID": pid, "_TRANSPORT": "stdout",
            });
            if let Some(line_break) = line_break {
                entry["_LINE_BREAK"] = line_break.into();
            }
            sorted(&entry.to_string())
        };
        let whole = |text: &str| entry(text.into(), "1", None);
        let part = |text: &str| entry(text.into(), "1", Some("line-max"));
        let split = |text: &str| entry(text.into(), "1", Some("line-feed"));
        let not_utf8 = [KEA.as_bytes(), b"\n\xff"].concat();
        let other = whole("y").replace("stdout", "journal");
        let cases = [
            (
                vec![whole("x"), whole(KEA), whole(KEA)],
                vec![(1, whole("x")), (2, whole(KEA)), (3, whole(KEA))],
            ),
            (
                vec![whole(KEA), entry("z".into(), "2", None), whole("  y")],
                vec![
                    (2, entry("z".into(), "2", None)),
                    (1, split(&format!("{KEA}\n  y"))),
                ],
            ),
            (
                vec![whole(KEA), entry(vec![255].into(), "1", None)],
                vec![(1, entry(not_utf8.into(), "1", Some("line-feed")))],
            ),
            (
                vec![part(KEA), part("y"), whole("z")],
                vec![(1, whole(&format!("{KEA}yz")))],
            ),
            (
                vec![whole(KEA), other.clone()],
                vec![(2, other), (1, whole(KEA))],
            ),
        ];
        for (lines, expected) in cases {
            let lines: Vec<&[u8]> = lines.iter().map(String::as_bytes).collect();
            let expected = expected
                .iter()
                .map(|(number, line)| format!("{number}: {line}"));
            assert_eq!(joined(&lines), expected.collect::<Vec<_>>());
        }
        let part = part(KEA);
        assert_eq!(joined(&[part.as_bytes()]), [format!("1: {part}...")]);
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
            // The text contains a backslash and a letter.
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
        // Another program has rewritten these lines.
        let parts = [
            r#"{"log": "a ", "stream": "stdout"}"#,
            r#"{"stream":"stdout","log":"b\n"}"#,
        ];
        let expected = sorted(r#"{"log":"a b\n","stream":"stdout"}"#);
        assert_eq!(
            joined(&parts.map(str::as_bytes)),
            [format!("1: {expected}")]
        );
        // These lines are not only from Docker, or not at all.
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
