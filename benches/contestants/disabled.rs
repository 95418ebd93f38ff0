//! Statements whose severity is disabled.

use crate::race::Contestant;
use crate::statements::{LEASE_RECLAIMED, statement_emit, statement_log, statement_none};
use kea_messages::emit;
use std::hint::black_box;

/// The name of a loop, or a function that is called in a loop, without a statement.
pub const NO_STATEMENT: &str = "(no statement)";

/// What `emit!` is compared with.
#[derive(Clone, Copy, Debug)]
pub enum Peer {
    /// `log::debug!`.
    Log,
    /// `tracing::debug!`.
    #[cfg(feature = "tracing")]
    Tracing,
}

/// Disables the statements in `log`.
pub fn disable_in_log() {
    log::set_max_level(log::LevelFilter::Info);
}

/// Disables the statements in `log`, and sets a subscriber that disables them in `tracing`.
///
/// # Panics
///
/// Panics if the program has a subscriber.
#[cfg(feature = "tracing")]
pub fn disable_in_both() {
    use tracing_subscriber::prelude::*;

    disable_in_log();
    tracing_subscriber::registry()
        .with(tracing::level_filters::LevelFilter::INFO)
        .init();
}

/// Returns the peer, `emit!` and nothing, each in the loop that measures it.
#[must_use]
pub fn in_a_loop(peer: Peer) -> [Contestant<'static>; 3] {
    let peer = match peer {
        Peer::Log => Contestant::new("log::debug!", || {
            let (client, attempts) = arguments();
            log::debug!("{client}: reclaimed a lease after {attempts} attempt(s)");
        }),
        #[cfg(feature = "tracing")]
        Peer::Tracing => Contestant::new("tracing::debug!", || {
            let (client, attempts) = arguments();
            tracing::debug!(
                client,
                attempts,
                "{client}: reclaimed a lease after {attempts} attempt(s)"
            );
        }),
    };
    let emit = Contestant::new("emit!", || {
        let (client, attempts) = arguments();
        emit!(LEASE_RECLAIMED(client, attempts));
    });
    let none = Contestant::new(NO_STATEMENT, || _ = arguments());
    [peer, emit, none]
}

/// Returns the peer, `emit!` and nothing, each in a function that the loop calls.
#[must_use]
pub fn in_a_function(peer: Peer) -> [Contestant<'static>; 3] {
    let peer = match peer {
        Peer::Log => Contestant::new("log::debug!", || {
            let (client, attempts) = arguments();
            statement_log(client, attempts);
        }),
        #[cfg(feature = "tracing")]
        Peer::Tracing => Contestant::new("tracing::debug!", || {
            let (client, attempts) = arguments();
            crate::statements::statement_tracing(client, attempts);
        }),
    };
    let emit = Contestant::new("emit!", || {
        let (client, attempts) = arguments();
        statement_emit(client, attempts);
    });
    let none = Contestant::new(NO_STATEMENT, || {
        let (client, attempts) = arguments();
        statement_none(client, attempts);
    });
    [peer, emit, none]
}

fn arguments() -> (&'static str, u32) {
    (black_box("hwaddr=08:00:2b:02:3f:4e"), black_box(3))
}
