//! What is not a message, in a crate that has a message with braces and one of a type: neither
//! is among what rustc suggests.

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
