//! A stream of lines that buffers parts of a line and lines of a record.

use super::joined::{Joined, MAX_KEPT};
use super::part::Part;
use crate::layout::Beginning;
use std::collections::VecDeque;

/// The buffered lines of a stream.
#[derive(Debug, Default)]
pub(super) struct Stream {
    /// A line whose last part is missing.
    line: Option<Pending>,
    /// The lines of a record so far, of which the first has a head, and how that begins.
    record: Option<(Kept, Beginning)>,
}

/// A line of which more parts follow.
#[derive(Debug)]
enum Pending {
    /// The parts so far.
    Kept(Kept),
    /// It is too long: each of its parts was returned.
    Given,
}

/// A line or a record that is not whole.
#[derive(Debug)]
pub(super) struct Kept {
    part: Part,
    number: Option<u64>,
    is_cut_off: bool,
}

impl Stream {
    /// The record, which is whole if nothing follows.
    pub(super) fn take_record(&mut self) -> Option<Joined> {
        let (record, _) = self.record.take()?;
        Some(record.joined(true))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.line.is_none() && self.record.is_none()
    }

    /// The number of bytes that are kept.
    pub(super) fn len(&self) -> usize {
        let record = self.record.as_ref().map(|(record, _)| record);
        let line = match &self.line {
            Some(Pending::Kept(line)) => Some(line),
            Some(Pending::Given) | None => None,
        };
        let kept = line.into_iter().chain(record);
        kept.map(|kept| kept.part.len()).sum()
    }

    /// Returns the record, and the incomplete line, which can continue the record.
    pub(super) fn end(&mut self) -> impl Iterator<Item = Joined> + use<> {
        let mut ready = VecDeque::new();
        let line = match self.line.take() {
            Some(Pending::Kept(line)) => Some(line),
            Some(Pending::Given) | None => None,
        };
        let is_whole = line.is_none();
        let alone = line.and_then(|line| self.take_line(line, &mut ready));
        let record = self.record.take();
        ready.extend(record.map(|(record, _)| record.joined(is_whole)));
        ready.extend(alone.map(|line| line.joined(false)));
        ready.into_iter()
    }

    /// Takes a part, unless it is a complete line.
    pub(super) fn take(&mut self, new: Kept, is_last: bool, ready: &mut VecDeque<Joined>) -> bool {
        match self.line.take() {
            None if is_last => return self.take_line(new, ready).is_none(),
            None => self.line = Some(self.keep(new, ready)),
            Some(Pending::Given) => {
                ready.push_back(new.joined(false));
                self.line = (!is_last).then_some(Pending::Given);
            }
            Some(Pending::Kept(mut line)) => {
                line.append(new);
                if is_last {
                    let other = self.take_line(line, ready);
                    ready.extend(other.map(|line| line.joined(true)));
                } else {
                    self.line = Some(self.keep(line, ready));
                }
            }
        }
        true
    }

    /// Keeps a line that is not whole, unless it is too long. Then it is returned after the record
    /// before it, a part of which is missing if the line continues it.
    fn keep(&mut self, line: Kept, ready: &mut VecDeque<Joined>) -> Pending {
        if line.part.len() <= MAX_KEPT {
            return Pending::Kept(line);
        }
        let is_next = self.is_beginning(line.part.beginning());
        let record = self.record.take();
        ready.extend(record.map(|(record, _)| record.joined(is_next)));
        ready.push_back(line.joined(false));
        Pending::Given
    }

    /// Whether a line that begins so begins a record. After a line with a time, only such a line
    /// does.
    fn is_beginning(&self, beginning: Beginning) -> bool {
        let record = self.record.as_ref();
        beginning >= record.map_or(Beginning::Id, |(_, beginning)| *beginning)
    }

    /// Takes a line that is whole. One that belongs to no record is returned.
    fn take_line(&mut self, line: Kept, ready: &mut VecDeque<Joined>) -> Option<Kept> {
        let beginning = line.part.beginning();
        if self.is_beginning(beginning) {
            let before = self.record.replace((line, beginning));
            ready.extend(before.map(|(record, _)| record.joined(true)));
            return None;
        }
        let Some((record, _)) = &mut self.record else {
            return Some(line);
        };
        if record.part.len() + line.part.len() > MAX_KEPT {
            // More of it is missing.
            let record = self.record.take();
            ready.extend(record.map(|(record, _)| record.joined(false)));
            return Some(line);
        }
        record.part.end_line();
        record.append(line);
        None
    }
}

impl Kept {
    pub(super) const fn new(part: Part, number: Option<u64>, is_cut_off: bool) -> Self {
        Self {
            part,
            number,
            is_cut_off,
        }
    }

    fn append(&mut self, next: Self) {
        self.part.append(next.part);
        self.is_cut_off |= next.is_cut_off;
    }

    fn joined(self, is_whole: bool) -> Joined {
        // The lines of a runtime say it themselves.
        let is_cut_off = !is_whole && !self.part.is_of_runtime();
        Joined {
            line: self.part.into_line(is_whole),
            number: self.number,
            is_cut_off: self.is_cut_off || is_cut_off,
        }
    }
}
