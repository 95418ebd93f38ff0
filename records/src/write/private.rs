//! The functions that `kea-messages` calls for each message.

pub use super::slot::{Sink, Values};
pub use super::statement::{Described, DescribedArgument, Statement};
use super::{ring, state};
use kea_messages_base::severity::Severity;

/// Returns whether messages with this severity can be recorded. It depends on their loggers if
/// they are.
#[inline]
#[must_use]
pub fn can_be_recorded(severity: Severity) -> bool {
    state::can_be_wanted(severity)
}

/// Returns whether messages of this logger with this severity are recorded.
#[inline]
#[must_use]
pub fn is_recorded(logger: &str, severity: Severity) -> bool {
    state::can_be_wanted(severity) && state::is_wanted(logger, severity)
}

/// Records a message if it is wanted, and returns whether it is. `key` identifies the message: the
/// same constant for the same definition. `describe` is called when the statement logs the message
/// for the first time.
#[inline]
pub fn record(
    statement: &'static Statement,
    key: &'static str,
    severity: Severity,
    logger: &'static str,
    describe: impl FnOnce() -> Described,
    values: &impl Values,
) -> bool {
    if !state::can_be_wanted(severity) {
        return false;
    }
    let generation = state::generation();
    let message = statement.message(key, severity, logger, describe);
    let is_wanted = message.is_wanted(generation);
    if is_wanted {
        ring::append(message.number(), generation, values);
    }
    is_wanted
}
