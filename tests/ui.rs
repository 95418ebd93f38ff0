//! Tests the complete error for every mistake that a user can make.
//!
//! The errors are part of the product: read them as a user would. To update them after a change,
//! run `TRYBUILD=overwrite cargo test -p kea-messages-tests --test ui`.
#![forbid(unsafe_code)]

use kea_messages_tests::{Need, tests};

tests! {
    // The errors of other versions are worded differently.
    Need::rustc("1.95") => [errors],
}

fn errors() {
    trybuild::TestCases::new().compile_fail("ui/*.rs");
}
