//! The error for an ID in an `emit!` without its arguments.
//!
//! rustc would report that `fn(u16) -> Event<..> {ID}` is not a message. Method lookup determines
//! whether a name refers to a function that returns a message: `Alone` has an inherent method for
//! messages, and the method of [`Uncalled`] for functions. If neither applies, lookup continues
//! through `Deref`.

use crate::event::Event;
use crate::gate::{inferred, info};
use crate::message::Message;
use crate::show::AllPrinted;
use crate::table::{Id, Table};
use core::marker::PhantomData;
use core::ops::Deref;

/// The type of a name without parentheses in an `emit!`.
pub struct Alone<T: ?Sized>(AnyAlone<T>);

/// The same, for types that are neither messages nor functions.
pub struct AnyAlone<T: ?Sized>(PhantomData<fn(&T)>);

impl<T: ?Sized> Alone<T> {
    /// Creates it from the type of a value.
    #[inline]
    pub const fn of(named: &T) -> Self {
        _ = named;
        Self(AnyAlone(PhantomData))
    }
}

/// For a message, or for a type that is already an error, which rustc reports.
impl<T: Message + ?Sized> Alone<T> {
    /// Returns the way to log the value unchanged.
    #[inline]
    #[must_use]
    #[allow(clippy::unused_self)]
    pub const fn way(&self) -> AsItIs<T> {
        AsItIs(PhantomData)
    }
}

impl<T: ?Sized> Deref for Alone<T> {
    type Target = AnyAlone<T>;

    #[inline]
    fn deref(&self) -> &AnyAlone<T> {
        &self.0
    }
}

impl<T: ?Sized> AnyAlone<T> {
    /// Returns the way to log the value unchanged. The value is not a message, and the bound `Emit`
    /// reports that.
    #[inline]
    #[must_use]
    #[allow(clippy::unused_self)]
    pub const fn way(&self) -> AsItIs<T> {
        AsItIs(PhantomData)
    }
}

/// Implemented for functions that return a message.
pub trait Uncalled<Arguments> {
    /// Returns the way to log another message instead, because the function itself is not one.
    fn way(&self) -> WithoutArguments {
        WithoutArguments
    }
}

/// The way to log a value unchanged.
pub struct AsItIs<T: ?Sized>(PhantomData<fn(&T)>);

/// The way to log an ID without its arguments, which is an error. rustc shows this name.
pub struct WithoutArguments;

/// Implemented by the ways to log a value, except for an ID without its arguments.
#[diagnostic::on_unimplemented(
    message = "the arguments of this message are missing",
    label = "missing arguments",
    note = "log a message with its arguments, `emit!(ID(argument, ...))`, or with empty parentheses if it has none, `emit!(ID())`"
)]
pub trait Called: Sized {
    /// Returns `self`, so that only the bound of this trait is checked.
    #[inline]
    #[must_use]
    fn called(self) -> Self {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> Called for AsItIs<T> {}

/// Determines which value is logged for a value of the type `T`. It is a message even if the
/// arguments are missing, and can have any severity, so that rustc does not report other errors.
pub trait Logged<T: ?Sized> {
    /// The type of the logged value.
    type Message: ?Sized;

    /// Returns the logged value.
    fn message(self, named: &T) -> &Self::Message;
}

/// Returns the value that is logged for a named value.
#[inline]
pub fn message<T: ?Sized, W: Logged<T>>(named: &T, way: fn(&T) -> W) -> &W::Message {
    way(named).message(named)
}

impl<T: ?Sized> Logged<T> for AsItIs<T> {
    type Message = T;

    #[inline]
    fn message(self, named: &T) -> &T {
        named
    }
}

impl<T> Logged<T> for WithoutArguments {
    type Message = Event<Id<NoTable, 0, inferred<info>>, AllPrinted<()>>;

    /// Never returns, because a program that calls it does not compile.
    fn message(self, _: &T) -> &Self::Message {
        unreachable!()
    }
}

/// A table without messages.
pub enum NoTable {}

impl Table for NoTable {
    const ROWS: &'static [[&'static str; 2]] = &[];
}

macro_rules! functions {
    ($($argument:ident)*) => {
        functions! { @each [] $($argument)* }
    };
    (@each [$($argument:ident)*] $($more:ident)*) => {
        impl<F, M, $($argument),*> Uncalled<($($argument,)*)> for Alone<F>
        where
            F: Fn($($argument),*) -> M,
            M: Message,
        {
        }
        functions! { @next [$($argument)*] $($more)* }
    };
    (@next [$($argument:ident)*]) => {};
    (@next [$($argument:ident)*] $next:ident $($more:ident)*) => {
        functions! { @each [$($argument)* $next] $($more)* }
    };
}

// There are `kea_messages_base::text::MAX_ARGUMENTS` of them.
functions! { A0 A1 A2 A3 A4 A5 A6 A7 A8 A9 A10 A11 A12 A13 A14 A15 }
