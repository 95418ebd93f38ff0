//! The backend for `tracing` alone.
//!
//! The name of an event is the ID of its message. [`callsite`](crate::callsite) implements this.

use crate::backend::Backend;
use crate::callsite::{Known, level};
use crate::kind::{Kind, Outlines};
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
        asked: Option<Outlines>,
    ) -> bool {
        is_set() && emit(site, target, severity, occurrence, asked)
    }
}

/// Returns whether a subscriber has been set, which then receives the messages.
#[inline]
pub(super) fn is_set() -> bool {
    dispatcher::has_been_set()
}

/// Returns whether messages are wanted. The fast check, which is usually sufficient for a disabled
/// message, is inlined.
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
                target: site.target(K::LOGGER),
            },
        )
}

/// Logs a message if the subscriber wants it, and returns whether it does. If the subscriber was
/// asked only about this message, it is known to want it. If it was asked about several, it may
/// want a different one, so it is asked again.
pub(super) fn emit(
    site: &'static Site,
    target: &'static str,
    severity: Severity,
    occurrence: &Occurrence<'_>,
    asked: Option<Outlines>,
) -> bool {
    if let Some(callsite) = asked.and_then(|outlines| site.callsites.only(outlines)) {
        callsite.dispatch(severity, occurrence);
        return true;
    }
    let callsite = site
        .callsites
        .of(&site.location, target, severity, occurrence.outline());
    let is_wanted = callsite.is_enabled();
    if is_wanted {
        callsite.dispatch(severity, occurrence);
    }
    is_wanted
}

#[cfg(test)]
mod tests {
    extern crate std;

    use super::*;
    use crate::kind::Anything;
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
        let is_enabled = |severity| Tracing::is_enabled::<Anything>(&SITE, severity, None);
        let emit = |id| {
            let template = Template::new(Outline::new(row(id, "", &[])[0]), &SEGMENTS);
            let occurrence = occurrence(template, &[]);
            Tracing::emit(
                &SITE,
                "target",
                Severity::Warn,
                &occurrence,
                Some(Anything::outlines),
            )
        };
        assert!(!is_enabled(Severity::Warn));
        assert!(!emit("BEFORE"));
        let names = Names::default();
        dispatcher::with_default(&Dispatch::new(names.clone()), || {
            assert!(is_enabled(Severity::Warn));
            assert!(is_enabled(Severity::Info));
            assert!(!is_enabled(Severity::Debug(
                kea_messages_base::severity::DebugLevel::MAX
            )));
            assert!(emit("AFTER"));
        });
        let names = names.0.lock().expect("no test has failed");
        assert_eq!(*names, ["AFTER"]);
    }
}
