//! The backends that receive messages.
//!
//! Each set of backends is a file with the same two functions: [`nowhere`], [`log`],
//! [`tracing`] and [`both`]. In tests, [`captured`] receives the messages before one of them does.
//! [`chosen`] selects one by the enabled features.

#[cfg(all(feature = "log", feature = "tracing"))]
mod both;
#[cfg(feature = "testing")]
mod captured;
pub(crate) mod chosen;
#[cfg(feature = "log")]
mod log;
#[cfg(not(any(feature = "log", feature = "tracing")))]
mod nowhere;
#[cfg(feature = "tracing")]
mod tracing;

use crate::kind::{Kind, Outlines};
use crate::occurrence::Occurrence;
use crate::site::Site;
use kea_messages_base::severity::Severity;

/// A backend, or several of them.
pub(crate) trait Backend {
    /// Returns whether messages of the kind `K` are wanted. `severity` is the highest severity that
    /// they can have, and `said` is the one that the `emit!` states.
    fn is_enabled<K: Kind + ?Sized>(
        site: &'static Site,
        severity: Severity,
        said: Option<Severity>,
    ) -> bool;

    /// Logs a message if it is wanted, and returns whether it was.
    ///
    /// If all messages that [`is_enabled`](Self::is_enabled) was asked about have this severity,
    /// `asked` passes on their outlines. If it is `None`, the backend has to be asked about this
    /// message first.
    fn emit(
        site: &'static Site,
        target: &'static str,
        severity: Severity,
        occurrence: &Occurrence<'_>,
        asked: Option<Outlines>,
    ) -> bool;
}
