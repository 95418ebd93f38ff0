//! The store of leases.

use std::collections::BTreeMap;
use std::fmt;
use std::net::Ipv4Addr;

/// The lease of an address.
pub(crate) struct Lease {
    pub(crate) address: Ipv4Addr,
    /// The client, which is empty if the address is declined.
    pub(crate) client: String,
    pub(crate) state: State,
    /// The time from which the lease can be reclaimed.
    pub(crate) expires: u64,
}

/// The reason why an address is not free.
#[derive(Clone, Copy)]
pub(crate) enum State {
    /// The address is leased to a client.
    Assigned,
    /// A client has found the address in use by another host, so it is not assigned for a while.
    Declined {
        /// The number of seconds for which it is not assigned.
        probation: u64,
    },
}

impl fmt::Display for Lease {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            address,
            client,
            expires,
            ..
        } = self;
        match self.state {
            State::Assigned => write!(f, "{address} of {client} until {expires}"),
            State::Declined { .. } => write!(f, "{address}, declined, until {expires}"),
        }
    }
}

/// Stores a limited number of leases.
pub(crate) struct LeaseStore {
    leases: BTreeMap<Ipv4Addr, Lease>,
    pub(crate) size: usize,
}

impl Default for LeaseStore {
    fn default() -> Self {
        Self {
            leases: BTreeMap::new(),
            size: 65_536,
        }
    }
}

impl LeaseStore {
    pub(crate) fn get(&self, address: Ipv4Addr) -> Option<&Lease> {
        self.leases.get(&address)
    }

    pub(crate) fn address_of(&self, client: &str) -> Option<Ipv4Addr> {
        let mut leases = self.leases.values();
        leases
            .find(|lease| lease.client == client)
            .map(|lease| lease.address)
    }

    pub(crate) fn lease_of(&mut self, client: &str) -> Option<&mut Lease> {
        self.leases
            .values_mut()
            .find(|lease| lease.client == client)
    }

    /// Stores a lease, which replaces another lease of the same client.
    pub(crate) fn keep(&mut self, lease: Lease) -> Result<(), StoreFull> {
        let before = self.remove_of(&lease.client);
        if self.leases.len() >= self.size && !self.leases.contains_key(&lease.address) {
            // If the lease is not stored, the previous one is kept.
            self.leases
                .extend(before.map(|lease| (lease.address, lease)));
            return Err(StoreFull(self.size));
        }
        self.leases.insert(lease.address, lease);
        Ok(())
    }

    pub(crate) fn remove(&mut self, address: Ipv4Addr) -> Option<Lease> {
        self.leases.remove(&address)
    }

    pub(crate) fn remove_of(&mut self, client: &str) -> Option<Lease> {
        self.remove(self.address_of(client)?)
    }

    /// Returns the addresses of the expired leases, the one that expired first at the beginning.
    pub(crate) fn expired(&self, now: u64) -> Vec<Ipv4Addr> {
        let expired = self.leases.values().filter(|lease| lease.expires <= now);
        let mut expired: Vec<_> = expired
            .map(|lease| (lease.expires, lease.address))
            .collect();
        expired.sort_unstable();
        expired.into_iter().map(|(_, address)| address).collect()
    }
}

/// The error if there is no space for another lease.
pub(crate) struct StoreFull(usize);

impl fmt::Display for StoreFull {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the lease store has room for {} lease(s)", self.0)
    }
}
