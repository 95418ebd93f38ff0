//! Mistakes in the attributes of a derive.

use kea_messages::KeaMessages;

#[derive(Debug, KeaMessages)]
#[kea(prefx = "ALLOC_")]
enum Option1 {
    #[message(warn, "a")]
    A,
}

#[derive(Debug, KeaMessages)]
#[kea(prefix = "alloc_")]
enum Prefix {
    #[message(warn, "a")]
    A,
}

#[derive(Debug, KeaMessages)]
#[kea(prefix)]
enum NoPrefix {
    #[message(warn, "a")]
    A,
}

#[derive(Debug, KeaMessages)]
#[message(warn, "a")]
enum OnEnum {
    #[message(warn, "a")]
    A,
}

#[derive(Debug, KeaMessages)]
#[message(warn, "a")]
enum OnlyOnEnum {
    A,
}

#[derive(Debug, KeaMessages)]
#[message(error)]
enum SeverityOnEnum {
    #[message("a")]
    A,
    #[message("b", id = "B")]
    B,
}

#[derive(Debug, KeaMessages)]
#[kea(prefix = ALLOC_)]
enum PrefixWithoutQuotes {
    #[message(warn, "a")]
    A,
}

#[derive(Debug, KeaMessages)]
#[kea(prefix = "4_")]
enum NoPrefixAtAll {
    #[message(warn, "a")]
    A,
}

#[derive(Debug, KeaMessages)]
enum Variants {
    NoMessage,
    #[message]
    Bare,
    #[message()]
    Empty,
    #[message("no severity")]
    NoSeverity,
    #[message(warn)]
    NoText,
    #[message(wran, "a")]
    MisspeltSeverity,
    #[message(debug, "a")]
    NoLevel,
    #[message(debug(100), "a")]
    HighLevel,
    #[message(warn, "a", "b")]
    TwoTexts,
    #[message(warn, error, "a")]
    TwoSeverities,
    #[message(warn, idd = "X", "a")]
    MisspeltOption,
    #[message(warn, id = "lower", "a")]
    BadId,
    #[message(warn, id, "a")]
    IdWithoutValue,
    #[message(warn, ALLOC_FAIL, "a")]
    IdWithoutName,
    #[message(warn "a")]
    NoComma,
    #[message(warn; "a")]
    Semicolon,
    #[message(warn, "%1: failed", client)]
    Arguments(u32),
    #[message(tranparent)]
    MisspeltTransparent(Nested),
    #[message(transparent)]
    TransparentUnit,
    #[message(transparent)]
    TransparentTwo(Nested, Nested),
    #[message(transparent, warn, "a")]
    TransparentText(Nested),
    #[secret]
    #[message(warn, "a")]
    SecretVariant,
    #[kea(prefix = "X_")]
    #[message(warn, "a")]
    KeaVariant,
    #[message(warn, "a")]
    #[message(skip)]
    SkippedVariant,
}

#[derive(Debug, KeaMessages)]
#[message(warn, "nested")]
struct Nested;

#[derive(Debug, KeaMessages)]
struct NoMessage;

#[derive(KeaMessages)]
union Union {
    a: u32,
}

impl std::error::Error for Variants {}

fn main() {
    kea_messages::emit!(Variants::NoMessage);
}
