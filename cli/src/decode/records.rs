//! Reads the records of a log: each is a line, with the lines that continue it.

use super::line_reader::Next;
use super::lines::Lines;
use kea_messages_decode::{Decoder, Joiner, RecordStart};
use std::borrow::Cow;
use std::io;

/// The maximum size of a record of several lines, in bytes.
const MAX_RECORD: usize = 1 << 20;

/// The number of times that a followed log is checked before its last record counts as
/// complete, because a program can write a record in several steps.
const LOOKS: u32 = 2;

/// Reads the records of a log.
///
/// It is not an [`Iterator`], because a record borrows the buffer that the next one is
/// read into.
pub(super) struct Records<'d> {
    lines: Lines,
    joiner: Joiner,
    /// The number of checks that found no more lines.
    joiner_looks: u32,
    /// The line that was read after joined lines, and follows them.
    behind: Option<(io::Result<Next>, Vec<u8>)>,
    decoder: &'d Decoder,
    /// The record so far, and its start.
    record: Vec<u8>,
    start: Option<RecordStart>,
    /// The start of the record before the last line, if that line does not continue it.
    before: Option<RecordStart>,
    /// The line that was read last.
    line: Vec<u8>,
    /// The number of the line, and that of the first line of the record.
    line_number: Option<u64>,
    number: Option<u64>,
    /// The number of checks that found nothing after the record.
    looks: u32,
    /// The line that was read last, if it is not part of the record that was returned
    /// before.
    held: Option<io::Result<Next>>,
}

/// The result of [`Records::next`].
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Record<'r> {
    /// A line, and the lines that continue it.
    Whole(&'r [u8]),
    /// The same, but a part is missing, or may be missing: its last line has no line feed, or
    /// it is too long.
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
            joiner: decoder.joiner(),
            joiner_looks: 0,
            behind: None,
            decoder,
            record: Vec::new(),
            start: None,
            before: None,
            line: Vec::new(),
            line_number: None,
            number: None,
            looks: 0,
            held: None,
        }
    }

    /// Reads the next record; `None` at the end of the log.
    pub(super) fn next(&mut self) -> Option<io::Result<Record<'_>>> {
        self.next_numbered().map(|(_, record)| record)
    }

    /// [`next`](Self::next) with the number of the record's first line, if that is known.
    pub(super) fn next_numbered(&mut self) -> Option<(Option<u64>, io::Result<Record<'_>>)> {
        loop {
            let held = self.held.take();
            let next = held.unwrap_or_else(|| self.next_line());
            match (next, self.start.take()) {
                (Ok(next @ (Next::Line | Next::CutOff | Next::TooLong)), Some(start))
                    if self.continues(start) =>
                {
                    let is_too_long = self.record.len() + self.line.len() >= MAX_RECORD;
                    if is_too_long || next == Next::TooLong {
                        self.held = Some(Ok(next));
                        return Some((self.number, Ok(Record::CutOff(&self.record))));
                    }
                    self.record.push(b'\n');
                    self.record.extend_from_slice(&self.line);
                    if next == Next::CutOff {
                        return Some((self.number, Ok(Record::CutOff(&self.record))));
                    }
                    self.start = Some(start);
                    self.looks = 0;
                }
                (Ok(Next::Nothing), Some(start)) if self.looks < LOOKS => {
                    self.start = Some(start);
                    self.looks += 1;
                    return Some((self.number, Ok(Record::NothingYet)));
                }
                (next, Some(start)) => {
                    let is_line = matches!(next, Ok(Next::Line | Next::CutOff));
                    self.before = is_line.then_some(start);
                    self.held = Some(next);
                    return Some((self.number, Ok(Record::Whole(&self.record))));
                }
                (Ok(next @ (Next::Line | Next::CutOff)), None) => {
                    self.number = self.line_number;
                    std::mem::swap(&mut self.record, &mut self.line);
                    if next == Next::CutOff {
                        return Some((self.number, Ok(Record::CutOff(&self.record))));
                    }
                    let first = readable(&self.record);
                    self.start = Some(match self.before.take() {
                        Some(before) => self.decoder.start_behind(before, &first),
                        None => self.decoder.start(&first),
                    });
                    self.looks = 0;
                }
                (Ok(Next::TooLong), None) => {
                    return Some((self.line_number, Ok(Record::TooLong(&self.line))));
                }
                (Ok(Next::Nothing), None) => return Some((None, Ok(Record::NothingYet))),
                (Ok(Next::End), None) => return None,
                (Err(error), None) => return Some((None, Err(error))),
            }
        }
    }

    /// Reads the next line, which can be joined of several.
    fn next_line(&mut self) -> io::Result<Next> {
        loop {
            if let Some(joined) = self.joiner.next() {
                (self.line, self.line_number) = (joined.line, joined.number);
                return Ok(if joined.is_cut_off {
                    Next::CutOff
                } else {
                    Next::Line
                });
            }
            if let Some((next, line)) = self.behind.take() {
                (self.line, self.line_number) = (line, self.lines.number());
                return next;
            }
            let next = self.lines.next(&mut self.line);
            self.line_number = self.lines.number();
            match next {
                Ok(Next::Line) if self.joiner.takes(&self.line, self.line_number) => {
                    self.joiner_looks = 0;
                }
                Ok(Next::CutOff) if !self.joiner.is_empty() => {
                    self.joiner.end_in(&self.line, self.line_number);
                }
                Ok(Next::Line) => return next,
                Ok(Next::Nothing) => {
                    self.joiner_looks += 1;
                    if self.joiner_looks > LOOKS {
                        self.joiner.flush();
                    }
                    return next;
                }
                next if self.joiner.is_empty() => return next,
                next => {
                    self.joiner.end();
                    self.behind = Some((next, std::mem::take(&mut self.line)));
                }
            }
        }
    }

    /// Waits for more of a log that is followed.
    pub(super) fn wait(&mut self) {
        self.lines.wait();
    }

    /// Whether the line continues the record with this start.
    fn continues(&self, start: RecordStart) -> bool {
        let line = readable(&self.line);
        self.decoder.continues(&line, start)
    }
}

/// A line as text, of which only the head matters here. `from_utf8_lossy` checks each byte,
/// which few lines need.
fn readable(line: &[u8]) -> Cow<'_, str> {
    std::str::from_utf8(line).map_or_else(|_| String::from_utf8_lossy(line), Cow::Borrowed)
}

#[cfg(test)]
mod tests {
    use super::{MAX_RECORD, Record, Records};
    use crate::decode::lines::Lines;
    use kea_messages_decode::Decoder;
    use std::io::Write as _;
    use tempfile::NamedTempFile;

    const HEAD: &str = "2018-12-20 10:15:02.123 INFO  [kea/1] A_B";

    fn log(content: &[u8]) -> NamedTempFile {
        let mut file = NamedTempFile::new().expect("a file can be made");
        file.write_all(content).expect("it can be written");
        file
    }

    /// The records of a log that is not followed.
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
            // What is not indented belongs to a line with a time.
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

    /// Lines that others have split are one, whatever the log ends with.
    #[test]
    fn lines_that_were_split() {
        const PART: &str = "2018-12-20T10:15:02.1Z stdout P A_B on";
        const LAST: &str = "2018-12-20T10:15:02.2Z stdout F  disk";
        const WHOLE: &str = "2018-12-20T10:15:02.1Z stdout F A_B on disk";
        let long = "x".repeat(MAX_RECORD + 5);
        let cases: [(&str, &[&str]); 4] = [
            // Lines after an ID in a container continue its record.
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
        // A compressed log that is cut off.
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

    /// The last record of a container is given when nothing more comes.
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
