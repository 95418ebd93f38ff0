//! The messages of the engine, from the catalogue `messages.toml` in the root folder of the
//! workspace.

use std::fmt;
use std::net::Ipv4Addr;
use std::time::Duration;

kea_messages::kea_messages! {
    pub(crate) static CATALOGUE;

    pub(crate) file = "../messages.toml"
}

/// A duration that is logged in milliseconds.
pub(crate) struct Milliseconds(pub(crate) Duration);

impl fmt::Display for Milliseconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3} ms", self.0.as_secs_f64() * 1000.0)
    }
}
