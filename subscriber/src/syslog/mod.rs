//! What a configuration says of syslog: the facility, and where the daemon is.

mod address;
mod facility;

pub(crate) use self::address::{Address, Host};
pub(crate) use self::facility::Facility;
