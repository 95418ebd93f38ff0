//! Where a message is logged.

use crate::kind::Kind;

/// The caller's place. Each `emit!` and `enabled!` has one, which is there as
/// long as the program is.
#[cfg_attr(
    not(any(feature = "log", feature = "tracing")),
    expect(dead_code, reason = "a backend reads it")
)]
pub struct Site {
    /// The logger that the `emit!` names.
    logger: Option<&'static str>,
    pub(crate) module_path: &'static str,
    pub(crate) file: &'static str,
    pub(crate) line: u32,
    #[cfg(feature = "tracing")]
    pub(crate) callsites: crate::backend::Callsites,
}

impl Site {
    #[must_use]
    pub const fn new(
        logger: Option<&'static str>,
        module_path: &'static str,
        file: &'static str,
        line: u32,
    ) -> Self {
        Self {
            logger,
            module_path,
            file,
            line,
            #[cfg(feature = "tracing")]
            callsites: crate::backend::Callsites::new(),
        }
    }

    /// What the event is called by for filters: the logger that the `emit!`
    /// names, or that the catalogue does, or the module.
    #[inline]
    pub(crate) const fn target<K: Kind + ?Sized>(&self) -> &'static str {
        match (self.logger, K::LOGGER) {
            (Some(logger), _) | (None, Some(logger)) => logger,
            (None, None) => self.module_path,
        }
    }
}
