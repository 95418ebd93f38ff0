//! The levels of `log`.

use kea_messages_base::record::FIRST_TRACE_LEVEL;
use kea_messages_base::severity::Severity;
use log::Level;

/// Returns the level of messages with this severity.
pub(crate) const fn level(severity: Severity) -> Level {
    match severity {
        Severity::Fatal | Severity::Error => Level::Error,
        Severity::Warn => Level::Warn,
        Severity::Info => Level::Info,
        Severity::Debug(level) if level.get() < FIRST_TRACE_LEVEL.get() => Level::Debug,
        Severity::Debug(_) => Level::Trace,
    }
}
