//! Everything that the engine logs: the catalogue in `messages.toml`, at the top
//! of the workspace.

use std::fmt;
use std::net::Ipv4Addr;
use std::time::Duration;

kea_messages::kea_messages! {
    pub(crate) static CATALOGUE;

    pub(crate) file = "../messages.toml"
}

/// A duration as the log shows it.
pub(crate) struct Milliseconds(pub(crate) Duration);

impl fmt::Display for Milliseconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3} ms", self.0.as_secs_f64() * 1000.0)
    }
}
