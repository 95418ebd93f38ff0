//! The benchmarks are the programs in this folder; README.md tells how to run them.
#![forbid(unsafe_code)]
