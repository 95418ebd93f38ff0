//! The examples are the programs in this folder.
#![forbid(unsafe_code)]
