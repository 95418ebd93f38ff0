//! Where messages go.
//!
//! Each set of backends is a file with the same two functions: [`nowhere`], [`log`],
//! [`tracing`] and [`both`]. [`captured`] stands on top of one of them while tests are
//! run. [`chosen`] says which of them the features turn on.

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

/// A place where messages can go, or several of them.
pub(crate) trait Backend {
    /// Whether anybody wants messages of the kind `K`, of which `severity` is the
    /// highest that they can have, and `said` the one that the `emit!` states.
    fn is_enabled<K: Kind + ?Sized>(
        site: &'static Site,
        severity: Severity,
        said: Option<Severity>,
    ) -> bool;

    /// Logs a message if somebody wants it, and returns whether.
    ///
    /// `asked` shows the messages that [`is_enabled`](Self::is_enabled) was asked of, if
    /// all of them have this severity. Otherwise this one has to be asked of first.
    fn emit(
        site: &'static Site,
        target: &'static str,
        severity: Severity,
        occurrence: &Occurrence<'_>,
        asked: Option<Outlines>,
    ) -> bool;
}
