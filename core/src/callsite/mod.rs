//! The callsites of messages, which `tracing` requires.
//!
//! The name of an event is the ID, and a name belongs to a callsite, which is
//! static. So each `emit!` has a callsite for every message that it can log,
//! created when it is first reached. It caches the interest of the subscriber,
//! like the callsite of an event of `tracing` itself.

mod message;
mod severity;
mod snapshot;
mod value;

pub(crate) use self::severity::level;
pub use self::severity::severity_of;

use self::message::MessageCallsite;
use crate::kind::Outlines;
use crate::location::Location;
use kea_messages_base::__private::Outline;
use kea_messages_base::severity::Severity;
use std::boxed::Box;
use std::sync::{OnceLock, PoisonError, RwLock};
use std::vec::Vec;

/// What an `emit!` knows of its message before that is there.
pub(crate) struct Known {
    /// Those of the messages that it can be.
    pub(crate) outlines: Outlines,
    /// The severity that the `emit!` states.
    pub(crate) said: Option<Severity>,
    /// The highest severity that it can have.
    pub(crate) severity: Severity,
    pub(crate) target: &'static str,
}

impl Known {
    /// The severity of the message that has this outline.
    fn severity_of(&self, outline: Outline) -> Severity {
        self.said.or(outline.severity()).unwrap_or(self.severity)
    }
}

/// The callsites of an `emit!`.
pub(crate) struct Callsites {
    /// The callsites of the first type, which is usually the only one.
    first: OnceLock<OfType>,
    /// Those of other messages: a `dyn Message` can be any, and a generic function has
    /// one `emit!` for all its types.
    others: RwLock<Vec<&'static MessageCallsite>>,
}

/// The callsites of the messages that a type tells of.
struct OfType {
    outlines: Outlines,
    callsites: Box<[&'static MessageCallsite]>,
}

impl Callsites {
    pub(crate) const fn new() -> Self {
        Self {
            first: OnceLock::new(),
            others: RwLock::new(Vec::new()),
        }
    }

    /// Whether the subscriber wants any of the messages that the `emit!` knows of.
    #[inline(never)]
    pub(crate) fn is_any_enabled(
        &'static self,
        location: &'static Location,
        known: &Known,
    ) -> bool {
        let first = match self.first.get() {
            Some(first) => first,
            None => self.register(location, known),
        };
        // Two types that have one function between them have the same messages.
        if !core::ptr::fn_addr_eq(first.outlines, known.outlines) {
            return self.is_any_other_enabled(location, known);
        }
        // Of what is not known nothing can be said before it is there.
        let callsites = &first.callsites;
        callsites.is_empty() || callsites.iter().any(|callsite| callsite.is_enabled())
    }

    /// [`is_any_enabled`](Self::is_any_enabled), of a type that is not the first one.
    #[cold]
    fn is_any_other_enabled(&'static self, location: &'static Location, known: &Known) -> bool {
        let (mut is_known, mut is_enabled) = (false, false);
        (known.outlines)(&mut |outline| {
            let severity = known.severity_of(outline);
            let callsite = self.of(location, known.target, severity, outline);
            is_known = true;
            is_enabled |= callsite.is_enabled();
        });
        is_enabled || !is_known
    }

    /// Not inside of `get_or_init`: registering asks the subscriber, which may
    /// log by this very `emit!`. If another thread was faster, this
    /// registration is dropped.
    #[cold]
    fn register(&'static self, location: &'static Location, known: &Known) -> &'static OfType {
        let mut callsites = Vec::new();
        (known.outlines)(&mut |outline| {
            callsites.push(MessageCallsite::register(
                location,
                known.target,
                known.severity_of(outline),
                outline,
            ));
        });
        self.first.get_or_init(|| OfType {
            outlines: known.outlines,
            callsites: callsites.into_boxed_slice(),
        })
    }

    /// The callsite of the only message that [`is_any_enabled`](Self::is_any_enabled) was
    /// asked of, if it was only one and of the first type.
    #[inline]
    pub(crate) fn only(&self, outlines: Outlines) -> Option<&'static MessageCallsite> {
        let first = self.first.get()?;
        match *first.callsites {
            [callsite] if core::ptr::fn_addr_eq(first.outlines, outlines) => Some(callsite),
            _ => None,
        }
    }

    /// The callsite of a message that is there.
    #[inline]
    pub(crate) fn of(
        &self,
        location: &'static Location,
        target: &'static str,
        severity: Severity,
        outline: Outline,
    ) -> &'static MessageCallsite {
        let first = self.first.get();
        match first.and_then(|first| find(&first.callsites, severity, outline)) {
            Some(callsite) => callsite,
            None => self.of_other(location, target, severity, outline),
        }
    }

    /// [`of`](Self::of), of a message that is not one of the first type.
    #[cold]
    fn of_other(
        &self,
        location: &'static Location,
        target: &'static str,
        severity: Severity,
        outline: Outline,
    ) -> &'static MessageCallsite {
        // A lock that a panic has poisoned guards nothing that could be broken.
        let others = self.others.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(callsite) = find(&others, severity, outline) {
            return callsite;
        }
        drop(others);
        // Registering asks the subscriber, which may log by this very `emit!`.
        let callsite = MessageCallsite::register(location, target, severity, outline);
        let mut others = self.others.write().unwrap_or_else(PoisonError::into_inner);
        others.push(callsite);
        callsite
    }
}

/// The callsite of the message that has this outline.
#[inline]
fn find(
    callsites: &[&'static MessageCallsite],
    severity: Severity,
    outline: Outline,
) -> Option<&'static MessageCallsite> {
    callsites
        .iter()
        .copied()
        .find(|callsite| callsite.outline.is(outline) && callsite.severity == severity)
}
