//! Measures work that takes nanoseconds.

use crate::samples::Samples;
use std::fmt;
use std::time::{Duration, Instant};

/// Something to be measured.
pub struct Contestant<'a> {
    name: &'a str,
    /// Does the work a number of times. The loop is compiled together with the work, so the work
    /// does not have to be called.
    batch: Box<dyn FnMut(u32) -> Duration + 'a>,
}

impl<'a> Contestant<'a> {
    /// Creates a contestant that does `work`, which has to use [`black_box`](std::hint::black_box)
    /// so that the optimizer does not remove it.
    pub fn new(name: &'a str, mut work: impl FnMut() + 'a) -> Self {
        let batch = move |iterations| do_repeatedly(iterations, &mut work);
        Self {
            name,
            batch: Box::new(batch),
        }
    }

    /// Creates a contestant whose work is surrounded by a setup once per round.
    pub fn inside(
        name: &'a str,
        mut surround: impl FnMut(&mut dyn FnMut()) + 'a,
        mut work: impl FnMut() + 'a,
    ) -> Self {
        let batch = move |iterations| {
            let mut time = Duration::ZERO;
            surround(&mut || time = do_repeatedly(iterations, &mut work));
            time
        };
        Self {
            name,
            batch: Box::new(batch),
        }
    }

    /// Creates a contestant that measures its own time. `batch` does the work a number of times, and
    /// returns how long it took.
    pub fn timed(name: &'a str, batch: impl FnMut(u32) -> Duration + 'a) -> Self {
        Self {
            name,
            batch: Box::new(batch),
        }
    }

    /// Returns the name of the contestant.
    #[must_use]
    pub const fn name(&self) -> &'a str {
        self.name
    }

    /// Does the work this many times, and returns how long it took.
    pub fn repeat(&mut self, iterations: u32) -> Duration {
        (self.batch)(iterations)
    }
}

impl fmt::Debug for Contestant<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Contestant")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// Does work this many times, and returns how long it took. `instructions` counts the instructions of
/// this function, and finds it by its name.
#[inline(never)]
fn do_repeatedly(iterations: u32, work: &mut impl FnMut()) -> Duration {
    let start = Instant::now();
    for _ in 0..iterations {
        work();
    }
    start.elapsed()
}

/// Measures the contestants in turn, and returns the time of each for doing its work once.
///
/// A round is short, so that many rounds are not interrupted. Each round begins with another
/// contestant, so that none is always measured after the same other one.
pub fn race(contestants: &mut [Contestant<'_>], rounds: usize, iterations: u32) -> Vec<Samples> {
    let mut samples = vec![Samples::default(); contestants.len()];
    for contestant in &mut *contestants {
        contestant.repeat(iterations);
    }
    for round in 0..rounds {
        for turn in 0..contestants.len() {
            let index = (round + turn) % contestants.len();
            let time = contestants[index].repeat(iterations);
            samples[index].push(time.as_secs_f64() / f64::from(iterations));
        }
    }
    samples
}
