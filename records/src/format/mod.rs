//! Reads and writes the parts of a record file.
//!
//! Programs that record messages, and programs that read records, do not need this module.
//!
//! - [`frame`]: the frames that a file consists of, each with a checksum.
//! - [`header`]: the program that wrote the records of a section, and when the section began.
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
