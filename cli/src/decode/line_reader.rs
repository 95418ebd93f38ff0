//! Reads lines in constant memory.

use std::io::{self, BufRead};
use std::str::from_utf8;

/// The longest line that is returned as a whole. A longer one is returned in parts.
const MAX_LINE: usize = 1 << 20;

/// The byte order mark of UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The number of bytes that are checked for UTF-8 at first. It is doubled as long as lines are
/// taken.
const MIN_BLOCK: usize = 1 << 9;

/// Returns the beginning of a text, as far as it is UTF-8.
fn valid(text: &[u8]) -> &str {
    match from_utf8(text) {
        Ok(text) => text,
        Err(error) => from_utf8(&text[..error.valid_up_to()]).unwrap_or_default(),
    }
}

/// Reads lines. After the end of the file, more lines can be read when the file has grown.
pub(super) struct LineReader {
    reader: Box<dyn BufRead>,
    ends: Ends,
    /// The second line, which was read to learn how lines end.
    ahead: Option<Ahead>,
    /// Whether nothing has been returned yet.
    is_start: bool,
    /// Whether a part of a line that is too long was returned, and more of it follows.
    is_inside: bool,
    /// The last line, as far as it has been read without a line feed.
    partial: Vec<u8>,
    /// The number of bytes that the buffer of the reader is known to have.
    available: usize,
    /// The number of bytes that have been read.
    length: u64,
    /// The numbers of the last and of the next line.
    number: u64,
    next_number: u64,
}

/// The ends of lines. A carriage return belongs to the line feed after it if each line so far has
/// one, and there are at least two lines. The carriage return of a single line could belong to a
/// value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ends {
    /// No line has been read.
    Unknown,
    /// One line has been read, and it has a carriage return.
    Once,
    /// Lines end with a carriage return and a line feed.
    ReturnAndFeed,
    /// Lines end with a line feed.
    Feed,
}

/// A line that was read before the previous line was returned, or the error in its place.
struct Ahead {
    part: io::Result<Part>,
    line: Vec<u8>,
    number: u64,
}

/// The result of [`LineReader::next`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A complete line.
    Line,
    /// A part of a line that is too long.
    TooLong,
}

/// The next line of a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// A complete line.
    Line,
    /// The last line of a log, if it has no line feed.
    CutOff,
    /// A part of a line that is too long.
    TooLong,
    /// The end of a file that can still grow.
    Nothing,
    /// The end of the log.
    End,
}

impl From<Part> for Next {
    fn from(part: Part) -> Self {
        match part {
            Part::Line => Self::Line,
            Part::TooLong => Self::TooLong,
        }
    }
}

impl Next {
    /// Returns the kind of a line that has no line feed, or of the last part of such a line.
    pub(super) const fn cut_off(part: Part) -> Self {
        match part {
            Part::Line => Self::CutOff,
            Part::TooLong => Self::TooLong,
        }
    }
}

impl LineReader {
    /// Creates a reader, and reads the beginning.
    ///
    /// # Errors
    ///
    /// Returns the error of the first read. It has to be returned here, because a decoder of gzip
    /// returns it only once, and then looks like an empty log.
    pub(super) fn new(mut reader: Box<dyn BufRead>) -> io::Result<Self> {
        reader.fill_buf()?;
        Ok(Self {
            reader,
            ends: Ends::Unknown,
            ahead: None,
            is_start: true,
            is_inside: false,
            partial: Vec::new(),
            available: 0,
            length: 0,
            number: 0,
            next_number: 1,
        })
    }

    /// Continues a log whose previous lines were in another file.
    pub(super) const fn continue_after(&mut self, other: &Self) {
        self.ends = other.ends;
    }

    /// Reads the next line into `line`, without the end of the line. Returns `None` at the end,
    /// where an incomplete line is kept.
    ///
    /// If the first line ends with a carriage return, it is returned when the second line or the
    /// current end of the file has been read.
    pub(super) fn next(&mut self, line: &mut Vec<u8>) -> io::Result<Option<Part>> {
        if let Some(ahead) = self.ahead.take() {
            *line = ahead.line;
            self.number = ahead.number;
            return ahead.part.map(Some);
        }
        let before = self.ends;
        let part = self.read(line)?;
        if (before, self.ends) == (Ends::Unknown, Ends::Once) {
            self.look_ahead();
            if self.ends == Ends::ReturnAndFeed {
                line.pop();
            }
        }
        Ok(part)
    }

    /// Whether the buffer has the beginning of the next line, and `is_it` returns true for it.
    pub(super) fn is_before(&mut self, is_it: impl Fn(&[u8]) -> bool) -> bool {
        // Without bytes in the buffer, the reader would read more, and could return an error.
        let is_buffered = self.available > 0
            && self.ends == Ends::Feed
            && self.ahead.is_none()
            && self.partial.is_empty()
            && !self.is_inside;
        is_buffered && self.reader.fill_buf().is_ok_and(is_it)
    }

    /// Calls `take` with the next lines and their numbers, without copying them. It ends before the
    /// first line that is not UTF-8, that the buffer does not have as a whole, or after which the
    /// buffer does not have the beginning of a line for which `is_it` returns true.
    ///
    /// This must be called directly after [`is_before`](Self::is_before) has returned true.
    ///
    /// # Errors
    ///
    /// Returns the error of `take`.
    pub(super) fn take_before<E>(
        &mut self,
        is_it: impl Fn(&[u8]) -> bool,
        mut take: impl FnMut(u64, &str) -> Result<(), E>,
    ) -> Result<(), E> {
        let buffer = match self.reader.fill_buf() {
            Ok(buffer) if self.available > 0 => buffer,
            _ => return Ok(()),
        };
        // Checking many lines at once takes less time, but is in vain for those that are not taken.
        let mut block = MIN_BLOCK;
        let mut rest = buffer;
        let mut taken = Ok(());
        'blocks: while taken.is_ok() {
            let mut text = valid(&rest[..rest.len().min(block)]);
            let length = text.len();
            while let Some(end) = memchr::memchr(b'\n', text.as_bytes()) {
                if !is_it(&rest[end + 1..]) {
                    break 'blocks;
                }
                self.number = self.next_number;
                self.next_number += 1;
                rest = &rest[end + 1..];
                taken = take(self.number, &text[..end]);
                if taken.is_err() {
                    break 'blocks;
                }
                text = &text[end + 1..];
            }
            let is_all = length < block;
            if is_all || text.len() == length && block >= MAX_LINE {
                break;
            }
            block = (2 * block).min(MAX_LINE);
        }
        let used = buffer.len() - rest.len();
        self.consume(used);
        taken
    }

    fn consume(&mut self, bytes: usize) {
        self.reader.consume(bytes);
        self.available -= bytes;
        self.length += bytes as u64;
    }

    /// Reads the second line, if it already exists.
    fn look_ahead(&mut self) {
        let first = self.number;
        let mut line = Vec::new();
        let part = self.read(&mut line).transpose();
        self.ahead = part.map(|part| Ahead {
            part,
            line,
            number: self.number,
        });
        self.number = first;
    }

    fn read(&mut self, line: &mut Vec<u8>) -> io::Result<Option<Part>> {
        self.number = self.next_number;
        line.clear();
        line.append(&mut self.partial);
        loop {
            let available = match self.reader.fill_buf() {
                Ok(available) => available,
                Err(error) => {
                    self.partial.append(line);
                    return Err(error);
                }
            };
            if available.is_empty() {
                self.partial.append(line);
                return Ok(None);
            }
            self.available = available.len();
            let room = MAX_LINE.saturating_sub(line.len());
            let end = memchr::memchr(b'\n', available);
            if room == 0 && end != Some(0) {
                self.is_inside = true;
                self.remove_mark(line);
                return Ok(Some(Part::TooLong));
            }
            let length = end.unwrap_or(available.len()).min(room);
            line.extend_from_slice(&available[..length]);
            let is_whole = end == Some(length);
            let used = length + usize::from(is_whole);
            self.consume(used);
            if is_whole {
                self.next_number += 1;
                self.end(line);
                self.remove_mark(line);
                return Ok(Some(if std::mem::take(&mut self.is_inside) {
                    Part::TooLong
                } else {
                    Part::Line
                }));
            }
        }
    }

    /// Learns from this line how lines end, and removes a carriage return that belongs to its end.
    fn end(&mut self, line: &mut Vec<u8>) {
        self.ends = match (self.ends, line.last()) {
            (Ends::Feed, _) => return,
            (Ends::Unknown, Some(b'\r')) => Ends::Once,
            (Ends::Once | Ends::ReturnAndFeed, Some(b'\r')) => {
                line.pop();
                Ends::ReturnAndFeed
            }
            _ => Ends::Feed,
        };
    }

    /// Removes a byte order mark from the beginning of a log.
    fn remove_mark(&mut self, line: &mut Vec<u8>) {
        if std::mem::take(&mut self.is_start) && line.starts_with(BYTE_ORDER_MARK) {
            line.drain(..BYTE_ORDER_MARK.len());
        }
    }

    /// Takes the incomplete line at the end, if there is one.
    pub(super) fn take_rest(&mut self, line: &mut Vec<u8>) -> Option<Part> {
        line.clear();
        line.append(&mut self.partial);
        if !line.is_empty() {
            self.remove_mark(line);
        }
        if std::mem::take(&mut self.is_inside) {
            Some(Part::TooLong)
        } else {
            (!line.is_empty()).then_some(Part::Line)
        }
    }

    /// Returns the number of the line that was read last, starting with 1.
    pub(super) const fn number(&self) -> u64 {
        self.number
    }

    /// Returns the number of bytes that have been read.
    pub(super) const fn length(&self) -> u64 {
        self.length
    }
}

#[cfg(test)]
mod tests {
    use super::{LineReader, MAX_LINE, Part};
    use std::io::{self, BufReader, Cursor, Read};

    /// Creates a reader that gets its content in pieces of this many bytes.
    fn pieces(content: &str, size: usize) -> LineReader {
        let content = Cursor::new(content.to_owned());
        let reader = BufReader::with_capacity(size, content);
        LineReader::new(Box::new(reader)).expect("it can be read")
    }

    /// Returns the lines of a log, each with its number.
    fn lines(mut reader: LineReader) -> Vec<(u64, String)> {
        let mut lines = Vec::new();
        let mut line = Vec::new();
        loop {
            let part = reader.next(&mut line).expect("it can be read");
            let part = part.or_else(|| reader.take_rest(&mut line));
            let number = reader.number();
            let text = String::from_utf8_lossy(&line).into_owned();
            match part {
                Some(Part::Line) => lines.push((number, text)),
                Some(Part::TooLong) => lines.push((number, format!("too long: {}", text.len()))),
                None => return lines,
            }
        }
    }

    /// The result does not depend on the pieces in which a log is read.
    #[test]
    fn ends_of_lines() {
        let long = "x".repeat(MAX_LINE);
        let cases: [(&str, &[&str]); 13] = [
            ("", &[]),
            ("\u{feff}a", &["a"]),
            ("a\r\n", &["a\r"]),
            ("a\r\nb", &["a\r", "b"]),
            ("a\r\nb\r\n", &["a", "b"]),
            ("\u{feff}a\r\nb\r\nc\r", &["a", "b", "c\r"]),
            ("a\r\nb\nc\r\n", &["a\r", "b", "c\r"]),
            ("a\nb\r\n", &["a", "b\r"]),
            ("\n\r\n", &["", "\r"]),
            // If one line has no carriage return, those of later lines do not belong to their ends.
            ("a\r\nb\r\nc\nd\r\n", &["a", "b", "c", "d\r"]),
            (&format!("{long}\n"), &[&long]),
            (
                &format!("a\r\n{long}\r\nb\r\n"),
                &["a\r", "too long: 1048576", "too long: 0", "b"],
            ),
            (
                &format!("{long}\r\nb\r\n"),
                &["too long: 1048576", "too long: 0", "b"],
            ),
        ];
        for (content, expected) in cases {
            for size in [1, 2, 3, 4, 5, 7, MAX_LINE / 4, 2 * MAX_LINE] {
                let lines = lines(pieces(content, size)).into_iter();
                let lines: Vec<String> = lines.map(|(_, line)| line).collect();
                assert!(lines == expected, "{content:.20?} {size}: {lines:.20?}");
            }
        }
        let numbered = lines(pieces("a\r\nb\r\nc", 4));
        let expected = [(1, "a".into()), (2, "b".into()), (3, "c".into())];
        assert_eq!(numbered, expected);
    }

    /// An error while the second line is read is returned after the first line.
    #[test]
    fn an_error_behind_a_line() {
        struct Broken;

        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::other("broken"))
            }
        }

        let start = Cursor::new("a\r\nb").chain(Broken);
        let reader = LineReader::new(Box::new(BufReader::with_capacity(4, start)));
        let mut reader = reader.expect("the beginning can be read");
        let mut line = Vec::new();
        let part = reader.next(&mut line).expect("the line can be read");
        assert_eq!((part, &*line), (Some(Part::Line), &b"a\r"[..]));
        let error = reader.next(&mut line).expect_err("the next one cannot");
        assert_eq!(error.to_string(), "broken");
    }

    #[test]
    fn lines_and_what_is_left() {
        let long = "x".repeat(MAX_LINE);
        let cases: [(&str, &[(Part, &str)], Option<Part>); 6] = [
            ("", &[], None),
            (
                "a\n\nb\n",
                &[(Part::Line, "a"), (Part::Line, ""), (Part::Line, "b")],
                None,
            ),
            ("a\nb", &[(Part::Line, "a")], Some(Part::Line)),
            (
                "\u{feff}a\r\nb\r\n",
                &[(Part::Line, "a"), (Part::Line, "b")],
                None,
            ),
            ("a\r\n", &[(Part::Line, "a\r")], None),
            (
                &format!("{long}y"),
                &[(Part::TooLong, &long)],
                Some(Part::TooLong),
            ),
        ];
        for (content, expected, rest) in cases {
            let reader = LineReader::new(Box::new(Cursor::new(content.to_owned())));
            let mut reader = reader.expect("it can be read");
            let mut line = Vec::new();
            for (part, text) in expected {
                let found = reader.next(&mut line).expect("it can be read");
                assert_eq!(
                    (found, &*line),
                    (Some(*part), text.as_bytes()),
                    "{content:.20}"
                );
            }
            let feeds = content.matches('\n').count() as u64;
            // The end can be read more than once.
            for _ in 0..2 {
                assert_eq!(reader.next(&mut line).expect("it can be read"), None);
                assert_eq!(reader.number(), feeds + 1);
            }
            assert_eq!(reader.length(), content.len() as u64);
            assert_eq!(reader.take_rest(&mut line), rest, "{content:.20}");
            assert_eq!(reader.take_rest(&mut line), None);
        }
    }
}
