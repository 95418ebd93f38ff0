//! Definitions with named arguments, and texts that name them.

use kea_messages::{KeaMessages, emit, kea_messages};

kea_messages! {
    info UNKNOWN(client) = "{clent}";
    info UNDECLARED() = "{client}";
    info UNPLACED(client, attempts) = "{client}";
    info NO_NAME(client) = "client {}";
    info NUMBERED(client, attempts) = "{client}: %2";
    info UNCLOSED(client) = "{client";
    info UNOPENED(client) = "{client}}";
    info WIDTH(client) = "{client:>width$}";
    info TWO_FORMATS(client) = "{client} {client:?}";
    info SECRET(#[secret] client) = "{client:?}";
    info PLACED { client, #[field] pool } = "{client} {pool}";
    info PLACED_NUMBER(client, #[field] pool) = "%1 %2";
    info DIGIT(client) = "{client}0";
    info FIELDS(#[feild] client) = "up";
    info FIELD_WORD(client, field pool) = "{client}";
    info DOLLAR(client) = "{client}$s";
    info RAW { r#type } = "{r#type}";
    info BRACES(client, attempts) = "%1 {done} %2";
    info UNDECLARED_TOO() = "{client}: {attempts} of {client}";
    info ESCAPED(client) = "{{client}}";
    info ESCAPED_TOO(client, pool) = "{client} {{pool}}";
    info TWICE { client, client } = "{client}";
    info POSITIONS(client, attempts: u32) = "{0}: failed after {1} attempt(s)";
    info UNCLOSED_BEFORE(client, attempts) = "{client: failed after {attempts} attempt(s)";
}

#[derive(KeaMessages)]
enum Derived {
    #[message(info, "{clent}")]
    Unknown { client: u8 },
    #[message(info, "{1}")]
    Beyond(u8),
    #[message(info, "{0} {1}")]
    Placed(u8, #[field] u8),
    #[message(info, "up")]
    Option(#[message(field)] u8),
    #[message(info, "up")]
    Skipped(
        #[field]
        #[message(skip)]
        u8,
    ),
}

// The statements that log these messages do not cause more errors.
fn main() {
    let client = "a1";
    emit!(UNKNOWN(client));
    emit!(UNPLACED(client, 3));
    emit!(PLACED { client, pool: 3 });
    emit!(Derived::Beyond(3));
}
