//! Tests that cross the crates of the workspace; they are in `tests/`.
#![forbid(unsafe_code)]
