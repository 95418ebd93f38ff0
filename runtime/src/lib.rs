//! Log messages with an identity.
//!
//! Each line that a program logs has an ID, a text with numbered placeholders,
//! a severity and a description. They are defined in one place, and a statement
//! that logs a message with the wrong number of arguments does not compile.
//!
//! ```
//! use kea_messages::{emit, kea_messages};
//!
//! kea_messages! {
//!     /// The allocation engine gave up looking for a free IPv4 address.
//!     ///
//!     /// # Action
//!     /// Enlarge the pool or shorten the lease lifetime.
//!     pub warn ALLOC_ENGINE_V4_ALLOC_FAIL(client, attempts: u32)
//!         = "%1: failed to allocate an IPv4 address after %2 attempt(s)";
//! }
//!
//! emit!(ALLOC_ENGINE_V4_ALLOC_FAIL("hwaddr=08:00:2b:02:3f:4e", 3));
//! ```
//!
//! Leave one out, and rustc says which:
//!
//! ```compile_fail,E0061
//! # use kea_messages::{emit, kea_messages};
//! # kea_messages! {
//! #     /// No address.
//! #     warn ALLOC_ENGINE_V4_ALLOC_FAIL(client, attempts: u32) = "%1: none after %2";
//! # }
//! emit!(ALLOC_ENGINE_V4_ALLOC_FAIL("hwaddr=08:00:2b:02:3f:4e"));
//! ```
//!
//! - [`kea_messages!`] defines messages, [`derive(KeaMessages)`](macro@KeaMessages)
//!   makes messages of an enum or a struct.
//! - [`emit!`] logs a message, [`enabled!`] tells whether it would.
//! - [`Definition`] is a message's definition as data, [`Catalogue`] a table of
//!   them.
//!
//! # Features
//!
//! - `log` (default): messages go to the [`log`](https://docs.rs/log) crate.
//!   Without it they go nowhere.
//!
//! The crate is `no_std` and never allocates.

#![no_std]
#![forbid(unsafe_code)]

mod backend;
mod catalogue;
mod define;
mod definition;
#[allow(missing_docs)]
mod emit;
mod event;
#[allow(missing_docs)]
mod gate;
mod message;
#[allow(missing_docs)]
mod show;
#[allow(missing_docs)]
mod template;
mod value;

pub use self::catalogue::{Catalogue, DuplicateId};
pub use self::definition::{Argument, Definition, Deprecation};
pub use self::event::Event;
pub use self::message::{Catalogued, Emit, Message, MessageId, Occurrence};
pub use self::value::Value;
pub use kea_messages_catalog::severity::{DebugLevel, Severity};

pub use kea_messages_macros::KeaMessages;

/// What the macros expand to. Nothing in it is for users, and all of it can
/// change with any version.
#[doc(hidden)]
#[allow(missing_docs)]
pub mod __private {
    pub use crate::emit::{Probe, is_enabled};
    pub use crate::gate::{
        debug, debug_level, either, error, fatal, info, open, unknown, unsaid, warn,
    };
    pub use crate::message::{Gated, HasSeverity, Id, Table, display};
    pub use crate::show::{
        AllPrinted, Debugged, Printed, TypeOf, Typed, Values, Withheld, discard, withhold,
    };
    pub use crate::template::Template;
    pub use kea_messages_catalog::packed::{Outline, Segment};
    pub use kea_messages_macros::{define, misuse, reference};
}

/// The examples of the README, as tests.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
mod readme {}
