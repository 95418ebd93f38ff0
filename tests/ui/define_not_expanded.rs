//! Macros where a string literal should stand: nothing expands them there.

use kea_messages::KeaMessages;

mod logger {
    kea_messages::kea_messages! {
        logger = concat!("kea", ".pool");
        /// A pool was opened.
        pub info POOL_OPENED(pool) = "pool %1 opened";
    }
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
    kea_messages::emit!(PoolError::Full("lab".to_owned()));
}
