//! A small DHCPv4 address allocation engine.
//!
//! It has its own clock in seconds, which only the scenario advances.

use crate::messages::{
    ALLOC_ENGINE_LEASE_RECLAIMED, ALLOC_ENGINE_REMOVAL_NCR_FAILED, ALLOC_ENGINE_V4_ALLOC_ERROR,
    ALLOC_ENGINE_V4_ALLOC_FAIL, ALLOC_ENGINE_V4_DECLINED_RECOVERED,
    ALLOC_ENGINE_V4_DISCOVER_ADDRESS_CONFLICT, ALLOC_ENGINE_V4_DISCOVER_HR,
    ALLOC_ENGINE_V4_LEASES_RECLAMATION_COMPLETE, ALLOC_ENGINE_V4_LEASES_RECLAMATION_SLOW,
    Milliseconds,
};
use crate::scenario::{Setting, Step};
use crate::store::{Lease, LeaseStore, State};
use kea_messages::emit;
use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::net::Ipv4Addr;
use std::ops::RangeInclusive;
use std::time::Instant;

/// The number of consecutive passes that leave expired leases behind after which a warning is
/// logged.
const SLOW_AFTER: u32 = 3;

/// Allocates addresses to clients, and reclaims them.
pub(crate) struct Engine {
    now: u64,
    pools: Vec<RangeInclusive<u32>>,
    reservations: BTreeMap<String, Ipv4Addr>,
    store: LeaseStore,
    names: NameQueue,
    lease_time: u64,
    probation: u64,
    /// The maximum number of leases that one pass reclaims.
    reclaim_limit: usize,
    /// The number of consecutive passes that have left expired leases behind.
    slow_passes: u32,
}

impl Default for Engine {
    fn default() -> Self {
        Self {
            now: 0,
            pools: Vec::new(),
            reservations: BTreeMap::new(),
            store: LeaseStore::default(),
            names: NameQueue::default(),
            lease_time: 3600,
            probation: 86_400,
            reclaim_limit: 100,
            slow_passes: 0,
        }
    }
}

impl Engine {
    /// Executes a line of a scenario.
    pub(crate) fn take(&mut self, step: &Step) {
        match step {
            Step::Pool(first, last) => self.pools.push(first.to_bits()..=last.to_bits()),
            Step::Reserve(client, address) => {
                self.reservations.insert(client.clone(), *address);
            }
            Step::Set(setting, value) => self.set(*setting, *value),
            Step::Discover(client) => self.discover(client),
            Step::Request(client) => self.request(client),
            Step::Release(client) => _ = self.store.remove_of(client),
            Step::Decline(client) => self.decline(client),
            Step::Advance(seconds) => self.now = self.now.saturating_add(*seconds),
            Step::Reclaim => self.reclaim(),
            Step::SendNames => self.names.waiting.clear(),
        }
    }

    fn set(&mut self, setting: Setting, value: u32) {
        match setting {
            Setting::LeaseTime => self.lease_time = value.into(),
            Setting::Probation => self.probation = value.into(),
            Setting::ReclaimLimit if value == 0 => self.reclaim_limit = usize::MAX,
            Setting::ReclaimLimit => self.reclaim_limit = count(value),
            Setting::StoreSize => self.store.size = count(value),
            Setting::NameQueue => self.names.size = count(value),
        }
    }

    /// Looks for the address that a client would be offered. The offer is not sent; only the logged
    /// messages are visible.
    fn discover(&self, client: &str) {
        if let Some(&address) = self.reservations.get(client) {
            emit!(ALLOC_ENGINE_V4_DISCOVER_HR(client, address));
            if let Some(lease) = self.lease_of_another(client, address) {
                emit!(ALLOC_ENGINE_V4_DISCOVER_ADDRESS_CONFLICT(
                    client, address, lease
                ));
            }
        }
        self.choose(client);
    }

    /// Returns the address for a client: its reserved address, its current address, or else a free
    /// one.
    fn choose(&self, client: &str) -> Option<Ipv4Addr> {
        let reserved = self.reservations.get(client).copied();
        if reserved.is_some_and(|address| self.lease_of_another(client, address).is_none()) {
            return reserved;
        }
        // A current address that has been reserved for another client is not renewed, because the
        // conflict would never end.
        let current = self.store.address_of(client);
        if current.is_some_and(|address| !self.is_reserved(address)) {
            return current;
        }
        let mut attempts = 0;
        let addresses = self
            .pools
            .iter()
            .cloned()
            .flatten()
            .map(Ipv4Addr::from_bits);
        for address in addresses.filter(|address| !self.is_reserved(*address)) {
            attempts += 1;
            if self.store.get(address).is_none() {
                return Some(address);
            }
        }
        emit!(ALLOC_ENGINE_V4_ALLOC_FAIL(client, attempts));
        None
    }

    fn lease_of_another(&self, client: &str, address: Ipv4Addr) -> Option<&Lease> {
        let lease = self.store.get(address)?;
        (lease.client != client).then_some(lease)
    }

    fn is_reserved(&self, address: Ipv4Addr) -> bool {
        self.reservations
            .values()
            .any(|reserved| *reserved == address)
    }

    /// Leases an address to a client, or renews its lease.
    fn request(&mut self, client: &str) {
        let Some(address) = self.choose(client) else {
            return;
        };
        let lease = Lease {
            address,
            client: client.to_owned(),
            state: State::Assigned,
            expires: self.now.saturating_add(self.lease_time),
        };
        if let Err(error) = self.store.keep(lease) {
            emit!(ALLOC_ENGINE_V4_ALLOC_ERROR(client, error));
        }
    }

    /// Declines the address of a client, which has found it in use by another host. It is not
    /// assigned for a while.
    fn decline(&mut self, client: &str) {
        let until = self.now.saturating_add(self.probation);
        if let Some(lease) = self.store.lease_of(client) {
            lease.client.clear();
            lease.state = State::Declined {
                probation: self.probation,
            };
            lease.expires = until;
        }
    }

    /// Runs a reclamation pass.
    fn reclaim(&mut self) {
        let started = Instant::now();
        let expired = self.store.expired(self.now);
        let reclaimed = expired.len().min(self.reclaim_limit);
        for address in &expired[..reclaimed] {
            self.reclaim_lease(*address);
        }
        let duration = Milliseconds(started.elapsed());
        emit!(ALLOC_ENGINE_V4_LEASES_RECLAMATION_COMPLETE(
            reclaimed, duration
        ));
        if reclaimed == expired.len() {
            self.slow_passes = 0;
            return;
        }
        self.slow_passes = self.slow_passes.saturating_add(1);
        if self.slow_passes >= SLOW_AFTER {
            emit!(ALLOC_ENGINE_V4_LEASES_RECLAMATION_SLOW(self.slow_passes));
        }
    }

    fn reclaim_lease(&mut self, address: Ipv4Addr) {
        let Some(lease) = self.store.remove(address) else {
            return;
        };
        match lease.state {
            State::Declined { probation } => {
                emit!(ALLOC_ENGINE_V4_DECLINED_RECOVERED(address, probation));
            }
            State::Assigned => {
                if let Err(error) = self.names.remove_name_of(lease.client) {
                    emit!(ALLOC_ENGINE_REMOVAL_NCR_FAILED(address, error));
                }
                emit!(ALLOC_ENGINE_LEASE_RECLAIMED(address));
            }
        }
    }
}

fn count(value: u32) -> usize {
    usize::try_from(value).unwrap_or(usize::MAX)
}

/// A queue of requests to remove names of clients from the DNS.
struct NameQueue {
    waiting: VecDeque<String>,
    size: usize,
}

impl Default for NameQueue {
    fn default() -> Self {
        Self {
            waiting: VecDeque::new(),
            size: 1024,
        }
    }
}

impl NameQueue {
    fn remove_name_of(&mut self, client: String) -> Result<(), QueueFull> {
        if self.waiting.len() >= self.size {
            return Err(QueueFull(self.size));
        }
        self.waiting.push_back(client);
        Ok(())
    }
}

/// The error if the queue has no space for another request.
struct QueueFull(usize);

impl fmt::Display for QueueFull {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the queue has room for {} request(s)", self.0)
    }
}
