//! Buffers the parts of a line and the lines of a record, for a stream.

use super::joined::{Joined, MAX_KEPT};
use super::part::Part;
use crate::layout::Beginning;
use std::collections::VecDeque;

/// The buffered lines of a stream.
#[derive(Debug, Default)]
pub(super) struct Stream {
    /// A line whose last part is missing.
    line: Option<Pending>,
    /// The lines of the current record, and the kind of beginning that its first line has.
    record: Option<(Kept, Beginning)>,
}

/// A line that has more parts.
#[derive(Debug)]
enum Pending {
    /// The parts so far.
    Kept(Kept),
    /// The line is too long, and each of its parts was returned.
    Given,
}

/// An incomplete line or record.
#[derive(Debug)]
pub(super) struct Kept {
    part: Part,
    number: Option<u64>,
    is_cut_off: bool,
}

impl Stream {
    /// Returns the record, which is complete if nothing follows.
    pub(super) fn take_record(&mut self) -> Option<Joined> {
        let (record, _) = self.record.take()?;
        Some(record.joined(true))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.line.is_none() && self.record.is_none()
    }

    /// Returns the number of buffered bytes.
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

    /// Takes a part, and returns whether it did. A complete line is not taken if it does not belong
    /// to a record.
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

    /// Buffers an incomplete line, unless it is too long. A line that is too long is returned after
    /// the record before it, which is cut off if the line continues it.
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

    /// Whether a line with this beginning begins a record. After a line with a time, only another
    /// line with a time does.
    fn is_beginning(&self, beginning: Beginning) -> bool {
        let record = self.record.as_ref();
        beginning >= record.map_or(Beginning::Id, |(_, beginning)| *beginning)
    }

    /// Takes a complete line, or returns it if it does not belong to a record.
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
            // The record is too long, so the rest of it is missing.
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
        // Lines of a runtime have a mark that shows this.
        let is_cut_off = !is_whole && !self.part.is_of_runtime();
        Joined {
            line: self.part.into_line(is_whole),
            number: self.number,
            is_cut_off: self.is_cut_off || is_cut_off,
        }
    }
}
