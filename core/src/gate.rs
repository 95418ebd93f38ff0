//! Severities as types.
//!
//! Before a message has been created, only its type is known. The [`Gate`] of the type determines
//! whether the message can be enabled at all. The same types represent the severity that an `emit!`
//! states. A trait (`fits.rs`) compares the two during type checking, so that `cargo check` also
//! finds a contradiction.

#![allow(non_camel_case_types)]

use core::marker::PhantomData;
use kea_messages_base::severity::{DebugLevel, Severity};

/// The severity of a message, as far as its type determines it.
pub trait Gate {
    /// The highest severity that a message of this type can have.
    const MOST_SEVERE: Severity;
    /// The severity, if all messages of this type have the same one.
    const SEVERITY: Option<Severity>;
}

/// The severity that an `emit!` states.
pub trait Said {
    /// The severity, if it states one.
    const SEVERITY: Option<Severity>;
}

/// The `emit!` does not state a severity, so that of the definition applies.
pub enum unsaid {}

impl Said for unsaid {
    const SEVERITY: Option<Severity> = None;
}

macro_rules! severities {
    ($($name:ident $(<const $level:ident: u8>)? => $severity:expr;)*) => {$(
        /// This severity, in a definition or in an `emit!`.
        pub enum $name $(<const $level: u8>)? {}

        impl $(<const $level: u8>)? Gate for $name $(<$level>)? {
            const MOST_SEVERE: Severity = $severity;
            const SEVERITY: Option<Severity> = Some($severity);
        }

        impl $(<const $level: u8>)? Said for $name $(<$level>)? {
            const SEVERITY: Option<Severity> = Some($severity);
        }
    )*};
}

severities! {
    fatal => Severity::Fatal;
    error => Severity::Error;
    warn => Severity::Warn;
    info => Severity::Info;
    debug<const LEVEL: u8> => Severity::Debug(debug_level(LEVEL));
}

/// Returns the debug level of an `emit!`.
///
/// # Panics
///
/// Panics if the level is over 99, which is a compile error of the `emit!`.
const fn debug_level(level: u8) -> DebugLevel {
    match DebugLevel::new(level) {
        Some(level) => level,
        None => panic!("a debug level is a number from 0 to 99"),
    }
}

/// The definition leaves the severity to each `emit!`.
pub enum open {}

impl Gate for open {
    const MOST_SEVERE: Severity = Severity::Fatal;
    const SEVERITY: Option<Severity> = None;
}

/// The definition does not state the severity, but `G` was inferred from the description. It
/// applies if the `emit!` does not state a severity.
pub struct inferred<G>(PhantomData<G>);

impl<G: Gate> Gate for inferred<G> {
    const MOST_SEVERE: Severity = G::MOST_SEVERE;
    const SEVERITY: Option<Severity> = G::SEVERITY;
}

/// The message is one of several, which have different severities.
pub struct either<A, B>(PhantomData<(A, B)>);

impl<A: Gate, B: Gate> Gate for either<A, B> {
    const MOST_SEVERE: Severity = if A::MOST_SEVERE.is_at_least(B::MOST_SEVERE) {
        A::MOST_SEVERE
    } else {
        B::MOST_SEVERE
    };
    const SEVERITY: Option<Severity> = None;
}

/// What is known about the severity of a message, as a value.
#[derive(Clone, Copy)]
pub struct Known {
    pub(crate) most_severe: Severity,
    pub(crate) severity: Option<Severity>,
}

impl Known {
    /// Returns what this gate determines.
    #[must_use]
    pub const fn of<G: Gate>() -> Self {
        Self {
            most_severe: G::MOST_SEVERE,
            severity: G::SEVERITY,
        }
    }
}

/// Nothing is known about the message.
pub enum unknown {}

impl Gate for unknown {
    const MOST_SEVERE: Severity = Severity::Fatal;
    const SEVERITY: Option<Severity> = None;
}
