//! Measures the cost of a message that a subscriber of `tracing` receives: `emit!`, compared with
//! `tracing::info!` with the same fields.

#![forbid(unsafe_code)]

use kea_messages::{emit, kea_messages};
use kea_messages_benches::race::Contestant;
use kea_messages_benches::table::Table;
use std::fmt::Debug;
use std::hint::black_box;
use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::Context;
use tracing_subscriber::prelude::*;

const ROUNDS: usize = 2_000;
const ITERATIONS: u32 = 500;

kea_messages! {
    /// No address.
    info ALLOC_FAIL(client: &str, attempts: u32)
        = "%1: failed to allocate an IPv4 address after %2 attempt(s)";
}

/// A layer that visits each field without using it.
struct Look;

impl Visit for Look {
    fn record_debug(&mut self, _: &Field, value: &dyn Debug) {
        black_box(value);
    }
}

impl<S: Subscriber> Layer<S> for Look {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        event.record(&mut Self);
    }
}

fn main() {
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::sink);
    let title = "An event that is written as a line, to nowhere";
    let table =
        tracing::subscriber::with_default(tracing_subscriber::registry().with(lines), || {
            compare(title)
        });
    println!("{table}");
    let title = "An event whose fields are looked at, and not printed";
    let table =
        tracing::subscriber::with_default(tracing_subscriber::registry().with(Look), || {
            compare(title)
        });
    println!("{table}");
}

fn compare(title: &str) -> Table<'_> {
    let arguments = || (black_box("hwaddr=08:00:2b:02:3f:4e"), black_box(3_u32));
    let mut contestants = [
        Contestant::new("tracing::info!, the same fields", move || {
            let (client, attempts) = arguments();
            tracing::info!(
                message_id = "ALLOC_FAIL",
                severity = "info",
                client,
                attempts,
                "{client}: failed to allocate an IPv4 address after {attempts} attempt(s)"
            );
        }),
        Contestant::new("emit!", move || {
            let (client, attempts) = arguments();
            emit!(ALLOC_FAIL(client, attempts));
        }),
        Contestant::new("tracing::info!, without ID and severity", move || {
            let (client, attempts) = arguments();
            tracing::info!(
                client,
                attempts,
                "{client}: failed to allocate an IPv4 address after {attempts} attempt(s)"
            );
        }),
    ];
    Table::of_race(title, &mut contestants, ROUNDS, ITERATIONS)
}
