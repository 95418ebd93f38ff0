//! Formats that `format!` does not have.

use kea_messages::{KeaMessages, emit, kea_messages};

kea_messages! {
    info FLOAT(ratio: f64) = "{ratio:.2f} full";
    info INTEGER(id: u32) = "{id:d}";
    info DEBUG(hosts) = "{hosts:debug}";
    info LETTER(ratio: f64) = "{ratio:z} full";
    // These are right: a sign that fills, and two letters.
    info FILLED(id: u32) = "{id:f>8}";
    info HEXADECIMAL(id: u32) = "{id:#06x?}";
    // It has no `Debug`, and no `Display`.
    info NO_DEBUG(error: NoDebug) = "{error:?}";
    info NO_DISPLAY(error: NoDebug) = "{error:>8}";
}

pub struct NoDebug;

#[derive(KeaMessages)]
enum Failure {
    #[message(error, "{id:08.3f}")]
    Float { id: f64 },
}

#[derive(KeaMessages)]
enum WithoutDebug {
    #[message(error, "{error:?}")]
    OfDebug { error: NoDebug },
    #[message(error, "{error:>8}")]
    OfDisplay { error: NoDebug },
}

fn main() {
    emit!(FLOAT(0.5));
    emit!(Failure::Float { id: 0.5 });
}
