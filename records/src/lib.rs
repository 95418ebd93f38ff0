//! Reads and writes record files: logs in which each message is the number of its definition and
//! the values of its arguments. The text is formatted when the file is read.
//!
//! A file contains the definitions of its messages, so no catalogue is needed to read it. If a part
//! of a file was cut off or damaged, the rest of it can still be read. `docs/RECORDS.md` in the
//! repository describes the format, and the module [`format`](mod@format) reads and writes its parts.
//!
//! # Features
//!
//! - `read`: reads record files.
//! - `write`: writes record files.
//! - `lz4`: reads and writes blocks that are compressed with LZ4.
//! - `tracing`: records the spans of `tracing`.
//! - `zstd`: reads and writes blocks that are compressed with zstd.

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

/// The functions that `kea-messages` calls. They are not part of the public API, and can change in
/// any version.
#[cfg(feature = "write")]
#[doc(hidden)]
pub mod __private {
    pub use crate::write::private::*;
}
