//! The current recording, with the state that its threads and its writer share.

use super::levels::Levels;
use super::lock::lock;
use super::source::Source;
use core::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use core::time::Duration;
use kea_messages_base::severity::Severity;
use quanta::Clock;
use std::sync::{Arc, Condvar, LazyLock, Mutex, OnceLock, PoisonError, RwLock};
use std::thread::Thread;
use std::time::Instant;

/// What a statement has to know of the current recording.
static CONTROL: AtomicU64 = AtomicU64::new(0);

/// Whether the severities that are recorded depend on the logger.
static HAS_LOGGERS: AtomicBool = AtomicBool::new(false);

/// The clock of all recordings.
static CLOCK: LazyLock<Clock> = LazyLock::new(Clock::new);

/// The number of recordings that were started.
static STARTED: AtomicU32 = AtomicU32::new(0);

static CURRENT: RwLock<Option<Arc<State>>> = RwLock::new(None);

/// The generation of the current recording, and the severities that it wants.
#[derive(Clone, Copy)]
pub(super) struct Control(u64);

impl Control {
    /// `limit` is the rank that is greater than that of any severity that is recorded.
    fn new(generation: u32, limit: u8) -> Self {
        Self(u64::from(generation) << 32 | u64::from(limit))
    }

    /// Returns whether a message with this severity can be wanted.
    #[inline]
    pub(super) const fn can_be_wanted(self, severity: Severity) -> bool {
        self.can_rank_be_wanted(severity.rank())
    }

    /// Returns whether a message whose severity has this rank can be wanted.
    #[inline]
    pub(super) const fn can_rank_be_wanted(self, rank: u8) -> bool {
        let [limit, ..] = self.0.to_le_bytes();
        rank < limit
    }

    /// The generation of the current recording, or 0 if there is none.
    #[inline]
    pub(super) const fn generation(self) -> u32 {
        let [.., a, b, c, d] = self.0.to_le_bytes();
        u32::from_le_bytes([a, b, c, d])
    }
}

/// What a thread does when its ring is full.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum WhenFull {
    /// It waits until the writer has made space. This is the default.
    ///
    /// While the file cannot be written, records are dropped and counted instead, because the
    /// thread could otherwise wait until the disk has space again.
    #[default]
    Wait,
    /// It drops the record. The file states how many records were lost, and where.
    Drop,
    /// It keeps the record in additional memory of up to this number of bytes. If that is full too,
    /// it waits.
    Grow(usize),
}

/// A recording.
#[derive(Debug)]
pub(super) struct State {
    pub(super) generation: u32,
    pub(super) levels: Levels,
    pub(super) ring_slots: usize,
    pub(super) when_full: WhenFull,
    /// Whether the records have a time of their own.
    pub(super) has_clock: bool,
    /// The process. A child that was forked has no writer.
    process: u32,
    /// The threads that the writer does not know yet.
    new_sources: Mutex<Vec<Source>>,
    writer: OnceLock<Thread>,
    /// Whether the writer is to end.
    is_stopped: AtomicBool,
    /// Whether the writer waits for a record.
    is_asleep: AtomicBool,
    /// Whether the file cannot be written.
    is_failing: AtomicBool,
    pub(super) counts: Counts,
    /// The number of flushes that were requested.
    requested: AtomicU64,
    /// The number of requested flushes that are done.
    flushed: Mutex<u64>,
    has_flushed: Condvar,
}

/// The numbers of recorded and lost records, and of written bytes.
#[derive(Debug, Default)]
pub(super) struct Counts {
    pub(super) recorded: AtomicU64,
    pub(super) lost: AtomicU64,
    pub(super) bytes: AtomicU64,
}

impl State {
    pub(super) fn new(
        levels: Levels,
        ring_slots: usize,
        when_full: WhenFull,
        has_clock: bool,
    ) -> Self {
        Self {
            generation: STARTED
                .fetch_add(1, Ordering::Relaxed)
                .wrapping_add(1)
                .max(1),
            levels,
            ring_slots,
            when_full,
            has_clock,
            process: std::process::id(),
            new_sources: Mutex::default(),
            writer: OnceLock::new(),
            is_stopped: AtomicBool::new(false),
            is_asleep: AtomicBool::new(false),
            is_failing: AtomicBool::new(false),
            counts: Counts::default(),
            requested: AtomicU64::new(0),
            flushed: Mutex::new(0),
            has_flushed: Condvar::new(),
        }
    }

    /// Returns whether records still reach the file: it is the current recording, and this process
    /// has its writer.
    pub(super) fn is_written(&self) -> bool {
        control().generation() == self.generation && self.is_in_this_process()
    }

    /// Returns whether this process has the writer. A child that was forked does not have it.
    pub(super) fn is_in_this_process(&self) -> bool {
        std::process::id() == self.process
    }

    pub(super) fn is_failing(&self) -> bool {
        self.is_failing.load(Ordering::Relaxed)
    }

    pub(super) fn set_failing(&self, is_failing: bool) {
        self.is_failing.store(is_failing, Ordering::Relaxed);
    }

    /// Sets the thread that writes the file.
    pub(super) fn set_writer(&self, writer: Thread) {
        _ = self.writer.set(writer);
    }

    /// Tells the writer to write what is left, and to end.
    pub(super) fn stop(&self) {
        self.is_stopped.store(true, Ordering::Release);
        self.wake();
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.is_stopped.load(Ordering::Acquire)
    }

    /// Wakes the writer.
    pub(super) fn wake(&self) {
        if let Some(writer) = self.writer.get() {
            writer.unpark();
        }
    }

    /// Wakes the writer if it waits for a record.
    #[inline]
    pub(super) fn wake_if_asleep(&self) {
        if self.is_asleep.load(Ordering::Relaxed) {
            self.wake_from_sleep();
        }
    }

    #[cold]
    #[inline(never)]
    fn wake_from_sleep(&self) {
        self.is_asleep.store(false, Ordering::Relaxed);
        self.wake();
    }

    pub(super) fn set_asleep(&self, is_asleep: bool) {
        self.is_asleep.store(is_asleep, Ordering::SeqCst);
    }

    pub(super) fn add_source(&self, source: Source) {
        lock(&self.new_sources).push(source);
    }

    /// Moves the threads that the writer does not know yet to `sources`.
    pub(super) fn take_sources(&self, sources: &mut Vec<Source>) {
        sources.append(&mut lock(&self.new_sources));
    }

    /// Waits until all records that have been recorded so far are in the file. Returns whether
    /// they are.
    pub(super) fn flush(&self) -> bool {
        /// The writer takes this long only if the disk does not answer.
        const PATIENCE: Duration = Duration::from_secs(5);
        if !self.is_in_this_process() {
            return false;
        }
        let ticket = self.requested.fetch_add(1, Ordering::SeqCst) + 1;
        self.wake();
        let deadline = Instant::now() + PATIENCE;
        let mut flushed = lock(&self.flushed);
        while *flushed < ticket {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() || self.is_failing() {
                return false;
            }
            let waited = self.has_flushed.wait_timeout(flushed, left);
            flushed = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        true
    }

    /// Returns the number of flushes that were requested.
    pub(super) fn requested_flushes(&self) -> u64 {
        self.requested.load(Ordering::SeqCst)
    }

    /// Tells the threads that wait that these flushes are done.
    pub(super) fn set_flushed(&self, flushes: u64) {
        *lock(&self.flushed) = flushes;
        self.has_flushed.notify_all();
    }

    /// Returns the number of flushes that are done.
    pub(super) fn flushed(&self) -> u64 {
        *lock(&self.flushed)
    }

    /// Tells the threads that wait for a flush to look whether the file can be written.
    pub(super) fn wake_flushing(&self) {
        // A thread that has looked, and does not wait yet, holds the lock.
        drop(lock(&self.flushed));
        self.has_flushed.notify_all();
    }
}

/// Ends a recording when its writer ends, also by a panic, so that no thread waits for it.
pub(super) struct EndOnDrop(pub(super) Arc<State>);

impl Drop for EndOnDrop {
    fn drop(&mut self) {
        unset_current(&self.0);
        self.0.set_failing(true);
        self.0.wake_flushing();
    }
}

/// Returns what a statement has to know of the current recording.
#[inline]
pub(super) fn control() -> Control {
    Control(CONTROL.load(Ordering::Acquire))
}

/// Returns whether a message of this logger with this severity is wanted, which can be wanted.
#[inline]
pub(super) fn is_wanted(severity: Severity, logger: impl FnOnce() -> &'static str) -> bool {
    !HAS_LOGGERS.load(Ordering::Relaxed) || is_wanted_by_name(severity, logger)
}

#[cold]
fn is_wanted_by_name(severity: Severity, logger: impl FnOnce() -> &'static str) -> bool {
    current().is_some_and(|state| state.levels.is_wanted(logger(), severity))
}

/// Returns the clock.
pub(super) fn clock() -> &'static Clock {
    &CLOCK
}

/// Returns the current recording.
pub(super) fn current() -> Option<Arc<State>> {
    CURRENT
        .read()
        .unwrap_or_else(PoisonError::into_inner)
        .clone()
}

/// Makes this the current recording, unless there is one.
pub(super) fn set_current(state: &Arc<State>) -> bool {
    let mut current = CURRENT.write().unwrap_or_else(PoisonError::into_inner);
    if current.is_some() {
        return false;
    }
    *current = Some(Arc::clone(state));
    HAS_LOGGERS.store(!state.levels.loggers.is_empty(), Ordering::Relaxed);
    let control = Control::new(state.generation, state.levels.limit());
    CONTROL.store(control.0, Ordering::Release);
    true
}

/// Ends this recording for the threads.
pub(super) fn unset_current(state: &Arc<State>) {
    let mut current = CURRENT.write().unwrap_or_else(PoisonError::into_inner);
    if current
        .as_ref()
        .is_some_and(|known| Arc::ptr_eq(known, state))
    {
        *current = None;
        CONTROL.store(0, Ordering::Relaxed);
    }
}
