//! Log messages with an identity.
//!
//! Each log message of a program has an ID, a text with placeholders, a severity and a
//! description, which are defined in one place. A statement that logs a message with
//! the wrong number of arguments does not compile.
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
//! If an argument is missing, the compiler says which one:
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
//! The [`guide`] follows a service from its first message to production, and has the reference
//! for catalogue files, for `check` and for the program.
//!
//! - [`kea_messages!`] defines messages, and [`derive(KeaMessages)`](macro@KeaMessages)
//!   turns an enum or a struct into messages; [`documented`] adds their pages to its
//!   documentation.
//! - [`emit!`] logs a message, and [`enabled!`] returns whether it would be logged.
//! - [`Definition`] is the definition of a message as data, and [`Catalogue`] is a
//!   table of definitions.
//!
//! The program `kea-messages` prints manuals of catalogues, explains IDs and decodes
//! logs; the crate `kea-messages-subscriber` writes logs in the same format as Kea.
//!
//! # A program and its own catalogue
//!
//! A program has its definitions as data, so it can print its own manual and explain
//! its IDs with `kea-messages-manual`, and decode its own log with
//! `kea-messages-decode`:
//!
//! ```
//! use kea_messages_decode::Decoder;
//! use kea_messages_manual::{Book, Format, explain};
//! # kea_messages::kea_messages! {
//! #     pub static CATALOGUE;
//! #     /// Every address of every pool was tried.
//! #     pub warn ALLOC_FAIL(client, attempts: u32) = "%1: failed after %2 attempt(s)";
//! # }
//!
//! // my-server --manual
//! let book = Book::from(&CATALOGUE).with_title("The messages of my server");
//! let manual = book.write(Format::Markdown);
//! # assert!(manual.contains("Every address of every pool was tried."));
//!
//! // my-server --explain alloc-fail
//! let book = Book::from(&CATALOGUE);
//! let explanation = explain(&book, "alloc-fail")?.to_string();
//! # assert!(explanation.starts_with("ALLOC_FAIL  warn"));
//!
//! // my-server --decode < my-server.log
//! let decoder = Decoder::from(&CATALOGUE);
//! let line = decoder.decode("ALLOC_FAIL a1: failed after 3 attempt(s)");
//! # assert!(matches!(line.outcome, kea_messages_decode::Outcome::Decoded(_)));
//! # Ok::<(), kea_messages_manual::UnknownId>(())
//! ```
//!
//! # Features
//!
//! - `alloc` (default): a message in a `Box`, an `Rc` or an `Arc` is also a message.
//! - `log` (default): messages go to the [`log`](https://docs.rs/log) crate.
//!   Without it and without `tracing` they go nowhere.
//! - `tracing`: messages go to the [`tracing`](https://docs.rs/tracing) crate, as
//!   events that are named after their IDs, once a subscriber has been set. To print the ID
//!   before the text, `tracing_subscriber::fmt()` needs
//!   `.event_format(kea_messages_subscriber::Terminal)`.
//! - `metrics`: the module `metrics`, which counts messages through the
//!   [`metrics`](https://docs.rs/metrics) crate.
//! - `files`: [`kea_messages!`] reads catalogue files, TOML and Kea's `.mes`.
//! - `local-texts`: the module `local_texts`, which replaces texts while the
//!   program runs.
//! - `records`: the module `records`, which records messages in a file that is read later.
//!   With `records-lz4` and `records-zstd` it can be compressed, and with `records-tracing` it has
//!   the spans of `tracing`.
//! - `terminal`: the module `terminal`, a format for `env_logger` that shows the IDs.
//! - `testing`: the module `testing`, which captures messages in tests; meant for a dev-dependency.
//!
//! With only the features `alloc`, `log` and `files`, the crate is `no_std`, and logging
//! never allocates. Without `alloc`, it needs no allocator.

#![no_std]
#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "local-texts")]
extern crate std;

mod define;
mod emit;
#[cfg(any(doc, doctest))]
pub mod guide;
#[cfg(feature = "local-texts")]
pub mod local_texts;

#[cfg(feature = "metrics")]
#[doc(inline)]
pub use kea_messages_core::metrics;
#[cfg(feature = "records")]
#[doc(inline)]
pub use kea_messages_core::records;
#[cfg(feature = "tracing")]
#[doc(inline)]
pub use kea_messages_core::severity_of;
#[cfg(feature = "terminal")]
#[doc(inline)]
pub use kea_messages_core::terminal;
#[cfg(feature = "testing")]
#[doc(inline)]
pub use kea_messages_core::testing;
#[doc(inline)]
pub use kea_messages_core::{
    Argument, Catalogue, Catalogued, DebugLevel, Definition, Deprecation, DuplicateId, Emit,
    Escaper, Event, HexDigits, Message, MessageId, Occurrence, OneLine, Severity, Sources, Value,
    limit, record,
};
#[doc(inline)]
pub use kea_messages_macros::{KeaMessages, documented};

// rustc names a type by the first path that leads to it. The types that it names in users' errors
// are here, under words that users understand. They are as private as those below.
#[doc(hidden)]
pub use kea_messages_core::__private::{defined, severity};

/// Support for the expansion of the macros. This module is not part of the
/// public API, and can change in any version.
#[doc(hidden)]
pub mod __private {
    pub use kea_messages_core::__private::*;
    pub use kea_messages_macros::{
        define, id, is_plain_call, literal, logger, misuse, name, reference, said, severity_call,
    };
}

/// The example of the README, as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
