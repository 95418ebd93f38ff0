//! Severities as types.
//!
//! Before a message has been built, only its type is known, and it has to say
//! whether the message can be enabled at all: its [`Gate`]. The same types stand
//! for the severity that an `emit!` states, and the trait [`Accepts`] holds one
//! against the other while the program is type-checked, so that `cargo check`
//! finds a contradiction too.

#![allow(non_camel_case_types)]

use core::marker::PhantomData;
use kea_messages_catalog::severity::{DebugLevel, Severity};

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

/// A gate that an `emit!` with what it says of the severity passes.
pub trait Accepts<S> {}

macro_rules! severities {
    ($(
        $(#[$attribute:meta])*
        $name:ident $(<const $level:ident: u8>)? => $severity:expr, $agrees:ident;
    )*) => {$(
        /// This severity, in a definition or in an `emit!`.
        pub enum $name $(<const $level: u8>)? {}

        impl $(<const $level: u8>)? Gate for $name $(<$level>)? {
            const MOST_SEVERE: Severity = $severity;
            const SEVERITY: Option<Severity> = Some($severity);
        }

        impl $(<const $level: u8>)? Said for $name $(<$level>)? {
            const SEVERITY: Option<Severity> = Some($severity);
        }

        impl<S: $agrees $(<$level>)?, $(const $level: u8)?> Accepts<S> for $name $(<$level>)? {}

        /// What an `emit!` can say of a message with this severity. The trait
        /// has a name of its own so that its error can name the severity.
        $(#[$attribute])*
        pub trait $agrees $(<const $level: u8>)? {}

        impl $(<const $level: u8>)? $agrees $(<$level>)? for unsaid {}
        impl $(<const $level: u8>)? $agrees $(<$level>)? for $name $(<$level>)? {}
    )*};
}

severities! {
    #[diagnostic::on_unimplemented(
        message = "this severity contradicts the definition, which says `fatal`",
        label = "the definition says `fatal`",
        note = "leave the severity out: a message takes it from its definition"
    )]
    fatal => Severity::Fatal, AgreesWithFatal;

    #[diagnostic::on_unimplemented(
        message = "this severity contradicts the definition, which says `error`",
        label = "the definition says `error`",
        note = "leave the severity out: a message takes it from its definition"
    )]
    error => Severity::Error, AgreesWithError;

    #[diagnostic::on_unimplemented(
        message = "this severity contradicts the definition, which says `warn`",
        label = "the definition says `warn`",
        note = "leave the severity out: a message takes it from its definition"
    )]
    warn => Severity::Warn, AgreesWithWarn;

    #[diagnostic::on_unimplemented(
        message = "this severity contradicts the definition, which says `info`",
        label = "the definition says `info`",
        note = "leave the severity out: a message takes it from its definition"
    )]
    info => Severity::Info, AgreesWithInfo;

    #[diagnostic::on_unimplemented(
        message = "this severity contradicts the definition, which says `debug({LEVEL})`",
        label = "the definition says `debug({LEVEL})`",
        note = "leave the severity out: a message takes it from its definition"
    )]
    debug<const LEVEL: u8> => match DebugLevel::new(LEVEL) {
        Some(level) => Severity::Debug(level),
        None => panic!("a debug level is 0 to 99"),
    }, AgreesWithDebug;
}

/// The definition leaves the severity to each `emit!`.
pub enum open {}

impl Gate for open {
    const MOST_SEVERE: Severity = Severity::Fatal;
    const SEVERITY: Option<Severity> = None;
}

impl<S: SaysSeverity> Accepts<S> for open {}

/// An `emit!` that states a severity.
#[diagnostic::on_unimplemented(
    message = "the definition of this message leaves its severity open",
    label = "no severity is said here",
    note = "say it first: `emit!(warn, ID(...))`, `enabled!(warn, ID)`"
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
    label = "no severity can be said here",
    note = "leave the severity out: a message takes it from its definition"
)]
pub trait SaysNoSeverity {}

impl SaysNoSeverity for unsaid {}
