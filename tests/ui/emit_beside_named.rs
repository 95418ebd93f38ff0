//! A value that is not a message, in a crate with a message with braces and a derived message.
//! Rustc does not suggest either of them.

use kea_messages::{KeaMessages, emit, kea_messages};

kea_messages! {
    /// The pool is full.
    pub error POOL_FULL { client, #[field] pool: &str } = "{client}: the pool is full";
}

#[derive(Debug, KeaMessages)]
enum Refusal {
    /// The client asked too often.
    #[message(warn, "too often")]
    TooOften,
}

fn main() {
    if let Err(error) = std::fs::read("x") {
        emit!(error);
    }
    emit!(Box::<dyn std::error::Error>::from("full"));
    emit!(POOL_FULL { client: "a1", pool: "lab" });
    emit!(Refusal::TooOften);
}
