//! Types of arguments that do not exist, or that cannot be printed.

use kea_messages::{emit, kea_messages};

kea_messages! {
    /// The type is misspelt.
    warn NO_SUCH_TYPE(host: Hots, attempts: u32) = "%1 %2";
    /// The type is misspelt, beside an argument that is anything.
    warn NO_SUCH_TYPE_EITHER(client, attempts: int) = "%1 %2";
    /// The type has no `Display`.
    warn NOT_PRINTED(attempts: u32, hosts: Vec<String>) = "%1 %2";
    /// Beside an argument that is anything.
    warn NOT_PRINTED_EITHER(client, hosts: Option<u32>) = "%1 %2";
    /// Numbers that are not bytes.
    warn NOT_BYTES(options: &[u16]) = "%1";
    /// Texts.
    warn TEXTS(client, hosts: &[&str]) = "%1 %2";
    /// Bytes that may be missing.
    warn OPTIONAL_BYTES(payload: Option<&[u8]>) = "%1";
    /// Bytes are printed.
    warn BYTES(hardware_address: &[u8], prefix: [u8; 2], payload: Vec<u8>) = "%1 %2 %3";
    /// A type of one's own.
    warn OWN(client: Client, server) = "%1 %2";
    /// Deeper than what can be read without a large stack.
    warn DEEP(client, server: Vec<&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&u8>) = "%1 %2";
}

struct Client;

fn main() {
    emit!(NO_SUCH_TYPE_EITHER("a1", 2));
    emit!(NOT_BYTES(&[1]));
    emit!(TEXTS("a1", &["b"]));
    emit!(OPTIONAL_BYTES(None));
    emit!(BYTES(b"a1", [1, 2], Vec::new()));
    emit!(OWN(Client, 2));
    emit!(DEEP(1, 2));
    emit!(NO_SUCH_TYPE(1, 2));
    emit!(NOT_PRINTED(3, Vec::new()));
    emit!(NOT_PRINTED_EITHER("a1", None));
}
