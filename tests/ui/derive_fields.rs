//! Fields that do not match the placeholders.

use kea_messages::KeaMessages;

#[derive(Debug, KeaMessages)]
enum Variants {
    #[message(warn, "%1: failed")]
    NotPlaced { client: String, attempts: u32 },
    #[message(warn, "full")]
    InNoStyle { bytes: u64 },
    #[message(warn, "%1: failed after %2")]
    NotThere(String),
    #[message(warn, "%1: failed")]
    Unit,
    #[message(warn, "%d: failed")]
    Letter(u32),
    #[message(warn, "%1")]
    Reserved { severity: u32 },
    #[message(warn, "")]
    Empty,
    #[message(warn, "%1")]
    MisspeltSkip(u32, #[message(skp)] u32),
    #[message(warn, "%1")]
    SecretOption(#[message(secret)] u32),
    #[message(warn, id = "SAME", "a")]
    Same,
    #[message(warn, id = "SAME", "b")]
    SameAgain,
}

#[derive(KeaMessages)]
#[message(warn, "%1")]
struct NotPrinted(Vec<u32>);

#[derive(KeaMessages)]
#[message(warn, "%1")]
struct NotDebug(#[message(debug)] Opaque);

struct Opaque;

#[derive(KeaMessages)]
enum Transparent {
    #[message(transparent)]
    NotAMessage(String),
}

impl std::error::Error for Variants {}

fn main() {}
