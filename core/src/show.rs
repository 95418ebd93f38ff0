//! Converts arguments to [`Value`]s.
//!
//! A message of `kea_messages!` stores its arguments in a tuple, each in a type that can convert
//! itself to a [`Value`]. A closure in the function of each message would also work, but doubled
//! the time that rustc takes for the function.

use crate::emission::Emission;
use crate::occurrence::{Occurrence, occurrence};
use crate::site::Site;
use crate::template::Template;
use crate::value::Value;
use core::error::Error;
use core::fmt::{self, Debug, Display, Write};
use core::marker::PhantomData;
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use core::ops::Deref;

/// A stored argument.
pub trait Show {
    /// Converts the argument to a value.
    fn show(&self) -> Value<'_>;
}

/// An argument that is shown by its `Display`.
pub struct Printed<T>(pub T);

impl<T: Display> Show for Printed<T> {
    #[inline]
    fn show(&self) -> Value<'_> {
        Value::Display(&self.0)
    }
}

/// An argument that is shown by its `Debug`.
pub struct Debugged<T>(pub T);

impl<T: Debug> Show for Debugged<T> {
    #[inline]
    fn show(&self) -> Value<'_> {
        Value::Debug(&self.0)
    }
}

/// An argument of a type that the macros recognize by its tokens.
pub struct Primitive<T>(pub T);

impl<T: Native> Show for Primitive<T> {
    #[inline]
    fn show(&self) -> Value<'_> {
        self.0.value()
    }
}

/// A secret, whose value is not stored.
pub struct Withheld;

impl Show for Withheld {
    #[inline]
    fn show(&self) -> Value<'_> {
        Value::Secret
    }
}

/// Converts an argument of a type that the macros recognize by its tokens.
#[inline]
pub fn native<T: Native>(argument: &T) -> Value<'_> {
    argument.value()
}

/// Drops a secret of any type, like `mem::drop`.
pub fn discard<T>(secret: T) {
    let _secret = secret;
}

/// Returns the value that is shown for a secret field. Passing the field counts as reading it.
pub const fn withhold<T: ?Sized>(field: &T) -> Value<'_> {
    _ = field;
    Value::Secret
}

/// An argument of a declared type. The function that converts it was chosen where the type was
/// known, so this type has no bounds that could fail.
pub struct Typed<T> {
    argument: T,
    show: fn(&T) -> Value<'_>,
}

impl<T> Typed<T> {
    /// Stores an argument together with the function that converts it.
    #[inline]
    pub const fn by(show: fn(&T) -> Value<'_>, argument: T) -> Self {
        Self { argument, show }
    }
}

impl<T> Show for Typed<T> {
    #[inline]
    fn show(&self) -> Value<'_> {
        (self.show)(&self.argument)
    }
}

/// Determines how to show an argument of the type `T`.
///
/// The methods only take `self` so that method lookup finds them.
///
/// Stable Rust has no specialisation, but it has method lookup: a `TypeOf<u32>` has the
/// methods below, and if the type is not `Native`, lookup continues through `Deref` to
/// those of `ErrorType`, of `PointerType` and finally of `AnyType`. This also works for
/// type aliases.
pub struct TypeOf<T>(ErrorType<T>);

impl<T> TypeOf<T> {
    /// Creates a value for the type of this argument.
    #[inline]
    pub const fn new(argument: &T) -> Self {
        _ = argument;
        Self(ErrorType(PointerType(AnyType(NotPrintable(PhantomData)))))
    }
}

impl<T: Native> TypeOf<T> {
    /// Returns the way in which the argument is shown.
    #[inline]
    #[must_use]
    #[allow(clippy::unused_self)]
    pub const fn way(&self) -> AsItIs {
        AsItIs
    }

    /// Shows an argument with a `Debug` format. A number is still passed on as a number.
    #[inline]
    #[allow(clippy::unused_self)]
    pub fn show_debug<'a>(&self, argument: &'a T) -> Value<'a> {
        argument.value()
    }

    /// Shows an argument with a `Display` format.
    #[inline]
    #[allow(clippy::unused_self)]
    pub fn show_display<'a>(&self, argument: &'a T) -> Value<'a> {
        argument.value()
    }
}

impl<T> Deref for TypeOf<T> {
    type Target = ErrorType<T>;

    #[inline]
    fn deref(&self) -> &ErrorType<T> {
        &self.0
    }
}

/// A type that can be an error.
///
/// It does not have to be `'static`, because an argument can be a reference.
pub struct ErrorType<T>(PointerType<T>);

impl<T: Error> ErrorType<T> {
    /// Returns the way in which the argument is shown.
    #[inline]
    #[must_use]
    #[allow(clippy::unused_self)]
    pub const fn way(&self) -> AsError {
        AsError
    }

    /// Shows an argument with a `Display` format.
    #[inline]
    #[allow(clippy::unused_self)]
    pub const fn show_display<'a>(&self, argument: &'a T) -> Value<'a> {
        Value::Error(argument)
    }
}

impl<T> Deref for ErrorType<T> {
    type Target = PointerType<T>;

    #[inline]
    fn deref(&self) -> &PointerType<T> {
        &self.0
    }
}

/// A type that can be a pointer to an error, but is not an error itself: `Box<dyn
/// Error>`, and types like `anyhow::Error`.
pub struct PointerType<T>(AnyType<T>);

impl<T: PointsToError + Display> PointerType<T> {
    /// Returns the way in which the argument is shown.
    #[inline]
    #[must_use]
    #[allow(clippy::unused_self)]
    pub const fn way(&self) -> BehindPointer {
        BehindPointer
    }

    /// Shows an argument with a `Display` format.
    #[inline]
    #[allow(clippy::unused_self)]
    pub fn show_display<'a>(&self, argument: &'a T) -> Value<'a> {
        Value::Error(argument.as_error())
    }
}

impl<T> Deref for PointerType<T> {
    type Target = AnyType<T>;

    #[inline]
    fn deref(&self) -> &AnyType<T> {
        &self.0
    }
}

/// A `dyn Error`, a pointer to one, or a pointer to such a pointer.
pub trait PointsToError {
    /// Returns the error.
    fn as_error(&self) -> &(dyn Error + '_);
}

impl<P: Deref<Target: PointsToError>> PointsToError for P {
    #[inline]
    fn as_error(&self) -> &(dyn Error + '_) {
        (**self).as_error()
    }
}

macro_rules! errors {
    ($($object:ty),*) => {$(
        impl PointsToError for $object {
            #[inline]
            fn as_error(&self) -> &(dyn Error + '_) {
                self
            }
        }
    )*};
}

errors!(
    dyn Error + '_,
    dyn Error + Send + '_,
    dyn Error + Sync + '_,
    dyn Error + Send + Sync + '_
);

/// Any other type, which has to be printable.
pub struct AnyType<T>(NotPrintable<T>);

impl<T> Deref for AnyType<T> {
    type Target = NotPrintable<T>;

    #[inline]
    fn deref(&self) -> &NotPrintable<T> {
        &self.0
    }
}

/// A type that cannot be printed in the format of the text. `format_args!` reports this, so nothing
/// here should.
pub struct NotPrintable<T>(PhantomData<fn(T)>);

impl<T> NotPrintable<T> {
    /// Never returns, because such a program does not compile.
    #[must_use]
    #[allow(clippy::unused_self)]
    pub fn show_debug(&self, _: &T) -> Value<'static> {
        unreachable!()
    }

    /// Never returns, because such a program does not compile.
    #[must_use]
    #[allow(clippy::unused_self)]
    pub fn show_display(&self, _: &T) -> Value<'static> {
        unreachable!()
    }
}

impl<T: Debug> AnyType<T> {
    /// Shows an argument with a `Debug` format.
    #[inline]
    #[allow(clippy::unused_self)]
    pub fn show_debug<'a>(&self, argument: &'a T) -> Value<'a> {
        Value::Debug(argument)
    }
}

impl<T: Display> AnyType<T> {
    /// Shows an argument with a `Display` format.
    #[inline]
    #[allow(clippy::unused_self)]
    pub fn show_display<'a>(&self, argument: &'a T) -> Value<'a> {
        Value::Display(argument)
    }
}

impl<T> AnyType<T> {
    /// Returns the way in which the argument is shown.
    #[inline]
    #[must_use]
    #[allow(clippy::unused_self)]
    pub const fn way(&self) -> ByDisplay {
        ByDisplay
    }
}

/// The argument is shown as a native value.
pub struct AsItIs;
/// The argument is shown as an error.
pub struct AsError;
/// The argument is shown as the error that it points to.
pub struct BehindPointer;
/// The argument is shown by its `Display`. rustc shows this name in errors.
pub struct ByDisplay;

/// An argument that can be shown in the way that `By` specifies. If it cannot, the error says how
/// to declare it instead.
///
/// The macros call its functions by their paths, because rustc then only reports the
/// trait for an unsatisfied bound. The way is the first parameter, so that it is inferred
/// first, and has a default, which rustc omits in errors.
#[diagnostic::on_unimplemented(
    message = "an argument of type `{Self}` cannot be printed",
    label = "does not implement `Display`",
    note = "to print it with `Debug`, declare the argument as `impl Debug`"
)]
pub trait PrintableArgument<By = ByDisplay>: Sized {
    /// Returns the function that shows the argument.
    fn shower(by: By, this: &Self) -> fn(&Self) -> Value<'_>;

    /// Shows the argument.
    #[inline]
    fn shown(by: By, this: &Self) -> Value<'_> {
        Self::shower(by, this)(this)
    }
}

/// A field that can be shown in the way that `By` specifies. If it cannot, the error says how to
/// print it instead.
#[diagnostic::on_unimplemented(
    message = "a field of type `{Self}` cannot be printed",
    label = "does not implement `Display`",
    note = "to print it with `Debug`, mark the field `#[message(debug)]`"
)]
pub trait PrintableField<By = ByDisplay>: Sized {
    /// Shows the field.
    fn shown(by: By, this: &Self) -> Value<'_>;
}

#[diagnostic::do_not_recommend]
impl<T: PrintableArgument<By>, By> PrintableField<By> for T {
    #[inline]
    fn shown(by: By, this: &Self) -> Value<'_> {
        PrintableArgument::shown(by, this)
    }
}

macro_rules! ways {
    ($($way:ident [$($bound:tt)*] |$this:ident| $value:expr;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<T: $($bound)*> PrintableArgument<$way> for T {
            #[inline]
            fn shower(_: $way, _: &T) -> fn(&T) -> Value<'_> {
                |$this| $value
            }
        }
    )*};
}

ways! {
    AsItIs [Native] |argument| argument.value();
    AsError [Error] |argument| Value::Error(argument);
    BehindPointer [PointsToError] |argument| Value::Error(argument.as_error());
    ByDisplay [Display] |argument| Value::Display(argument);
}

/// A type that a [`Value`] can hold in its own type.
pub trait Native {
    /// Returns the value.
    fn value(&self) -> Value<'_>;
}

macro_rules! native {
    ($($type:ty: |$argument:ident| $value:expr),* $(,)?) => {$(
        impl Native for $type {
            #[inline]
            fn value(&self) -> Value<'_> {
                let $argument = *self;
                $value
            }
        }
    )*};
}

// `usize` and `isize` are cast, because they do not implement `From` for 64 bits. They are not
// larger than that on any platform of Rust.
native! {
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
    &str: |text| Value::Str(text),
    &[u8]: |bytes| Value::Bytes(bytes),
    IpAddr: |address| Value::Ip(address),
    Ipv4Addr: |address| Value::Ip(IpAddr::V4(address)),
    Ipv6Addr: |address| Value::Ip(IpAddr::V6(address)),
}

impl<T: Native> Native for &T {
    #[inline]
    fn value(&self) -> Value<'_> {
        (**self).value()
    }
}

impl<const N: usize> Native for [u8; N] {
    #[inline]
    fn value(&self) -> Value<'_> {
        Value::Bytes(self)
    }
}

#[cfg(feature = "alloc")]
impl Native for alloc::vec::Vec<u8> {
    #[inline]
    fn value(&self) -> Value<'_> {
        Value::Bytes(self)
    }
}

/// The stored arguments of a message.
pub trait Values: Sized {
    /// Formats one argument, if that is possible without showing all of them.
    const FORMAT_ARGUMENT: Option<FormatArgument<Self>>;

    /// Passes the message to `visitor`.
    fn show(&self, template: &Template, visitor: &mut dyn FnMut(&Occurrence<'_>));

    /// Writes the text with the arguments in it.
    ///
    /// # Errors
    ///
    /// Returns the error of `out`, or of the `Display` of an argument.
    fn write_to<W: Write + ?Sized>(&self, template: Template, out: &mut W) -> fmt::Result;

    /// Logs the message with these arguments.
    fn log(self, site: &'static Site, emission: &'static Emission);
}

/// A function that formats the argument with this index, if there is one. The formatter has no
/// options.
pub(crate) type FormatArgument<V> = fn(&V, usize, &mut fmt::Formatter<'_>) -> fmt::Result;

/// Arguments with at least one format, and the closure that shows them.
pub struct InFormats<V> {
    values: V,
    show: ShowInFormats<V>,
}

/// A function that passes a message with these arguments to a visitor.
type ShowInFormats<V> = fn(&V, &Template, &mut dyn FnMut(&Occurrence<'_>));

impl<V> InFormats<V> {
    /// Creates arguments that are shown by this closure.
    #[inline]
    pub const fn new(values: V, show: ShowInFormats<V>) -> Self {
        Self { values, show }
    }
}

impl<V> Values for InFormats<V> {
    const FORMAT_ARGUMENT: Option<FormatArgument<Self>> = None;

    fn show(&self, template: &Template, visitor: &mut dyn FnMut(&Occurrence<'_>)) {
        (self.show)(&self.values, template, visitor);
    }

    fn write_to<W: Write + ?Sized>(&self, template: Template, out: &mut W) -> fmt::Result {
        let mut result = Ok(());
        (self.show)(&self.values, &template, &mut |occurrence| {
            result = occurrence.write_to(out);
        });
        result
    }

    fn log(self, site: &'static Site, emission: &'static Emission) {
        emission.log_shown(site, |template, visitor| {
            (self.show)(&self.values, template, visitor);
        });
    }
}

/// Arguments that are all shown by their `Display`, stored without wrappers. This takes rustc less
/// time than a [`Printed`] for each.
pub struct AllPrinted<V>(pub V);

macro_rules! tuples {
    ($($value:ident $index:tt)*) => {
        tuples! { @each [] $($value $index)* }
    };
    (@each [$($done:tt)*]) => {
        tuples! { @show $($done)* }
    };
    (@each [$($done:tt)*] $value:ident $index:tt $($rest:tt)*) => {
        tuples! { @show $($done)* }
        tuples! { @each [$($done)* $value $index] $($rest)* }
    };
    (@show $($value:ident $index:tt)*) => {
        tuples! {
            @values [; $($value)*] ($($value,)*) [$($value: Show,)*]
            |this| $($index: this.$index.show(),)*
        }
        tuples! {
            @values [AllPrinted; $($value)*] AllPrinted<($($value,)*)> [$($value: Display,)*]
            |this| $($index: Value::Display(&this.0.$index),)*
        }
    };
    (
        @values [$($wrapper:ident)?; $($value:ident)*] $type:ty [$($bounds:tt)*]
        |$this:ident| $($index:tt: $shown:expr,)*
    ) => {
        #[allow(non_snake_case, unused_parens)]
        impl<$($bounds)*> Values for $type {
            const FORMAT_ARGUMENT: Option<FormatArgument<Self>> = Some(|$this, index, f| {
                _ = ($this, &f);
                match index {
                    $($index => $shown.fmt_plain(f),)*
                    _ => Ok(()),
                }
            });

            #[inline]
            fn show(&self, template: &Template, visitor: &mut dyn FnMut(&Occurrence<'_>)) {
                let $this = self;
                _ = $this;
                visitor(&occurrence(template, &[$($shown),*]));
            }

            // `Template::write_to` is inlined for the same reason.
            #[inline(always)]
            fn write_to<W: Write + ?Sized>(&self, template: Template, out: &mut W) -> fmt::Result {
                let $this = self;
                _ = $this;
                template.write_to(&[$($shown),*], out)
            }

            #[inline]
            fn log(self, site: &'static Site, emission: &'static Emission) {
                // The arguments are passed one by one, and so in registers. A statement then needs
                // no memory for them, and it does not save any registers for a message that is
                // disabled.
                #[cold]
                #[inline(never)]
                #[allow(clippy::too_many_arguments)]
                fn log<$($bounds)*>(
                    $($value: $value,)*
                    site: &'static Site,
                    emission: &'static Emission,
                ) {
                    let values = $($wrapper)?(($($value,)*));
                    let $this = &values;
                    _ = $this;
                    emission.log(site, || [$($shown),*]);
                }

                let $($wrapper)?(($($value,)*)) = self;
                log($($value,)* site, emission);
            }
        }
    };
}

// There are `kea_messages_base::text::MAX_ARGUMENTS` of them.
tuples! {
    V0 0 V1 1 V2 2 V3 3 V4 4 V5 5 V6 6 V7 7
    V8 8 V9 9 V10 10 V11 11 V12 12 V13 13 V14 14 V15 15
}
