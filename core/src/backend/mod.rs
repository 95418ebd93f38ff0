//! Where messages go.
//!
//! With both backends on, `tracing` gets them once a subscriber has been set, and
//! `log` until then: a dependency that turns `tracing` on must not silence what
//! a program writes by `log`.

use crate::kind::Kind;
use crate::site::Site;
use crate::{Occurrence, Severity};

#[cfg(feature = "log")]
mod log;
#[cfg(feature = "tracing")]
mod tracing;

#[cfg(feature = "tracing")]
pub(crate) use self::tracing::Callsites;
#[cfg(feature = "tracing")]
pub use self::tracing::severity_of;

/// Whether anybody wants messages of the kind `K`, of which `severity` is the
/// highest that they can have, and `said` the one that the `emit!` states.
#[inline]
pub(crate) fn is_enabled<K: Kind + ?Sized>(
    site: &'static Site,
    severity: Severity,
    said: Option<Severity>,
) -> bool {
    #[cfg(feature = "testing")]
    if crate::testing::is_capturing() {
        return true;
    }
    #[cfg(feature = "tracing")]
    if tracing::is_set() {
        return tracing::is_enabled::<K>(site, severity, said);
    }
    #[cfg(feature = "log")]
    {
        _ = said;
        log::is_enabled(severity, site.target::<K>())
    }
    #[cfg(not(feature = "log"))]
    {
        _ = (site.target::<K>(), severity, said);
        false
    }
}

/// Logs a message. Where it is not known to be enabled, because it is one of
/// several of different severities, that is asked first.
pub(crate) fn log(
    site: &'static Site,
    target: &'static str,
    severity: Severity,
    occurrence: &Occurrence<'_>,
    is_asked_for: bool,
) {
    // Whoever captures wants all: nobody else has been asked.
    #[cfg(feature = "testing")]
    let is_asked_for = is_asked_for && !crate::testing::is_capturing();
    #[cfg(feature = "testing")]
    if crate::testing::is_capturing() {
        crate::testing::record(target, severity, occurrence);
    }
    #[cfg(feature = "tracing")]
    if tracing::is_set() {
        return tracing::log(site, target, severity, occurrence);
    }
    #[cfg(feature = "log")]
    if is_asked_for || log::is_enabled(severity, target) {
        log::log(site, target, severity, occurrence);
    }
    #[cfg(not(feature = "log"))]
    {
        _ = (site, target, severity, occurrence, is_asked_for);
    }
}
