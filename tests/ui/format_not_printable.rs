//! Types that do not implement the trait of a format.

use kea_messages::{KeaMessages, kea_messages};

kea_messages! {
    info NO_DEBUG(error: NoDebug) = "{error:?}";
    info NO_DISPLAY(error: NoDebug) = "{error:>8}";
    // These are valid: a fill character, and a format with two letters.
    info FILLED(id: u32) = "{id:f>8}";
    info HEXADECIMAL(id: u32) = "{id:#06x?}";
}

pub struct NoDebug;

#[derive(KeaMessages)]
enum WithoutDebug {
    #[message(error, "{error:?}")]
    OfDebug { error: NoDebug },
    #[message(error, "{error:>8}")]
    OfDisplay { error: NoDebug },
}

fn main() {}
