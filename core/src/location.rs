//! The places of statements in the source.

/// The place of an `emit!` or `enabled!` in the source.
#[cfg_attr(
    not(any(
        feature = "log",
        feature = "records",
        feature = "testing",
        feature = "tracing"
    )),
    expect(dead_code, reason = "a backend reads it")
)]
pub(crate) struct Location {
    /// The logger that the `emit!` names.
    pub(crate) logger: Option<&'static str>,
    pub(crate) module_path: &'static str,
    pub(crate) file: &'static str,
    pub(crate) line: u32,
}

impl Location {
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
            (None, None) => self.module_path,
        }
    }
}
