//! Joins the lines of a log to records, like `kea-messages decode`.

use kea_messages_decode::{Decoder, Joiner, RecordStart};
use std::borrow::Cow;

/// The maximum size of a record of several lines, in bytes.
const MAX_RECORD: usize = 1 << 20;

/// A line, and the lines that continue it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Record<'r> {
    pub(crate) lines: &'r [u8],
    /// The number of the first line.
    pub(crate) number: Option<u64>,
    /// Whether a part of the record is missing.
    pub(crate) is_cut_off: bool,
}

/// Joins lines to records.
pub(crate) struct Records {
    joiner: Joiner,
    /// The record so far, and its start.
    lines: Vec<u8>,
    number: Option<u64>,
    start: Option<RecordStart>,
}

impl Records {
    pub(crate) fn new(decoder: &Decoder) -> Self {
        Self {
            joiner: decoder.joiner(),
            lines: Vec::new(),
            number: None,
            start: None,
        }
    }

    /// Takes a line, and passes on the records that are complete. A string of several lines is a
    /// record by itself.
    pub(crate) fn take<E>(
        &mut self,
        decoder: &Decoder,
        line: &[u8],
        number: u64,
        each: &mut impl FnMut(Record<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let number = Some(number);
        if line.contains(&b'\n') {
            self.end_record(each)?;
            return each(Record {
                lines: line,
                number,
                is_cut_off: false,
            });
        }
        if !self.joiner.takes(line, number) {
            return self.add(decoder, line, number, false, each);
        }
        self.add_joined(decoder, each)
    }

    /// Ends the log, and passes on the remaining records.
    pub(crate) fn end<E>(
        &mut self,
        decoder: &Decoder,
        each: &mut impl FnMut(Record<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        self.joiner.end();
        self.add_joined(decoder, each)?;
        self.end_record(each)
    }

    fn add_joined<E>(
        &mut self,
        decoder: &Decoder,
        each: &mut impl FnMut(Record<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        while let Some(joined) = self.joiner.next() {
            self.add(
                decoder,
                &joined.line,
                joined.number,
                joined.is_cut_off,
                each,
            )?;
        }
        Ok(())
    }

    /// Adds a line to the record, or ends the record and begins the next one.
    fn add<E>(
        &mut self,
        decoder: &Decoder,
        line: &[u8],
        number: Option<u64>,
        is_cut_off: bool,
        each: &mut impl FnMut(Record<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let text = readable(line);
        let start = self.start.take();
        let continues = start.is_some_and(|start| decoder.continues(&text, start));
        let is_too_long = self.lines.len() + line.len() >= MAX_RECORD;
        if continues && !is_too_long {
            self.lines.push(b'\n');
            self.lines.extend_from_slice(line);
            self.start = start;
        } else {
            if start.is_some() {
                each(self.record(continues))?;
            }
            self.lines.clear();
            self.lines.extend_from_slice(line);
            self.number = number;
            self.start = Some(match start.filter(|_| !continues) {
                Some(before) => decoder.start_behind(before, &text),
                None => decoder.start(&text),
            });
        }
        if is_cut_off {
            self.start = None;
            each(self.record(true))?;
        }
        Ok(())
    }

    fn end_record<E>(
        &mut self,
        each: &mut impl FnMut(Record<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        match self.start.take() {
            Some(_) => each(self.record(false)),
            None => Ok(()),
        }
    }

    fn record(&self, is_cut_off: bool) -> Record<'_> {
        Record {
            lines: &self.lines,
            number: self.number,
            is_cut_off,
        }
    }
}

/// A line as text. Only its head matters here.
fn readable(line: &[u8]) -> Cow<'_, str> {
    std::str::from_utf8(line).map_or_else(|_| String::from_utf8_lossy(line), Cow::Borrowed)
}
