//! The traits of the values that `emit!` takes.
//!
//! `emit!` calls the functions of these traits by their paths. They do not take `self`, so that
//! they are not methods of the user's types, and they can have names that are suitable for errors.
//! If the bound of a trait is not satisfied, rustc only reports the trait. If the bound were that
//! of another function, rustc would also show where that function states it. Most of this file is
//! designed for the errors, which `tests/ui/emit_not_a_message.rs` and `emit_severity.rs` show. For
//! example, `Emit` names `Message` before the hidden trait, and on another line, because rustc
//! shows the line of the first of two bounds that fail.

use crate::event::Event;
use crate::fits::Fits;
use crate::gate::{Said, unsaid};
use crate::kind::{AnyMessage, Kind};
use crate::message::Message;
use crate::message_id::MessageId;
use crate::probe::Probe;

/// A message that `emit!` takes without a severity: every [`Message`](crate::Message)
/// whose definition states one, `dyn Message`, and references and pointers to them
/// (`Box`, `Rc` and `Arc` with the feature `alloc`).
///
/// Use it as a bound in functions that are generic over messages. It cannot be
/// implemented by hand.
///
/// ```
/// use kea_messages::{Emit, emit, kea_messages};
///
/// kea_messages! {
///     /// The server is up.
///     pub info STARTED() = "server started";
/// }
///
/// fn report(message: &impl Emit) {
///     emit!(message);
/// }
///
/// report(&STARTED());
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a message",
    label = "not a message",
    note = "`emit!` takes an ID with its arguments, `emit!(ID(argument, ...))`, or a value of a type that derives `KeaMessages`",
    note = "an `Option` or a `Result` is not a message: log the message that it contains, as in `if let Err(error) = &result {{ emit!(error) }}`",
    note = "a function that is generic over messages takes `message: &impl kea_messages::Emit`"
)]
pub trait Emit: Message
where
    Self: StatesSeverity,
{
    /// Logs the message.
    #[doc(hidden)]
    #[inline]
    fn emit<K>(message: &Self, probe: &Probe<K, unsaid>)
    where
        Self: AnyMessage<Kind = K>,
        K: Kind + ?Sized,
    {
        probe.emit(message);
    }

    /// Logs the message that a call returned.
    #[doc(hidden)]
    #[inline]
    fn emit_value<K>(message: Self, probe: &Probe<K, unsaid>)
    where
        Self: AnyMessage<Kind = K> + Sized,
        K: Kind + ?Sized,
    {
        probe.emit_value(message);
    }
}

#[diagnostic::do_not_recommend]
impl<M: Emittable + ?Sized> Emit for M {}

/// The trait that the macros implement for a message. Every type that implements it also implements
/// [`Emit`].
///
/// rustc does not list the implementations of a trait that has a blanket implementation. The derive
/// cannot hide its implementations itself, because `do_not_recommend` is not available without the
/// prelude.
pub trait Emittable: Message
where
    Self: StatesSeverity,
{
}

#[diagnostic::do_not_recommend]
impl<I: MessageId + Stated, V> Emittable for Event<I, V> {}

#[diagnostic::do_not_recommend]
impl<M: Emit + ?Sized> Emittable for &M {}

macro_rules! objects {
    ($($object:ty),*) => {$(
        #[diagnostic::do_not_recommend]
        impl Emittable for $object {}
    )*};
}

objects!(
    dyn Message + '_,
    dyn Message + Send + '_,
    dyn Message + Send + Sync + '_
);

/// A message whose severity is stated in its definition, or inferred from its description.
///
/// This is a separate trait, because its message and its note are shown if it is not satisfied. The
/// kind is a parameter of the implementation: otherwise, for a type that is not a message, rustc
/// would report that it has no kind.
#[diagnostic::on_unimplemented(
    message = "the definition of this message leaves its severity open",
    label = "missing severity",
    note = "write it before the message: `emit!(warn, ID(argument, ...))`"
)]
pub trait StatesSeverity: AnyMessage<Kind: Stated> {}

#[diagnostic::do_not_recommend]
impl<M, K> StatesSeverity for M
where
    M: AnyMessage<Kind = K> + ?Sized,
    K: Stated + ?Sized,
{
}

/// The same as [`StatesSeverity`], for a type that is known not to implement it. Because of the
/// lifetime, rustc does not report the implementation of [`Emittable`] that requires it, so that a
/// statement without a severity gets the error about the severity, and not one about a missing
/// message.
pub trait StatedSomewhere<'a>: StatesSeverity {}

#[diagnostic::do_not_recommend]
impl<M: StatesSeverity + ?Sized> StatedSomewhere<'_> for M {}

/// The kind of a message whose severity an `emit!` does not need to state.
pub trait Stated: Kind {}

#[diagnostic::do_not_recommend]
impl<K: Kind + ?Sized> Stated for K where unsaid: Fits<K::Gate> {}

/// A message of the kind `K` that `emit!` takes with the severity `S`. The macros have already
/// checked that the severity [`Fits`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a message",
    label = "not a message",
    note = "`emit!` takes an ID with its arguments, `emit!(warn, ID(argument, ...))`",
    note = "a function that is generic over messages takes `message: &impl kea_messages::Emit`, \
        and logs it with its own severity by `emit!(message)`"
)]
pub trait EmitAs<S: Said, K: Kind + ?Sized> {
    /// Logs the message.
    fn emit(message: &Self, probe: &Probe<K, S>);

    /// Logs the message that a call returned.
    fn emit_value(message: Self, probe: &Probe<K, S>)
    where
        Self: Sized;
}

impl<M, S, K> EmitAs<S, K> for M
where
    M: AnyMessage<Kind = K> + ?Sized,
    S: Said,
    K: Kind + ?Sized,
{
    #[inline]
    fn emit(message: &Self, probe: &Probe<K, S>) {
        probe.emit(message);
    }

    #[inline]
    fn emit_value(message: Self, probe: &Probe<K, S>)
    where
        Self: Sized,
    {
        probe.emit_value(message);
    }
}
