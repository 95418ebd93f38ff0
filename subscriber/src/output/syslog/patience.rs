//! Limits how long a statement that logs waits.

use std::thread;
use std::time::{Duration, Instant};

/// The remaining waiting time.
#[derive(Debug)]
pub(super) struct Patience {
    left: Duration,
    pause: Duration,
}

const FIRST_PAUSE: Duration = Duration::from_micros(50);
const LONGEST_PAUSE: Duration = Duration::from_millis(5);

impl Patience {
    pub(super) const fn new(left: Duration) -> Self {
        Self {
            left,
            pause: FIRST_PAUSE,
        }
    }

    pub(super) const fn is_exhausted(&self) -> bool {
        self.left.is_zero()
    }

    /// Waits before another attempt. Returns `false` if the time is over.
    pub(super) fn wait(&mut self) -> bool {
        let pause = self.pause.min(self.left);
        if pause.is_zero() {
            return false;
        }
        self.pause = (self.pause * 2).min(LONGEST_PAUSE);
        self.spend(|_| thread::sleep(pause));
        true
    }

    /// Runs a function that may take the remaining time.
    pub(super) fn spend<T>(&mut self, wait: impl FnOnce(Duration) -> T) -> T {
        let start = Instant::now();
        let result = wait(self.left);
        self.left = self.left.saturating_sub(start.elapsed());
        result
    }
}
