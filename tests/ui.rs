//! Every mistake that a user can make, and the whole of the error that it gives.
//!
//! The errors are part of the product: read them as a user would. After a
//! change, `TRYBUILD=overwrite cargo test -p kea-messages-tests --test ui`
//! writes them anew.
#![forbid(unsafe_code)]

use kea_messages_tests::{Need, tests};

tests! {
    // Other versions say the same in other words.
    Need::rustc("1.95") => [errors],
}

fn errors() {
    trybuild::TestCases::new().compile_fail("ui/*.rs");
}
