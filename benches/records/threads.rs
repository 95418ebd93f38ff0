//! Logs from several threads at once.

use crate::logs::Log;
use std::sync::Barrier;
use std::thread::{self, ScopedJoinHandle};
use std::time::{Duration, Instant};

/// The number of messages of a thread before it is measured. It has then written all of its ring.
const WARM_UP: u32 = 5_000;

/// Logs a number of messages in each thread, and returns the mean time that this took in a thread.
/// Nothing waits to be written when it begins, and the time to write the messages is not included.
pub(crate) fn burst(log: &impl Log, threads: u32, count: u32) -> Duration {
    let barrier = Barrier::new(threads as usize);
    let work = || {
        log.log(WARM_UP);
        if barrier.wait().is_leader() {
            log.settle();
        }
        barrier.wait();
        let start = Instant::now();
        log.log(count);
        let time = start.elapsed();
        barrier.wait();
        time
    };
    let times: Duration = thread::scope(|scope| {
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let times = threads.into_iter().map(ScopedJoinHandle::join);
        times.map(|time| time.expect("no thread panics")).sum()
    });
    times / threads
}

/// How long it took to log many messages.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sustained {
    /// The time until the threads had logged all of them.
    pub(crate) logged: Duration,
    /// The time until all were in the file.
    pub(crate) written: Duration,
}

impl Sustained {
    pub(crate) const WORST: Self = Self {
        logged: Duration::MAX,
        written: Duration::MAX,
    };

    pub(crate) fn min(self, other: Self) -> Self {
        Self {
            logged: self.logged.min(other.logged),
            written: self.written.min(other.written),
        }
    }
}

/// Logs this number of messages, in equal parts from several threads, and writes all of them.
pub(crate) fn sustained(log: impl Log, threads: u32, count: u32) -> Sustained {
    let start = Instant::now();
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| log.log(count / threads));
        }
    });
    let logged = start.elapsed();
    log.finish();
    Sustained {
        logged,
        written: start.elapsed(),
    }
}
