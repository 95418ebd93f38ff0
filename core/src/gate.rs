//! Severities as types.
//!
//! Before a message has been built, only its type is known, and it has to say
//! whether the message can be enabled at all: its [`Gate`]. The same types stand
//! for the severity that an `emit!` states, and the trait [`Fits`] holds one
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

/// An `emit!` that can be of a message that passes the gate `G`.
///
/// Users read its name, and those of the types, in the errors for severities. What is
/// said is the implementing type, so that rustc does not list what else fits.
#[diagnostic::on_unimplemented(
    message = "the severity of this message is known by its definition alone",
    label = "unexpected severity",
    note = "leave the severity out: a message takes it from its definition"
)]
pub trait Fits<G> {}

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
const fn debug_level(level: u8) -> DebugLevel {
    match DebugLevel::new(level) {
        Some(level) => level,
        None => panic!("a debug level is a number from 0 to 99"),
    }
}

// What fits each severity is a trait of its own, because an error can name the severity
// only in a trait that belongs to it.

/// An `emit!` that can be of a message whose definition says `fatal`.
#[diagnostic::on_unimplemented(
    message = "this severity contradicts the definition, which says `fatal`",
    label = "the definition says `fatal`",
    note = "leave the severity out: a message takes it from its definition"
)]
pub trait FitsFatal {}

#[diagnostic::do_not_recommend]
impl FitsFatal for unsaid {}
#[diagnostic::do_not_recommend]
impl FitsFatal for fatal {}
impl<S: FitsFatal> Fits<fatal> for S {}

/// An `emit!` that can be of a message whose definition says `error`.
#[diagnostic::on_unimplemented(
    message = "this severity contradicts the definition, which says `error`",
    label = "the definition says `error`",
    note = "leave the severity out: a message takes it from its definition"
)]
pub trait FitsError {}

#[diagnostic::do_not_recommend]
impl FitsError for unsaid {}
#[diagnostic::do_not_recommend]
impl FitsError for error {}
impl<S: FitsError> Fits<error> for S {}

/// An `emit!` that can be of a message whose definition says `warn`.
#[diagnostic::on_unimplemented(
    message = "this severity contradicts the definition, which says `warn`",
    label = "the definition says `warn`",
    note = "leave the severity out: a message takes it from its definition"
)]
pub trait FitsWarn {}

#[diagnostic::do_not_recommend]
impl FitsWarn for unsaid {}
#[diagnostic::do_not_recommend]
impl FitsWarn for warn {}
impl<S: FitsWarn> Fits<warn> for S {}

/// An `emit!` that can be of a message whose definition says `info`.
#[diagnostic::on_unimplemented(
    message = "this severity contradicts the definition, which says `info`",
    label = "the definition says `info`",
    note = "leave the severity out: a message takes it from its definition"
)]
pub trait FitsInfo {}

#[diagnostic::do_not_recommend]
impl FitsInfo for unsaid {}
#[diagnostic::do_not_recommend]
impl FitsInfo for info {}
impl<S: FitsInfo> Fits<info> for S {}

/// An `emit!` that can be of a message whose definition says `debug(LEVEL)`.
#[diagnostic::on_unimplemented(
    message = "this severity contradicts the definition, which says `debug({LEVEL})`",
    label = "the definition says `debug({LEVEL})`",
    note = "leave the severity out: a message takes it from its definition"
)]
pub trait FitsDebug<const LEVEL: u8> {}

// By another trait, because rustc lists the levels that a type does fit.
#[diagnostic::do_not_recommend]
impl<S: MaySayDebug<LEVEL>, const LEVEL: u8> FitsDebug<LEVEL> for S {}

/// The reason to fit [`FitsDebug`].
pub trait MaySayDebug<const LEVEL: u8> {}

impl<const LEVEL: u8> MaySayDebug<LEVEL> for unsaid {}
impl<const LEVEL: u8> MaySayDebug<LEVEL> for debug<LEVEL> {}

impl<S: FitsDebug<LEVEL>, const LEVEL: u8> Fits<debug<LEVEL>> for S {}

/// The definition leaves the severity to each `emit!`.
pub enum open {}

impl Gate for open {
    const MOST_SEVERE: Severity = Severity::Fatal;
    const SEVERITY: Option<Severity> = None;
}

impl<S: SaysSeverity> Fits<open> for S {}

/// The definition does not state the severity, and its description does: `G` is what
/// an `emit!` that says nothing takes.
pub struct inferred<G>(PhantomData<G>);

impl<G: Gate> Gate for inferred<G> {
    const MOST_SEVERE: Severity = G::MOST_SEVERE;
    const SEVERITY: Option<Severity> = G::SEVERITY;
}

impl<S, G> Fits<inferred<G>> for S {}

/// An `emit!` that states a severity.
#[diagnostic::on_unimplemented(
    message = "the definition of this message leaves its severity open",
    label = "missing severity",
    note = "write it first: `emit!(warn, ID(...))`, `enabled!(warn, ID)`"
)]
pub trait SaysSeverity {}

#[diagnostic::do_not_recommend]
impl SaysSeverity for fatal {}
#[diagnostic::do_not_recommend]
impl SaysSeverity for error {}
#[diagnostic::do_not_recommend]
impl SaysSeverity for warn {}
#[diagnostic::do_not_recommend]
impl SaysSeverity for info {}
#[diagnostic::do_not_recommend]
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

impl<S: SaysNoSeverity, A, B> Fits<either<A, B>> for S {}

/// What is known of a severity, as a value.
#[derive(Clone, Copy)]
pub struct Known {
    pub(crate) most_severe: Severity,
    pub(crate) severity: Option<Severity>,
}

impl Known {
    /// What this gate tells.
    #[must_use]
    pub const fn of<G: Gate>() -> Self {
        Self {
            most_severe: G::MOST_SEVERE,
            severity: G::SEVERITY,
        }
    }
}

/// Nothing is known of the message but that it is one.
pub enum unknown {}

impl Gate for unknown {
    const MOST_SEVERE: Severity = Severity::Fatal;
    const SEVERITY: Option<Severity> = None;
}

impl<S: SaysNoSeverity> Fits<unknown> for S {}

/// An `emit!` that states no severity.
#[diagnostic::on_unimplemented(
    message = "each message of this type has a severity of its own",
    label = "unexpected severity",
    note = "leave the severity out: a message takes it from its definition"
)]
pub trait SaysNoSeverity {}

#[diagnostic::do_not_recommend]
impl SaysNoSeverity for unsaid {}
