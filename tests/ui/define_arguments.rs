//! Arguments that do not match the placeholders, or each other.

use kea_messages::{emit, kea_messages};

kea_messages! {
    warn NOT_PLACED(client, attempts) = "%1: failed";
    warn NOT_DECLARED(client) = "%1: failed after %2";
    warn NONE_DECLARED() = "%1: failed";
    warn BRACES(client) = "{}: failed";
    warn JSON(client) = "{\"client\": {client}}";
    warn NAMED(client) = "{client}: failed";
    warn TWICE(client, client) = "%1: %2";
    warn RESERVED(severity) = "%1";
    warn RESERVED_TOO(message_id, debug_level, message) = "%1 %2 %3";
    warn KEYWORD(type) = "%1";
    warn NUMBER(1) = "%1";
    warn REFERENCE(&client) = "%1";
    warn NO_TYPE(client:) = "%1";
    warn NO_COMMA(client attempts) = "%1 %2";
    warn MISSPELT_SECRET(#[secert] password) = "%1";
    warn DOCUMENTED(/** the client */ client) = "%1";
    warn UNDERSCORE(_) = "%1";
    warn NOT_PRINTED(hosts: Vec<String>) = "%1";
    warn NO_SUCH_TYPE(host: Hots) = "%1";
}

fn main() {
    emit!(NOT_PLACED("a1", 2));
    emit!(NOT_PLACED("a1"));
    emit!(TWICE("a1"));
    emit!(KEYWORD(3));
    emit!(NOT_PRINTED(Vec::new()));
}
