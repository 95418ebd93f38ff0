//! A pool of addresses that are leased to clients.

use crate::messages::{ALLOC_EXPIRED, ALLOC_GRANTED, ALLOC_IN_USE, ALLOC_POOL_FULL};
use kea_messages::emit;
use std::net::Ipv4Addr;

/// The number of rounds for which a client has its address.
const LIFETIME: u64 = 5;

struct Lease {
    address: Ipv4Addr,
    /// The client that has the address, and the round in which the lease ends.
    holder: Option<(String, u64)>,
}

pub(crate) struct Pool(Vec<Lease>);

impl Pool {
    pub(crate) fn new(size: u8) -> Self {
        let addresses = (1..=size).map(|host| Ipv4Addr::new(192, 0, 2, host));
        Self(
            addresses
                .map(|address| Lease {
                    address,
                    holder: None,
                })
                .collect(),
        )
    }

    /// Leases the first free address to a client.
    pub(crate) fn grant(&mut self, client: &str, round: u64) {
        self.expire(round);
        for lease in &mut self.0 {
            let address = lease.address;
            if lease.holder.is_none() {
                lease.holder = Some((client.to_owned(), round + LIFETIME));
                emit!(ALLOC_GRANTED(client, address, LIFETIME));
                return;
            }
            emit!(ALLOC_IN_USE(client, address));
        }
        emit!(ALLOC_POOL_FULL(client, self.0.len()));
    }

    fn expire(&mut self, round: u64) {
        for lease in &mut self.0 {
            let expired = lease.holder.take_if(|(_, end)| *end <= round);
            if let Some((client, _)) = expired {
                emit!(ALLOC_EXPIRED(&client, lease.address));
            }
        }
    }
}
