//! Keeps the lines of each process in syslog or the journal separate.

use super::joined::{Joined, MAX_KEPT};
use super::stream::{Kept, Stream};
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::Arc;

/// The maximum number of lines of other processes between two lines of a record. There are usually
/// few, because the lines of a record are written together.
const MAX_BETWEEN: u64 = 1_000;

/// The maximum number of bytes to buffer for all processes.
const MAX_BYTES: usize = 32 * MAX_KEPT;

/// The buffered lines of each process.
#[derive(Debug, Default)]
pub(super) struct Processes {
    /// The processes, by the number of the last line of each.
    kept: BTreeMap<u64, Process>,
    /// The number of the last line of each process, by its name.
    last_lines: HashMap<Arc<[u8]>, u64>,
    /// The number of lines so far.
    lines: u64,
    bytes: usize,
}

#[derive(Debug)]
struct Process {
    name: Arc<[u8]>,
    stream: Stream,
}

impl Processes {
    /// Takes a line of this process, and returns whether it did. A complete line is not taken if it
    /// does not belong to a record.
    pub(super) fn take(
        &mut self,
        name: &[u8],
        line: Kept,
        is_last: bool,
        ready: &mut VecDeque<Joined>,
    ) -> bool {
        self.lines += 1;
        let lines = self.lines;
        let is_old = |last: u64| lines - last > MAX_BETWEEN;
        while let Some(last) = self.first_line().filter(|last| is_old(*last)) {
            let process = self.remove(last);
            ready.extend(process.into_iter().flat_map(|mut it| it.stream.end()));
        }
        let known = self.last_lines.get(name).copied();
        let known = known.and_then(|last| self.remove(last));
        let mut process = known.unwrap_or_else(|| Process {
            name: name.into(),
            stream: Stream::default(),
        });
        let is_taken = process.stream.take(line, is_last, ready);
        if !process.stream.is_empty() {
            self.insert(self.lines, process);
        }
        while let Some(last) = self.first_line().filter(|_| self.bytes > MAX_BYTES) {
            // The rest of its last record may follow.
            let process = self.remove(last);
            let rest = process.into_iter().flat_map(|mut it| it.stream.end());
            ready.extend(rest.map(|joined| Joined {
                is_cut_off: true,
                ..joined
            }));
        }
        is_taken
    }

    pub(super) fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// Returns the records that are complete if nothing follows. Parts of lines are kept.
    pub(super) fn take_records(&mut self) -> Vec<Joined> {
        let mut records = Vec::new();
        for (last, mut process) in self.take_all() {
            records.extend(process.stream.take_record());
            if !process.stream.is_empty() {
                self.insert(last, process);
            }
        }
        records
    }

    /// Returns everything that is buffered.
    pub(super) fn end(&mut self) -> impl Iterator<Item = Joined> + use<> {
        let processes = self.take_all().into_values();
        processes.flat_map(|mut process| process.stream.end())
    }

    fn take_all(&mut self) -> BTreeMap<u64, Process> {
        self.last_lines.clear();
        self.bytes = 0;
        std::mem::take(&mut self.kept)
    }

    /// Returns the number of the last line of the process that has been silent for the longest
    /// time.
    fn first_line(&self) -> Option<u64> {
        self.kept.first_key_value().map(|(last, _)| *last)
    }

    fn insert(&mut self, last: u64, process: Process) {
        self.bytes += process.stream.len();
        self.last_lines.insert(Arc::clone(&process.name), last);
        self.kept.insert(last, process);
    }

    fn remove(&mut self, last: u64) -> Option<Process> {
        let process = self.kept.remove(&last)?;
        self.last_lines.remove(&process.name);
        self.bytes -= process.stream.len();
        Some(process)
    }
}

#[cfg(test)]
mod tests {
    use crate::joiner::joined::MAX_KEPT;
    use crate::joiner::tests::joined;

    const KEA: &str = "2018-12-20 10:15:02.123 INFO [kea/1] A_B";

    /// Lines, and the expected records. `D` is the beginning of a syslog entry, and `KEA` is
    /// [`KEA`].
    type Case<'c> = (&'c [&'c str], &'c [&'c str]);

    fn check(cases: &[Case<'_>]) {
        let whole = |line: &&str| {
            line.replace("D ", "Dec 20 10:15:02 host ")
                .replace("KEA", KEA)
        };
        for (lines, expected) in cases {
            let lines: Vec<String> = lines.iter().map(whole).collect();
            let lines: Vec<&[u8]> = lines.iter().map(String::as_bytes).collect();
            let expected: Vec<String> = expected.iter().map(whole).collect();
            assert_eq!(joined(&lines), expected);
        }
    }

    /// Lines in syslog come from one process or from several.
    #[test]
    fn records_in_a_syslog() {
        let cases: [Case<'_>; 8] = [
            (
                &[
                    "D a[1]: x",
                    "D a[1]: KEA x",
                    "D a[1]:   y",
                    "D a[1]:",
                    "D a[1]: KEA z",
                ],
                &[
                    "1: D a[1]: x",
                    "2: D a[1]: KEA x\n  y\n",
                    "5: D a[1]: KEA z",
                ],
            ),
            // Processes, hosts and other lines are separate.
            (
                &[
                    "D a[1]: KEA x",
                    "D a[2]: KEA z",
                    KEA,
                    "D a[1]: y",
                    "D a[2]: y",
                    "D b[1]: y",
                ],
                &[
                    &format!("3: {KEA}"),
                    "6: D b[1]: y",
                    "1: D a[1]: KEA x\ny",
                    "2: D a[2]: KEA z\ny",
                ],
            ),
            (
                &["D a[1]: KEA x", "Dec 20 10:15:02 other a[1]: y"],
                &["2: Dec 20 10:15:02 other a[1]: y", "1: D a[1]: KEA x"],
            ),
            // A severity and a logger begin a record, but not after a line with a time.
            (
                &[
                    "D a[1]: INFO [k] A_B x",
                    "D a[1]: y",
                    "D a[1]: INFO [k] A_B z",
                ],
                &["1: D a[1]: INFO [k] A_B x\ny", "3: D a[1]: INFO [k] A_B z"],
            ),
            (
                &["D a[1]: KEA x", "D a[1]: INFO [k] y", "D a[1]: A_B y"],
                &["1: D a[1]: KEA x\nINFO [k] y\nA_B y"],
            ),
            // A line that is not an entry comes after the record that it can continue.
            (
                &["D a[1]: KEA x", "D b[1]: KEA y", "  z", "D b[1]: u"],
                &[
                    "1: D a[1]: KEA x",
                    "2: D b[1]: KEA y",
                    "3:   z",
                    "4: D b[1]: u",
                ],
            ),
            (
                &["D a[1]: KEA x", KEA],
                &[&format!("2: {KEA}"), "1: D a[1]: KEA x"],
            ),
            (
                &[
                    "<30>1 2018-12-20T10:15:02Z host a 1 - - KEA x",
                    "<30>1 2018-12-20T10:15:03Z host a 1 - -  y",
                ],
                &["1: <30>1 2018-12-20T10:15:02Z host a 1 - - KEA x\n y"],
            ),
        ];
        check(&cases);
    }

    /// Records begin with an ID.
    #[test]
    fn records_without_a_time() {
        check(&[
            // After a line with an ID, another line with an ID begins a record, but not after any
            // other head.
            (
                &[
                    "D a[1]: x",
                    "D a[1]: A_B x",
                    "D b[1]: y",
                    "D a[1]: y",
                    "D a[1]:   z",
                    "D a[1]: A_C x",
                    "D a[1]: WARN A_C x",
                    "D a[1]: INFO y",
                    "D a[1]: INFO [k] A_B z",
                    "D a[1]: A_C y",
                    "D a[1]: KEA z",
                ],
                &[
                    "1: D a[1]: x",
                    "3: D b[1]: y",
                    "2: D a[1]: A_B x\ny\n  z",
                    "6: D a[1]: A_C x",
                    "7: D a[1]: WARN A_C x\nINFO y",
                    "9: D a[1]: INFO [k] A_B z\nA_C y",
                    "11: D a[1]: KEA z",
                ],
            ),
            // A line with its ID in a field does not begin a record.
            (
                &[
                    r#"D a[1]: {"message":"A_B y"}"#,
                    "D a[1]: y",
                    "D a[1]: A_C z message_id=A_B",
                    "D a[1]: y",
                    "D a[1]: A_B x",
                    r#"D a[1]: {"message":"A_B y"}"#,
                ],
                &[
                    r#"1: D a[1]: {"message":"A_B y"}"#,
                    "2: D a[1]: y",
                    "3: D a[1]: A_C z message_id=A_B",
                    "4: D a[1]: y",
                    "5: D a[1]: A_B x\n{\"message\":\"A_B y\"}",
                ],
            ),
        ]);
    }

    /// A record is buffered until there are many lines of other processes, or long ones.
    #[test]
    fn records_of_many_processes() {
        let kea = format!("{KEA} x");
        let line =
            |process: usize, text: &str| format!("Dec 20 10:15:02 host a[{process}]: {text}");
        let found =
            |lines: &[String]| joined(&lines.iter().map(String::as_bytes).collect::<Vec<_>>());
        let mut lines: Vec<String> = (0..1_000).map(|process| line(process, &kea)).collect();
        lines.push(line(0, "y"));
        let found_all = found(&lines);
        assert_eq!(found_all.len(), 1_000);
        assert_eq!(found_all[0], format!("1: {}\ny", lines[0]));
        assert_eq!(found_all[999], format!("1000: {}", lines[999]));
        let long = "x".repeat(MAX_KEPT);
        let long = (0..33).map(|process| line(process, &format!("{kea}{long}")));
        let cut_off: Vec<String> = found(&long.collect::<Vec<_>>())
            .into_iter()
            .filter(|line| line.ends_with("..."))
            .map(|line| line[..25].to_owned())
            .collect();
        assert_eq!(
            cut_off,
            ["1: Dec 20 10:15:02 host a", "2: Dec 20 10:15:02 host a"]
        );
        // A record ends after this many lines of other processes.
        lines.truncate(1);
        lines.extend(vec![line(1, "x"); 1_001]);
        lines.push(line(0, "y"));
        let found = found(&lines);
        assert_eq!(found.len(), lines.len());
        assert_eq!(found[1_000], format!("1: {}", lines[0]));
        let long = [line(0, &kea), line(0, &"x".repeat(MAX_KEPT))];
        let found = joined(&long.each_ref().map(String::as_bytes));
        assert_eq!(found[0], format!("1: {}...", long[0]));
        assert!(found[1] == format!("2: {}", long[1]), "{:.300}", found[1]);
    }
}
