//! The shared code of the benchmarks. README.md describes how to run them.
//!
//! Every figure is a ratio to a peer that was measured in the same run. Both are measured in turn,
//! so that other processes on the machine affect both equally.

#![forbid(unsafe_code)]

pub mod contestants;
pub mod exit;
pub mod race;
pub mod samples;
pub mod scratch;
pub mod statements;
pub mod table;
