//! Arguments that cannot be printed. Each is a single error.

use kea_messages::{emit, kea_messages};

use std::fmt::Debug;

struct Opaque;

kea_messages! {
    /// No address was found.
    pub warn ALLOC_FAIL(client, attempts) = "%1: no address after %2 attempt(s)";
    /// No address was found in any of the pools.
    pub warn POOLS_FAIL(client, pools: impl Debug) = "%1: no address in %2";
    /// A mixture.
    pub warn POOL_FAIL(client, pool: &str) = "%1: no address in %2";
}

fn main() {
    emit!(ALLOC_FAIL("a1", vec![3]));
    emit!(POOLS_FAIL("a1", Opaque));
    emit!(POOL_FAIL(Opaque, "p"));
}
