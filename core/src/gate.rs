//! Severities as types.
//!
//! Before a message has been built, only its type is known, and it has to say
//! whether the message can be enabled at all: its [`Gate`]. The same types stand
//! for the severity that an `emit!` states, and the trait [`Accepts`] holds one
//! against the other while the program is type-checked, so that `cargo check`
//! finds a contradiction too.

#![allow(non_camel_case_types)]

use core::marker::PhantomData;
use kea_messages_base::severity::{DebugLevel, Severity};

/// What a message's type tells of its severity.
pub trait Gate {
    /// The highest severity that a message of this type can have.
    const MOST_SEVERE: Severity;
    /// The severity, if no message of this type has another one.
    const SEVERITY: Option<Severity>;
}

/// What an `emit!` says of the severity.
pub trait Said {
    /// The severity, if it says one.
    const SEVERITY: Option<Severity>;
}

/// The message takes its severity from its definition alone.
pub enum unsaid {}

impl Said for unsaid {
    const SEVERITY: Option<Severity> = None;
}

/// A gate that accepts an `emit!` which says `S` of the severity.
pub trait Accepts<S> {}

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

/// The debug level of an `emit!`.
///
/// # Panics
///
/// If the level is over 99; the panic is a compile error of the `emit!`.
#[must_use]
pub const fn debug_level(level: u8) -> DebugLevel {
    match DebugLevel::new(level) {
        Some(level) => level,
        None => panic!("a debug level is a number from 0 to 99"),
    }
}

// What agrees with each severity is a trait of its own, because an error can
// name the severity only in a trait that belongs to it.

/// An `emit!` that can be of a message whose definition says `fatal`.
#[diagnostic::on_unimplemented(
    message = "this severity contradicts the definition, which says `fatal`",
    label = "the definition says `fatal`",
    note = "leave the severity out: a message takes it from its definition"
)]
pub trait AgreesWithFatal {}

impl AgreesWithFatal for unsaid {}
impl AgreesWithFatal for fatal {}
impl<S: AgreesWithFatal> Accepts<S> for fatal {}

/// An `emit!` that can be of a message whose definition says `error`.
#[diagnostic::on_unimplemented(
    message = "this severity contradicts the definition, which says `error`",
    label = "the definition says `error`",
    note = "leave the severity out: a message takes it from its definition"
)]
pub trait AgreesWithError {}

impl AgreesWithError for unsaid {}
impl AgreesWithError for error {}
impl<S: AgreesWithError> Accepts<S> for error {}

/// An `emit!` that can be of a message whose definition says `warn`.
#[diagnostic::on_unimplemented(
    message = "this severity contradicts the definition, which says `warn`",
    label = "the definition says `warn`",
    note = "leave the severity out: a message takes it from its definition"
)]
pub trait AgreesWithWarn {}

impl AgreesWithWarn for unsaid {}
impl AgreesWithWarn for warn {}
impl<S: AgreesWithWarn> Accepts<S> for warn {}

/// An `emit!` that can be of a message whose definition says `info`.
#[diagnostic::on_unimplemented(
    message = "this severity contradicts the definition, which says `info`",
    label = "the definition says `info`",
    note = "leave the severity out: a message takes it from its definition"
)]
pub trait AgreesWithInfo {}

impl AgreesWithInfo for unsaid {}
impl AgreesWithInfo for info {}
impl<S: AgreesWithInfo> Accepts<S> for info {}

/// An `emit!` that can be of a message whose definition says `debug(LEVEL)`.
#[diagnostic::on_unimplemented(
    message = "this severity contradicts the definition, which says `debug({LEVEL})`",
    label = "the definition says `debug({LEVEL})`",
    note = "leave the severity out: a message takes it from its definition"
)]
pub trait AgreesWithDebug<const LEVEL: u8> {}

impl<const LEVEL: u8> AgreesWithDebug<LEVEL> for unsaid {}
impl<const LEVEL: u8> AgreesWithDebug<LEVEL> for debug<LEVEL> {}
impl<S: AgreesWithDebug<LEVEL>, const LEVEL: u8> Accepts<S> for debug<LEVEL> {}

/// The definition leaves the severity to each `emit!`.
pub enum open {}

impl Gate for open {
    const MOST_SEVERE: Severity = Severity::Fatal;
    const SEVERITY: Option<Severity> = None;
}

impl<S: SaysSeverity> Accepts<S> for open {}

/// The definition does not state the severity, and its description does: `G` is what
/// an `emit!` that says nothing takes.
pub struct inferred<G>(PhantomData<G>);

impl<G: Gate> Gate for inferred<G> {
    const MOST_SEVERE: Severity = G::MOST_SEVERE;
    const SEVERITY: Option<Severity> = G::SEVERITY;
}

impl<G, S> Accepts<S> for inferred<G> {}

/// An `emit!` that states a severity.
#[diagnostic::on_unimplemented(
    message = "the definition of this message leaves its severity open",
    label = "missing severity",
    note = "write it first: `emit!(warn, ID(...))`, `enabled!(warn, ID)`"
)]
pub trait SaysSeverity {}

impl SaysSeverity for fatal {}
impl SaysSeverity for error {}
impl SaysSeverity for warn {}
impl SaysSeverity for info {}
impl<const LEVEL: u8> SaysSeverity for debug<LEVEL> {}

/// The message is one of several, of one severity or the other.
pub struct either<A, B>(PhantomData<(A, B)>);

impl<A: Gate, B: Gate> Gate for either<A, B> {
    const MOST_SEVERE: Severity = if A::MOST_SEVERE.is_at_least(B::MOST_SEVERE) {
        A::MOST_SEVERE
    } else {
        B::MOST_SEVERE
    };
    const SEVERITY: Option<Severity> = None;
}

impl<A, B, S: SaysNoSeverity> Accepts<S> for either<A, B> {}

/// Nothing is known of the message but that it is one.
pub enum unknown {}

impl Gate for unknown {
    const MOST_SEVERE: Severity = Severity::Fatal;
    const SEVERITY: Option<Severity> = None;
}

impl<S: SaysNoSeverity> Accepts<S> for unknown {}

/// An `emit!` that states no severity.
#[diagnostic::on_unimplemented(
    message = "each message of this type has a severity of its own",
    label = "unexpected severity",
    note = "leave the severity out: a message takes it from its definition"
)]
pub trait SaysNoSeverity {}

impl SaysNoSeverity for unsaid {}
