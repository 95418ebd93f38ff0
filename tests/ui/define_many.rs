//! More arguments than a message can have. This is a single error, whatever the text contains.

use kea_messages::{KeaMessages, emit, kea_messages};

kea_messages! {
    info NO_PLACEHOLDERS(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q) = "up";
    info BRACES { a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q } = "{a} is up";
    info ALL(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q)
        = "%1%2%3%4%5%6%7%8%9%10%11%12%13%14%15%16%17";
}

#[derive(KeaMessages)]
#[message(info, "up")]
struct Tuple(u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8);

fn main() {
    emit!(NO_PLACEHOLDERS(1, 2));
    emit!(BRACES { a: 1 });
}
