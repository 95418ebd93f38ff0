//! The severities that an `emit!` or `enabled!` can state.
//!
//! The stated severity is `Self`. The macros first check whether it [`Fits`], so that the error for
//! a severity that does not fit is reported at that word, and names neither the type of the message
//! nor the traits of messages.

use crate::gate::{Said, debug, either, error, fatal, inferred, info, open, unknown, unsaid, warn};
use crate::kind::Kind;
use crate::probe::Probe;
use crate::site::Site;
use core::marker::PhantomData;

/// A severity that an `emit!` can state for a message with the gate `G`.
///
/// This name and those of the types are shown in errors about severities. The trait is implemented
/// by the stated severity, so that rustc does not list the other severities that fit.
#[diagnostic::on_unimplemented(
    message = "the severity of this message comes only from its definition",
    label = "unexpected severity",
    note = "leave the severity out: the definition of the message has it"
)]
pub trait Fits<G>: Said + Sized {
    /// Creates a probe for the statement at this site.
    #[inline]
    #[must_use]
    fn probe<K>(site: &'static Site, is_plain: bool) -> Probe<K, Self>
    where
        K: Kind<Gate = G> + ?Sized,
    {
        Probe::new(site, is_plain)
    }

    /// Returns the severity that an `enabled!` states, together with the gate.
    #[inline]
    #[must_use]
    fn said() -> PhantomData<fn(Self, G)> {
        PhantomData
    }
}

// There is a separate trait for each severity of a definition, because an error can name the
// severity only in a trait that belongs to it. The trait is implemented by the gate and not by the
// stated severity: if that type lacked two traits, rustc would show the text of the first, which is
// `Fits`.

/// The severities that an `emit!` can state if the definition says `fatal`.
#[diagnostic::on_unimplemented(
    message = "this severity contradicts the definition, which says `fatal`",
    label = "the definition says `fatal`",
    note = "leave the severity out: the definition of the message has it"
)]
pub trait FatalFits<S> {}

#[diagnostic::do_not_recommend]
impl FatalFits<unsaid> for fatal {}
#[diagnostic::do_not_recommend]
impl FatalFits<fatal> for fatal {}
impl<S: Said> Fits<fatal> for S where fatal: FatalFits<S> {}

/// The severities that an `emit!` can state if the definition says `error`.
#[diagnostic::on_unimplemented(
    message = "this severity contradicts the definition, which says `error`",
    label = "the definition says `error`",
    note = "leave the severity out: the definition of the message has it"
)]
pub trait ErrorFits<S> {}

#[diagnostic::do_not_recommend]
impl ErrorFits<unsaid> for error {}
#[diagnostic::do_not_recommend]
impl ErrorFits<error> for error {}
impl<S: Said> Fits<error> for S where error: ErrorFits<S> {}

/// The severities that an `emit!` can state if the definition says `warn`.
#[diagnostic::on_unimplemented(
    message = "this severity contradicts the definition, which says `warn`",
    label = "the definition says `warn`",
    note = "leave the severity out: the definition of the message has it"
)]
pub trait WarnFits<S> {}

#[diagnostic::do_not_recommend]
impl WarnFits<unsaid> for warn {}
#[diagnostic::do_not_recommend]
impl WarnFits<warn> for warn {}
impl<S: Said> Fits<warn> for S where warn: WarnFits<S> {}

/// The severities that an `emit!` can state if the definition says `info`.
#[diagnostic::on_unimplemented(
    message = "this severity contradicts the definition, which says `info`",
    label = "the definition says `info`",
    note = "leave the severity out: the definition of the message has it"
)]
pub trait InfoFits<S> {}

#[diagnostic::do_not_recommend]
impl InfoFits<unsaid> for info {}
#[diagnostic::do_not_recommend]
impl InfoFits<info> for info {}
impl<S: Said> Fits<info> for S where info: InfoFits<S> {}

/// The severities that an `emit!` can state if the definition says `debug(LEVEL)`.
#[diagnostic::on_unimplemented(
    message = "this severity contradicts the definition, which says `debug({LEVEL})`",
    label = "the definition says `debug({LEVEL})`",
    note = "leave the severity out: the definition of the message has it"
)]
pub trait DebugFits<S, const LEVEL: u8> {}

#[diagnostic::do_not_recommend]
impl<const LEVEL: u8> DebugFits<unsaid, LEVEL> for debug<LEVEL> {}
#[diagnostic::do_not_recommend]
impl<const LEVEL: u8> DebugFits<debug<LEVEL>, LEVEL> for debug<LEVEL> {}
impl<S: Said, const LEVEL: u8> Fits<debug<LEVEL>> for S where debug<LEVEL>: DebugFits<S, LEVEL> {}

/// The severities that an `emit!` can state if the definition leaves the severity open.
#[diagnostic::on_unimplemented(
    message = "the definition of this message leaves its severity open",
    label = "missing severity",
    note = "write the severity first: `emit!(warn, ID(...))`, `enabled!(warn, ID)`"
)]
pub trait OpenFits<S> {}

#[diagnostic::do_not_recommend]
impl OpenFits<fatal> for open {}
#[diagnostic::do_not_recommend]
impl OpenFits<error> for open {}
#[diagnostic::do_not_recommend]
impl OpenFits<warn> for open {}
#[diagnostic::do_not_recommend]
impl OpenFits<info> for open {}
#[diagnostic::do_not_recommend]
impl<const LEVEL: u8> OpenFits<debug<LEVEL>> for open {}
impl<S: Said> Fits<open> for S where open: OpenFits<S> {}

impl<S: Said, G> Fits<inferred<G>> for S {}

/// No severity fits: an `emit!` cannot state one for a type with several messages.
#[diagnostic::on_unimplemented(
    message = "each message of this type has its own severity",
    label = "unexpected severity",
    note = "leave the severity out: the definition of the message has it"
)]
pub trait SeveralFit<S> {}

#[diagnostic::do_not_recommend]
impl<G> SeveralFit<unsaid> for G {}
impl<S: Said, A, B> Fits<either<A, B>> for S where either<A, B>: SeveralFit<S> {}
impl<S: Said> Fits<unknown> for S where unknown: SeveralFit<S> {}
