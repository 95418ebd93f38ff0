//! A member of the workspace that exports the macros under other names.
#![forbid(unsafe_code)]

pub use kea_messages as logging;
pub use kea_messages::{KeaMessages as Messages, kea_messages as define_messages};

define_messages! {
    pub static CATALOGUE;
    /// In another package.
    pub info NEIGHBOUR(client) = "%1: neighbour";
}

pub fn catalogues() -> Vec<&'static logging::Catalogue> {
    vec![&CATALOGUE]
}
