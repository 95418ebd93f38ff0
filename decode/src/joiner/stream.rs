//! A stream of lines that buffers parts of a line and lines of a record.

use super::joined::{Joined, MAX_KEPT};
use super::part::Part;
use crate::layout::Beginning;
use std::collections::VecDeque;

/// The buffered lines of a stream.
#[derive(Debug, Default)]
pub(super) struct Stream {
    /// The parts of a line so far.
    line: Option<Kept>,
    /// The lines of a record so far, of which the first has a head, and how that begins.
    record: Option<(Kept, Beginning)>,
}

/// A line or a record that is not whole.
#[derive(Debug)]
pub(super) struct Kept {
    part: Part,
    number: Option<u64>,
    /// Whether it was too long, so that its first part was already returned.
    is_too_long: bool,
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
        let kept = self.line.iter().chain(record);
        kept.map(|kept| kept.part.len()).sum()
    }

    /// Returns the record, and the incomplete line.
    pub(super) fn end(&mut self) -> impl Iterator<Item = Joined> + use<> {
        let record = self.record.take().map(|(record, _)| record.joined(true));
        let line = self.line.take().filter(|line| !line.is_too_long);
        record
            .into_iter()
            .chain(line.map(|line| line.joined(false)))
    }

    /// Takes a part, unless it is a complete line.
    pub(super) fn take(&mut self, new: Kept, is_last: bool, ready: &mut VecDeque<Joined>) -> bool {
        match self.line.take() {
            None if is_last => return self.take_line(new, ready).is_none(),
            None => self.line = Some(new.unless_too_long(ready)),
            Some(kept) if kept.is_too_long => {
                ready.push_back(new.joined(false));
                self.line = (!is_last).then_some(kept);
            }
            Some(mut kept) => {
                kept.append(new);
                if is_last {
                    let other = self.take_line(kept, ready);
                    ready.extend(other.map(|line| line.joined(true)));
                } else {
                    self.line = Some(kept.unless_too_long(ready));
                }
            }
        }
        true
    }

    /// Takes a line that is whole. One that belongs to no record is returned.
    fn take_line(&mut self, line: Kept, ready: &mut VecDeque<Joined>) -> Option<Kept> {
        let beginning = line.part.beginning();
        // After a line with a time, only such a line begins a record.
        let least = self
            .record
            .as_ref()
            .map_or(Beginning::Id, |(_, beginning)| *beginning);
        if beginning >= least {
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
            is_too_long: false,
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

    /// Returns what is to be kept of a line that is not whole: if it is too long, it is given.
    fn unless_too_long(self, ready: &mut VecDeque<Joined>) -> Self {
        if self.part.len() <= MAX_KEPT {
            return self;
        }
        let rest = Self {
            part: Part::Containerd {
                line: Vec::new(),
                mark: 0,
            },
            is_too_long: true,
            ..self
        };
        ready.push_back(self.joined(false));
        rest
    }
}
