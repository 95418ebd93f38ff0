//! Invalid and duplicate IDs.

use kea_messages::{emit, kea_messages};

kea_messages! {
    warn AllocFail(client) = "%1";
    warn alloc_fail(client) = "%1";
    warn ALLOC_FAILEd(client) = "%1";
    warn _FAIL(client) = "%1";
    warn (client) = "%1";
    warn = "up";
    warn r#type(client) = "%1";
    warn type(client) = "%1";
    warn "FAIL"(client) = "%1";

    /// The first.
    warn TAKEN(client) = "%1";
    /// The second.
    error TAKEN(client, server) = "%1: %2";
}

fn main() {
    emit!(AllocFail("a1"));
    emit!(alloc_fail("a1"));
    emit!(ALLOC_FAILEd("a1"));
    emit!(TAKEN("a1"));
}
