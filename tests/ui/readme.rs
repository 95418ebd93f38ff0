use kea_messages::{emit, kea_messages};

kea_messages! {
    /// The allocation engine gave up looking for a free IPv4 address.
    ///
    /// # Action
    /// Enlarge the pool or shorten the lease lifetime.
    pub warn ALLOC_ENGINE_V4_ALLOC_FAIL(client, attempts: u32)
        = "%1: failed to allocate an IPv4 address after %2 attempt(s)";

    /// A lease was reclaimed and can be assigned again.
    pub debug(40) ALLOC_ENGINE_LEASE_RECLAIMED(lease) = "successfully reclaimed lease %1";
}

fn main() {
    let client = "hwaddr=08:00:2b:02:3f:4e";
    emit!(ALLOC_ENGINE_V4_ALLOC_FAIL(client));
    emit!(ALLOC_ENGINE_LEASE_RECLAIMED("192.0.2.17"));
}
