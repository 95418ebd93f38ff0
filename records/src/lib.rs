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
//! - `zstd`: blocks can be compressed with zstd.

#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod format;
#[cfg(feature = "read")]
mod read;

#[cfg(feature = "read")]
pub use read::{
    Argument, Block, Damage, Entry, ErrorValue, Item, Lost, Problem, Reader, Record, Records,
    Section, Span, Thread, Value,
};
