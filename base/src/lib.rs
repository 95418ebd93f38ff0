//! What every crate of [`kea-messages`](https://docs.rs/kea-messages) agrees on.
//!
//! - [`severity`]: how severe a message is, and its debug level.
//! - [`id`]: what a message ID is.
//! - [`text`]: the grammar of a message's text.
//! - [`named`]: the same with names for the placeholders.
//! - [`line`](mod@line): text on one line, whatever it contains.
//! - [`record`]: the names of the fields that a message has in a log record.
//!
//! Programs use it through `kea-messages`. It is a crate of its own, without features, so
//! that cargo compiles it once for the macros and the program: `kea-messages-core` has
//! features that only the program turns on, and would be compiled for both.

#![no_std]
#![forbid(unsafe_code)]

pub mod id;
pub mod limit;
pub mod line;
pub mod named;
mod pack;
mod packed;
pub mod record;
pub mod severity;
pub mod text;

/// How the macros pack definitions, and how the runtime reads them. Nothing in it is for
/// users, and all of it can change with any version.
#[doc(hidden)]
pub mod __private {
    pub use crate::pack::{Detailed, Outlined, pack_details, pack_outline};
    pub use crate::packed::{Details, Outline, PackedArgument, Segment};
}
