//! Messages that a subscriber of `tracing` receives.

use crate::race::Contestant;
use kea_messages::{emit, kea_messages};
use std::fmt::Debug;
use std::hint::black_box;
use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::Context;

kea_messages! {
    /// No address.
    info ALLOC_FAIL(client: &str, attempts: u32)
        = "%1: failed to allocate an IPv4 address after %2 attempt(s)";
}

/// A layer that visits each field without using it.
#[derive(Debug)]
pub struct Look;

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

/// Returns `tracing::info!` with the fields of a message, `emit!` of the message, and
/// `tracing::info!` with the arguments only.
#[must_use]
pub fn events() -> [Contestant<'static>; 3] {
    [
        Contestant::new("tracing::info!, the same fields", || {
            let (client, attempts) = arguments();
            tracing::info!(
                message_id = "ALLOC_FAIL",
                severity = "info",
                client,
                attempts,
                "{client}: failed to allocate an IPv4 address after {attempts} attempt(s)"
            );
        }),
        Contestant::new("emit!", || {
            let (client, attempts) = arguments();
            emit!(ALLOC_FAIL(client, attempts));
        }),
        Contestant::new("tracing::info!, without ID and severity", || {
            let (client, attempts) = arguments();
            tracing::info!(
                client,
                attempts,
                "{client}: failed to allocate an IPv4 address after {attempts} attempt(s)"
            );
        }),
    ]
}

fn arguments() -> (&'static str, u32) {
    (black_box("hwaddr=08:00:2b:02:3f:4e"), black_box(3))
}
