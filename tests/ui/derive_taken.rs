//! Types in one module with the same ID.

use kea_messages::{KeaMessages, emit};

#[derive(Debug, KeaMessages)]
#[kea(prefix = "STORE_")]
enum StoreError {
    /// The disk has no room left.
    #[message(error, "no room for {0} bytes")]
    Full(u64),
    /// The disk is slow.
    #[message(warn, "slow")]
    Slow,
}

#[derive(Debug, KeaMessages)]
#[kea(prefix = "STORE_")]
enum StoreWarning {
    /// The disk is nearly full.
    #[message(warn, "room for {0} bytes")]
    Full(u64),
}

#[derive(Debug, KeaMessages)]
#[message(info, id = "STORE_SLOW", "slow")]
struct Slow;

fn main() {
    emit!(StoreError::Full(3));
    emit!(StoreError::Slow);
    emit!(StoreWarning::Full(3));
    emit!(Slow);
}
