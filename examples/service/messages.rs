//! The messages of the service.

use kea_messages::{Catalogue, kea_messages, local_texts};
use std::net::Ipv4Addr;

kea_messages! {
    pub(crate) static SERVICE;
    logger = "toy-dhcp";

    /// The service is up.
    pub(crate) info TOY_STARTED() = "started";

    /// The service has completed its work.
    pub(crate) info TOY_STOPPED(rounds: u64) = "stopped after %1 round(s)";

    /// The configuration file cannot be read. The previous configuration stays in
    /// effect.
    ///
    /// # Action
    /// Make the file readable. It is read again whenever it changes.
    pub(crate) error TOY_CONFIG_UNREADABLE(file: &str, error: &std::io::Error)
        = "cannot read %1: %2";
}

kea_messages! {
    pub(crate) static ALLOC_ENGINE;
    logger = "toy-dhcp.alloc-engine";

    /// A client was given an address.
    pub(crate) info ALLOC_GRANTED(client: &str, address: Ipv4Addr, rounds: u64)
        = "%1: %2 for %3 round(s)";

    /// An address was tried, but it belongs to another client.
    pub(crate) debug(50) ALLOC_IN_USE(client: &str, address: Ipv4Addr) = "%1: %2 is in use";

    /// No address is free.
    ///
    /// # Action
    /// Enlarge the pool.
    pub(crate) warn ALLOC_POOL_FULL(client: &str, pool: usize)
        = "%1: all %2 address(es) of the pool are in use";

    /// An address is free again.
    pub(crate) debug(40) ALLOC_EXPIRED(client: &str, address: Ipv4Addr)
        = "%1: the lease of %2 has expired";
}

/// All messages that the service can log.
pub(crate) static ALL: Catalogue = match Catalogue::combine(&[
    &SERVICE,
    &ALLOC_ENGINE,
    &local_texts::MESSAGES,
    &kea_messages_subscriber::messages::MESSAGES,
]) {
    Ok(all) => all,
    Err(_) => panic!("an ID is there twice"),
};
