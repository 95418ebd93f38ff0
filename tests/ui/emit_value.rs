//! Uses of the value of a statement, which is `()`, and statements in places where nothing can
//! be logged.

use kea_messages::{KeaMessages, emit, enabled, kea_messages};

kea_messages! {
    /// A client is gone.
    pub info GONE(client) = "client %1 is gone";
}

#[derive(Debug, KeaMessages)]
enum Refusal {
    /// The client asked too often.
    #[message(warn, "too often")]
    TooOften,
}

fn refuse() -> Result<(), Refusal> {
    Err(emit!(Refusal::TooOften))
}

fn main() {
    if emit!(GONE("a1")) {
        println!("logged");
    }
    let data: Vec<u8> = match std::fs::read("x") {
        Ok(data) => data,
        Err(error) => emit!(GONE(error)),
    };
    let first: u8 = data.first().copied().unwrap_or_else(|| emit!(GONE("a1")));
    let logged: bool = enabled!(info, GONE) && emit!(logger: "server", GONE(first));
}
