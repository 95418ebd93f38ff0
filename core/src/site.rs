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
    /// The logger that the `emit!` names.
    logger: Option<&'static str>,
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
            logger,
            location: Location {
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

    /// Returns the target that filters know the event by: the logger that the `emit!` names, or
    /// else the logger of the catalogue, or else the module.
    #[cfg_attr(
        not(any(feature = "log", feature = "tracing")),
        allow(dead_code, reason = "only backends use all of it")
    )]
    #[inline]
    pub(crate) const fn target(&self, logger: Option<&'static str>) -> &'static str {
        match (self.logger, logger) {
            (Some(logger), _) | (None, Some(logger)) => logger,
            (None, None) => self.location.module_path,
        }
    }
}
