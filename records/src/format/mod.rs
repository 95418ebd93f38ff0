//! The parts of a record file: how each is written, and how it is read.
//!
//! A program that records its messages does not need this module, nor does a program that reads
//! them.
//!
//! - [`frame`]: everything in a file is in a frame with a checksum.
//! - [`header`]: which program wrote the records that follow, and when it was started.
//! - [`definition`]: the messages, threads and spans that records refer to.
//! - [`block`]: the records.
//! - [`value`]: the kinds of values.
//! - [`index`]: where to find the records of a time.
//! - [`varint`] and [`bytes`]: numbers and strings.

pub mod block;
pub mod bytes;
mod compress;
pub mod definition;
pub mod frame;
pub mod header;
pub mod index;
pub mod value;
pub mod varint;
