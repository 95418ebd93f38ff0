//! The conflict markers of an unfinished merge.

use kea_messages::{emit, kea_messages};

kea_messages! {
    /// A pool was opened.
<<<<<<< HEAD
    pub info POOL_OPENED(pool) = "pool %1 opened";
=======
    pub info POOL_OPENED(pool, size: u32) = "pool %1 of %2 opened";

    /// A pool was renamed.
    pub info POOL_RENAMED(pool) = "pool %1 renamed";
>>>>>>> feature/renamed-pools (by somebody)

    /// A pool was closed.
    pub info POOL_CLOSED(pool) = "pool %1 closed";

<<<<<<< HEAD
    /// A pool is full.
    pub warn POOL_FULL(pool) = "pool %1 is full";
||||||| parent of 3fa21c0
    /// A pool is full.
    pub info POOL_FULL(pool) = "pool %1 is full";
=======
    /// A pool is full.
    pub error POOL_FULL(pool) = "pool %1 is full";
>>>>>>> 3fa21c0
}

fn main() {
    emit!(POOL_OPENED("lab"));
    emit!(POOL_RENAMED("lab"));
    emit!(POOL_CLOSED("lab"));
    emit!(POOL_FULL("lab"));
}
