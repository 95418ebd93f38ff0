//! Measures the cost of a statement whose severity is disabled: `emit!`, compared with
//! `log::debug!` and, with the feature `tracing`, also with `tracing::debug!`.

#![forbid(unsafe_code)]

use kea_messages::emit;
use kea_messages_benches::race::Contestant;
use kea_messages_benches::statements::{
    LEASE_RECLAIMED, statement_emit, statement_log, statement_none,
};
use kea_messages_benches::table::Table;
use std::hint::black_box;

const ROUNDS: usize = 2_000;
const ITERATIONS: u32 = 20_000;

fn client() -> &'static str {
    black_box("hwaddr=08:00:2b:02:3f:4e")
}

fn attempts() -> u32 {
    black_box(3)
}

fn main() {
    log::set_max_level(log::LevelFilter::Info);
    let in_a_loop = Contestant::new("log::debug!", || {
        let (client, attempts) = (client(), attempts());
        log::debug!("{client}: reclaimed a lease after {attempts} attempt(s)");
    });
    let in_a_function = Contestant::new("log::debug!", || statement_log(client(), attempts()));
    compare("no subscriber", in_a_loop, in_a_function);
    #[cfg(feature = "tracing")]
    with_subscriber();
}

/// Sets a subscriber, so that messages go to `tracing`, and compares the statements.
#[cfg(feature = "tracing")]
fn with_subscriber() {
    use kea_messages_benches::statements::statement_tracing;
    use tracing_subscriber::prelude::*;

    tracing_subscriber::registry()
        .with(tracing::level_filters::LevelFilter::INFO)
        .init();
    let in_a_loop = Contestant::new("tracing::debug!", || {
        let (client, attempts) = (client(), attempts());
        tracing::debug!(
            client,
            attempts,
            "{client}: reclaimed a lease after {attempts} attempt(s)"
        );
    });
    let in_a_function = Contestant::new("tracing::debug!", || {
        statement_tracing(client(), attempts());
    });
    compare("a subscriber that wants INFO", in_a_loop, in_a_function);
}

/// Compares `emit!` with a peer, in a loop and in a separate function.
fn compare(circumstances: &str, in_a_loop: Contestant<'_>, in_a_function: Contestant<'_>) {
    let title = format!("A disabled statement in a loop, {circumstances}");
    let emit = Contestant::new("emit!", || {
        let (client, attempts) = (client(), attempts());
        emit!(LEASE_RECLAIMED(client, attempts));
    });
    let none = Contestant::new("(no statement)", || _ = (client(), attempts()));
    println!("{}", measure(&title, &mut [in_a_loop, emit, none]));

    let title = format!("The same, in a function that is called, {circumstances}");
    let emit = Contestant::new("emit!", || statement_emit(client(), attempts()));
    let none = Contestant::new("(no statement)", || statement_none(client(), attempts()));
    println!("{}", measure(&title, &mut [in_a_function, emit, none]));
}

fn measure<'a>(title: &'a str, contestants: &mut [Contestant<'a>; 3]) -> Table<'a> {
    Table::of_race(title, contestants, ROUNDS, ITERATIONS)
}
