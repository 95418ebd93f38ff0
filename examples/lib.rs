//! The examples are the programs beside this file.
#![forbid(unsafe_code)]
