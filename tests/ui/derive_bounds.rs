//! Generic types of messages with bounds, for arguments that do not satisfy them.

use kea_messages::{KeaMessages, emit};
use std::error::Error;

#[derive(Debug, KeaMessages)]
#[message(error, "%1")]
struct Failed<E: Error>(E);

#[derive(Debug, KeaMessages)]
enum Failure<E>
where
    E: Error,
{
    #[message(error, "%1")]
    Io(E),
}

struct NotAnError;

fn main() {
    emit!(Failed("text"));
    emit!(Failure::Io(NotAnError));
    let failed = Failed("text");
    emit!(failed);
}
