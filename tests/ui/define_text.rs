//! Mistakes in a text.

use kea_messages::{emit, kea_messages};

kea_messages! {
    warn ZERO(client) = "%0: failed";
    warn LETTER(client) = "%s: failed";
    warn BACKWARDS(client) = "1%: failed";
    warn DOLLAR(client) = "$1: failed";
    warn LONE(client) = "%1: 100 % failed";
    warn PERCENT(usage) = "%1% full";
    warn GAP = "%1 and %3";
    warn EMPTY() = "";
    warn BLANK() = "  ";
    warn OVER_THE_LIMIT = "%17";
    warn NAMED(client, pool) = "%client: no address left in %pool";
    warn ABOVE(client, attempts) = "%1: failed after %3";
    warn SEVERAL() = "%d, %s and 50%";
    warn LEADING_ZERO(client) = "%01";
    warn PRINTF(client, attempts) = "%1$s: failed after %2$d";
}

fn main() {
    // The statements do not cause more errors.
    emit!(ZERO("a1"));
    emit!(LETTER("a1"));
    emit!(GAP(1, 2, 3));
    emit!(EMPTY());
    emit!(OVER_THE_LIMIT(1));
    emit!(PRINTF(1, 2));
}
