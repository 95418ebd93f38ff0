//! From an argument of a declared type to a [`Value`].

use crate::Value;
use core::fmt::Display;

/// Turns an argument into the [`Value`] that its type allows, numbers into
/// numbers and all else into what prints itself.
///
/// Stable Rust has no specialisation. What it has is method look-up:
/// `Capture<u32>` has a method `value` of its own, and where a `Capture<T>` has
/// none, look-up goes on through `Deref` to the method of [`Printed`]. That
/// sees through type aliases, and it works wherever the expansion names a type
/// that is not generic.
pub struct Capture<'a, T>(Printed<'a, T>);

impl<'a, T> Capture<'a, T> {
    pub const fn new(argument: &'a T) -> Self {
        Self(Printed(argument))
    }
}

impl<'a, T> core::ops::Deref for Capture<'a, T> {
    type Target = Printed<'a, T>;

    fn deref(&self) -> &Printed<'a, T> {
        &self.0
    }
}

/// An argument that is printed by its `Display`.
pub struct Printed<'a, T>(&'a T);

impl<'a, T> Printed<'a, T> {
    pub fn value(&self) -> Value<'a>
    where
        T: Printable,
    {
        Value::Display(self.0.as_display())
    }
}

/// `Display`, with an error that says what else an argument can be declared as.
#[diagnostic::on_unimplemented(
    message = "an argument of type `{Self}` cannot be printed",
    label = "does not implement `Display`",
    note = "declare the argument as `impl Debug` to print it by its `Debug`, or as `#[secret]`"
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

macro_rules! capture {
    ($($type:ty: |$argument:ident| $value:expr),* $(,)?) => {$(
        impl<'a> Capture<'a, $type> {
            pub fn value(&self) -> Value<'a> {
                let $argument = *self.0.0;
                $value
            }
        }

        impl<'a> Capture<'a, &$type> {
            pub fn value(&self) -> Value<'a> {
                let $argument = **self.0.0;
                $value
            }
        }
    )*};
}

// `usize` and `isize` are cast because no `From` leads from them to 64 bits;
// none of Rust's platforms has more.
capture! {
    bool: |value| Value::Bool(value),
    char: |value| Value::Char(value),
    i8: |number| Value::I64(number.into()),
    i16: |number| Value::I64(number.into()),
    i32: |number| Value::I64(number.into()),
    i64: |number| Value::I64(number),
    isize: |number| Value::I64(number as i64),
    i128: |number| Value::I128(number),
    u8: |number| Value::U64(number.into()),
    u16: |number| Value::U64(number.into()),
    u32: |number| Value::U64(number.into()),
    u64: |number| Value::U64(number),
    usize: |number| Value::U64(number as u64),
    u128: |number| Value::U128(number),
    f32: |number| Value::F32(number),
    f64: |number| Value::F64(number),
}

impl<'a> Capture<'a, &'a str> {
    pub const fn value(&self) -> Value<'a> {
        Value::Str(self.0.0)
    }
}
