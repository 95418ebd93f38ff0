//! Joins lines that were split, before they are decoded.

mod export;
mod joined;
mod journal;
mod part;
mod parts;
mod processes;
mod stream;

pub use self::joined::Joined;

use crate::decoder::Decoder;
use crate::layout;
use export::Export;
use parts::Parts;
use std::collections::VecDeque;

/// Joins lines that belong together: the parts of a line that was split by containerd, Docker or
/// the journal; the lines of a record in one of these or in syslog, where each line is an entry
/// with its own head; and the fields of a record that `journalctl -o export` writes.
///
/// [`Decoder::joiner`] creates one. It takes the lines of a log one by one, and returns the lines
/// to decode: parts are joined to one line; the other lines of a record follow its first line,
/// without the head that the runtime or syslog has added; and a record of the journal becomes the
/// line that `journalctl -o json` would write. Lines that only look like one of these are returned
/// unchanged.
///
/// The head that the program itself has written determines where a record begins in these logs: it
/// has a time, a severity and a logger in brackets, or only an ID. If the first line has a time,
/// the record continues until the next line with a time; if it has a severity and a logger, until
/// the next line with these or with a time; and otherwise until the next line with any of the
/// three. So no part of a value is lost, and a line that does not belong to the record makes it
/// ambiguous.
///
/// The lines of each stream of a runtime, and of each process in syslog, stay in order. A line
/// of another stream or process can be returned before a record that began earlier.
///
/// Syslog and the journal drop empty lines, so a value of several lines is never certain in their
/// entries.
///
/// ```
/// use kea_messages_catalog::Message;
/// use kea_messages_decode::{Decoder, Outcome};
///
/// let message = Message::new("A_B", "on %1");
/// let decoder = Decoder::new([&message]);
/// let mut joiner = decoder.joiner();
///
/// // A line that is one by itself is not taken.
/// assert!(!joiner.takes(b"A_B on disk", Some(1)));
///
/// assert!(joiner.takes(b"2018-12-20T10:15:02.1Z stdout P A_B on", Some(2)));
/// assert!(joiner.next().is_none());
/// assert!(joiner.takes(b"2018-12-20T10:15:02.2Z stdout F  disk", Some(3)));
/// // Lines that continue it can follow.
/// joiner.end();
/// let joined = joiner.next().unwrap();
/// assert_eq!(joined.number, Some(2));
///
/// let line = std::str::from_utf8(&joined.line).unwrap();
/// let Outcome::Decoded(reading) = decoder.decode(line).outcome else { panic!() };
/// assert_eq!(reading.to_string(), "arg1=disk");
/// ```
#[derive(Debug, Default)]
pub struct Joiner {
    is_off: bool,
    export: Option<Export>,
    parts: Parts,
    ready: VecDeque<Joined>,
}

impl Decoder {
    /// Returns a joiner for the lines of a log. It does not join lines if the decoder has
    /// user-defined [layouts](Self::with_layout).
    ///
    /// See [`Joiner`] for an example.
    #[must_use]
    pub fn joiner(&self) -> Joiner {
        Joiner {
            is_off: !self.layouts().is_empty(),
            ..Joiner::default()
        }
    }
}

impl Joiner {
    /// Takes a line, without its line feed, if it is or may be a part of a longer one, and returns
    /// whether it did. If not, decode the line as it is.
    pub fn takes(&mut self, line: &[u8], number: Option<u64>) -> bool {
        if self.export.is_none() && (self.is_off || !can_be_part(line)) {
            return self.takes_behind(line, number);
        }
        let Some(export) = &mut self.export else {
            if let Some(export) = Export::begin(line, number) {
                self.export = Some(export);
                return true;
            }
            return self.parts.take(line, number, &mut self.ready)
                || self.takes_behind(line, number);
        };
        match export.take(line, number) {
            export::Taken::Field => {}
            export::Taken::End => {
                if let Some(export) = self.export.take() {
                    self.give(export.joined());
                }
            }
            // This is not a record of an export, and neither are the buffered lines.
            export::Taken::None => {
                self.release_export();
                if !self.takes(line, number) {
                    self.give_alone(line, number);
                }
            }
        }
        true
    }

    /// Returns the next complete line.
    #[expect(
        clippy::should_implement_trait,
        reason = "there can be more lines after there were none"
    )]
    pub fn next(&mut self) -> Option<Joined> {
        self.ready.pop_front()
    }

    /// Returns whether the joiner holds no lines.
    ///
    /// ```
    /// use kea_messages_decode::Decoder;
    ///
    /// let mut joiner = Decoder::new([]).joiner();
    /// joiner.takes(b"2018-12-20T10:15:02.1Z stdout P A_B on", None);
    /// assert!(!joiner.is_empty());
    /// joiner.end();
    /// assert!(joiner.next().is_some());
    /// assert!(joiner.is_empty());
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.export.is_none() && self.parts.is_empty() && self.ready.is_empty()
    }

    /// Makes [`next`](Self::next) return the records of containers that are complete unless
    /// more lines follow. Use it for a log that is followed, when no lines have arrived for
    /// some time.
    pub fn flush(&mut self) {
        self.parts.flush(&mut self.ready);
    }

    /// Ends the log: [`next`](Self::next) then returns all remaining lines, complete or
    /// not.
    pub fn end(&mut self) {
        match self.export.take() {
            Some(export) if export.is_record() => {
                self.parts.is_ending = true;
                self.give(Joined {
                    is_cut_off: true,
                    ..export.joined()
                });
                self.parts.is_ending = false;
            }
            export => {
                self.export = export;
                self.release_export();
            }
        }
        self.parts.end(&mut self.ready);
    }

    /// Ends the log with a line that has no line feed. Unlike other lines, this line is always
    /// taken.
    ///
    /// ```
    /// use kea_messages_decode::Decoder;
    ///
    /// let mut joiner = Decoder::new([]).joiner();
    /// joiner.takes(b"2018-12-20T10:15:02.1Z stdout P A_B on", None);
    /// joiner.end_in(b"2018-12-20T10:15:02.1Z stdout F  di", None);
    /// let joined = joiner.next().unwrap();
    /// assert!(joined.line.ends_with(b"A_B on di") && joined.is_cut_off);
    /// ```
    pub fn end_in(&mut self, line: &[u8], number: Option<u64>) {
        self.parts.is_ending = true;
        let is_export = self.export.is_some();
        let is_taken = self.takes(line, number);
        if !is_taken {
            self.give_alone(line, number);
        }
        self.parts.is_ending = false;
        if let Some(last) = self.ready.back_mut().filter(|_| is_export) {
            last.is_cut_off = true;
        }
        self.end();
    }

    /// Takes a line that is not joined with others, if lines before it have not been returned yet.
    /// A line without a time can continue the entry of syslog before it, so those entries are
    /// returned first.
    fn takes_behind(&mut self, line: &[u8], number: Option<u64>) -> bool {
        let has_head = || layout::has_time(&String::from_utf8_lossy(line));
        if self.parts.has_processes() && !has_head() {
            self.parts.end_processes(&mut self.ready);
        }
        let is_behind = !self.ready.is_empty();
        if is_behind {
            self.give_alone(line, number);
        }
        is_behind
    }

    fn give_alone(&mut self, line: &[u8], number: Option<u64>) {
        self.ready.push_back(Joined {
            is_cut_off: self.parts.is_ending,
            ..Joined::new(line.to_vec(), number)
        });
    }

    /// Passes on a record of the journal, which can be a line of a longer record.
    fn give(&mut self, record: Joined) {
        if !self
            .parts
            .take(&record.line, record.number, &mut self.ready)
        {
            self.ready.push_back(record);
        }
    }

    /// Returns the buffered lines of an export unchanged.
    fn release_export(&mut self) {
        let lines = self.export.take().map(Export::into_lines);
        self.ready.extend(lines.into_iter().flatten());
    }
}

/// Whether a line begins like one that is joined with others. Nearly no line of a program does, so
/// this looks at only a few bytes.
fn can_be_part(line: &[u8]) -> bool {
    match line.first() {
        Some(b'0'..=b'9') => part::can_have_head(line),
        // These begin the name of a month or of a day, a priority, or the seconds of the kernel.
        Some(b'A'..=b'Z') => matches!(line.get(3), Some(b' ')),
        Some(b'<') => line.get(1).is_some_and(u8::is_ascii_digit),
        Some(b'[') => matches!(line.get(1), Some(b' ' | b'0'..=b'9')),
        Some(b'{') => part::can_be_docker(line) || journal::can_begin(line),
        Some(b'_') => export::can_begin(line),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::Joiner;
    use serde_json::Value;
    use std::collections::BTreeMap;

    /// Returns the joined lines, each with its number, and with `...` at the end if it is cut off.
    pub(super) fn joined(lines: &[&[u8]]) -> Vec<String> {
        let mut joiner = Joiner::default();
        let mut found = Vec::new();
        let mut take_all = |joiner: &mut Joiner| {
            while let Some(joined) = joiner.next() {
                let line = sorted(&String::from_utf8_lossy(&joined.line));
                let number = joined.number.expect("each has one");
                let end = if joined.is_cut_off { "..." } else { "" };
                found.push(format!("{number}: {line}{end}"));
            }
        };
        for (line, number) in lines.iter().zip(1..) {
            if joiner.takes(line, Some(number)) {
                take_all(&mut joiner);
            } else {
                assert!(joiner.next().is_none(), "{lines:?}");
                found_alone(&mut joiner, line, number);
                take_all(&mut joiner);
            }
        }
        joiner.end();
        take_all(&mut joiner);
        assert!(joiner.is_empty());
        found
    }

    /// Returns a line in which the fields of an object are sorted by name, because a feature of
    /// `serde_json` changes the order of a `Map`.
    pub(super) fn sorted(line: &str) -> String {
        let object = serde_json::from_str::<BTreeMap<String, Value>>(line);
        object.map_or_else(
            |_| line.to_owned(),
            |object| serde_json::json!(object).to_string(),
        )
    }

    /// Adds a line that was not taken as a line by itself.
    fn found_alone(joiner: &mut Joiner, line: &[u8], number: u64) {
        joiner
            .ready
            .push_back(super::Joined::new(line.to_vec(), Some(number)));
    }
}
