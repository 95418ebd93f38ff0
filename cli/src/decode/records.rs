//! Reads the records of a log. A record is a line with the lines that continue it.

use super::line_reader::Next;
use super::lines::Lines;
use kea_messages_decode::{Completeness, Decoder};
use std::io;

/// The number of times that a followed log is checked before its last record counts as
/// complete, because a program can write a record in several steps.
const LOOKS: u32 = 2;

fn begins_record(line: &[u8]) -> bool {
    kea_messages_decode::Records::begins_record(line)
}

/// Reads the records of a log.
///
/// It is not an [`Iterator`], because a record borrows the buffer that the next one is
/// read into.
pub(super) struct Records<'d> {
    lines: Lines,
    /// The line that was read last.
    line: Vec<u8>,
    joined: kea_messages_decode::Records<'d>,
    lane: Lane,
    /// The number of checks that found no more lines.
    looks: u32,
    /// The end of the log, or the error that it ends with. It comes after the remaining records.
    end: Option<io::Result<()>>,
}

/// How records are read. Nearly all lines of most logs are records by themselves, which is known
/// from the beginning of the line and of the next one. These are not copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lane {
    /// Each line is taken by `joined`.
    Slow,
    /// The last record of `joined` comes before a line that begins a record.
    Last,
    /// `joined` has no lines, and the next line begins a record.
    Fast,
}

/// The result of [`Records::next`].
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Record<'r> {
    /// A line, and the lines that continue it.
    Whole(&'r [u8]),
    /// A line, and the lines that continue it, of which a part is or may be missing: the last one
    /// has no line feed, or the record is too long.
    CutOff(&'r [u8]),
    /// A part of a line that is too long to be a record.
    TooLong(&'r [u8]),
    /// The log has no more records yet: it is followed, and can still grow.
    NothingYet,
}

impl<'d> Records<'d> {
    pub(super) fn new(lines: Lines, decoder: &'d Decoder) -> Self {
        Self {
            lines,
            line: Vec::new(),
            joined: decoder.records(),
            lane: Lane::Slow,
            looks: 0,
            end: None,
        }
    }

    /// Calls `take` with records that are lines by themselves, and with their numbers, as far as
    /// this is known from what has been read. [`next`](Self::next) returns the record after these.
    /// It also returns these, if this method is not called before, but takes longer.
    ///
    /// # Errors
    ///
    /// Returns the error of `take`.
    pub(super) fn take_lines<E>(
        &mut self,
        take: impl FnMut(u64, &str) -> Result<(), E>,
    ) -> Result<(), E> {
        match self.lane {
            Lane::Fast => self.lines.take_before(begins_record, take),
            Lane::Slow | Lane::Last => Ok(()),
        }
    }

    /// Reads the next record. Returns `None` at the end of the log.
    pub(super) fn next(&mut self) -> Option<io::Result<Record<'_>>> {
        self.next_numbered().map(|(_, record)| record)
    }

    /// Does the same as [`next`](Self::next), and returns the number of the first line of the
    /// record, if it is known.
    pub(super) fn next_numbered(&mut self) -> Option<(Option<u64>, io::Result<Record<'_>>)> {
        while self.joined.next().is_none() {
            if let Some(end) = self.end.take() {
                return end.err().map(|error| (None, Err(error)));
            }
            if !self.read() {
                return Some((None, Ok(Record::NothingYet)));
            }
        }
        self.lane = match self.lane {
            Lane::Last => Lane::Fast,
            Lane::Slow | Lane::Fast
                if self.lines.is_before(begins_record) && self.joined.end_last() =>
            {
                Lane::Last
            }
            Lane::Slow | Lane::Fast => Lane::Slow,
        };
        let record = self.joined.current()?;
        let lines = match record.completeness {
            Completeness::Whole => Record::Whole(record.lines),
            Completeness::CutOff => Record::CutOff(record.lines),
            Completeness::Part => Record::TooLong(record.lines),
        };
        Some((record.number, Ok(lines)))
    }

    /// Reads a line. Returns whether there can be another record.
    fn read(&mut self) -> bool {
        let next = self.lines.next(&mut self.line);
        let number = self.lines.number();
        match next {
            Ok(Next::Nothing) => return self.look(),
            Ok(Next::Line) => self.joined.take(&self.line, number),
            Ok(Next::CutOff) => self.joined.end_in(&self.line, number),
            Ok(Next::TooLong) => self.joined.take_part(&self.line, number),
            Ok(Next::End) => self.end_with(Ok(())),
            Err(error) => self.end_with(Err(error)),
        }
        self.looks = 0;
        true
    }

    /// Handles a check that found no more lines. After several checks, the last record counts as
    /// complete, and this returns true.
    fn look(&mut self) -> bool {
        self.looks += 1;
        let is_complete = self.looks == LOOKS + 1;
        if is_complete {
            self.joined.flush();
        }
        is_complete
    }

    fn end_with(&mut self, end: io::Result<()>) {
        self.joined.end();
        self.end = Some(end);
    }

    /// Waits for more of a log that is followed.
    pub(super) fn wait(&mut self) {
        self.lines.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::{Record, Records};
    use crate::decode::lines::Lines;
    use kea_messages_decode::Decoder;
    use std::convert::Infallible;
    use std::io::Write as _;
    use tempfile::NamedTempFile;

    /// The maximum size of a record of several lines, and of a line.
    const MAX_RECORD: usize = 1 << 20;

    const HEAD: &str = "2018-12-20 10:15:02.123 INFO  [kea/1] A_B";

    fn log(content: &[u8]) -> NamedTempFile {
        let mut file = NamedTempFile::new().expect("a file can be made");
        file.write_all(content).expect("it can be written");
        file
    }

    /// Returns the records of a log that is not followed.
    fn records(content: &[u8]) -> Vec<String> {
        let log = log(content);
        let decoder = Decoder::default();
        let lines = Lines::open(log.path(), false).expect("it can be read");
        let mut records = Records::new(lines, &decoder);
        let mut found = Vec::new();
        while let Some(record) = records.next() {
            found.push(match record.expect("it can be read") {
                Record::Whole(record) => String::from_utf8_lossy(record).into_owned(),
                Record::CutOff(record) => format!("cut off: {}", String::from_utf8_lossy(record)),
                Record::TooLong(part) => format!("too long: {}", part.len()),
                Record::NothingYet => "nothing yet".into(),
            });
        }
        found
    }

    #[test]
    fn lines_are_joined() {
        let half = "x".repeat(MAX_RECORD / 2);
        let long = "x".repeat(MAX_RECORD + 5);
        // The content of a log, and its records.
        let cases: [(&str, &[&str]); 13] = [
            ("", &[]),
            ("\n", &[""]),
            ("A_B one", &["cut off: A_B one"]),
            (
                &format!("{HEAD}\nx\ny"),
                &[&format!("cut off: {HEAD}\nx\ny")],
            ),
            ("A_B one\nA_B two", &["A_B one", "cut off: A_B two"]),
            ("A_B one\nA_B two\n", &["A_B one", "A_B two"]),
            (
                "A_B one\n x\n\ty\nA_B two\n",
                &["A_B one\n x\n\ty", "A_B two"],
            ),
            // A line that is not indented only continues a line with a time.
            ("A_B one\nx\n", &["A_B one", "x"]),
            (
                &format!("{HEAD}\nx\n\n{HEAD}\n"),
                &[&format!("{HEAD}\nx\n"), HEAD],
            ),
            (&format!("{HEAD}\n x\ny\n"), &[&format!("{HEAD}\n x\ny")]),
            (
                &format!("{HEAD}\n{half}\n {half}\n"),
                &[&format!("cut off: {HEAD}\n{half}"), &format!(" {half}")],
            ),
            (
                &format!("A_B one\n{long}\nA_B two\n"),
                &[
                    "A_B one",
                    &format!("too long: {MAX_RECORD}"),
                    "too long: 5",
                    "A_B two",
                ],
            ),
            (
                &format!("{HEAD}\n{long}\n"),
                &[
                    &format!("cut off: {HEAD}"),
                    &format!("too long: {MAX_RECORD}"),
                    "too long: 5",
                ],
            ),
        ];
        for (content, expected) in cases {
            assert_eq!(records(content.as_bytes()), expected, "{content:.200}");
        }
    }

    /// Lines that are taken at once are the same records, with the same numbers, as if each had been
    /// read by itself.
    #[test]
    fn lines_that_are_records() {
        let head = HEAD.as_bytes();
        let long = [head, &b" x".repeat(5_000)].concat();
        let other: &[&[u8]] = &[b"  at one", b"", b"A_B x", b"{", b"\xff", &long];
        let whole = |count| vec![head; count];
        // The lines of a log, and the number of lines that are taken at once.
        let cases: [(Vec<&[u8]>, usize); 9] = [
            (whole(2), 0),
            (whole(3), 0),
            (whole(5), 2),
            (whole(1_000), 997),
            ([whole(5), other.to_vec(), whole(5)].concat(), 6),
            ([whole(5), vec![b"  at one"], whole(5)].concat(), 5),
            ([whole(5), vec![&long], whole(5)].concat(), 8),
            (
                [whole(5), vec![b"2018-12-20 10:15:02.123 \xff"], whole(5)].concat(),
                6,
            ),
            (vec![b"A_B x"; 10], 0),
        ];
        for (lines, expected) in cases {
            for end in ["", "\n"] {
                let content = [&lines.join(&b'\n'), end.as_bytes()].concat();
                let file = log(&content);
                let decoder = Decoder::default();
                let read = |is_fast: bool| {
                    let lines = Lines::open(file.path(), false).expect("it can be read");
                    let mut records = Records::new(lines, &decoder);
                    let (mut found, mut taken) = (Vec::new(), 0);
                    loop {
                        if is_fast {
                            let Ok(()) = records.take_lines(|number, line| {
                                let record = format!("{:?}", Record::Whole(line.as_bytes()));
                                found.push((Some(number), record));
                                taken += 1;
                                Ok::<_, Infallible>(())
                            });
                        }
                        let Some((number, record)) = records.next_numbered() else {
                            return (found, taken);
                        };
                        let record = record.expect("it can be read");
                        found.push((number, format!("{record:?}")));
                    }
                };
                let (records, taken) = read(true);
                assert_eq!(records, read(false).0, "{:?}", lines.len());
                assert_eq!(taken, expected, "{} {end:?}", lines.len());
            }
        }
    }

    /// Lines that were split are joined, however the log ends.
    #[test]
    fn lines_that_were_split() {
        const PART: &str = "2018-12-20T10:15:02.1Z stdout P A_B on";
        const LAST: &str = "2018-12-20T10:15:02.2Z stdout F  disk";
        const WHOLE: &str = "2018-12-20T10:15:02.1Z stdout F A_B on disk";
        let long = "x".repeat(MAX_RECORD + 5);
        let cases: [(&str, &[&str]); 4] = [
            // A line after an ID in a container continues its record.
            (
                &format!("{PART}\n{LAST}\n{LAST}\n{PART}\n{LAST}\n"),
                &[&format!("{WHOLE}\n disk"), WHOLE],
            ),
            (&format!("{PART}\n{LAST}"), &[&format!("cut off: {WHOLE}")]),
            (&format!("{PART}\n"), &[PART]),
            (
                &format!("{PART}\n{long}\n{LAST}\n"),
                &[
                    &format!("cut off: {PART}"),
                    &format!("too long: {MAX_RECORD}"),
                    "too long: 5",
                    LAST,
                ],
            ),
        ];
        for (content, expected) in cases {
            assert_eq!(records(content.as_bytes()), expected, "{content:.200}");
        }
    }

    #[test]
    fn a_line_that_is_not_utf_8_is_a_line() {
        let expected = ["A_B one\n \u{fffd}\n two"];
        assert_eq!(records(b"A_B one\n \xff\n two\n"), expected);
    }

    #[test]
    fn a_record_comes_before_an_error() {
        // This compressed log is cut off.
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(b"A_B one\n").expect("it can be written");
        let content = encoder.finish().expect("it can be written");
        let log = log(&content[..content.len() - 1]);
        let decoder = Decoder::default();
        let lines = Lines::open(log.path(), false).expect("it can be read");
        let mut records = Records::new(lines, &decoder);
        assert!(matches!(
            records.next(),
            Some(Ok(Record::Whole(b"A_B one")))
        ));
        assert!(matches!(records.next(), Some(Err(_))));
    }

    /// The last record of a container is returned if no more lines follow.
    #[test]
    fn a_log_of_a_container_is_followed() {
        let head = format!("2018-12-20T10:15:02.1Z stdout F {HEAD}");
        let mut log = log(format!("{head} one\n").as_bytes());
        let decoder = Decoder::default();
        let lines = Lines::open(log.path(), true).expect("it can be read");
        let mut records = Records::new(lines, &decoder);
        let mut next = || match records.next() {
            Some(Ok(Record::Whole(record))) => String::from_utf8_lossy(record).into_owned(),
            Some(Ok(Record::NothingYet)) => String::new(),
            other => panic!("{other:?}"),
        };
        let mut found = Vec::new();
        found.extend([next(), next()]);
        writeln!(log, "2018-12-20T10:15:02.2Z stdout F two").expect("it can be written");
        found.extend((0..9).map(|_| next()));
        found.retain(|record| !record.is_empty());
        assert_eq!(found, [format!("{head} one\ntwo")]);
    }

    #[test]
    fn a_log_that_is_followed_grows() {
        let mut log = log(b"A_B one\n two\nA_B th");
        let decoder = Decoder::default();
        let lines = Lines::open(log.path(), true).expect("it can be read");
        let mut records = Records::new(lines, &decoder);
        let mut next = |expected| {
            let record = records.next().expect("it goes on").expect("it can be read");
            assert_eq!(record, expected);
        };
        // A record can be written in two steps.
        next(Record::NothingYet);
        log.write_all(b"ree\n").expect("it can be written");
        next(Record::Whole(b"A_B one\n two"));
        next(Record::NothingYet);
        log.write_all(b"  four\n").expect("it can be written");
        next(Record::NothingYet);
        next(Record::NothingYet);
        next(Record::Whole(b"A_B three\n  four"));
        next(Record::NothingYet);
        log.write_all(b"A_B five\nA_B six\n")
            .expect("it can be written");
        next(Record::Whole(b"A_B five"));
        next(Record::NothingYet);
    }
}
