//! A queue of slots from one thread to another.
//!
//! It is a ring of atomic words, and not one of `rtrb`, because a record is then written into its
//! slot directly. With `rtrb`, it has to be a value that is moved there, which takes longer;
//! `docs/DESIGN.md` has the figures.

use super::slot::{Slot, WORDS};
use core::array;
use core::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::Arc;

/// A slot of a queue, which is one cache line.
#[derive(Debug, Default)]
#[repr(align(64))]
pub(super) struct QueueSlot([AtomicU64; WORDS]);

impl QueueSlot {
    /// Sets a word. An index of more than [`WORDS`] begins at the front again, which spares a check.
    #[inline]
    pub(super) fn set(&self, index: usize, word: u64) {
        self.0[index % WORDS].store(word, Ordering::Relaxed);
    }

    fn words(&self) -> [u64; WORDS] {
        array::from_fn(|index| self.0[index].load(Ordering::Relaxed))
    }
}

/// A counter in a cache line of its own, so that a thread that writes it does not take another one
/// away from the other thread.
#[derive(Debug, Default)]
#[repr(align(128))]
struct Counter(AtomicUsize);

/// What both ends share. Slots are counted from 0 on, and each is in the ring at its number modulo
/// the length of the ring.
#[derive(Debug)]
struct Shared {
    /// The ring. Its length is a power of two.
    slots: Box<[QueueSlot]>,
    /// The number of slots that have been written.
    written: Counter,
    /// The number of slots that have been taken.
    taken: Counter,
    /// Whether the producer no longer exists.
    is_abandoned: AtomicBool,
}

impl Shared {
    #[inline]
    fn slot(&self, number: usize) -> Option<&QueueSlot> {
        // The length is at least 1. The compiler does not know it, so that `get` spares a panic.
        self.slots.get(number & self.slots.len().wrapping_sub(1))
    }
}

/// The end of a queue where slots are written.
#[derive(Debug)]
pub(super) struct Producer {
    shared: Arc<Shared>,
    /// The number of the next slot.
    next: usize,
}

/// The end of a queue where slots are taken.
#[derive(Debug)]
pub(super) struct Consumer {
    shared: Arc<Shared>,
    /// The number of the next slot.
    next: usize,
}

/// Creates a queue for at least this number of slots.
pub(super) fn queue(slots: usize) -> (Producer, Consumer) {
    let slots = (0..slots.max(1).next_power_of_two()).map(|_| QueueSlot::default());
    let shared = Arc::new(Shared {
        slots: slots.collect(),
        written: Counter::default(),
        taken: Counter::default(),
        is_abandoned: AtomicBool::new(false),
    });
    let consumer = Consumer {
        shared: Arc::clone(&shared),
        next: 0,
    };
    (Producer { shared, next: 0 }, consumer)
}

impl Producer {
    /// The number of slots of the queue.
    pub(super) fn capacity(&self) -> usize {
        self.shared.slots.len()
    }

    /// The number of the next slot.
    #[inline]
    pub(super) const fn next(&self) -> usize {
        self.next
    }

    /// Returns the number of the first slot that is not free: the one before has to be taken first.
    pub(super) fn end_of_free(&self) -> usize {
        let taken = self.shared.taken.0.load(Ordering::Acquire);
        taken.wrapping_add(self.capacity())
    }

    /// Returns the next slot, which has to be free.
    #[inline]
    pub(super) fn slot(&self) -> Option<&QueueSlot> {
        self.shared.slot(self.next)
    }

    /// Passes the next slot to the consumer.
    #[inline]
    pub(super) fn publish(&mut self) {
        self.next = self.next.wrapping_add(1);
        self.shared.written.0.store(self.next, Ordering::Release);
    }

    /// Writes all of these slots, which have to be free, and passes them to the consumer together.
    pub(super) fn write(&mut self, slots: impl Iterator<Item = Slot>) {
        for Slot(words) in slots {
            if let Some(slot) = self.slot() {
                for (index, word) in words.into_iter().enumerate() {
                    slot.set(index, word);
                }
            }
            self.next = self.next.wrapping_add(1);
        }
        self.shared.written.0.store(self.next, Ordering::Release);
    }
}

impl Consumer {
    /// Returns how many slots can be taken.
    pub(super) fn len(&self) -> usize {
        let written = self.shared.written.0.load(Ordering::Acquire);
        written.wrapping_sub(self.next)
    }

    /// Takes so many slots, which are there, and adds their words.
    pub(super) fn take(&mut self, count: usize, words: &mut Vec<u64>) {
        words.reserve(count * WORDS);
        for number in 0..count {
            if let Some(slot) = self.shared.slot(self.next.wrapping_add(number)) {
                words.extend_from_slice(&slot.words());
            }
        }
        self.next = self.next.wrapping_add(count);
        self.shared.taken.0.store(self.next, Ordering::Release);
    }

    /// Returns whether the producer no longer exists.
    pub(super) fn is_abandoned(&self) -> bool {
        self.shared.is_abandoned.load(Ordering::Acquire)
    }
}

impl Drop for Producer {
    fn drop(&mut self) {
        self.shared.is_abandoned.store(true, Ordering::Release);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread;

    /// Passes slots through a queue from another thread. They arrive once and in order.
    fn pass_slots((mut producer, mut consumer): (Producer, Consumer)) {
        const SLOTS: usize = 50_000;
        assert_eq!(producer.capacity(), 8);
        let thread = thread::spawn(move || {
            let mut number = 0;
            while number < SLOTS {
                let free = producer.end_of_free().wrapping_sub(producer.next());
                assert!(free <= 8);
                let count = free.min(SLOTS - number).min(number % 4);
                let slots = (number..number + count).map(|it| Slot([it as u64; WORDS]));
                producer.write(slots);
                number += count;
                if free > count && number < SLOTS {
                    let slot = producer.slot().expect("the queue has slots");
                    for index in 0..WORDS {
                        slot.set(index, number as u64);
                    }
                    producer.publish();
                    number += 1;
                } else if count == 0 {
                    thread::yield_now();
                }
            }
        });
        let mut words = Vec::new();
        // Whether there is a producer is asked first, as by a `Source`.
        while !consumer.is_abandoned() || consumer.len() > 0 {
            let count = consumer.len();
            assert!(count <= 8);
            consumer.take(count, &mut words);
            if count == 0 {
                thread::yield_now();
            }
        }
        thread.join().expect("the thread does not panic");
        let expected = (0..SLOTS).flat_map(|number| [number as u64; WORDS]);
        assert!(words.into_iter().eq(expected));
    }

    #[test]
    fn slots_arrive_once_and_in_order() {
        pass_slots(queue(5));
    }

    #[test]
    fn numbers_of_slots_wrap_around() {
        let (mut producer, mut consumer) = queue(8);
        let start = usize::MAX - 25_000;
        producer.next = start;
        consumer.next = start;
        producer.shared.written.0.store(start, Ordering::Relaxed);
        producer.shared.taken.0.store(start, Ordering::Relaxed);
        pass_slots((producer, consumer));
    }
}
