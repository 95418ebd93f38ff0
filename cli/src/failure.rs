//! The reason for a failure of the program.

use std::fmt;

/// The reason for a failure of the program.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The command has reported problems: exit code 1.
    Problems,
    /// The command has failed, which was reported: exit code 2.
    Unreadable,
    /// The command has failed: exit code 2.
    Unusable(String),
}

impl Failure {
    pub(crate) fn unusable(reason: impl fmt::Display) -> Self {
        Self::Unusable(reason.to_string())
    }
}
