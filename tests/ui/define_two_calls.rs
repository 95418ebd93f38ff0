//! Two calls in one module that define the same ID.

use kea_messages::{emit, enabled, kea_messages};

kea_messages! {
    /// The first.
    warn TAKEN(client) = "%1";
    /// Of the first call alone.
    warn OF_THE_FIRST() = "first";
}

kea_messages! {
    /// The second, first in its call.
    error TAKEN(client, server) = "%1: %2";
    /// Of the second call alone.
    warn OF_THE_SECOND() = "second";
}

kea_messages! {
    #[cfg(not(test))]
    info CONDITIONAL() = "up";
}

kea_messages! {
    #[cfg(not(test))]
    info CONDITIONAL() = "up";
}

fn main() {
    emit!(TAKEN("a1"));
    emit!(OF_THE_FIRST());
    emit!(OF_THE_SECOND());
    emit!(CONDITIONAL());
    _ = enabled!(TAKEN);
}
