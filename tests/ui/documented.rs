//! `#[documented]` in places where it is not allowed.

use kea_messages::{KeaMessages, documented};

/// An option.
#[documented(prefix = "OPTION_")]
#[derive(Debug, KeaMessages)]
enum Options {
    #[message(info, "option")]
    Option,
}

/// Twice.
#[documented]
#[kea_messages::documented]
#[derive(Debug, KeaMessages)]
enum Twice {
    #[message(info, "twice")]
    Twice,
}

/// Under the derive.
#[derive(Debug, KeaMessages)]
#[documented]
#[kea(prefix = "UNDER_")]
enum Under {
    #[message(info, "{client} {password}: under")]
    Under { client: u8, #[secret] password: u8, #[message(skip)] rest: u8 },
}

/// No derive.
#[documented]
#[kea(prefix = "NO_")]
enum NoDerive {
    #[message(info, "{client}: no derive")]
    NoDerive { client: u8, #[secret] password: u8, #[message(skip)] rest: u8 },
}

/// Another derive.
#[documented]
#[derive(Debug, Clone)]
#[message(info, "other")]
struct OtherDerive;

/// A function.
#[documented]
#[message(info, "function")]
fn function() {}

/// A module.
#[documented]
mod module {}

fn main() {
    kea_messages::emit!(Options::Option);
    kea_messages::emit!(Twice::Twice);
}
