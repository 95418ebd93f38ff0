//! A missing comma in a call that names the arguments is a single error.

use kea_messages::{emit, kea_messages};

kea_messages! {
    /// No address was found.
    pub warn ALLOC_FAIL { client, attempts: u32 } = "{client}: no address after {attempts}";
}

fn parse() -> Result<(), std::num::ParseIntError> {
    emit!(ALLOC_FAIL { client: "1".parse::<u8>()? attempts: 3 });
    Ok(())
}

fn main() {
    let client = "a1";
    let attempts = 3;
    emit!(ALLOC_FAIL { client attempts });
    emit!(ALLOC_FAIL { client attempts: 3 });
    emit!(ALLOC_FAIL { client: 1 attempts: 3 });
    emit!(ALLOC_FAIL { client: 1 attempts });
    emit!(ALLOC_FAIL { client: client attempts: 3 });
    emit!(ALLOC_FAIL { client: [client][0] attempts: 3 });
    // The colon in a closure does not begin a field, so these calls are valid.
    emit!(ALLOC_FAIL { client: (|mut x: u8| { x += 1; x })(1), attempts: 3 });
    emit!(ALLOC_FAIL { client: client.len(), attempts: [3].map(|x: u32| x)[0] });
    emit!(ALLOC_FAIL { client: 1 as u8, attempts });
}
