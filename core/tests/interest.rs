//! Tests the interest of a subscriber, which takes precedence over its answers. The interest
//! applies to all subscribers of a program, so this is the only test in this file.
#![forbid(unsafe_code)]

use kea_messages::{emit, kea_messages};
use std::sync::atomic::{AtomicUsize, Ordering};
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::{Interest, with_default};
use tracing::{Event, Metadata, Subscriber};

kea_messages! {
    info INTERESTING() = "interesting";
}

static EVENTS: AtomicUsize = AtomicUsize::new(0);

/// A subscriber with this interest in each callsite, and this answer if it is asked.
struct Said {
    interest: fn() -> Interest,
    answer: bool,
}

impl Subscriber for Said {
    fn register_callsite(&self, _: &'static Metadata<'static>) -> Interest {
        (self.interest)()
    }

    fn enabled(&self, _: &Metadata<'_>) -> bool {
        self.answer
    }

    fn event(&self, _: &Event<'_>) {
        EVENTS.fetch_add(1, Ordering::Relaxed);
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
fn a_subscriber_is_asked_if_its_interest_leaves_it_open() {
    // The interest, the answer, and the number of events that the subscriber gets.
    let cases: [(fn() -> Interest, bool, usize); 6] = [
        (Interest::never, true, 0),
        (Interest::never, false, 0),
        (Interest::sometimes, true, 1),
        (Interest::sometimes, false, 0),
        (Interest::always, true, 1),
        (Interest::always, false, 1),
    ];
    for (interest, answer, expected) in cases {
        EVENTS.store(0, Ordering::Relaxed);
        with_default(Said { interest, answer }, || emit!(INTERESTING()));
        let events = EVENTS.load(Ordering::Relaxed);
        assert_eq!(events, expected, "{:?} {answer}", interest());
    }
}
