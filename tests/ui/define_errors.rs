//! Arguments that are declared as errors but are not. Each is a single error.

use kea_messages::{emit, kea_messages};
use std::error::Error;

struct Opaque;

kea_messages! {
    /// The configuration could not be read.
    pub error CONFIG_UNREADABLE(file: &str, error: impl Error) = "cannot read %1: %2";
    /// Nor could the leases.
    pub error LEASES_UNREADABLE(file, error: &impl Error) = "cannot read %1: %2";
    /// Nor could the hosts.
    pub error HOSTS_UNREADABLE { file, error: impl Error } = "cannot read {file}: {error}";
    /// Nothing could be read.
    pub error NOTHING_READABLE(error: &dyn Error) = "cannot read anything: %1";
    /// A trait is not a type.
    pub error NOT_A_TYPE(error: std::error::Error) = "%1";
}

fn main() {
    emit!(CONFIG_UNREADABLE("a", Opaque));
    emit!(CONFIG_UNREADABLE("a", "no such file"));
    emit!(LEASES_UNREADABLE("a", &Opaque));
    emit!(HOSTS_UNREADABLE { file: "a", error: Opaque });
    emit!(NOTHING_READABLE(&Opaque));
    emit!(NOT_A_TYPE(Opaque));
    let boxed: Box<dyn Error> = "no such file".into();
    emit!(CONFIG_UNREADABLE("a", boxed));
}
