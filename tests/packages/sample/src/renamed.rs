//! The macros under other names.

use kea::{KeaMessages as Messages, kea_messages as define};

define! {
    pub static CATALOGUE;
    /// By another name.
    pub info RENAMED(client) = "%1: renamed";
}

/// By another name.
#[derive(Debug, Messages)]
#[kea(crate = "kea")]
pub enum Renamed {
    /// A variant.
    #[message(info, "renamed")]
    RenamedVariant,
}
