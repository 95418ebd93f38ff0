//! A crate that uses kea-messages through another crate, in edition 2021, and with all lints denied
//! that a strict user might deny.
//!
//! The test is that this crate compiles without warnings of clippy.
#![forbid(unsafe_code)]
#![deny(
    warnings,
    missing_docs,
    missing_debug_implementations,
    unreachable_pub,
    unused_qualifications,
    elided_lifetimes_in_paths,
    single_use_lifetimes,
    unused_lifetimes,
    unused_results,
    let_underscore_drop,
    rust_2018_idioms,
    future_incompatible,
    nonstandard_style,
    clippy::all,
    clippy::pedantic,
    clippy::nursery
)]
// This lint contradicts `unreachable_pub`.
#![allow(clippy::redundant_pub_crate)]

use kea_messages_facade::{KeaMessages, define_messages, documented, emit, enabled};
use std::fmt::Debug;

define_messages! {
    /// All of them.
    pub static CATALOGUE;

    /// Nothing but text.
    pub fatal FACADE_PLAIN() = "plain";
    /// Anything that can be printed.
    pub error FACADE_UNTYPED(client, attempts) = "%1 %2";
    /// Types, borrowed and not.
    pub warn FACADE_TYPED(client: &str, attempts: u32, name: String, c: char) = "%1 %2 %3 %4";
    /// One lifetime, which could be elided.
    pub warn FACADE_BORROWED(client: &str) = "%1";
    /// Types and none.
    pub info FACADE_MIXED(client, name: &str, shown: impl Debug, other: Option2<'_>)
        = "%1 %2 %3 %4";
    /// Single letters.
    pub debug(40) FACADE_LETTERS(a, b, c, d, e, f) = "%1 %2 %3 %4 %5 %6";
    /// Booleans.
    pub debug(41) FACADE_BOOLEANS(a: bool, b: bool, c: bool, d: bool, e: bool)
        = "%1 %2 %3 %4 %5";
    /// More than seven.
    pub debug(42) FACADE_MANY = "%1 %2 %3 %4 %5 %6 %7 %8 %9 %10 %11 %12 %13 %14 %15 %16";
    /// A secret that is moved.
    pub debug(43) FACADE_SECRET(user, #[secret] password: String, #[secret] key: &[u8], #[secret] any)
        = "%1 %2 %3 %4";
    /// A number that no macro knows.
    pub debug(44) FACADE_TUPLE(pair: Pair<u8, &'static str>) = "%1";
    /// Arguments with names, of which two have lifetimes.
    pub warn FACADE_NAMED { client, #[field] pool: &str, name: &str, shown: impl Debug }
        = "{client} {name} {shown}";
    /// Fields that begin with one word.
    pub debug(45) FACADE_ALIKE { is_a: bool, is_b: bool, is_c: bool, is_d: bool }
        = "{is_a} {is_b} {is_c} {is_d}";
    #[deprecated(since = "1.0.0", note = "log FACADE_PLAIN")]
    /// An old one.
    pub info FACADE_DEPRECATED() = "deprecated";
}

/// An argument with a lifetime.
#[derive(Clone, Copy, Debug)]
pub struct Option2<'a>(pub &'a str);

impl std::fmt::Display for Option2<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0)
    }
}

/// An argument with type parameters.
#[derive(Clone, Copy, Debug)]
pub struct Pair<A, B>(pub A, pub B);

impl<A: std::fmt::Display, B: std::fmt::Display> std::fmt::Display for Pair<A, B> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.0, self.1)
    }
}

/// An enum of messages.
#[documented]
#[derive(Debug, KeaMessages)]
#[kea(crate = "kea_messages_facade::logging", prefix = "FACADE_")]
pub enum Refusal<'a, T> {
    /// Names.
    #[message(warn, "%1 %2")]
    Named {
        /// The client.
        client: &'a str,
        /// What is generic.
        other: T,
    },
    /// A tuple.
    #[message(error, "%1 %2")]
    Tuple(u32, #[secret] String),
    /// Nothing.
    #[message(debug(10), "unit")]
    Unit,
    /// Another.
    #[message(transparent)]
    Wrapped(Wrapped),
    /// An old one.
    #[deprecated]
    #[message(info, "old")]
    Old,
}

impl<T: Debug + std::fmt::Display> std::error::Error for Refusal<'_, T> {}

/// A struct that is a message.
#[kea_messages_facade::logging::documented]
#[derive(Clone, Copy, Debug, KeaMessages)]
#[kea(crate = "kea_messages_facade::logging")]
#[message(info, id = "FACADE_WRAPPED", "wrapped %1")]
pub struct Wrapped(pub u8);

/// Messages in a module.
mod part {
    use kea_messages_facade::define_messages;

    define_messages! {
        /// Private to the crate, and described all the same.
        pub(crate) info PART_INFO(client) = "%1";
        /// One word, as a struct.
        pub(crate) info PART { client } = "{client}";
        /// No argument.
        pub(crate) info NOTHING {} = "nothing";
    }
}

/// Logs all messages.
///
/// # Errors
///
/// Returns an error if `number` is not a number.
pub fn log_all(number: &str) -> Result<(), Box<dyn std::error::Error>> {
    emit!(FACADE_PLAIN());
    emit!(FACADE_UNTYPED(number, number.len()));
    emit!(FACADE_TYPED(
        number,
        number.parse()?,
        number.to_owned(),
        'c'
    ));
    emit!(FACADE_BORROWED(number));
    emit!(FACADE_MIXED(1, number, Some(2), Option2(number)));
    emit!(FACADE_LETTERS(1, 2, 3, 4, 5, 6));
    emit!(FACADE_BOOLEANS(true, false, true, false, true));
    emit!(FACADE_MANY(
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16
    ));
    emit!(FACADE_SECRET(
        number,
        number.to_owned(),
        number.as_bytes(),
        Some(number)
    ));
    emit!(FACADE_TUPLE(Pair(1, "a")));
    emit!(FACADE_NAMED {
        client: 1,
        pool: "lab",
        name: number,
        shown: Some(2)
    });
    emit!(FACADE_ALIKE {
        is_a: true,
        is_b: false,
        is_c: true,
        is_d: false
    });
    if enabled!(FACADE_LETTERS) || enabled!(Wrapped) || enabled!(FACADE_NAMED) {
        emit!(info, part::PART_INFO(number));
        emit!(part::PART { client: number });
        emit!(part::NOTHING {});
    }
    let refusal = Refusal::Named {
        client: number,
        other: 3,
    };
    emit!(refusal);
    emit!(Refusal::<u8>::Tuple(3, number.to_owned()));
    emit!(Refusal::<u8>::Wrapped(Wrapped(3)));
    {
        define_messages! {
            debug(50) BODY_MESSAGE(client, attempts: u32) = "%1 %2";
        }
        emit!(BODY_MESSAGE(number, 3));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{CATALOGUE, Refusal, log_all};

    #[test]
    fn they_all_log() {
        assert!(log_all("3").is_ok());
        // There is no logger, so the argument is not parsed.
        assert!(log_all("x").is_ok());
        assert_eq!(CATALOGUE.len(), 13);
        assert_eq!(Refusal::<u8>::Unit.to_string(), "unit");
    }
}
