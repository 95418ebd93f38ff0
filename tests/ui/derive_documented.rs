//! Mistakes in a type with `#[documented]` are reported once, as without it.

use kea_messages::{KeaMessages, documented, emit};

#[documented]
#[derive(Debug, KeaMessages)]
#[kea(prefix = "MISTAKES_")]
enum Mistakes {
    /// No such severity.
    #[message(wran, "severity")]
    Severity,
    #[message(warn, "%1")]
    NoArgument,
    #[message(warn, "%1")]
    NotDisplay(Vec<u16>),
    NoMessage,
    #[message(warn, "twice")]
    Twice,
    #[message(warn, id = "MISTAKES_TWICE", "twice")]
    TwiceToo,
    #[kea(prefix = "X")]
    #[message(warn, "right")]
    Right(Unknown),
}

#[documented]
#[derive(Debug, KeaMessages)]
#[kea(prefix = 1)]
enum Prefix {
    #[message(warn, "prefix")]
    Prefix,
}

#[documented]
#[derive(Debug, KeaMessages)]
#[message(warn, "%1: struct", "x")]
struct Struct(u8);

#[documented]
#[derive(Clone, Copy, KeaMessages)]
union Union {
    a: u8,
}

#[documented]
#[derive(Debug, KeaMessages)]
enum Uses {
    #[message(warn, "%1 %2")]
    Used(u8, &'static str),
    #[message(warn, "never")]
    Never,
}

fn main() {
    emit!(Uses::Used(1));
    emit!(Uses::Usd(1, "a"));
}
