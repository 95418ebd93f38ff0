//! The statements that log messages.

#[cfg(feature = "tracing")]
use crate::callsite::Callsites;
#[cfg(feature = "metrics")]
use crate::counters::Counters;
use crate::location::Location;
#[cfg(feature = "records")]
use kea_messages_records::__private::Statement;

/// A statement that logs a message. Each `emit!` and `enabled!` has a static one.
#[cfg_attr(
    not(any(feature = "log", feature = "tracing")),
    allow(dead_code, reason = "only backends use all of it")
)]
pub struct Site {
    pub(crate) location: Location,
    #[cfg(feature = "tracing")]
    pub(crate) callsites: Callsites,
    #[cfg(feature = "metrics")]
    pub(crate) counters: Counters,
    #[cfg(feature = "records")]
    pub(crate) statement: Statement,
}

impl Site {
    /// Creates the site of a statement.
    #[must_use]
    pub const fn new(
        logger: Option<&'static str>,
        module_path: &'static str,
        file: &'static str,
        line: u32,
    ) -> Self {
        Self {
            location: Location {
                logger,
                module_path,
                file,
                line,
            },
            #[cfg(feature = "tracing")]
            callsites: Callsites::new(),
            #[cfg(feature = "metrics")]
            counters: Counters::new(),
            #[cfg(feature = "records")]
            statement: Statement::new(),
        }
    }
}
