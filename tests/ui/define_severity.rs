//! Severities that are missing, misspelt or incomplete.

use kea_messages::{emit, kea_messages};

kea_messages! {
    warning MISSPELT(client) = "%1";
    purple UNKNOWN(client) = "%1";
    trace OF_OTHER_CRATES(client) = "%1";
    pub MISSING(client) = "%1";
    MISSING_TOO = "up";
    debug NO_LEVEL(client) = "%1";
    debug() EMPTY_LEVEL(client) = "%1";
    debug(100) HIGH_LEVEL(client) = "%1";
    debug(-1) NEGATIVE_LEVEL(client) = "%1";
    debug("high") TEXT_LEVEL(client) = "%1";
    info(3) NEEDLESS_LEVEL(client) = "%1";
    DEBUG(40) UPPER_CASE(client) = "%1";
}

fn main() {
    emit!(MISSPELT("a1"));
    emit!(MISSING("a1"));
    emit!(NO_LEVEL("a1"));
    emit!(UPPER_CASE("a1"));
}
