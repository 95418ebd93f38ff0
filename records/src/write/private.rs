//! The functions that `kea-messages` calls for each message.

pub use super::sink::{Sink, Values};
pub use super::statement::{Described, DescribedArgument, Key, Statement};
use super::{ring, spans, state};
use kea_messages_base::severity::Severity;

/// Returns whether messages with this severity can be recorded. It depends on their loggers if
/// they are.
#[inline]
#[must_use]
pub fn can_be_recorded(severity: Severity) -> bool {
    state::control().can_be_wanted(severity)
}

/// Does the same as [`can_be_recorded`] for a severity with this rank.
#[inline]
#[must_use]
pub fn can_rank_be_recorded(rank: u8) -> bool {
    state::control().can_rank_be_wanted(rank)
}

/// Returns whether messages of this logger with this severity are recorded.
#[inline]
#[must_use]
pub fn is_recorded(severity: Severity, logger: impl FnOnce() -> &'static str) -> bool {
    state::control().can_be_wanted(severity) && state::is_wanted(severity, logger)
}

/// Records a message if it is wanted, and returns whether it is. `describe` is called when the
/// statement logs the message for the first time.
#[inline]
pub fn record(
    statement: &'static Statement,
    key: Key,
    describe: impl FnOnce() -> Described,
    values: &impl Values,
) -> bool {
    record_inlined(statement, &|| key, describe, &|| values)
}

/// Does the same as [`record`], where the kinds of the values are known. `key` and `values` return
/// the key and the values, anew each time that they are called, so that these do not have to be kept
/// in memory.
#[expect(
    clippy::inline_always,
    reason = "where the kinds of the values are known, only one branch for each of them remains"
)]
#[inline(always)]
pub fn record_inlined<V: Values>(
    statement: &'static Statement,
    key: &impl Fn() -> Key,
    describe: impl FnOnce() -> Described,
    values: &impl Fn() -> V,
) -> bool {
    let control = state::control();
    if !control.can_rank_be_wanted(key().rank) {
        return false;
    }
    let generation = control.generation();
    let message = statement.wanted(key, generation);
    let is_recorded = match message {
        Some(message) if spans::current() == 0 => ring::push(generation, message, &values()),
        _ => false,
    };
    is_recorded || {
        // Without a closure, which would capture variables that otherwise are in registers.
        let message = match message {
            Some(message) => Some(message),
            None => statement.ask(key(), generation, describe),
        };
        if let Some(message) = message {
            ring::append(message, generation, spans::current(), &values());
        }
        message.is_some()
    }
}
