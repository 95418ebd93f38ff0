//! Formats of placeholders that `format!` does not support.

use kea_messages::{KeaMessages, emit, kea_messages};

kea_messages! {
    info FLOAT(ratio: f64) = "{ratio:.2f} full";
    info DECIMAL(attempts: u32) = "{attempts:d}";
    info STRING(client) = "{client:>8s}";
    info LONG(attempts: u64) = "{attempts:08ld}";
    info WORD(hosts: Vec<String>) = "{hosts:debug}";
    info REPRESENTED(hosts: Vec<String>) = "{hosts:r}";
    info HEXADECIMAL(id: u32) = "{id:hex}";
    info UNKNOWN(ratio: f64) = "{ratio:z} full";
    info SEPARATED(bytes: u64) = "{bytes:,}";
    info WIDE(bytes: u64) = "{bytes:70000}";
    info PERCENT(ratio: f64) = "{ratio:.0%}";

    info RIGHT(a: f64, b: u32, c: f64) = "{a:>+8.3} {b:#06x} {c:E}";
    info RIGHT_TOO(a: u32, b, c: Vec<u8>) = "{a:-<5} {b:.3 } {c:#X?}";
}

#[derive(Debug, KeaMessages)]
#[message(error, "{id:08.3f}")]
struct Derived {
    id: f64,
}

#[derive(Debug, KeaMessages)]
enum Variants {
    #[message(error, "{0:.1f}")]
    Tuple(f64),
}

// The statements that log these messages do not cause more errors.
fn main() {
    emit!(FLOAT(0.5));
    emit!(UNKNOWN(0.5));
    emit!(RIGHT(0.5, 1, 0.5));
    emit!(RIGHT_TOO(1, "b", Vec::new()));
    emit!(Variants::Tuple(0.5));
}
