//! Why the program ends, if all is not well.

use std::fmt;

/// Why the program ends, if all is not well.
#[derive(Debug)]
pub(crate) enum Failure {
    /// What was asked for was done, or found, with problems that have been told:
    /// the exit code 1.
    Problems,
    /// It could not be done, which has been told: the exit code 2.
    Unreadable,
    /// It could not be done: the exit code 2.
    Unusable(String),
}

impl Failure {
    pub(crate) fn unusable(reason: impl fmt::Display) -> Self {
        Self::Unusable(reason.to_string())
    }
}
