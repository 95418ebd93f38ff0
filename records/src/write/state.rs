//! The current recording, as the threads see it.

use super::levels::Levels;
use super::lock::lock;
use super::source::Source;
use core::sync::atomic::{AtomicBool, AtomicU8, AtomicU32, AtomicU64, Ordering};
use core::time::Duration;
use kea_messages_base::severity::Severity;
use quanta::Clock;
use std::sync::{Arc, Condvar, LazyLock, Mutex, OnceLock, PoisonError, RwLock};
use std::thread::Thread;
use std::time::Instant;

/// The rank that is greater than that of any severity that is recorded. It is 0 if there is no
/// recording.
static LIMIT: AtomicU8 = AtomicU8::new(0);

/// Whether the severities that are recorded depend on the logger.
static HAS_LOGGERS: AtomicBool = AtomicBool::new(false);

/// Whether records have a time of their own.
static HAS_CLOCK: AtomicBool = AtomicBool::new(false);

/// The clock of all recordings.
static CLOCK: LazyLock<Clock> = LazyLock::new(Clock::new);

/// The generation of the current recording, or 0 if there is none.
static GENERATION: AtomicU32 = AtomicU32::new(0);

/// The number of recordings that were started.
static STARTED: AtomicU32 = AtomicU32::new(0);

static CURRENT: RwLock<Option<Arc<State>>> = RwLock::new(None);

/// What a thread does when its ring is full.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum WhenFull {
    /// It waits until the writer has taken records. This is the default.
    ///
    /// While the file cannot be written, the records are dropped and counted, because the wait could
    /// last until the disk has space again.
    #[default]
    Wait,
    /// It drops the record. The file says how many records were lost, and where.
    Drop,
    /// It keeps the record in memory of its own, up to this number of bytes. Beyond that, it waits.
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

/// What has become of the records.
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
        GENERATION.load(Ordering::Relaxed) == self.generation && self.is_in_this_process()
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

/// Returns whether a message with this severity can be wanted.
#[inline]
pub(super) fn can_be_wanted(severity: Severity) -> bool {
    can_rank_be_wanted(severity.rank())
}

/// Returns whether a message whose severity has this rank can be wanted.
#[inline]
pub(super) fn can_rank_be_wanted(rank: u8) -> bool {
    rank < LIMIT.load(Ordering::Relaxed)
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

/// Returns the generation of the current recording, or 0.
#[inline]
pub(super) fn generation() -> u32 {
    GENERATION.load(Ordering::Acquire)
}

/// Returns the clock.
pub(super) fn clock() -> &'static Clock {
    &CLOCK
}

/// Returns the time of a record, as the clock counts it. It is 0 if records have no time.
#[inline]
pub(super) fn time() -> u64 {
    if HAS_CLOCK.load(Ordering::Relaxed) {
        CLOCK.raw()
    } else {
        0
    }
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
    HAS_CLOCK.store(state.has_clock, Ordering::Relaxed);
    HAS_LOGGERS.store(!state.levels.loggers.is_empty(), Ordering::Relaxed);
    // A thread that knows the generation must also know whether its records have a time.
    GENERATION.store(state.generation, Ordering::Release);
    LIMIT.store(state.levels.limit(), Ordering::Relaxed);
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
        LIMIT.store(0, Ordering::Relaxed);
        GENERATION.store(0, Ordering::Relaxed);
    }
}
