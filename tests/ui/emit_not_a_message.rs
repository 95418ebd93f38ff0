//! Something that is no message: an ID without its parentheses, a text, a value.

use kea_messages::{emit, kea_messages};

kea_messages! {
    /// The server is up.
    pub info STARTED(port: u16) = "server started on port %1";
    /// The server is down.
    pub info STOPPED() = "server stopped";
}

fn main() {
    let port = 67;
    emit!(STARTED);
    emit!(STOPPED);
    emit!(port);
    emit!(Some(STOPPED()));
    emit!("server started");
    emit!("server started on port {}", port);
    emit!();
}
