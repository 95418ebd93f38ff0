//! An ID, and a variant, that do not exist.

use kea_messages::{KeaMessages, emit, kea_messages};

kea_messages! {
    /// The server is up.
    pub info SERVER_STARTED(port: u16) = "server started on port %1";
}

#[derive(KeaMessages)]
enum Refusal {
    /// The client asked too often.
    #[message(warn, "too often")]
    TooOften,
}

fn main() {
    emit!(SERVER_STARTD(67));
    emit!(Refusal::TooOfen);
}
