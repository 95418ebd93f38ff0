//! Both backends: messages go to `tracing` once a subscriber has been set, and to
//! `log` until then.
//!
//! A dependency that enables `tracing` must not silence a program that logs with
//! `log`.

use crate::backend::Backend;
use crate::backend::log::Log;
use crate::backend::tracing;
use crate::emission::{Emission, Only, Outlines};
use crate::occurrence::Occurrence;
use crate::site::Site;
use crate::value::Value;
use kea_messages_base::severity::Severity;

pub(crate) enum Both {}

impl Backend for Both {
    // Without a subscriber, the level of `tracing` disables all messages. So whether there is one
    // does not matter if both levels disable the message.
    #[inline]
    fn can_be_wanted(severity: Severity) -> bool {
        tracing::is_level_enabled(severity) || Log::can_be_wanted(severity) && !tracing::is_set()
    }

    fn is_wanted(site: &'static Site, emission: &'static Emission) -> bool {
        if tracing::is_set() {
            tracing::is_wanted(site, emission)
        } else {
            Log::is_wanted(site, emission)
        }
    }

    fn emit(
        site: &'static Site,
        emission: &'static Emission,
        severity: Severity,
        occurrence: &Occurrence<'_>,
        asked: Option<Outlines>,
    ) -> bool {
        if tracing::is_set() {
            tracing::emit(site, emission, severity, occurrence, asked)
        } else {
            Log::emit(site, emission, severity, occurrence, asked)
        }
    }

    #[expect(clippy::inline_always, reason = "see `tracing::emit_always`")]
    #[inline(always)]
    fn emit_only<'v, const N: usize, F>(site: &'static Site, only: &Only<F>) -> bool
    where
        F: Fn() -> [Value<'v>; N],
    {
        tracing::emit_always(site, only) || {
            let values = (only.show)();
            emit_unless_always(site, only.emission, &only.with(&values))
        }
    }
}

/// Does the same as [`Backend::emit_only`], if the message was not passed on by
/// [`tracing::emit_always`].
#[cold]
#[inline(never)]
fn emit_unless_always(
    site: &'static Site,
    emission: &'static Emission,
    occurrence: &Occurrence<'_>,
) -> bool {
    if tracing::is_set() {
        tracing::emit_only(site, emission, occurrence)
    } else {
        let asked = (!emission.asks()).then_some(emission.outlines);
        Log::emit(site, emission, emission.severity, occurrence, asked)
    }
}
