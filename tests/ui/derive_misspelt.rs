//! A misspelt attribute of the derive, which only rustc reports.

use kea_messages::{KeaMessages, emit};

#[derive(KeaMessages)]
enum Refusal {
    /// Too often.
    #[mesage(info, "too often")]
    TooOften,
    /// Too many.
    #[messages(info, "%1: too many")]
    TooMany(u32),
    /// Too late.
    #[message(info, "%1: too late")]
    TooLate(#[secrt] u32),
}

#[derive(KeaMessages)]
#[massage(info, "stopped")]
struct Stopped;

fn main() {
    emit!(Refusal::TooOften);
    emit!(Stopped);
}
