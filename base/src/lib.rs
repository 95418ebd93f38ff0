//! The definitions that all crates of [`kea-messages`](https://docs.rs/kea-messages)
//! share.
//!
//! - [`severity`]: the severity of a message, and its debug level.
//! - [`id`]: the form of a message ID.
//! - [`text`]: the grammar of a message's text.
//! - [`named`]: the grammar of a text with named placeholders.
//! - [`hexadecimal`]: bytes as hexadecimal digits.
//! - [`line`](mod@line): any text, escaped to fit on one line.
//! - [`record`]: the names of the fields that a message has in a log record.
//!
//! Programs use it through `kea-messages`. It is a separate crate without features, so
//! that cargo compiles it only once for the macros and the program: `kea-messages-core`
//! has features that only the program enables, so it would be compiled twice.

#![no_std]
#![forbid(unsafe_code)]

pub mod hexadecimal;
pub mod id;
pub mod limit;
pub mod line;
pub mod named;
mod pack;
mod packed;
pub mod record;
pub mod severity;
pub mod text;

/// How the macros pack definitions, and how the runtime reads them. This module is not
/// part of the public API, and can change in any version.
#[doc(hidden)]
pub mod __private {
    pub use crate::pack::{Detailed, Outlined, pack_details, pack_outline};
    pub use crate::packed::{Details, Outline, PackedArgument, Segment};
}
