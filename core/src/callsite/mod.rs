//! The callsites that `tracing` requires for messages.
//!
//! The name of an event is the ID. `tracing` ties a name to a callsite, which is static. So each
//! `emit!` has a callsite for every message that it can log, created when the statement is first
//! reached. The callsite caches the interest of the subscriber, like the callsite of an event of
//! `tracing` itself.

mod message;
mod severity;
mod snapshot;
mod value;

pub(crate) use self::severity::level;
pub use self::severity::severity_of;

use self::message::MessageCallsite;
use crate::emission::{Emission, Outlines};
use crate::location::Location;
use kea_messages_base::__private::Outline;
use kea_messages_base::severity::Severity;
use std::boxed::Box;
use std::sync::{OnceLock, PoisonError, RwLock};
use std::vec::Vec;

/// The callsites of an `emit!`.
pub(crate) struct Callsites {
    /// The callsite of the first type, if it can only be one message.
    only: OnceLock<&'static MessageCallsite>,
    /// The callsites of the first type, which is usually the only one.
    first: OnceLock<Box<OfType>>,
    /// The callsites of other messages: a `dyn Message` can be any message, and a generic function
    /// has one `emit!` for all its types.
    others: RwLock<Vec<&'static MessageCallsite>>,
}

/// The callsites of the messages that a type can be.
struct OfType {
    outlines: Outlines,
    callsites: Box<[&'static MessageCallsite]>,
}

impl Callsites {
    pub(crate) const fn new() -> Self {
        Self {
            only: OnceLock::new(),
            first: OnceLock::new(),
            others: RwLock::new(Vec::new()),
        }
    }

    /// Returns whether the subscriber wants any of the messages that the `emit!` can log.
    pub(crate) fn is_any_wanted(
        &'static self,
        location: &'static Location,
        emission: &'static Emission,
    ) -> bool {
        let first = match self.first.get() {
            Some(first) => first,
            None => self.register(location, emission),
        };
        // Types with the same function for their outlines have the same messages.
        if !core::ptr::fn_addr_eq(first.outlines, emission.outlines) {
            return self.is_any_other_wanted(location, emission);
        }
        // If the messages are not known, the subscriber can only be asked when one has been
        // created.
        let callsites = &first.callsites;
        callsites.is_empty() || callsites.iter().any(|callsite| callsite.is_enabled())
    }

    /// Does the same as [`is_any_wanted`](Self::is_any_wanted) for a type that is not the first
    /// one.
    #[cold]
    fn is_any_other_wanted(
        &'static self,
        location: &'static Location,
        emission: &'static Emission,
    ) -> bool {
        let (mut is_known, mut is_enabled) = (false, false);
        (emission.outlines)(&mut |outline| {
            let severity = severity_of_outline(emission, outline);
            let callsite = self.of(location, emission, severity, outline);
            is_known = true;
            is_enabled |= callsite.is_enabled();
        });
        is_enabled || !is_known
    }

    /// Registers the callsites of the first type. This is not inside `get_or_init`, because
    /// registering calls the subscriber, which may log with this very `emit!`. If another thread
    /// was faster, these callsites are not used.
    #[cold]
    fn register(
        &'static self,
        location: &'static Location,
        emission: &'static Emission,
    ) -> &'static OfType {
        let mut callsites = Vec::new();
        (emission.outlines)(&mut |outline| {
            callsites.push(MessageCallsite::register(
                location,
                emission,
                severity_of_outline(emission, outline),
                outline,
            ));
        });
        let first = self.first.get_or_init(|| {
            Box::new(OfType {
                outlines: emission.outlines,
                callsites: callsites.into_boxed_slice(),
            })
        });
        if let [only] = *first.callsites {
            self.only.get_or_init(|| only);
        }
        first
    }

    /// Returns the callsite of the message that [`is_any_wanted`](Self::is_any_wanted) was asked
    /// about, if it was only one, and of the first type.
    #[inline]
    pub(crate) fn only(&self, outlines: Outlines) -> Option<&'static MessageCallsite> {
        let only = *self.only.get()?;
        core::ptr::fn_addr_eq(only.outlines, outlines).then_some(only)
    }

    /// Returns the callsite of a message that has been created.
    #[inline]
    pub(crate) fn of(
        &self,
        location: &'static Location,
        emission: &'static Emission,
        severity: Severity,
        outline: Outline,
    ) -> &'static MessageCallsite {
        let first = self.first.get();
        match first.and_then(|first| find(&first.callsites, severity, outline)) {
            Some(callsite) => callsite,
            None => self.of_other(location, emission, severity, outline),
        }
    }

    /// Does the same as [`of`](Self::of) for a message that is not one of the first type.
    #[cold]
    fn of_other(
        &self,
        location: &'static Location,
        emission: &'static Emission,
        severity: Severity,
        outline: Outline,
    ) -> &'static MessageCallsite {
        // A panic cannot leave the callsites in a broken state, so a poisoned lock is used anyway.
        let others = self.others.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(callsite) = find(&others, severity, outline) {
            return callsite;
        }
        drop(others);
        // No lock is held here, because registering calls the subscriber, which may log with this
        // very `emit!`.
        let callsite = MessageCallsite::register(location, emission, severity, outline);
        let mut others = self.others.write().unwrap_or_else(PoisonError::into_inner);
        others.push(callsite);
        callsite
    }
}

/// Returns the severity of the message with this outline.
fn severity_of_outline(emission: &Emission, outline: Outline) -> Severity {
    let severity = emission.said.or(outline.severity());
    severity.unwrap_or(emission.severity)
}

/// Finds the callsite of the message with this outline and severity.
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
