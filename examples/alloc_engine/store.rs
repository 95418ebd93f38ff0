//! The leases that the engine has given.

use std::collections::BTreeMap;
use std::fmt;
use std::net::Ipv4Addr;

/// An address that is not free.
pub(crate) struct Lease {
    pub(crate) address: Ipv4Addr,
    /// Whose it is; nobody's while it is declined.
    pub(crate) client: String,
    pub(crate) state: State,
    /// When it can be reclaimed.
    pub(crate) expires: u64,
}

/// Why an address is not free.
#[derive(Clone, Copy)]
pub(crate) enum State {
    /// A client has it.
    Assigned,
    /// A client found it in use by somebody else, so that it rests.
    Declined {
        /// For how many seconds it rests.
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

/// Keeps leases, as many as it has room for.
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

    /// Keeps a lease in place of any other of its client's.
    pub(crate) fn keep(&mut self, lease: Lease) -> Result<(), StoreFull> {
        let before = self.remove_of(&lease.client);
        if self.leases.len() >= self.size && !self.leases.contains_key(&lease.address) {
            // What could not be replaced stays as it was.
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

    /// The addresses of the leases that have expired, those first that expired
    /// first.
    pub(crate) fn expired(&self, now: u64) -> Vec<Ipv4Addr> {
        let expired = self.leases.values().filter(|lease| lease.expires <= now);
        let mut expired: Vec<_> = expired
            .map(|lease| (lease.expires, lease.address))
            .collect();
        expired.sort_unstable();
        expired.into_iter().map(|(_, address)| address).collect()
    }
}

/// Why a lease was not kept.
pub(crate) struct StoreFull(usize);

impl fmt::Display for StoreFull {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the lease store has room for {} lease(s)", self.0)
    }
}
