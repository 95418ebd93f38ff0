//! The callsites of messages, which `tracing` asks for.
//!
//! An event bears the ID as its name, and a name belongs to a callsite, which
//! lives as long as the program. So each `emit!` has a callsite for every message
//! that it can log, made when it is reached first. What a subscriber thinks of a
//! callsite is kept there, as for an event of `tracing`'s own.

mod message;
mod severity;
mod value;

pub(crate) use self::severity::level;
pub use self::severity::severity_of;

use self::message::MessageCallsite;
use crate::location::Location;
use kea_messages_base::__private::Outline;
use kea_messages_base::severity::Severity;
use std::boxed::Box;
use std::sync::{OnceLock, PoisonError, RwLock};
use std::vec::Vec;

/// What an `emit!` knows of its message before that is there.
pub(crate) struct Known {
    /// Shows the outlines of the messages that it can be.
    pub(crate) outlines: fn(&mut dyn FnMut(Outline)),
    /// The severity that the `emit!` states.
    pub(crate) said: Option<Severity>,
    /// The highest severity that it can have.
    pub(crate) severity: Severity,
    pub(crate) target: &'static str,
}

/// The callsites of an `emit!`.
pub(crate) struct Callsites {
    /// Those of the messages that the type tells of.
    known: OnceLock<Box<[&'static MessageCallsite]>>,
    /// Those of others: a `dyn Message` can be any.
    others: RwLock<Vec<&'static MessageCallsite>>,
}

impl Callsites {
    pub(crate) const fn new() -> Self {
        Self {
            known: OnceLock::new(),
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
        let callsites = match self.known.get() {
            Some(callsites) => callsites,
            None => self.register(location, known),
        };
        // Of what is not known nothing can be said before it is there.
        callsites.is_empty() || callsites.iter().any(|callsite| callsite.is_enabled())
    }

    /// Not inside of `get_or_init`: registering asks the subscriber, which may
    /// log by this very `emit!`. Who comes second has registered in vain.
    #[cold]
    fn register(
        &'static self,
        location: &'static Location,
        known: &Known,
    ) -> &'static [&'static MessageCallsite] {
        let mut callsites = Vec::new();
        (known.outlines)(&mut |outline| {
            let severity = known.said.or(outline.severity()).unwrap_or(known.severity);
            callsites.push(MessageCallsite::register(
                location,
                known.target,
                severity,
                outline,
            ));
        });
        self.known.get_or_init(|| callsites.into_boxed_slice())
    }

    /// The callsite of a message that is there.
    pub(crate) fn of(
        &self,
        location: &'static Location,
        target: &'static str,
        severity: Severity,
        outline: Outline,
    ) -> &'static MessageCallsite {
        let is_its_own = |callsite: &&&MessageCallsite| {
            callsite.severity == severity && callsite.outline.is(outline)
        };
        let known = self.known.get().map_or(&[] as &[_], |known| known);
        // A type that tells of one message can be no other.
        if let [callsite] = known {
            return callsite;
        }
        if let Some(callsite) = known.iter().find(is_its_own) {
            return callsite;
        }
        // A lock that a panic has poisoned guards nothing that could be broken.
        let others = self.others.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(callsite) = others.iter().find(is_its_own) {
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
