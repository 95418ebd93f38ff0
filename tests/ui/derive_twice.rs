//! Two variants with the same name, for which rustc's own error is enough.

use kea_messages::{KeaMessages, emit};

#[derive(KeaMessages)]
enum Refusal {
    #[message(error, "%1: failed")]
    F(String),
    #[message(error, "%1: failed")]
    F(String),
}

fn main() {
    emit!(Refusal::F("a1".to_owned()));
}
