//! Macros in place of string literals, where they are not expanded.

use kea_messages::KeaMessages;

mod logger {
    kea_messages::kea_messages! {
        logger = concat!("kea", ".pool");
        /// A pool was opened.
        pub info POOL_OPENED(pool) = "pool %1 opened";
    }
}

kea_messages::kea_messages! {
    /// A pool was closed.
    #[alert = concat!("> 5", "/min")]
    pub info POOL_CLOSED(pool) = "pool %1 closed";
    /// A pool was enlarged.
    #[limit = core::concat!("5", "/min")]
    pub info POOL_ENLARGED(pool) = "pool %1 enlarged";
    /// A pool was removed.
    #[alert = 5]
    pub info POOL_REMOVED(pool) = "pool %1 removed";
}

#[derive(Debug, KeaMessages)]
#[kea(prefix = concat!("POOL", "_"))]
enum PoolError {
    /// A pool is full.
    #[message(error, id = concat!("POOL_", "FULL"), "pool {0} is full")]
    Full(String),
}

fn main() {
    kea_messages::emit!(logger::POOL_OPENED("lab"));
    kea_messages::emit!(POOL_CLOSED("lab"));
    kea_messages::emit!(POOL_ENLARGED("lab"));
    kea_messages::emit!(POOL_REMOVED("lab"));
    kea_messages::emit!(PoolError::Full("lab".to_owned()));
}
