//! An ID in an `emit!` without its arguments.
//!
//! rustc would say of it that `fn(u16) -> Event<..> {ID}` is not a message. Method look-up finds
//! out whether a name is that of a function which returns a message: the method of an `Alone`
//! is its own or that of [`Uncalled`], and where neither is met look-up goes on through `Deref`.

use crate::event::Event;
use crate::gate::{inferred, info};
use crate::message::Message;
use crate::show::AllPrinted;
use crate::table::{Id, Table};
use core::marker::PhantomData;
use core::ops::Deref;

/// The type of what a name stands for that is logged alone.
pub struct Alone<T: ?Sized>(AnyAlone<T>);

/// Such a type, of which nothing is known.
pub struct AnyAlone<T: ?Sized>(PhantomData<fn(&T)>);

impl<T: ?Sized> Alone<T> {
    /// The type of this.
    #[inline]
    pub const fn of(named: &T) -> Self {
        _ = named;
        Self(AnyAlone(PhantomData))
    }
}

/// A message, or what rustc does not know, of which it says so.
impl<T: Message + ?Sized> Alone<T> {
    /// It is logged as it is.
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
    /// It is no message, which `Emit` says.
    #[inline]
    #[must_use]
    #[allow(clippy::unused_self)]
    pub const fn way(&self) -> AsItIs<T> {
        AsItIs(PhantomData)
    }
}

/// A function that returns a message.
pub trait Uncalled<Arguments> {
    /// It is no message.
    fn way(&self) -> WithoutArguments {
        WithoutArguments
    }
}

/// What is logged as it is.
pub struct AsItIs<T: ?Sized>(PhantomData<fn(&T)>);

/// An ID without its arguments. rustc names it in errors.
pub struct WithoutArguments;

/// What has its arguments, if it is an ID.
#[diagnostic::on_unimplemented(
    message = "the arguments of this message are missing",
    label = "missing arguments",
    note = "an ID is logged with its arguments, `emit!(ID(argument, ...))`, and with empty parentheses if it has none, `emit!(ID())`"
)]
pub trait Called: Sized {
    /// Returns it.
    #[inline]
    #[must_use]
    fn called(self) -> Self {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> Called for AsItIs<T> {}

/// What is logged of something of the type `T`. It is a message even where the arguments are
/// missing, one that has any severity, so that nothing else is said then.
pub trait Logged<T: ?Sized> {
    /// Its type.
    type Message: ?Sized;

    /// Returns it.
    fn message(self, named: &T) -> &Self::Message;
}

/// Returns what is logged of something with a name.
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

    /// Such a program is not built.
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

// As many as `kea_messages_base::text::MAX_ARGUMENTS`.
functions! { A0 A1 A2 A3 A4 A5 A6 A7 A8 A9 A10 A11 A12 A13 A14 A15 }
