//! Unfinished and incomplete statements.

use kea_messages::{emit, enabled, kea_messages};

kea_messages! {
    /// The server is up.
    pub info STARTED(port: u16) = "server started on port %1";
}

fn main() {
    emit!(logger: );
    emit!(logger = );
    emit!(logger: "server", );
    emit!(loger: "server", STARTED(67));
    emit!(warn);
    emit!(warn, );
    emit!(fatal, );
    emit!(debug, );
    emit!(info, warn);
    emit!(logger: "server", info, );
    // A variable can be called `error`.
    emit!(error, );
    _ = enabled!(loger: "server", STARTED);
    _ = enabled!(info, logger: "server", STARTED);
}
