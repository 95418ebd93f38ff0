//! Joins the lines of a log into records. A record is a line with the lines that continue it.

use crate::decoder::Decoder;
use crate::joiner::{Joined, Joiner};
use crate::layout::{self, Layout};
use crate::record::RecordStart;
use std::borrow::Cow;
use std::collections::VecDeque;

/// The maximum size of a record of several lines, in bytes.
const MAX_RECORD: usize = 1 << 20;

/// Joins the lines of a log into records. A record is a line with the lines that
/// [continue](Decoder::continues) it. Before that, a [`Joiner`] joins lines that were split.
///
/// [`Decoder::records`] creates one. It takes the lines of a log one by one, and returns a record
/// when its end is known: when a line does not continue it, or when the log [ends](Self::end). A
/// record of several lines has at most 1 MiB. If more lines follow, they are another record, and
/// the first one is [cut off](Completeness::CutOff).
///
/// ```
/// use kea_messages_catalog::Message;
/// use kea_messages_decode::{Completeness, Decoder, Outcome, Record};
///
/// let message = Message::new("A_B", "%1 failed");
/// let decoder = Decoder::new([&message]);
///
/// let mut found = Vec::new();
/// let mut decode = |record: Record<'_>| {
///     let lines = String::from_utf8_lossy(record.lines);
///     let line = decoder.decode_lines(&lines);
///     let line = match record.completeness {
///         Completeness::Whole => line,
///         _ => line.cut_off(),
///     };
///     found.push((record.number.unwrap(), line.outcome.status(), line.continued.into_owned()));
/// };
///
/// let log = "A_B disk failed\n  at one\n  at two\nA_B fan failed\nA_B disk fai";
/// let mut records = decoder.records();
/// for (line, number) in log.split_inclusive('\n').zip(1..) {
///     match line.strip_suffix('\n') {
///         Some(line) => records.take(line.as_bytes(), Some(number)),
///         None => records.end_in(line.as_bytes(), Some(number)),
///     }
///     while let Some(record) = records.next() {
///         decode(record);
///     }
/// }
/// records.end();
/// while let Some(record) = records.next() {
///     decode(record);
/// }
/// assert_eq!(found[0], (1, "decoded", "  at one\n  at two".to_owned()));
/// assert_eq!(found[1], (4, "decoded", String::new()));
/// assert_eq!(found[2], (5, "cut_off", String::new()));
/// ```
#[derive(Debug)]
pub struct Records<'d> {
    layouts: Cow<'d, [Layout]>,
    joiner: Joiner,
    /// The lines that have been taken but not processed.
    waiting: VecDeque<Taken>,
    /// The current record, and the number of its first line.
    record: Vec<u8>,
    number: Option<u64>,
    /// The start of the current record, until its end is known.
    start: Option<RecordStart>,
    /// The completeness of the current record after it was returned, until the next one is
    /// requested.
    returned: Option<Completeness>,
    /// The start of the previous record, if the first waiting line does not continue it.
    before: Option<RecordStart>,
    /// The buffer of a line that is not needed any more, which is used for the next line.
    spare: Vec<u8>,
}

/// A record that [`Records`] returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Record<'r> {
    /// The lines, without the line feed at the end. They may not be valid UTF-8.
    pub lines: &'r [u8],
    /// The number that was passed with the first line.
    pub number: Option<u64>,
    /// Whether the record is known to have all its lines.
    pub completeness: Completeness,
}

/// Says whether a [`Record`] is known to have all its lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completeness {
    /// The record has all its lines.
    Whole,
    /// A part is missing or may be missing, because the log ended within the last line or the
    /// record is too long. Mark the line as [cut off](crate::Line::cut_off).
    CutOff,
    /// The record is a [part](Records::take_part) of a line that is too long to be decoded.
    Part,
}

/// An item that a [`Records`] has taken.
#[derive(Debug)]
enum Taken {
    /// A line, which begins or continues a record.
    Line(Joined),
    /// Lines that were already joined to a record.
    Record(Joined),
    /// A part of a line that is too long.
    Part(Joined),
    /// The end of the record.
    End,
}

impl Decoder {
    /// Returns a [`Records`], which joins the lines of a log into records.
    ///
    /// See [`Records`] for an example.
    #[must_use]
    pub fn records(&self) -> Records<'_> {
        Records {
            layouts: self.layouts().into(),
            joiner: self.joiner(),
            waiting: VecDeque::new(),
            record: Vec::new(),
            number: None,
            start: None,
            returned: None,
            before: None,
            spare: Vec::new(),
        }
    }
}

impl Records<'_> {
    /// Takes the next line, without its line feed.
    pub fn take(&mut self, line: &[u8], number: Option<u64>) {
        if self.joiner.takes(line, number) {
            self.take_joined();
        } else {
            let line = self.copy(line, number);
            self.waiting.push_back(Taken::Line(line));
        }
    }

    /// Takes a part of a line that is too long for a record. The part ends the previous record, and
    /// is returned separately.
    ///
    /// ```
    /// use kea_messages_decode::{Completeness, Decoder};
    ///
    /// let decoder = Decoder::new([]);
    /// let mut records = decoder.records();
    /// records.take_part(b"A_B x", None);
    /// records.take_part(b"xxxxx", None);
    /// records.take(b"A_B y", None);
    /// assert_eq!(records.next().unwrap().completeness, Completeness::Part);
    /// assert_eq!(records.next().unwrap().lines, b"xxxxx");
    /// // More lines can follow this one.
    /// assert_eq!(records.next(), None);
    /// ```
    pub fn take_part(&mut self, part: &[u8], number: Option<u64>) {
        self.joiner.end();
        self.take_joined();
        let part = self.copy(part, number);
        self.waiting.push_back(Taken::Part(part));
    }

    /// Takes a record whose lines have already been joined, with line feeds between them. It ends
    /// the previous record, and no other line continues it.
    ///
    /// ```
    /// use kea_messages_decode::Decoder;
    ///
    /// let decoder = Decoder::new([]);
    /// let mut records = decoder.records();
    /// records.take_record(b"A_B x\n  y", None);
    /// assert_eq!(records.next().unwrap().lines, b"A_B x\n  y");
    /// ```
    pub fn take_record(&mut self, lines: &[u8], number: Option<u64>) {
        let lines = self.copy(lines, number);
        self.waiting.push_back(Taken::Record(lines));
    }

    /// Ends the log with a line that has no line feed.
    ///
    /// ```
    /// use kea_messages_decode::{Completeness, Decoder};
    ///
    /// let decoder = Decoder::new([]);
    /// let mut records = decoder.records();
    /// records.take(b"A_B x", Some(1));
    /// records.end_in(b"  at o", Some(2));
    /// let record = records.next().unwrap();
    /// assert_eq!((record.lines, record.number), (&b"A_B x\n  at o"[..], Some(1)));
    /// assert_eq!(record.completeness, Completeness::CutOff);
    /// ```
    pub fn end_in(&mut self, line: &[u8], number: Option<u64>) {
        if self.joiner.is_empty() {
            let line = Joined {
                is_cut_off: true,
                ..self.copy(line, number)
            };
            self.waiting.push_back(Taken::Line(line));
        } else {
            self.joiner.end_in(line, number);
            self.take_joined();
        }
        self.waiting.push_back(Taken::End);
    }

    /// Makes [`next`](Self::next) return the records that are complete unless more lines follow.
    /// Use it for a log that is followed, when no lines have arrived for some time.
    ///
    /// ```
    /// use kea_messages_decode::Decoder;
    ///
    /// let decoder = Decoder::new([]);
    /// let mut records = decoder.records();
    /// records.take(b"A_B x", None);
    /// assert_eq!(records.next(), None);
    /// records.flush();
    /// assert_eq!(records.next().unwrap().lines, b"A_B x");
    /// ```
    pub fn flush(&mut self) {
        self.joiner.flush();
        self.take_joined();
        self.waiting.push_back(Taken::End);
    }

    /// Returns whether a line certainly begins a record, because it begins with Kea's time. Other
    /// lines may begin one too. See [`end_last`](Self::end_last).
    #[must_use]
    pub fn begins_record(line: &[u8]) -> bool {
        layout::has_kea_time(line)
    }

    /// Ends the record that begins with the last line, if that line and the next one, which has not
    /// been taken, [begin a record](Self::begins_record). Returns whether this was possible.
    ///
    /// If it was, [`next`](Self::next) returns that record, and then each line that begins a record
    /// and is followed by another such line is a whole record. These lines do not have to be taken,
    /// which saves time in a log that has nearly only such lines. This ends with the first line
    /// that is followed by another one: it has to be taken.
    ///
    /// ```
    /// use kea_messages_decode::{Decoder, Records};
    ///
    /// let lines: Vec<Vec<u8>> = (0..5)
    ///     .map(|second| format!("2018-12-20 10:15:0{second}.123 INFO  [kea/1] A_B x").into_bytes())
    ///     .collect();
    /// let decoder = Decoder::new([]);
    /// let mut records = decoder.records();
    /// records.take(&lines[0], None);
    /// records.take(&lines[1], None);
    /// assert_eq!(records.next().unwrap().lines, lines[0]);
    /// // The next line begins a record, so the one before it is complete.
    /// assert!(Records::begins_record(&lines[2]) && records.end_last());
    /// assert_eq!(records.next().unwrap().lines, lines[1]);
    /// // The next line is a record by itself.
    /// assert!(Records::begins_record(&lines[3]));
    /// records.take(&lines[3], None);
    /// records.take(b"  at one", None);
    /// records.take(&lines[4], None);
    /// assert_eq!(records.next().unwrap().lines, [&lines[3][..], b"\n  at one"].concat());
    /// ```
    pub fn end_last(&mut self) -> bool {
        let is_last = |line: &Taken| match line {
            Taken::Line(line) => !line.is_cut_off && Self::begins_record(&line.line),
            _ => false,
        };
        let is_alone = self.layouts.is_empty()
            && self.joiner.is_empty()
            && self.start.is_none()
            && self.waiting.len() == 1
            && self.waiting.iter().all(is_last);
        if is_alone {
            self.waiting.push_back(Taken::End);
        }
        is_alone
    }

    /// Ends the log: [`next`](Self::next) then returns all remaining records. Lines of another log
    /// can follow.
    pub fn end(&mut self) {
        self.joiner.end();
        self.take_joined();
        self.waiting.push_back(Taken::End);
    }

    /// Returns the next record whose end is known.
    #[expect(
        clippy::should_implement_trait,
        reason = "a record borrows the buffer of the next one"
    )]
    pub fn next(&mut self) -> Option<Record<'_>> {
        self.returned = self.proceed();
        self.current()
    }

    /// Returns the record that the last call of [`next`](Self::next) has returned. A loop that
    /// reads more lines until there is a record can return this one, but not the result of `next`,
    /// which would be borrowed while more lines are taken.
    ///
    /// ```
    /// use kea_messages_decode::{Decoder, Record, Records};
    ///
    /// fn read<'r>(log: &mut std::str::Lines<'_>, records: &'r mut Records<'_>) -> Option<Record<'r>> {
    ///     while records.next().is_none() {
    ///         records.take(log.next()?.as_bytes(), None);
    ///     }
    ///     records.current()
    /// }
    ///
    /// let decoder = Decoder::new([]);
    /// let (mut log, mut records) = ("A_B x\n  y\nA_B z".lines(), decoder.records());
    /// assert_eq!(read(&mut log, &mut records).unwrap().lines, b"A_B x\n  y");
    /// ```
    #[must_use]
    pub fn current(&self) -> Option<Record<'_>> {
        Some(Record {
            lines: &self.record,
            number: self.number,
            completeness: self.returned?,
        })
    }

    /// Joins lines until the end of a record is known, and returns its completeness.
    fn proceed(&mut self) -> Option<Completeness> {
        while let Some(next) = self.waiting.pop_front() {
            let Some(start) = self.start.take() else {
                let completeness = self.begin(next);
                if completeness.is_some() {
                    return completeness;
                }
                continue;
            };
            let continues = self.continues(&next, start);
            match next {
                Taken::Line(line) if continues && self.has_room(&line) => {
                    self.record.push(b'\n');
                    self.record.extend_from_slice(&line.line);
                    self.spare = line.line;
                    if line.is_cut_off {
                        return Some(Completeness::CutOff);
                    }
                    self.start = Some(start);
                }
                next => {
                    let is_line = matches!(next, Taken::Line(_));
                    self.before = (is_line && !continues).then_some(start);
                    self.waiting.push_front(next);
                    return Some(if continues {
                        Completeness::CutOff
                    } else {
                        Completeness::Whole
                    });
                }
            }
        }
        None
    }

    /// Converts this to a [`Records`] that does not borrow from the decoder, so that both can be
    /// fields of the same type.
    ///
    /// ```
    /// use kea_messages_decode::{Decoder, Records};
    ///
    /// struct Log {
    ///     decoder: Decoder,
    ///     records: Records<'static>,
    /// }
    ///
    /// let decoder = Decoder::new([]);
    /// let records = decoder.records().into_owned();
    /// let mut log = Log { decoder, records };
    /// log.records.take(b"A_B x", None);
    /// ```
    #[must_use]
    pub fn into_owned(self) -> Records<'static> {
        Records {
            layouts: Cow::Owned(self.layouts.into_owned()),
            ..self
        }
    }

    /// Begins a record. Returns its completeness if no line can continue it.
    fn begin(&mut self, next: Taken) -> Option<Completeness> {
        let before = self.before.take();
        let (line, completeness) = match next {
            Taken::Line(line) if line.is_cut_off => (line, Some(Completeness::CutOff)),
            Taken::Line(line) => (line, None),
            Taken::Record(lines) => (lines, Some(Completeness::Whole)),
            Taken::Part(part) => (part, Some(Completeness::Part)),
            Taken::End => return None,
        };
        self.number = line.number;
        self.spare = std::mem::replace(&mut self.record, line.line);
        if completeness.is_none() {
            let read = || RecordStart::of(&self.layouts, &readable(&self.record));
            self.start = Some(match before {
                Some(before) => before.of_next(&self.layouts, &self.record, read),
                None => read(),
            });
        }
        completeness
    }

    fn continues(&self, next: &Taken, start: RecordStart) -> bool {
        match next {
            Taken::Line(line) | Taken::Part(line) => {
                !start.is_followed_by(&self.layouts, &line.line)
                    && start.is_continued_by(&self.layouts, &readable(&line.line))
            }
            Taken::Record(_) | Taken::End => false,
        }
    }

    fn has_room(&self, line: &Joined) -> bool {
        self.record.len() + line.line.len() < MAX_RECORD
    }

    fn take_joined(&mut self) {
        while let Some(line) = self.joiner.next() {
            self.waiting.push_back(Taken::Line(line));
        }
    }

    /// Copies a line, usually into a buffer that is reused.
    fn copy(&mut self, line: &[u8], number: Option<u64>) -> Joined {
        let mut copy = std::mem::take(&mut self.spare);
        copy.clear();
        copy.extend_from_slice(line);
        Joined::new(copy, number)
    }
}

/// Converts a line to text. Invalid bytes can be replaced, because only the head matters here.
/// `from_utf8` is tried first, because it is faster than `from_utf8_lossy`.
fn readable(line: &[u8]) -> Cow<'_, str> {
    std::str::from_utf8(line).map_or_else(|_| String::from_utf8_lossy(line), Cow::Borrowed)
}
