//! Types of all shapes.

use std::borrow::Cow;
use std::error::Error;
use std::fmt::{self, Debug, Display};

kea::kea_messages! {
    pub static CATALOGUE;
    /// What can be printed.
    pub info TYPES_PRINTED(
        a: u32, b: &str, c: String, d: char, e: impl Debug, f: Box<dyn Error+Send>, g: Cow<'_,str>,
        h: &'static str, i: <Vec<u8> as IntoIterator>::Item, j: ::core::primitive::bool,
        k: Pair<u8,Pair<i8,& 'static  str>>, l: Matrix<{1+1}>, m: &&u8, n: &mut u8,
        o: std::num::NonZero<u16>, p: &(dyn Error + Send + Sync),
    ) = "%1 %2 %3 %4 %5 %6 %7 %8 %9 %10 %11 %12 %13 %14 %15 %16";
    /// What cannot.
    pub info TYPES_SECRET(
        #[secret] a: &[u8], #[secret] b: [u8; 4], #[secret] c: (u8, &str), #[secret] d: fn(u8, &str) -> u8,
        #[secret] e: Option<&'static [Option<u8>]>, #[secret] f: *const u8, #[secret] g: (),
        #[secret] h: for<'x> fn(&'x str) -> &'x str, #[secret] i: Box<dyn Fn(u8) -> Option<u8> + Send>,
        #[secret] j, k, #[secret] l: unsafe extern "C" fn(...),
    ) = "%1 %2 %3 %4 %5 %6 %7 %8 %9 %10 %11 %12";
    /// By the names of the arguments.
    pub warn TYPES_NAMED { a, b: &str, #[field] c: u8, #[secret] d, e: impl Debug, r#type: u8 }
        = "{a} {b} {d} {e}, 100% {type} {{}}";
    /// Names in the text alone.
    pub info TYPES_NAMED_TEXT(a, #[field] b, c: u8) = "{c} {a}";
    /// Placeholders alone.
    pub info TYPES_NONE = "%2 %1 %1";
}

pub struct Pair<A, B>(A, B);

impl<A: Display, B: Display> Display for Pair<A, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.0, self.1)
    }
}

pub struct Matrix<const N: usize>;

impl<const N: usize> Display for Matrix<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{N}")
    }
}
