//! The end of a ring from which the writer takes the records of a thread.

use super::lock::lock;
use super::queue::Consumer;
use super::slot::{Slot, WORDS};
use core::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

/// What a thread and the writer share besides the ring.
#[derive(Debug, Default)]
pub(super) struct Shared {
    /// The rings that replace the current one, after all of its records have been taken.
    pub(super) next: Mutex<VecDeque<Consumer>>,
    /// Records for which the ring had no space.
    pub(super) overflow: Mutex<Vec<Slot>>,
    /// The length of `overflow`.
    pub(super) overflow_slots: AtomicUsize,
    /// The number of records that were dropped and that the file does not mention yet.
    pub(super) lost: AtomicU64,
}

/// The end of a ring where the writer takes the records of a thread.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) name: String,
    consumer: Consumer,
    /// The number of slots that the writer takes at most, unless it takes all.
    limit: usize,
    shared: Arc<Shared>,
}

impl Source {
    pub(super) const fn new(
        name: String,
        consumer: Consumer,
        limit: usize,
        shared: Arc<Shared>,
    ) -> Self {
        Self {
            name,
            consumer,
            limit,
            shared,
        }
    }

    /// Moves records to `words`: all that the thread has recorded so far, or until `words` holds as much
    /// as the ring, which can be inside of a record. Returns whether all were moved.
    pub(super) fn take(&mut self, words: &mut Vec<u64>, all: bool) -> bool {
        let limit = self.limit * WORDS;
        // After an overflow, the memory is given back.
        if words.capacity() > 4 * limit {
            words.shrink_to(limit);
        }
        // The lock is taken first: then the records in the ring are older than those in `overflow`,
        // because the thread uses only one of them at a time.
        let has_overflow = self.shared.overflow_slots.load(Ordering::Acquire) > 0;
        let overflow = has_overflow.then(|| lock(&self.shared.overflow));
        loop {
            let is_last = !self.consumer.is_abandoned();
            let available = self.consumer.len();
            let space = limit.saturating_sub(words.len()) / WORDS;
            let count = if all { available } else { available.min(space) };
            self.consumer.take(count, words);
            if count < available {
                return false;
            }
            if is_last {
                break;
            }
            match lock(&self.shared.next).pop_front() {
                Some(next) => self.consumer = next,
                None => break,
            }
        }
        if let Some(mut overflow) = overflow {
            extend(words, &overflow);
            *overflow = Vec::new();
            self.shared.overflow_slots.store(0, Ordering::Release);
        }
        true
    }

    /// Returns how many records were dropped since the last call.
    pub(super) fn take_lost(&self) -> u64 {
        self.shared.lost.swap(0, Ordering::Relaxed)
    }

    /// Returns whether there is no record to take, and none that was dropped is to be mentioned.
    pub(super) fn is_empty(&self) -> bool {
        self.consumer.len() == 0
            && lock(&self.shared.next).is_empty()
            && self.shared.overflow_slots.load(Ordering::Acquire) == 0
            && self.shared.lost.load(Ordering::Relaxed) == 0
    }

    /// Returns whether the thread has ended, so that no more records will come.
    pub(super) fn has_ended(&self) -> bool {
        self.consumer.is_abandoned() && lock(&self.shared.next).is_empty()
    }
}

fn extend(words: &mut Vec<u64>, slots: &[Slot]) {
    words.reserve(size_of_val(slots) / size_of::<u64>());
    for Slot(slot) in slots {
        words.extend_from_slice(slot);
    }
}
