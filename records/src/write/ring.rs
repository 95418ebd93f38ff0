//! The records of a thread, between the thread and the writer.

use super::lock::lock;
use super::long::Long;
use super::sink::Values;
use super::slot::Slot;
use super::source::{Shared, Source};
use super::state::{self, State, WhenFull};
use core::cell::{Cell, RefCell};
use core::sync::atomic::Ordering;
use core::time::Duration;
use rtrb::{Producer, RingBuffer};
use std::sync::{Arc, Mutex};
use std::thread;

thread_local! {
    static RING: RefCell<Option<Ring>> = const { RefCell::new(None) };
    static LONG: Cell<Option<Box<Long>>> = const { Cell::new(None) };
}

/// The ring of threads whose own one has been dropped, because they are ending.
static LATE: Mutex<Option<Ring>> = Mutex::new(None);

/// The end of a ring where a thread puts its records.
struct Ring {
    generation: u32,
    producer: Producer<Slot>,
    /// How many more slots are written before the writer is woken.
    until_wake: usize,
    /// Whether records go to [`Shared::overflow`], until the writer has taken them from there.
    overflows: bool,
    shared: Arc<Shared>,
    state: Arc<State>,
}

/// Puts a record of one slot into the ring of the thread. Returns whether it is there.
pub(super) fn push(generation: u32, slot: &Slot) -> bool {
    let is_in = RING.try_with(|ring| {
        let Ok(mut ring) = ring.try_borrow_mut() else {
            return false;
        };
        match &mut *ring {
            Some(ring) if ring.generation == generation => ring.push_short(*slot),
            _ => false,
        }
    });
    is_in.unwrap_or(false)
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
    let mut append = |ring: &mut Option<Ring>, name: fn() -> String| {
        if ring
            .as_ref()
            .is_none_or(|ring| ring.generation != generation)
        {
            *ring = state::current().map(|state| Ring::start(state, name()));
        }
        if let Some(ring) = ring {
            ring.append_long(message, long);
        }
    };
    let name = || thread::current().name().unwrap_or_default().to_owned();
    let is_in = RING.try_with(|ring| {
        ring.try_borrow_mut()
            .map(|mut ring| append(&mut ring, name))
    });
    if !matches!(is_in, Ok(Ok(()))) {
        let mut late = lock(&LATE);
        append(&mut late, String::new);
        if let Some(ring) = &*late {
            // This thread may be the one that ends the program.
            ring.state.flush();
        }
    }
}

impl Ring {
    fn start(state: Arc<State>, name: String) -> Self {
        let (producer, consumer) = RingBuffer::new(state.ring_slots);
        let shared = Arc::new(Shared::default());
        state.add_source(Source::new(name, consumer, Arc::clone(&shared)));
        Self {
            generation: state.generation,
            producer,
            until_wake: wake_interval(&state),
            overflows: false,
            shared,
            state,
        }
    }

    #[inline]
    fn push_short(&mut self, slot: Slot) -> bool {
        let is_in = !self.overflows && self.producer.push(slot).is_ok();
        if is_in {
            self.count(1);
        }
        is_in
    }

    /// Wakes the writer after a part of the ring has been written.
    #[inline]
    fn count(&mut self, slots: usize) {
        self.state.wake_if_asleep();
        match self.until_wake.checked_sub(slots) {
            Some(left) => self.until_wake = left,
            None => self.wake(),
        }
    }

    #[cold]
    #[inline(never)]
    fn wake(&mut self) {
        self.until_wake = wake_interval(&self.state);
        self.state.wake();
    }

    fn append_long(&mut self, message: u32, long: &mut Long) {
        if !long.complete(message, state::time()) {
            self.lose();
            return;
        }
        while !self.push(long) {
            let is_kept = match self.state.when_full {
                WhenFull::Grow(bytes) => self.overflow(long, bytes / size_of::<Slot>()),
                // A record that is too long for the ring.
                _ if long.len() > self.longest() => self.overflow(long, 0),
                _ => false,
            };
            if is_kept {
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
        self.producer.buffer().capacity() / 2
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
        let Ok(chunk) = self.producer.write_chunk_uninit(len) else {
            return false;
        };
        chunk.fill_from_iter(record.slots());
        self.count(len);
        true
    }

    /// Keeps the record for the writer outside of the ring, unless there are already so many slots
    /// that it would be more than `limit`. If there is none, it is kept in any case.
    fn overflow(&mut self, record: &Long, limit: usize) -> bool {
        let mut overflow = lock(&self.shared.overflow);
        if !overflow.is_empty() && overflow.len() + record.len() > limit {
            return false;
        }
        overflow.extend(record.slots());
        self.shared
            .overflow_slots
            .store(overflow.len(), Ordering::Release);
        self.overflows = true;
        drop(overflow);
        self.state.wake();
        true
    }

    fn lose(&self) {
        self.shared.lost.fetch_add(1, Ordering::Relaxed);
        self.state.counts.lost.fetch_add(1, Ordering::Relaxed);
    }
}

/// The number of slots after which the writer is woken.
fn wake_interval(state: &State) -> usize {
    state.ring_slots / 4
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
