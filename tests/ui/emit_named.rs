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
    // rustc names the type behind the ID, which is one of ours. The ID could have a name of
    // its own there as an enum alone (E0574), and an item more for each message is what
    // compile time is made of. `emit!` sees the braces, but not what the ID is, and an error
    // of ours would stand beside rustc's.
    emit!(PARENTHESES { client });
    without_type(ALLOC_FAIL { client, attempts: 3, pool: "lab" });
    emit!(FORMAT_DEBUG(NotPrintable));
}

// The argument has no type here: it is `ALLOC_FAIL<'_, &str>`. The call is the mistake.
fn without_type(message: ALLOC_FAIL<'_>) {
    emit!(message);
}
