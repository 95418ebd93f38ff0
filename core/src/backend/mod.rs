//! The backends that receive messages.
//!
//! Each set of backends is a file with the same functions: [`nowhere`], [`log`],
//! [`tracing`] and [`both`]. In tests, [`captured`] receives the messages before one of them does.
//! [`chosen`] selects one by the enabled features.

#[cfg(all(feature = "log", feature = "tracing"))]
mod both;
#[cfg(feature = "testing")]
pub(crate) mod captured;
pub(crate) mod chosen;
#[cfg(feature = "log")]
pub(crate) mod log;
#[cfg(not(any(feature = "log", feature = "tracing")))]
mod nowhere;
#[cfg(feature = "tracing")]
mod tracing;

use crate::emission::{Emission, Only, Outlines};
use crate::occurrence::Occurrence;
use crate::site::Site;
use crate::value::Value;
use kea_messages_base::severity::Severity;

/// A backend, or several of them.
pub(crate) trait Backend {
    /// Returns whether messages with this severity can be wanted. It is inlined into each statement,
    /// and sufficient for most messages that are disabled.
    fn can_be_wanted(severity: Severity) -> bool;

    /// Returns whether messages of a statement are wanted.
    fn is_wanted(site: &'static Site, emission: &'static Emission) -> bool;

    /// Logs a message if it is wanted, and returns whether it was.
    ///
    /// If all messages that [`is_wanted`](Self::is_wanted) was asked about have this severity,
    /// `asked` passes on their outlines. If it is `None`, the backend has to be asked about this
    /// message first.
    fn emit(
        site: &'static Site,
        emission: &'static Emission,
        severity: Severity,
        occurrence: &Occurrence<'_>,
        asked: Option<Outlines>,
    ) -> bool;

    /// Does the same for the only message that the statement can log. The emission says whether the
    /// backend has to be asked.
    fn emit_only<'v, const N: usize, F>(site: &'static Site, only: &Only<F>) -> bool
    where
        F: Fn() -> [Value<'v>; N];
}
