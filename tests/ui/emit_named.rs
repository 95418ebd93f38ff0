//! Calls that name the arguments.

use kea_messages::{emit, enabled, kea_messages};

kea_messages! {
    /// No address was found.
    pub warn ALLOC_FAIL { client, attempts: u32, #[field] pool: &str }
        = "{client}: no address after {attempts} attempt(s)";
    info UNPRINTABLE { client: NotPrintable } = "{client}";
    info PARENTHESES(client) = "{client}";
    info FORMAT_OF_TYPE(client: &str) = "{client:x}";
    info FORMAT_DEBUG(client) = "{client:?}";
}

struct NotPrintable;

fn main() {
    let client = "a1";
    emit!(ALLOC_FAIL { client, pool: "lab" });
    emit!(ALLOC_FAIL { client, atempts: 3, pool: "lab" });
    emit!(ALLOC_FAIL { client, attempts: 3, pool: "lab", client: 3 });
    emit!(ALLOC_FAIL { client, attempts: "3", pool: "lab" });
    emit!(ALLOC_FAIL { client: NotPrintable, attempts: 3, pool: "lab" });
    emit!(ALLOC_FAIL { client: &NotPrintable, attempts: 3, pool: "lab" });
    emit!(ALLOC_FAIL { client = client, attempts = 3, pool = "lab" });
    emit!(ALLOC_FAIL { "a1", 3, "lab" });
    emit!(ALLOC_FAIL { %client, ?attempts, pool: "lab" });
    emit!(ALLOC_FAIL { client:?, attempts: 3, pool: "lab" });
    emit!(ALLOC_FAIL { client: %client, attempts: 3, pool: "lab" });
    emit!(ALLOC_FAIL { client.name, attempts: 3, pool: "lab" });
    emit!(ALLOC_FAIL(client, 3, "lab"));
    emit!(ALLOC_FAIL);
    enabled!(ALLOC_FAIL { client });
    // rustc names the type of the ID, which is internal. It could only name the ID (E0574) if
    // each message had an enum of its own, which would cost compile time for every message.
    // `emit!` sees the braces but does not know what the ID is, so an error from it would be in
    // addition to the error of rustc.
    emit!(PARENTHESES { client });
    without_type(ALLOC_FAIL { client, attempts: 3, pool: "lab" });
    emit!(FORMAT_DEBUG(NotPrintable));
}

// The type parameter is missing (`ALLOC_FAIL<'_, &str>`), so rustc reports the call above.
fn without_type(message: ALLOC_FAIL<'_>) {
    emit!(message);
}
