//! The backend `tracing` alone.
//!
//! An event bears the ID of its message as its name: [`callsite`](crate::callsite) has
//! what that needs.

use crate::backend::Backend;
use crate::callsite::{Known, level};
use crate::kind::Kind;
use crate::occurrence::Occurrence;
use crate::site::Site;
use kea_messages_base::severity::Severity;
use tracing::level_filters::STATIC_MAX_LEVEL;
use tracing_core::{LevelFilter, dispatcher};

#[cfg_attr(
    feature = "log",
    allow(dead_code, reason = "`Both` asks itself whether a subscriber is set")
)]
pub(crate) enum Tracing {}

impl Backend for Tracing {
    #[inline]
    fn is_enabled<K: Kind + ?Sized>(
        site: &'static Site,
        severity: Severity,
        said: Option<Severity>,
    ) -> bool {
        is_set() && is_enabled::<K>(site, severity, said)
    }

    fn emit(
        site: &'static Site,
        target: &'static str,
        severity: Severity,
        occurrence: &Occurrence<'_>,
        _: bool,
    ) {
        if is_set() {
            emit(site, target, severity, occurrence);
        }
    }
}

/// Whether a subscriber has been set, which then gets the messages.
#[inline]
pub(super) fn is_set() -> bool {
    dispatcher::has_been_set()
}

/// The quick answer, which is nearly always right where it is no, is inlined.
#[inline]
pub(super) fn is_enabled<K: Kind + ?Sized>(
    site: &'static Site,
    severity: Severity,
    said: Option<Severity>,
) -> bool {
    let level = level(severity);
    level <= STATIC_MAX_LEVEL
        && level <= LevelFilter::current()
        && site.callsites.is_any_enabled(
            &site.location,
            &Known {
                outlines: K::outlines,
                said,
                severity,
                target: site.target::<K>(),
            },
        )
}

/// Logs a message if the subscriber wants this very one: of several that the
/// `emit!` can log it may want another.
pub(super) fn emit(
    site: &'static Site,
    target: &'static str,
    severity: Severity,
    occurrence: &Occurrence<'_>,
) {
    let callsite = site
        .callsites
        .of(&site.location, target, severity, occurrence.outline());
    if callsite.is_enabled() {
        callsite.dispatch(severity, occurrence);
    }
}
