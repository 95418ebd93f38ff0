//! Placeholder that the example replaces.
#![forbid(unsafe_code)]
fn main() {}
