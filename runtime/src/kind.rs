//! From an argument to a [`Value`].
//!
//! A [`Kind`] is the way in which an argument of some type becomes a value. A
//! message of `kea_messages!` has a tuple of arguments and a tuple of kinds, and
//! [`ShowAs`] brings the two together. A closure in each message's function
//! would do as well, and was measured to double the time that rustc takes for
//! the function.

use crate::Value;
use core::fmt::{Debug, Display};

/// The way in which an argument of the type `T` becomes a value.
pub trait Kind<T> {
    fn value(argument: &T) -> Value<'_>;
}

/// The value of `argument`, where its kind is known from a [`KindOf`].
pub fn value<T, K: Kind<T>>(argument: &T, kind: K) -> Value<'_> {
    _ = kind;
    K::value(argument)
}

/// By its `Display`.
pub struct ByDisplay;

impl<T: Printable> Kind<T> for ByDisplay {
    fn value(argument: &T) -> Value<'_> {
        Value::Display(argument.as_display())
    }
}

/// `Display`, with an error that says what else an argument can be declared as.
#[diagnostic::on_unimplemented(
    message = "an argument of type `{Self}` cannot be printed",
    label = "does not implement `Display`",
    note = "an argument can be declared as `impl Debug`, a field marked `#[message(debug)]`; a secret is not printed at all: `#[secret]`"
)]
pub trait Printable: Display {
    fn as_display(&self) -> &dyn Display;
}

#[diagnostic::do_not_recommend]
impl<T: Display> Printable for T {
    fn as_display(&self) -> &dyn Display {
        self
    }
}

/// By its `Debug`.
pub struct ByDebug;

impl<T: Debug> Kind<T> for ByDebug {
    fn value(argument: &T) -> Value<'_> {
        Value::Debug(argument)
    }
}

/// Not at all: the argument is a secret, and `()` stands in its place.
pub struct Withheld;

impl Kind<()> for Withheld {
    fn value((): &()) -> Value<'_> {
        Value::Secret
    }
}

/// As what it is: a number, a boolean, a character or a string.
pub struct AsItIs;

/// Finds the kind of an argument of a declared type.
///
/// Stable Rust has no specialisation. What it has is method look-up:
/// `KindOf<u32>` has a method `kind` of its own, and where a `KindOf<T>` has
/// none, look-up goes on through `Deref` to the method of [`Other`]. That sees
/// through type aliases.
pub struct KindOf<'a, T>(Other<'a, T>);

impl<'a, T> KindOf<'a, T> {
    pub const fn new(argument: &'a T) -> Self {
        Self(Other(argument))
    }
}

impl<'a, T> core::ops::Deref for KindOf<'a, T> {
    type Target = Other<'a, T>;

    fn deref(&self) -> &Other<'a, T> {
        &self.0
    }
}

/// An argument that is printed, for all that is known of its type.
pub struct Other<'a, T>(#[allow(dead_code)] &'a T);

impl<T> Other<'_, T> {
    pub const fn kind(&self) -> ByDisplay {
        ByDisplay
    }
}

macro_rules! as_it_is {
    ($($type:ty: |$argument:ident| $value:expr),* $(,)?) => {$(
        impl KindOf<'_, $type> {
            pub const fn kind(&self) -> AsItIs {
                AsItIs
            }
        }

        impl Kind<$type> for AsItIs {
            fn value($argument: &$type) -> Value<'_> {
                $value
            }
        }

        impl KindOf<'_, &$type> {
            pub const fn kind(&self) -> AsItIs {
                AsItIs
            }
        }

        impl<'a> Kind<&'a $type> for AsItIs {
            fn value<'b>($argument: &'b &'a $type) -> Value<'b> {
                let $argument = *$argument;
                $value
            }
        }
    )*};
}

// `usize` and `isize` are cast because no `From` leads from them to 64 bits;
// none of Rust's platforms has more.
as_it_is! {
    bool: |value| Value::Bool(*value),
    char: |value| Value::Char(*value),
    i8: |number| Value::I64((*number).into()),
    i16: |number| Value::I64((*number).into()),
    i32: |number| Value::I64((*number).into()),
    i64: |number| Value::I64(*number),
    isize: |number| Value::I64(*number as i64),
    i128: |number| Value::I128(*number),
    u8: |number| Value::U64((*number).into()),
    u16: |number| Value::U64((*number).into()),
    u32: |number| Value::U64((*number).into()),
    u64: |number| Value::U64(*number),
    usize: |number| Value::U64(*number as u64),
    u128: |number| Value::U128(*number),
    f32: |number| Value::F32(*number),
    f64: |number| Value::F64(*number),
}

impl KindOf<'_, &str> {
    pub const fn kind(&self) -> AsItIs {
        AsItIs
    }
}

impl Kind<&str> for AsItIs {
    fn value<'b>(argument: &'b &str) -> Value<'b> {
        Value::Str(argument)
    }
}

/// A tuple of arguments that become values as `K` says: a tuple of kinds, or
/// [`ByDisplay`] for all of them, which takes rustc less time.
pub trait ShowAs<K> {
    fn show(&self, visitor: &mut dyn FnMut(&[Value<'_>]));
}

macro_rules! tuples {
    ($($value:ident $kind:ident $index:tt)*) => {
        tuples! { @each [] $($value $kind $index)* }
    };
    (@each [$($done:tt)*]) => {
        tuples! { @show $($done)* }
    };
    (@each [$($done:tt)*] $value:ident $kind:ident $index:tt $($rest:tt)*) => {
        tuples! { @show $($done)* }
        tuples! { @each [$($done)* $value $kind $index] $($rest)* }
    };
    (@show $($value:ident $kind:ident $index:tt)*) => {
        impl<$($value, $kind,)*> ShowAs<($($kind,)*)> for ($($value,)*)
        where
            $($kind: Kind<$value>,)*
        {
            fn show(&self, visitor: &mut dyn FnMut(&[Value<'_>])) {
                visitor(&[$($kind::value(&self.$index)),*]);
            }
        }

        impl<$($value: Display,)*> ShowAs<ByDisplay> for ($($value,)*) {
            fn show(&self, visitor: &mut dyn FnMut(&[Value<'_>])) {
                visitor(&[$(Value::Display(&self.$index)),*]);
            }
        }
    };
}

// As many as `kea_messages_catalog::template::MAX_ARGUMENTS`.
tuples! {
    V0 K0 0 V1 K1 1 V2 K2 2 V3 K3 3 V4 K4 4 V5 K5 5 V6 K6 6 V7 K7 7
    V8 K8 8 V9 K9 9 V10 K10 10 V11 K11 11 V12 K12 12 V13 K13 13 V14 K14 14 V15 K15 15
    V16 K16 16 V17 K17 17 V18 K18 18 V19 K19 19 V20 K20 20 V21 K21 21 V22 K22 22 V23 K23 23
    V24 K24 24 V25 K25 25 V26 K26 26 V27 K27 27 V28 K28 28 V29 K29 29 V30 K30 30 V31 K31 31
}
