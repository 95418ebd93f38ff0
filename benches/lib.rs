//! What the benchmarks share. README.md tells how to run them.
//!
//! Every figure is a ratio to a peer that was measured in the same run, in turns
//! with what it is compared to, so that what else the machine does hits all
//! alike.

#![forbid(unsafe_code)]

pub mod race;
pub mod samples;
pub mod statements;
pub mod table;
