use kea_messages::{emit, kea_messages};

kea_messages! {
    /// The allocation engine gave up looking for a free IPv4 address.
    ///
    /// # Action
    /// Enlarge the pool or shorten the lease lifetime.
    pub warn ALLOC_ENGINE_V4_ALLOC_FAIL(client, attempts: u32)
        = "%1: failed to allocate an IPv4 address after %2 attempt(s)";
}

fn main() {
    env_logger::Builder::from_env(env_logger::Env::default().default_filter_or("info"))
        .format(kea_messages::terminal::format)
        .init();
    let client = "hwaddr=08:00:2b:02:3f:4e";
    emit!(ALLOC_ENGINE_V4_ALLOC_FAIL(client));
}
