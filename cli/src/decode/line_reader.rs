//! Reads lines in constant memory.

use std::io::{self, BufRead};

/// The longest line that is returned as a whole. A longer one is returned in parts.
const MAX_LINE: usize = 1 << 20;

/// The byte order mark of UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Reads lines. At the end of the file, it can be called again when there is more.
pub(super) struct LineReader {
    reader: Box<dyn BufRead>,
    /// Whether a carriage return belongs to the line feed after it.
    is_crlf: bool,
    /// Whether part of a line that is too long was returned, and more of it follows.
    is_inside: bool,
    /// The last line so far, which has no line feed yet.
    partial: Vec<u8>,
    /// The number of bytes that have been read.
    length: u64,
    /// The numbers of the last and of the next line.
    number: u64,
    next_number: u64,
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
    /// A line that has no line feed: the last one of a log.
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
    /// A line that has no line feed, or the last part of one.
    pub(super) const fn cut_off(part: Part) -> Self {
        match part {
            Part::Line => Self::CutOff,
            Part::TooLong => Self::TooLong,
        }
    }
}

impl LineReader {
    /// Reads the beginning.
    ///
    /// # Errors
    ///
    /// Returns the error of the first read. It cannot wait for [`next`](Self::next): a decoder of
    /// gzip returns it once, and then an empty log.
    pub(super) fn new(mut reader: Box<dyn BufRead>) -> io::Result<Self> {
        let start = reader.fill_buf()?;
        let is_crlf = is_crlf(start);
        let mark = if start.starts_with(BYTE_ORDER_MARK) {
            BYTE_ORDER_MARK.len()
        } else {
            0
        };
        reader.consume(mark);
        Ok(Self {
            reader,
            is_crlf,
            is_inside: false,
            partial: Vec::new(),
            length: mark as u64,
            number: 0,
            next_number: 1,
        })
    }

    /// Reads the next line into `line`, without its line feed. Returns `None` at the end,
    /// where a partial line without a line feed is kept.
    pub(super) fn next(&mut self, line: &mut Vec<u8>) -> io::Result<Option<Part>> {
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
            let room = MAX_LINE.saturating_sub(line.len());
            let end = memchr::memchr(b'\n', available);
            let length = end.unwrap_or(available.len()).min(room);
            line.extend_from_slice(&available[..length]);
            let is_whole = end == Some(length);
            let used = length + usize::from(is_whole);
            self.reader.consume(used);
            self.length += used as u64;
            if is_whole {
                self.next_number += 1;
                if self.is_crlf && line.last() == Some(&b'\r') {
                    line.pop();
                }
                return Ok(Some(if std::mem::take(&mut self.is_inside) {
                    Part::TooLong
                } else {
                    Part::Line
                }));
            }
            if line.len() >= MAX_LINE {
                self.is_inside = true;
                return Ok(Some(Part::TooLong));
            }
        }
    }

    /// Takes the partial line without a line feed, if there is one.
    pub(super) fn take_rest(&mut self, line: &mut Vec<u8>) -> Option<Part> {
        line.clear();
        line.append(&mut self.partial);
        if std::mem::take(&mut self.is_inside) {
            Some(Part::TooLong)
        } else {
            (!line.is_empty()).then_some(Part::Line)
        }
    }

    /// The number of the line that was read last, from 1.
    pub(super) const fn number(&self) -> u64 {
        self.number
    }

    /// The number of bytes that have been read.
    pub(super) const fn length(&self) -> u64 {
        self.length
    }
}

/// Whether lines end with a carriage return and a line feed: there are at least two lines, and
/// each of them does. The carriage return of a single line could belong to a value.
fn is_crlf(start: &[u8]) -> bool {
    let mut feeds = 0;
    memchr::memchr_iter(b'\n', start).all(|feed| {
        feeds += 1;
        start[..feed].last() == Some(&b'\r')
    }) && feeds > 1
}

#[cfg(test)]
mod tests {
    use super::{LineReader, MAX_LINE, Part, is_crlf};
    use std::io::Cursor;

    #[test]
    fn ends_of_lines() {
        let cases = [
            ("", false),
            ("a\r\n", false),
            ("a\r\nb\r\n", true),
            ("a\r\nb\r\nc", true),
            ("a\r\nb\nc\r\n", false),
            ("a\nb\r\n", false),
            ("\n\r\n", false),
        ];
        for (start, expected) in cases {
            assert_eq!(is_crlf(start.as_bytes()), expected, "{start:?}");
        }
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
            // It can be asked more than once.
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
