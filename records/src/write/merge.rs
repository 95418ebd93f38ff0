//! The records of all threads in the order of their times.

use super::slot::{Head, KINDS_PER_WORD, WORDS};
use super::source::Source;
use core::cmp::Reverse;
use std::collections::BinaryHeap;

/// A thread, and its records that the writer has taken.
#[derive(Debug)]
pub(super) struct Stream {
    /// The number of the thread in the file.
    pub(super) number: u64,
    source: Source,
    words: Vec<u64>,
    /// The index of the first word that is not written.
    at: usize,
}

/// A record of a thread.
#[derive(Clone, Copy)]
pub(super) struct Raw<'a> {
    pub(super) message: u32,
    pub(super) time: u64,
    pub(super) span: Option<u64>,
    /// The kinds of the values and the values.
    pub(super) words: &'a [u64],
}

impl Stream {
    pub(super) const fn new(number: u64, source: Source) -> Self {
        Self {
            number,
            source,
            words: Vec::new(),
            at: 0,
        }
    }

    /// Takes records from the thread: all that it has recorded so far, or as many as its ring holds.
    /// Returns whether all were taken.
    pub(super) fn take(&mut self, all: bool) -> bool {
        self.words.drain(..self.at);
        self.at = 0;
        self.source.take(&mut self.words, all)
    }

    pub(super) fn take_lost(&self) -> u64 {
        self.source.take_lost()
    }

    /// Returns whether nothing is left and nothing will come.
    pub(super) fn has_ended(&self) -> bool {
        // The order matters: the thread may write its last record before it ends.
        self.source.has_ended() && self.is_empty()
    }

    /// Returns the next record, if all of it has been taken.
    #[inline]
    fn next(&self) -> Option<(Raw<'_>, usize)> {
        self.record_at(self.at)
    }

    /// Returns the record that begins at this word, and its length.
    #[inline]
    fn record_at(&self, at: usize) -> Option<(Raw<'_>, usize)> {
        let words = self.words.get(at..)?;
        let head = Head::of_word(*words.first()?);
        let end = head.slots * WORDS;
        let words = words.get(..end)?;
        let values = 2 + usize::from(head.has_span);
        let raw = Raw {
            message: head.message,
            time: words[1],
            span: head.has_span.then(|| words[2]),
            words: &words[values..],
        };
        Some((raw, end))
    }

    /// Returns whether the thread has recorded nothing that is not written.
    pub(super) fn is_empty(&self) -> bool {
        self.at == self.words.len() && self.source.is_empty()
    }

    /// Returns the time of the last record that has been taken.
    pub(super) fn last_time(&self) -> Option<u64> {
        let (mut at, mut time) = (self.at, None);
        while let Some((raw, len)) = self.record_at(at) {
            time = Some(raw.time);
            at += len;
        }
        time
    }

    fn next_time(&self) -> Option<u64> {
        self.next().map(|(raw, _)| raw.time)
    }
}

/// Passes on the records that are due by their time, in the order of their times. Those of a thread
/// keep their order.
pub(super) fn merge(
    streams: &mut [Stream],
    is_due: impl Fn(u64) -> bool,
    mut each: impl FnMut(u64, Raw<'_>),
) {
    let times = streams.iter().enumerate();
    let mut heap: BinaryHeap<_> = times
        .filter_map(|(index, stream)| Some(Reverse((stream.next_time()?, index))))
        .collect();
    while let Some(Reverse((_, index))) = heap.pop() {
        // This stream goes on until another one has the next record.
        let others = heap.peek().map_or(u64::MAX, |Reverse((time, _))| *time);
        let stream = &mut streams[index];
        let mut is_first = true;
        while let Some((raw, len)) = stream.next() {
            if !is_due(raw.time) {
                break;
            }
            if raw.time > others && !is_first {
                heap.push(Reverse((raw.time, index)));
                break;
            }
            each(stream.number, raw);
            stream.at += len;
            is_first = false;
        }
    }
}

impl<'a> Raw<'a> {
    /// Splits the words at the values, of which there are so many.
    pub(super) fn values(self, count: usize) -> Option<(&'a [u64], &'a [u64])> {
        self.words.split_at_checked(count.div_ceil(KINDS_PER_WORD))
    }
}
