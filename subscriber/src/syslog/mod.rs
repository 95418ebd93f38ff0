//! The configuration of syslog: the facility, and the address of the daemon.

mod address;
mod facility;

pub(crate) use self::address::{Address, Host};
pub(crate) use self::facility::Facility;
