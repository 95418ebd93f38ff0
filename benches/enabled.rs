//! Measures the cost of a message that a subscriber of `tracing` receives: `emit!`, compared with
//! `tracing::info!` with the same fields.

#![forbid(unsafe_code)]

use kea_messages_benches::contestants::enabled::{Look, events};
use kea_messages_benches::table::Table;
use tracing::Dispatch;
use tracing_subscriber::prelude::*;

const ROUNDS: usize = 2_000;
const ITERATIONS: u32 = 500;

fn main() {
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::sink);
    compare(
        "An event that is written as a line, to nowhere",
        tracing_subscriber::registry().with(lines),
    );
    compare(
        "An event whose fields are looked at, and not printed",
        tracing_subscriber::registry().with(Look),
    );
}

fn compare(title: &str, subscriber: impl Into<Dispatch>) {
    let table = tracing::dispatcher::with_default(&subscriber.into(), || {
        Table::of_race(title, &mut events(), ROUNDS, ITERATIONS)
    });
    println!("{table}");
}
