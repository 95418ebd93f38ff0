//! Decides which severities are logged.

use kea_messages::Severity;

/// The severities that a logger logs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Threshold {
    /// No severity.
    Nothing,
    /// This severity and more severe ones.
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
