//! A pool of addresses, and who has them for how long.

use crate::messages::{ALLOC_EXPIRED, ALLOC_GRANTED, ALLOC_IN_USE, ALLOC_POOL_FULL};
use kea_messages::emit;
use std::net::Ipv4Addr;

/// How many rounds a client has its address.
const LIFETIME: u64 = 5;

struct Lease {
    address: Ipv4Addr,
    /// Who has the address, and until which round.
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

    /// Gives a client the first address that is free.
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
