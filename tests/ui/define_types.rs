//! Types of arguments that there are not, or that cannot be printed.

use kea_messages::{emit, kea_messages};

kea_messages! {
    /// The type is misspelt.
    warn NO_SUCH_TYPE(host: Hots, attempts: u32) = "%1 %2";
    /// The type has no `Display`.
    warn NOT_PRINTED(attempts: u32, hosts: Vec<String>) = "%1 %2";
    /// Beside an argument that is anything.
    warn NOT_PRINTED_EITHER(client, hosts: Option<u32>) = "%1 %2";
}

fn main() {
    emit!(NO_SUCH_TYPE(1, 2));
    emit!(NOT_PRINTED(3, Vec::new()));
    emit!(NOT_PRINTED_EITHER("a1", None));
}
