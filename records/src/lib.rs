//! Record files: the log of a program in which each message is the number of its definition and
//! the values of its arguments. The text is made when the file is read.
//!
//! A file contains the definitions of its messages, so no catalogue is needed to read it. Its
//! format is described in `docs/RECORDS.md` of the repository; [`format`](mod@format) reads and writes
//! its parts. A part of a file that was cut off or damaged does not affect the others.
//!
//! # Features
//!
//! - `read`: reads record files.
//! - `write`: writes record files.
//! - `lz4`: blocks can be compressed with LZ4.
//! - `tracing`: records have the spans of `tracing` that they are in.
//! - `zstd`: blocks can be compressed with zstd.

#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod format;
#[cfg(feature = "read")]
mod read;
#[cfg(feature = "write")]
mod write;

#[cfg(feature = "read")]
pub use self::read::{
    Argument, Block, Damage, Entries, Entry, ErrorValue, Item, Lost, Problem, Reader, Record,
    Section, Span, Thread, Value,
};
#[cfg(feature = "tracing")]
pub use self::write::Spans;
#[cfg(feature = "write")]
pub use self::write::{ParseRecordsError, Recording, RecordingStatus, Records, WhenFull, flush};

/// What `kea-messages` calls. It is not part of the public API, and can change in any version.
#[cfg(feature = "write")]
#[doc(hidden)]
pub mod __private {
    pub use crate::write::private::*;
}
