//! The backend for `tracing` alone.
//!
//! The name of an event is the ID of its message. [`callsite`](crate::callsite) implements this.

use crate::backend::Backend;
use crate::callsite::level;
use crate::emission::{Emission, IS_LEVEL_KNOWN, Only, Outlines};
use crate::occurrence::Occurrence;
use crate::site::Site;
use crate::value::Value;
use kea_messages_base::severity::Severity;
use tracing::level_filters::STATIC_MAX_LEVEL;
use tracing_core::{LevelFilter, dispatcher};

#[cfg_attr(
    feature = "log",
    allow(dead_code, reason = "`Both` asks itself whether a subscriber is set")
)]
pub(crate) enum Tracing {}

impl Backend for Tracing {
    // Without a subscriber, the level disables all messages.
    #[inline]
    fn can_be_wanted(severity: Severity) -> bool {
        is_level_enabled(severity)
    }

    #[inline]
    fn is_wanted(site: &'static Site, emission: &'static Emission) -> bool {
        is_set() && is_wanted(site, emission)
    }

    fn emit(
        site: &'static Site,
        emission: &'static Emission,
        severity: Severity,
        occurrence: &Occurrence<'_>,
        asked: Option<Outlines>,
    ) -> bool {
        is_set() && emit(site, emission, severity, occurrence, asked)
    }

    #[expect(clippy::inline_always, reason = "see `emit_always`")]
    #[inline(always)]
    fn emit_only<'v, const N: usize, F>(site: &'static Site, only: &Only<F>) -> bool
    where
        F: Fn() -> [Value<'v>; N],
    {
        emit_always(site, only) || {
            let values = (only.show)();
            emit_unless_always(site, only.emission, &only.with(&values))
        }
    }
}

/// Does the same as [`Backend::emit_only`], if the message was not passed on by [`emit_always`].
#[cold]
#[inline(never)]
#[cfg_attr(
    feature = "log",
    allow(dead_code, reason = "`Both` asks itself whether a subscriber is set")
)]
fn emit_unless_always(
    site: &'static Site,
    emission: &'static Emission,
    occurrence: &Occurrence<'_>,
) -> bool {
    is_set() && emit_only(site, emission, occurrence)
}

/// Returns whether a subscriber has been set, which then receives the messages.
#[inline]
pub(super) fn is_set() -> bool {
    dispatcher::has_been_set()
}

/// Returns whether the subscriber can want messages of this severity.
#[inline]
pub(super) fn is_level_enabled(severity: Severity) -> bool {
    let level = level(severity);
    level <= STATIC_MAX_LEVEL && level <= LevelFilter::current()
}

/// Returns whether the subscriber wants any of the messages that a statement can log.
#[inline]
pub(super) fn is_wanted(site: &'static Site, emission: &'static Emission) -> bool {
    is_level_enabled(emission.severity) && site.callsites.is_any_wanted(&site.location, emission)
}

/// Logs a message if the subscriber wants it, and returns whether it does. If the subscriber was
/// asked only about this message, it is known to want it. If it was asked about several, it may
/// want a different one, so it is asked again.
pub(super) fn emit(
    site: &'static Site,
    emission: &'static Emission,
    severity: Severity,
    occurrence: &Occurrence<'_>,
    asked: Option<Outlines>,
) -> bool {
    if let Some(callsite) = asked.and_then(|outlines| site.callsites.only(outlines)) {
        callsite.dispatch(occurrence);
        return true;
    }
    let callsite = site
        .callsites
        .of(&site.location, emission, severity, occurrence.outline());
    let is_wanted = callsite.is_enabled();
    if is_wanted {
        callsite.dispatch(occurrence);
    }
    is_wanted
}

/// Passes the only message that a statement can log to the subscriber, if it is known without asking
/// that it is wanted. Returns whether it was passed.
///
/// This is the usual case, in which there is only one call. So the registers that the arguments are
/// in do not have to be saved. As there is a callsite, a subscriber has been set.
#[expect(
    clippy::inline_always,
    reason = "where the kinds of the values are known, each is converted without a branch"
)]
#[inline(always)]
pub(super) fn emit_always<'v, const N: usize, F>(site: &'static Site, only: &Only<F>) -> bool
where
    F: Fn() -> [Value<'v>; N],
{
    let emission = only.emission;
    let is_enabled = || IS_LEVEL_KNOWN || emission.tracing_level <= LevelFilter::current();
    match site.callsites.only(emission.outlines) {
        Some(callsite) if callsite.is_always_enabled() && is_enabled() => {
            callsite.dispatch_only(only);
            true
        }
        _ => false,
    }
}

/// Does the same as [`emit`] for the only message that a statement can log.
pub(super) fn emit_only(
    site: &'static Site,
    emission: &'static Emission,
    occurrence: &Occurrence<'_>,
) -> bool {
    let asked = Some(emission.outlines);
    (!emission.asks() || is_wanted(site, emission))
        && emit(site, emission, emission.severity, occurrence, asked)
}

#[cfg(test)]
mod tests {
    extern crate std;

    use super::*;
    use crate::gate::{debug, info, warn};
    use crate::kind::{Anything, Kind as _};
    use crate::occurrence::occurrence;
    use crate::template::Template;
    use crate::test_rows::row;
    use kea_messages_base::__private::{Outline, Segment};
    use std::sync::{Arc, Mutex};
    use std::vec::Vec;
    use tracing_core::span::{Attributes, Id, Record};
    use tracing_core::{Dispatch, Event, Metadata, Subscriber};

    /// Stores the names of events.
    #[derive(Clone, Default)]
    struct Names(Arc<Mutex<Vec<&'static str>>>);

    impl Subscriber for Names {
        fn enabled(&self, metadata: &Metadata<'_>) -> bool {
            metadata.is_event()
        }

        fn max_level_hint(&self) -> Option<LevelFilter> {
            Some(LevelFilter::INFO)
        }

        fn event(&self, event: &Event<'_>) {
            let mut names = self.0.lock().expect("no test has failed");
            names.push(event.metadata().name());
        }

        fn new_span(&self, _: &Attributes<'_>) -> Id {
            Id::from_u64(1)
        }

        fn record(&self, _: &Id, _: &Record<'_>) {}
        fn record_follows_from(&self, _: &Id, _: &Id) {}
        fn enter(&self, _: &Id) {}
        fn exit(&self, _: &Id) {}
    }

    #[test]
    fn messages_go_nowhere_until_a_subscriber_is_set() {
        static SITE: Site = Site::new(None, "module", "file", 1);
        static SEGMENTS: [Segment; 0] = [];
        let is_wanted = |emission: &'static Emission| {
            Tracing::can_be_wanted(emission.severity) && Tracing::is_wanted(&SITE, emission)
        };
        let warn = const { &Emission::of::<Anything, warn>(false) };
        let info = const { &Emission::of::<Anything, info>(false) };
        let debug = const { &Emission::of::<Anything, debug<99>>(false) };
        let emit = |id| {
            let template = Template::new(Outline::new(row(id, "", &[])[0]), &SEGMENTS);
            let occurrence = occurrence(&template, &[]);
            Tracing::emit(
                &SITE,
                warn,
                Severity::Warn,
                &occurrence,
                Some(Anything::outlines),
            )
        };
        assert!(!is_wanted(warn));
        assert!(!emit("BEFORE"));
        let names = Names::default();
        dispatcher::with_default(&Dispatch::new(names.clone()), || {
            assert!(is_wanted(warn));
            assert!(is_wanted(info));
            assert!(!is_wanted(debug));
            assert!(emit("AFTER"));
        });
        let names = names.0.lock().expect("no test has failed");
        assert_eq!(*names, ["AFTER"]);
    }
}
