//! Decides which severities are logged.

use kea_messages::Severity;

/// Which severities pass a logger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Threshold {
    /// None of them.
    Nothing,
    /// This one and those that are more severe.
    From(Severity),
}

impl Threshold {
    pub(crate) const fn passes(self, severity: Severity) -> bool {
        match self {
            Self::Nothing => false,
            Self::From(least) => severity.is_at_least(least),
        }
    }
}
