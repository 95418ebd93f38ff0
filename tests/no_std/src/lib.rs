//! A crate that uses kea-messages without std and without an allocator.
//!
//! The panic handler ensures this: there can only be one, so this crate does not compile if any of
//! its dependencies uses std.
#![no_std]
#![forbid(unsafe_code)]
#![deny(warnings, missing_docs)]

use kea_messages::{KeaMessages, emit, enabled, kea_messages};

kea_messages! {
    /// All of them.
    pub static CATALOGUE;
    /// The client, and how often it asked.
    pub warn BARE_CLIENT(client, attempts: u32, name: &str, #[secret] key: &[u8]) = "%1 %2 %3 %4";
    /// What went wrong, with what is after it.
    pub error BARE_ERROR(error: impl core::error::Error) = "%1";
}

/// Why a lease was refused.
#[derive(Debug, KeaMessages)]
pub enum Refusal<'a> {
    /// There is none.
    #[message(error, "no lease for %1")]
    None(&'a str),
}

impl core::error::Error for Refusal<'_> {}

/// Logs all messages.
pub fn log_all(name: &str) -> Result<(), Refusal<'_>> {
    if enabled!(BARE_CLIENT) {
        emit!(BARE_CLIENT(1, 2, name, &[3]));
    }
    let refusal = Refusal::None(name);
    emit!(refusal);
    emit!(BARE_ERROR(&refusal));
    Err(refusal)
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    loop {}
}
