//! Messages by the names that another crate exports the macros under.

use neighbour::Messages;

neighbour::define_messages! {
    pub static CATALOGUE;
    /// By an exported name.
    pub info FACADE(client) = "%1: facade";
}

/// By exported names.
#[neighbour::logging::documented]
#[derive(Debug, Messages)]
#[kea(crate = "neighbour::logging")]
pub enum Through {
    /// A variant.
    #[message(info, "through")]
    FacadeVariant,
}
