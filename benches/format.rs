//! Measures writing a message with two arguments into a `String`, compared with `write!` with the
//! same text.

#![forbid(unsafe_code)]

use kea_messages_benches::contestants::format::texts;
use kea_messages_benches::race::race;
use kea_messages_benches::table::{Row, Table, Unit};

const ROUNDS: usize = 2_000;
const ITERATIONS: u32 = 2_000;

/// The maximum ratios to `write!`.
const TYPED_GOAL: Option<f64> = Some(0.5);
const UNTYPED_GOAL: Option<f64> = Some(1.0);

fn main() {
    for attempts in [3, u32::MAX] {
        let title = format!("Text with two arguments into a String; the number is {attempts}");
        println!("{}", compare(&title, attempts));
    }
}

/// Measures the texts with this number.
fn compare(title: &str, attempts: u32) -> Table<'_> {
    let mut contestants = texts(attempts);
    let goals = [None, TYPED_GOAL, UNTYPED_GOAL, None, UNTYPED_GOAL, None];
    let samples = race(&mut contestants, ROUNDS, ITERATIONS);
    let rows = contestants.iter().zip(samples).zip(goals);
    Table {
        title,
        unit: Unit::Nanoseconds,
        rows: rows
            .map(|((contestant, samples), goal)| Row {
                name: contestant.name(),
                samples,
                goal,
            })
            .collect(),
    }
}
