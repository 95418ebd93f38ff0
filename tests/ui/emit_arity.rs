//! The wrong number of arguments, and arguments of the wrong type.

use kea_messages::{KeaMessages, emit, kea_messages};

kea_messages! {
    /// No address was found.
    pub warn ALLOC_FAIL(client, attempts) = "%1: no address after %2 attempt(s)";
    /// No address was found, with types.
    pub warn ALLOC_FAIL_TYPED(client: &str, attempts: u32) = "%1: none after %2 attempt(s)";
    /// One of each.
    pub warn ALLOC_FAIL_MIXED(client, attempts: u32, pool: &str) = "%1: none after %2 in %3";
    /// The arguments have no names.
    pub warn ALLOC_FAIL_UNNAMED = "%1: no address after %2 attempt(s)";
    /// The server is up.
    pub info STARTED() = "server started";
}

#[derive(KeaMessages)]
enum AllocError {
    /// No address was found.
    #[message(warn, "%1: no address after %2 attempt(s)")]
    Fail { client: String, attempts: u32 },
    /// The allocation failed.
    #[message(error, "%1: %2")]
    Failed(String, u32),
}

fn main() {
    emit!(ALLOC_FAIL("a1"));
    emit!(ALLOC_FAIL("a1", 3, "x"));
    emit!(ALLOC_FAIL());
    emit!(ALLOC_FAIL_TYPED("a1"));
    emit!(ALLOC_FAIL_TYPED("a1", "3"));
    emit!(ALLOC_FAIL_MIXED("a1", 3));
    emit!(ALLOC_FAIL_UNNAMED("a1"));
    emit!(STARTED("a1"));
    emit!(AllocError::Fail { client: "a1".into() });
    emit!(AllocError::Fail { client: "a1".into(), attempts: 3, attemps: 3 });
    emit!(AllocError::Failed("a1".into()));
}
