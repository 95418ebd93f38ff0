//! A code whose findings are suppressed.

use crate::{Finding, Label};

/// A code whose findings are suppressed, and why: `allow = { no_action = "it is a test" }`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Allow {
    /// The code, which may be unknown.
    pub code: String,
    /// The reason.
    pub reason: String,
    /// The place of the suppression.
    pub label: Label,
}

impl Allow {
    /// Creates the suppression of a code, for this reason.
    #[must_use]
    pub fn new(code: impl Into<String>, reason: impl Into<String>, label: Label) -> Self {
        Self {
            code: code.into(),
            reason: reason.into(),
            label,
        }
    }

    pub(crate) fn suppresses(&self, finding: &Finding) -> bool {
        !finding.is_error() && self.code == finding.code.name()
    }
}
