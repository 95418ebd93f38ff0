//! Formats the results.

use crate::race::{Contestant, race};
use crate::samples::Samples;
use std::fmt;

/// The results of contestants, and of the peer that they are compared with.
#[derive(Debug)]
pub struct Table<'a> {
    /// A description of what was measured.
    pub title: &'a str,
    /// The unit of the times.
    pub unit: Unit,
    /// The contestants. The first row is the peer.
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
    /// Billionths of a second.
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
    /// Measures contestants, the first of which is the peer. The goal is that `emit!` takes no
    /// longer than the peer.
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

/// The result of a contestant.
#[derive(Debug)]
pub struct Row<'a> {
    /// The name of the contestant.
    pub name: &'a str,
    /// The times of the contestant.
    pub samples: Samples,
    /// The maximum ratio to the peer.
    pub goal: Option<f64>,
}

/// Formats the table. The first ratios are those of the minimums, followed by those of the medians.
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
            let ratios = [
                samples.minimum() / peer.minimum(),
                samples.median() / peer.median(),
            ];
            // A small ratio has as many significant digits.
            let digits = if ratios[0] < 0.1 { 3 } else { 2 };
            writeln!(
                f,
                "  {name:<34} {:>10.2} {:>10.2} {:>7.digits$} {:>9.digits$} {:>6}",
                samples.minimum() * per_second,
                samples.median() * per_second,
                ratios[0],
                ratios[1],
                goal.map_or(String::new(), |goal| format!("{goal:.1}")),
            )?;
        }
        Ok(())
    }
}
