//! Duplicate options.

use kea_messages::KeaMessages;

#[derive(KeaMessages)]
#[kea(prefix = "A_", prefix = "B_")]
enum Prefix {
    #[message(info, "up")]
    Up,
}

#[derive(KeaMessages)]
#[kea(logger = "one")]
#[kea(logger = "two")]
enum Logger {
    #[message(info, "up")]
    Up,
}

#[derive(KeaMessages)]
#[kea(crate = "kea_messages", crate = "kea_messages")]
enum Crate {
    #[message(info, "up")]
    Up,
}

#[derive(KeaMessages)]
enum Variant {
    #[message(info, id = "ONE", id = "TWO", "up")]
    Up,
    #[message(transparent, transparent)]
    Other(Prefix),
}

#[derive(KeaMessages)]
enum Field {
    #[message(info, "up")]
    Skipped(#[message(skip, skip)] u8),
    #[message(info, "%1")]
    Both(#[message(debug)] #[secret] u8),
    #[message(info, "%1")]
    Twice(#[message(debug)] #[message(debug)] u8),
}

fn main() {}
