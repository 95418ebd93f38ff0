//! Misuse of `enabled!`.

use kea_messages::{KeaMessages, enabled, kea_messages};

kea_messages! {
    /// The server is up.
    pub info STARTED(port: u16) = "server started on port %1";
}

#[derive(KeaMessages)]
enum Refusal {
    /// The client asked too often.
    #[message(warn, "too often")]
    TooOften,
}

fn main() {
    _ = enabled!(STARTED(67));
    _ = enabled!(STARTD);
    _ = enabled!(String);
    _ = enabled!(Refusal::TooOften);
    _ = enabled!(STARTED, 67);
    _ = enabled!(wran, STARTED);
    _ = enabled!();
    _ = enabled!("STARTED");
}
