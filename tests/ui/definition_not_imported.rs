//! The definition of an ID, without importing the trait that provides it.

use kea_messages::{emit, kea_messages};

kea_messages! {
    /// The server is up.
    pub info STARTED(port: u16) = "server started on port %1";
}

fn main() {
    emit!(STARTED(67));
    println!("{}", STARTED::DEFINITION.text());
}
