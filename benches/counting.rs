//! Measures the cost of counting a message that is not logged: `emit!`, compared with an atomic
//! addition and with `metrics::counter!` with the same labels.

#![forbid(unsafe_code)]

use kea_messages::{emit, kea_messages, metrics};
use kea_messages_benches::race::Contestant;
use kea_messages_benches::table::Table;
use metrics_util::debugging::DebuggingRecorder;
use std::hint::black_box;
use std::sync::atomic::{AtomicU64, Ordering};

const ROUNDS: usize = 2_000;
const ITERATIONS: u32 = 5_000;

kea_messages! {
    static CATALOGUE;
    /// No address.
    info ALLOC_FAIL(client: &str, attempts: u32)
        = "%1: failed to allocate an IPv4 address after %2 attempt(s)";
}

static COUNTER: AtomicU64 = AtomicU64::new(0);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    DebuggingRecorder::new().install()?;
    metrics::count_unwanted();
    println!("{}", race("Counters that are looked up"));
    metrics::register(&CATALOGUE);
    println!("{}", race("Counters that are kept"));
    Ok(())
}

fn race(title: &str) -> Table<'_> {
    let mut contestants = [
        Contestant::new("an atomic addition", || {
            black_box(&COUNTER).fetch_add(1, Ordering::Relaxed);
        }),
        Contestant::new("emit!", || {
            emit!(ALLOC_FAIL(
                black_box("hwaddr=08:00:2b:02:3f:4e"),
                black_box(3)
            ));
        }),
        Contestant::new("metrics::counter!", || {
            ::metrics::counter!("peer_total", "id" => "ALLOC_FAIL", "severity" => "info")
                .increment(1);
        }),
    ];
    Table::of_race(title, &mut contestants, ROUNDS, ITERATIONS)
}
