//! Functions with a single statement, for `disabled` and for reading their assembly.
//!
//! They are never inlined, so that each is a separate function in the assembly.

use kea_messages::{emit, kea_messages};

kea_messages! {
    /// A lease was reclaimed and can be assigned again.
    pub debug(30) LEASE_RECLAIMED(client, attempts: u32)
        = "%1: reclaimed a lease after %2 attempt(s)";
}

/// Logs with `emit!`.
#[inline(never)]
pub fn statement_emit(client: &str, attempts: u32) {
    emit!(LEASE_RECLAIMED(client, attempts));
}

/// Logs the same text with `log::debug!`.
#[inline(never)]
pub fn statement_log(client: &str, attempts: u32) {
    log::debug!("{client}: reclaimed a lease after {attempts} attempt(s)");
}

/// Logs the same text with `tracing::debug!`, with the arguments as fields.
#[cfg(feature = "tracing")]
#[inline(never)]
pub fn statement_tracing(client: &str, attempts: u32) {
    tracing::debug!(
        client,
        attempts,
        "{client}: reclaimed a lease after {attempts} attempt(s)"
    );
}

/// Logs nothing.
#[inline(never)]
pub fn statement_none(_client: &str, _attempts: u32) {}
