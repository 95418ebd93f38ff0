//! The records of a thread, between the thread and the writer.

use super::lock::lock;
use super::long::Long;
use super::queue::{Producer, queue};
use super::sink::Values;
use super::slot::{Head, Slot};
use super::source::{Shared, Source};
use super::state::{self, State, WhenFull};
use core::cell::Cell;
use core::sync::atomic::Ordering;
use core::time::Duration;
use quanta::Clock;
use std::sync::{Arc, Mutex};
use std::thread;

thread_local! {
    /// A thread takes its ring out of here while it uses it.
    static RING: Cell<Option<Box<Ring>>> = const { Cell::new(None) };
    static LONG: Cell<Option<Box<Long>>> = const { Cell::new(None) };
}

/// The ring of threads whose own one has been dropped, because they are ending.
static LATE: Mutex<Option<Box<Ring>>> = Mutex::new(None);

/// The number of slots of the first ring of a thread, which are a page of memory. Most threads of a
/// program may record next to nothing, and memory that is used for the first time takes much longer
/// than a record.
const FIRST: usize = 64;

/// How many times as large the next ring is.
const GROWTH: usize = 8;

/// The end of a ring where a thread puts its records.
struct Ring {
    generation: u32,
    producer: Producer,
    /// The number of the slot at which a record has to take the long way: the ring is full, the
    /// writer is to be woken, or there are records in [`Shared::overflow`].
    limit: usize,
    /// The number of the slot at which the writer was woken.
    woken_at: usize,
    /// The clock, if records have a time.
    clock: Option<&'static Clock>,
    /// Whether records go to [`Shared::overflow`], until the writer has taken them from there.
    overflows: bool,
    shared: Arc<Shared>,
    state: Arc<State>,
}

/// Puts a record into one slot of the ring of the thread, if this is possible without anything else.
/// Returns whether it is there.
#[expect(
    clippy::inline_always,
    reason = "only where the kinds of the values are known does it take a few instructions"
)]
#[inline(always)]
pub(super) fn push<V: Values>(generation: u32, message: u32, values: &V) -> bool {
    let Ok(Some(mut ring)) = RING.try_with(Cell::take) else {
        return false;
    };
    let is_in = ring.generation == generation && ring.push_short(message, values);
    // A thread that is ending drops the ring, which writes the record.
    _ = RING.try_with(|kept| kept.set(Some(ring)));
    is_in
}

/// Records any message, including the first one of a thread, a long one, and one for which the ring
/// has no space. `span` is the number of its span, or 0.
#[inline(never)]
pub(super) fn append<V: Values>(message: u32, generation: u32, span: u64, values: &V) {
    // The values are formatted first, because their `Display` may record messages as well.
    let mut long = LONG.try_with(Cell::take).ok().flatten().unwrap_or_default();
    long.fill(Some(span).filter(|&span| span > 0), values);
    append_long(message, generation, &mut long);
    long.shrink();
    _ = LONG.try_with(|kept| kept.set(Some(long)));
}

fn append_long(message: u32, generation: u32, long: &mut Long) {
    let mut append = |ring: Option<Box<Ring>>, name: fn() -> String| {
        let mut ring = match ring {
            Some(ring) if ring.generation == generation => ring,
            other => match state::current() {
                Some(state) if state.generation == generation => {
                    Box::new(Ring::start(state, name()))
                }
                // The recording has ended in the meantime. The next one may not want the record.
                _ => return other,
            },
        };
        ring.append_long(message, long);
        Some(ring)
    };
    if let Ok(ring) = RING.try_with(Cell::take) {
        let name = || thread::current().name().unwrap_or_default().to_owned();
        let ring = append(ring, name);
        _ = RING.try_with(|kept| kept.set(ring));
    } else {
        let mut late = lock(&LATE);
        *late = append(late.take(), String::new);
        if let Some(ring) = &*late {
            // This thread may be the one that ends the program.
            ring.state.flush();
        }
    }
}

impl Ring {
    fn start(state: Arc<State>, name: String) -> Self {
        let (producer, consumer) = queue(FIRST.min(state.ring_slots));
        let shared = Arc::new(Shared::default());
        let source = Source::new(name, consumer, state.ring_slots, Arc::clone(&shared));
        state.add_source(source);
        Self {
            generation: state.generation,
            limit: producer.next(),
            woken_at: producer.next(),
            producer,
            clock: state.has_clock.then(state::clock),
            overflows: false,
            shared,
            state,
        }
    }

    #[expect(clippy::inline_always, reason = "see `push`")]
    #[inline(always)]
    fn push_short<V: Values>(&mut self, message: u32, values: &V) -> bool {
        if self.producer.next() == self.limit {
            return false;
        }
        let is_in = match self.producer.slot() {
            Some(slot) if slot.fill(values) => {
                slot.set_head(message, self.time());
                true
            }
            _ => false,
        };
        if is_in {
            self.producer.publish();
            self.state.wake_if_asleep();
        }
        is_in
    }

    /// Returns the time of a record, as the clock counts it. It is 0 if records have no time.
    #[inline]
    fn time(&self) -> u64 {
        self.clock.map_or(0, Clock::raw)
    }

    fn append_long(&mut self, message: u32, long: &mut Long) {
        if !long.complete(message, self.time()) {
            self.lose();
            return;
        }
        while !self.push(long) {
            let may_overflow = match self.state.when_full {
                WhenFull::Grow(_) => true,
                // Records behind one that is too long for the ring cannot use the ring either.
                WhenFull::Wait | WhenFull::Drop => self.overflows || long.len() > self.longest(),
            };
            if may_overflow && self.overflow(long) {
                return;
            }
            let waits = self.state.when_full != WhenFull::Drop && !self.state.is_failing();
            if !waits || !self.state.is_written() {
                self.lose();
                return;
            }
            self.state.wake();
            thread::sleep(Duration::from_micros(20));
        }
    }

    /// The number of slots of the longest record that is put into the ring.
    fn longest(&self) -> usize {
        self.state.ring_slots / 2
    }

    /// Puts the record into the ring, if it has space for it.
    fn push(&mut self, record: &Long) -> bool {
        if self.overflows {
            self.overflows = self.shared.overflow_slots.load(Ordering::Acquire) > 0;
        }
        let len = record.len();
        if self.overflows || len > self.longest() {
            return false;
        }
        while len > self.free() {
            if !self.grow() {
                return false;
            }
        }
        self.producer.write(record.slots());
        let mut since_wake = self.producer.next().wrapping_sub(self.woken_at);
        if since_wake >= self.wake_interval() {
            self.state.wake();
            self.woken_at = self.producer.next();
            since_wake = 0;
        } else {
            self.state.wake_if_asleep();
        }
        let short = self.free().min(self.wake_interval() - since_wake);
        self.limit = self.producer.next().wrapping_add(short);
        true
    }

    /// Continues in a larger ring, unless this one has the final size. Returns whether it does.
    fn grow(&mut self) -> bool {
        let final_size = self.state.ring_slots;
        let size = self.producer.capacity();
        let grows = size < final_size;
        if grows {
            let (producer, consumer) = queue(final_size.min(size * GROWTH));
            // The old producer is dropped after that. Then the writer looks for the next ring.
            lock(&self.shared.next).push_back(consumer);
            self.woken_at = producer.next();
            self.producer = producer;
            self.state.wake();
        }
        grows
    }

    /// The number of free slots.
    fn free(&self) -> usize {
        self.producer
            .end_of_free()
            .wrapping_sub(self.producer.next())
    }

    /// The number of slots after which the writer is woken.
    fn wake_interval(&self) -> usize {
        self.producer.capacity() / 4
    }

    /// Keeps the record for the writer outside of the ring, if there is space for it. The first record
    /// is always kept.
    fn overflow(&mut self, record: &Long) -> bool {
        let mut overflow = lock(&self.shared.overflow);
        if let Some(Slot([head, ..])) = overflow.first() {
            let limit = match self.state.when_full {
                WhenFull::Grow(bytes) => bytes / size_of::<Slot>(),
                // As much as in the ring, which cannot be used because of the first record.
                WhenFull::Wait | WhenFull::Drop => {
                    Head::of_word(*head).slots + self.state.ring_slots
                }
            };
            if overflow.len() + record.len() > limit {
                return false;
            }
        }
        overflow.extend(record.slots());
        self.shared
            .overflow_slots
            .store(overflow.len(), Ordering::Release);
        self.overflows = true;
        self.limit = self.producer.next();
        drop(overflow);
        self.state.wake();
        true
    }

    fn lose(&self) {
        self.shared.lost.fetch_add(1, Ordering::Relaxed);
        self.state.counts.lost.fetch_add(1, Ordering::Relaxed);
    }
}

/// At the end of a thread, its records are written. For the thread that ends the program this is the
/// last opportunity.
impl Drop for Ring {
    fn drop(&mut self) {
        if self.state.is_written() {
            self.state.flush();
        }
    }
}
