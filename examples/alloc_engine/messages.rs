//! Everything that the engine logs.
//!
//! The IDs and the texts are those of Kea's messages manual.

use std::fmt;
use std::net::Ipv4Addr;
use std::time::Duration;

kea_messages::kea_messages! {
    /// The messages of the allocation engine.
    pub(crate) static CATALOGUE;

    /// A lease expired, and its address was taken back. It can be given to
    /// another client from now on.
    pub(crate) debug(40) ALLOC_ENGINE_LEASE_RECLAIMED(lease: Ipv4Addr)
        = "successfully reclaimed lease %1";

    /// The engine took a lease back whose client has a name in the DNS, and could
    /// not ask for the name to be removed. The lease is reclaimed all the same;
    /// the name stays and leads to an address that is another client's soon.
    ///
    /// # Action
    /// Find out why the queue of name change requests is not emptied, and remove
    /// the name by hand.
    pub(crate) error ALLOC_ENGINE_REMOVAL_NCR_FAILED(lease: Ipv4Addr, reason)
        = "sending removal name change request failed for lease %1: %2";

    /// An address had been found, and the lease could not be kept. The client gets
    /// no address.
    ///
    /// # Action
    /// The reason is that of the lease store: see that it has room.
    pub(crate) error ALLOC_ENGINE_V4_ALLOC_ERROR(client: &str, reason)
        = "%1: error during attempt to allocate an IPv4 address: %2";

    /// Every address of every pool was tried, and none is free. The client gets no
    /// address.
    ///
    /// # Action
    /// Enlarge the pools, or shorten the lease lifetime so that addresses of
    /// clients that have left come back sooner.
    pub(crate) warn ALLOC_ENGINE_V4_ALLOC_FAIL(client: &str, attempts: usize)
        = "%1: failed to allocate an IPv4 address after %2 attempt(s)";

    /// A client had found this address in use by somebody else and declined it.
    /// The time for which nobody gets it is over, and it is free again.
    pub(crate) info ALLOC_ENGINE_V4_DECLINED_RECOVERED(address: Ipv4Addr, probation: u64)
        = "IPv4 address %1 was recovered after %2 seconds of probation-period";

    /// The address that is reserved for this client is leased to another one. The
    /// client is offered an address of a pool until that lease ends.
    ///
    /// # Action
    /// Reserve addresses outside of the pools, so that nobody else is given them.
    pub(crate) warn ALLOC_ENGINE_V4_DISCOVER_ADDRESS_CONFLICT(
        client: &str, address: Ipv4Addr, lease: impl fmt::Display
    ) = "%1: conflicting reservation for address %2 with existing lease %3";

    /// The client that looks for a server has an address reserved, which the
    /// engine will try to offer.
    pub(crate) debug(40) ALLOC_ENGINE_V4_DISCOVER_HR(client: &str, address: Ipv4Addr)
        = "client %1 sending DHCPDISCOVER has reservation for the address %2";

    /// A reclamation pass ended, because no lease was left that had expired or
    /// because the limit of a pass was reached.
    pub(crate) debug(40) ALLOC_ENGINE_V4_LEASES_RECLAMATION_COMPLETE(
        leases: usize, duration: Milliseconds
    ) = "reclaimed %1 leases in %2";

    /// Several passes in a row have left leases behind that had expired: they
    /// expire faster than they are reclaimed.
    ///
    /// # Action
    /// Reclaim more often, or raise the limit of a pass.
    pub(crate) warn ALLOC_ENGINE_V4_LEASES_RECLAMATION_SLOW(reclamations: u32)
        = "expired leases still exist after %1 reclamations";
}

/// A duration as the log shows it.
pub(crate) struct Milliseconds(pub(crate) Duration);

impl fmt::Display for Milliseconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3} ms", self.0.as_secs_f64() * 1000.0)
    }
}
