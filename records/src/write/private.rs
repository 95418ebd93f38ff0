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
    short: &impl Values,
    values: &impl Values,
) -> bool {
    let control = state::control();
    if !control.can_be_wanted(key.severity) {
        return false;
    }
    let generation = control.generation();
    // Up to the record in the ring, nothing is called. After a call, the compiler no longer knows of
    // which kinds the values are.
    let message = statement.wanted(&key, generation);
    let is_recorded = match message {
        Some(message) if spans::current() == 0 => ring::push(generation, message, short),
        _ => false,
    };
    is_recorded || {
        let message = message.or_else(|| statement.ask(key, generation, describe));
        if let Some(message) = message {
            ring::append(message, generation, spans::current(), values);
        }
        message.is_some()
    }
}
