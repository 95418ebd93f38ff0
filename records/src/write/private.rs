//! The functions that `kea-messages` calls for each message.

pub use super::sink::{Sink, Values};
use super::slot::Slot;
pub use super::statement::{Described, DescribedArgument, Key, Statement};
use super::{ring, spans, state};
use kea_messages_base::severity::Severity;

/// Returns whether messages with this severity can be recorded. It depends on their loggers if
/// they are.
#[inline]
#[must_use]
pub fn can_be_recorded(severity: Severity) -> bool {
    state::can_be_wanted(severity)
}

/// Does the same as [`can_be_recorded`] for a severity with this rank.
#[inline]
#[must_use]
pub fn can_rank_be_recorded(rank: u8) -> bool {
    state::can_rank_be_wanted(rank)
}

/// Returns whether messages of this logger with this severity are recorded.
#[inline]
#[must_use]
pub fn is_recorded(severity: Severity, logger: impl FnOnce() -> &'static str) -> bool {
    state::can_be_wanted(severity) && state::is_wanted(severity, logger)
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
    record_inlined(statement, &|| key, describe, values)
}

/// Does the same as [`record`], where the kinds of the values are known. `key` returns the key, anew
/// each time that it is called, so that it does not have to be kept in memory.
#[expect(
    clippy::inline_always,
    reason = "where the kinds of the values are known, only one branch for each of them remains"
)]
#[inline(always)]
pub fn record_inlined(
    statement: &'static Statement,
    key: &impl Fn() -> Key,
    describe: impl FnOnce() -> Described,
    values: &impl Values,
) -> bool {
    if !state::can_rank_be_wanted(key().rank) {
        return false;
    }
    // This comes before any call, because the compiler only knows until then of which kinds the values
    // are.
    let mut slot = Slot::default();
    let fits = slot.fill(values);
    let generation = state::generation();
    let message = statement.message(key, describe);
    let is_wanted = message.is_wanted(generation);
    if is_wanted {
        slot.set_head(message.number(), state::time());
        let span = spans::current();
        if !(fits && span == 0 && ring::push(generation, &slot)) {
            ring::append(message.number(), generation, span, values);
        }
    }
    is_wanted
}
