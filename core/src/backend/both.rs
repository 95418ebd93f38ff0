//! Both backends: messages go to `tracing` once a subscriber has been set, and to
//! `log` until then.
//!
//! A dependency that enables `tracing` must not silence a program that logs with
//! `log`.

use crate::backend::Backend;
use crate::backend::log::Log;
use crate::backend::tracing;
use crate::kind::{Kind, Outlines};
use crate::occurrence::Occurrence;
use crate::site::Site;
use kea_messages_base::severity::Severity;

pub(crate) enum Both {}

impl Backend for Both {
    #[inline]
    fn is_enabled<K: Kind + ?Sized>(
        site: &'static Site,
        severity: Severity,
        said: Option<Severity>,
    ) -> bool {
        if tracing::is_set() {
            tracing::is_enabled::<K>(site, severity, said)
        } else {
            Log::is_enabled::<K>(site, severity, said)
        }
    }

    fn emit(
        site: &'static Site,
        target: &'static str,
        severity: Severity,
        occurrence: &Occurrence<'_>,
        asked: Option<Outlines>,
    ) -> bool {
        if tracing::is_set() {
            tracing::emit(site, target, severity, occurrence, asked)
        } else {
            Log::emit(site, target, severity, occurrence, asked)
        }
    }
}
