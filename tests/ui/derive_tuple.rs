//! Texts that number the fields of a tuple. The errors use the numbers of the text.

use kea_messages::KeaMessages;

#[derive(KeaMessages)]
enum Tuples {
    #[message(info, "{0}")]
    NamedNotPlaced(u8, u16),
    #[message(info, "%1")]
    NumberedNotPlaced(u8, u16),
    #[message(info, "{1}")]
    NamedSkipped(u8, #[message(skip)] u16),
    #[message(info, "%1 %2")]
    NumberedSkipped(u8, #[message(skip)] u16),
    #[message(info, "{0} {2}")]
    Beyond(u8, u16),
    #[message(info, "{arg1}")]
    Argument(u8),
    #[message(info, "%1 {0}")]
    TwoStyles(u8),
    #[message(info, "{}")]
    NoName(u8),
    #[message(info, "{0} {1:?} {1}")]
    TwoFormats(u8, u16),
    #[message(info, "{0:?}")]
    Secret(#[secret] u8),
    #[message(info, "{0} {2}")]
    Field(u8, #[message(skip)] u8, #[field] u16),
    #[message(info, "{0}1")]
    Digit(u8),
    #[message(info, "full")]
    NotPlaced(u8),
    // This is valid.
    #[message(info, "{0} {2:?}")]
    Right(u8, #[message(skip)] u8, u16),
}

fn main() {}
