//! Measures work that takes nanoseconds.

use crate::samples::Samples;
use std::fmt;
use std::time::{Duration, Instant};

/// Something that is to be measured.
pub struct Contestant<'a> {
    name: &'a str,
    /// Does the work a number of times. The loop is compiled together with the
    /// work, so that calling it costs nothing.
    batch: Box<dyn FnMut(u32) -> Duration + 'a>,
}

impl<'a> Contestant<'a> {
    /// A contestant that does `work`, which has to keep the optimizer from seeing
    /// through it with [`black_box`](std::hint::black_box).
    pub fn new(name: &'a str, mut work: impl FnMut() + 'a) -> Self {
        let batch = move |iterations| {
            let start = Instant::now();
            for _ in 0..iterations {
                work();
            }
            start.elapsed()
        };
        Self {
            name,
            batch: Box::new(batch),
        }
    }

    /// A contestant that does its work in what `surround` sets up for a whole round.
    pub fn inside(
        name: &'a str,
        mut surround: impl FnMut(&mut dyn FnMut()) + 'a,
        mut work: impl FnMut() + 'a,
    ) -> Self {
        let batch = move |iterations| {
            let mut time = Duration::ZERO;
            surround(&mut || {
                let start = Instant::now();
                for _ in 0..iterations {
                    work();
                }
                time = start.elapsed();
            });
            time
        };
        Self {
            name,
            batch: Box::new(batch),
        }
    }

    /// What the contestant is called.
    #[must_use]
    pub const fn name(&self) -> &'a str {
        self.name
    }
}

impl fmt::Debug for Contestant<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Contestant")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// Lets the contestants do their work in turns, and returns the times of each
/// for doing it once.
///
/// A round is short, so that in many of them nothing interrupts the contestant.
/// Each begins with another contestant: none is always after the same one.
pub fn race(contestants: &mut [Contestant<'_>], rounds: usize, iterations: u32) -> Vec<Samples> {
    let mut samples = vec![Samples::default(); contestants.len()];
    for contestant in &mut *contestants {
        (contestant.batch)(iterations);
    }
    for round in 0..rounds {
        for turn in 0..contestants.len() {
            let index = (round + turn) % contestants.len();
            let time = (contestants[index].batch)(iterations);
            samples[index].push(time.as_secs_f64() / f64::from(iterations));
        }
    }
    samples
}
