//! What a statement costs that logs nothing, because its severity is disabled:
//! `emit!` against `log::debug!`.

#![forbid(unsafe_code)]

use kea_messages_benches::race::{Contestant, race};
use kea_messages_benches::statements::{statement_emit, statement_log, statement_none};
use kea_messages_benches::table::{Row, Table, Unit};
use std::hint::black_box;

const ROUNDS: usize = 2_000;
const ITERATIONS: u32 = 20_000;

fn main() {
    log::set_max_level(log::LevelFilter::Info);
    let client = "hwaddr=08:00:2b:02:3f:4e";
    let attempts = 3;
    let mut contestants = [
        Contestant::new("log::debug!", || {
            statement_log(black_box(client), black_box(attempts));
        }),
        Contestant::new("emit!", || {
            statement_emit(black_box(client), black_box(attempts));
        }),
        Contestant::new("(a function without a statement)", || {
            statement_none(black_box(client), black_box(attempts));
        }),
    ];
    let samples = race(&mut contestants, ROUNDS, ITERATIONS);
    let rows = contestants.iter().zip(samples);
    let table = Table {
        title: "A disabled statement, with the call of the function that it stands in",
        unit: Unit::Nanoseconds,
        rows: rows
            .map(|(contestant, samples)| Row {
                name: contestant.name(),
                samples,
                goal: None,
            })
            .collect(),
    };
    print!("{table}");
}
