//! How the figures are shown.

use crate::race::{Contestant, race};
use crate::samples::Samples;
use std::fmt;

/// Contestants beside the peer that they are compared to.
#[derive(Debug)]
pub struct Table<'a> {
    /// What was measured.
    pub title: &'a str,
    /// The unit of the times.
    pub unit: Unit,
    /// The first row is the peer.
    pub rows: Vec<Row<'a>>,
}

/// The unit in which times are shown.
#[derive(Clone, Copy, Debug)]
pub enum Unit {
    /// Seconds.
    Seconds,
    /// Thousandths of a second.
    Milliseconds,
    /// Millionths of a second.
    Microseconds,
    /// Thousand-millionths of a second.
    Nanoseconds,
}

impl Unit {
    const fn name(self) -> &'static str {
        match self {
            Self::Seconds => "s",
            Self::Milliseconds => "ms",
            Self::Microseconds => "us",
            Self::Nanoseconds => "ns",
        }
    }

    const fn per_second(self) -> f64 {
        match self {
            Self::Seconds => 1.0,
            Self::Milliseconds => 1e3,
            Self::Microseconds => 1e6,
            Self::Nanoseconds => 1e9,
        }
    }
}

impl<'a> Table<'a> {
    /// Lets contestants race, of which the first is the peer, and `emit!` is to take no
    /// longer than it.
    pub fn of_race(
        title: &'a str,
        contestants: &mut [Contestant<'a>],
        rounds: usize,
        iterations: u32,
    ) -> Self {
        let samples = race(contestants, rounds, iterations);
        let rows = contestants.iter().zip(samples);
        Self {
            title,
            unit: Unit::Nanoseconds,
            rows: rows
                .map(|(contestant, samples)| Row {
                    name: contestant.name(),
                    samples,
                    goal: (contestant.name() == "emit!").then_some(1.0),
                })
                .collect(),
        }
    }
}

/// A contestant.
#[derive(Debug)]
pub struct Row<'a> {
    /// What it is called.
    pub name: &'a str,
    /// How long it took.
    pub samples: Samples,
    /// What its ratio to the peer is to be at most.
    pub goal: Option<f64>,
}

/// The ratios come first from the minimums, and then from the medians.
impl fmt::Display for Table<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { title, unit, rows } = self;
        let per_second = unit.per_second();
        let unit = unit.name();
        let (minimum, median) = (format!("min {unit}"), format!("median {unit}"));
        writeln!(f, "{title}")?;
        writeln!(
            f,
            "  {:<34} {minimum:>10} {median:>10} {:>7} {:>9} {:>6}",
            "", "ratio", "(median)", "goal"
        )?;
        let peer = rows.first().map(|row| &row.samples);
        for Row {
            name,
            samples,
            goal,
        } in rows
        {
            let peer = peer.unwrap_or(samples);
            writeln!(
                f,
                "  {name:<34} {:>10.2} {:>10.2} {:>7.2} {:>9.2} {:>6}",
                samples.minimum() * per_second,
                samples.median() * per_second,
                samples.minimum() / peer.minimum(),
                samples.median() / peer.median(),
                goal.map_or(String::new(), |goal| format!("{goal:.1}")),
            )?;
        }
        Ok(())
    }
}
