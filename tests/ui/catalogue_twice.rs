//! Two calls in one module whose catalogues have the same name.

use kea_messages::{emit, kea_messages};

kea_messages! {
    pub static CATALOGUE;
    /// Up.
    pub info UP() = "up";
}

kea_messages! {
    pub static CATALOGUE;
    /// Down.
    pub info DOWN() = "down";
}

fn main() {
    emit!(UP());
    emit!(DOWN());
    assert_eq!(CATALOGUE.len(), 1);
}
