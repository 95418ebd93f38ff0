//! Definitions with invalid syntax. Each is a single error.

use kea_messages::{emit, kea_messages};

kea_messages! {
    info NO_TEXT(client);
    info NO_EQUALS(client) "%1";
    info NOT_A_LITERAL(client) = TEXT;
    info NUMBER(client) = 1;
    info BYTES() = b"up";
    info NO_SEMICOLON(client) = "%1"
    info AFTER_NO_SEMICOLON(client) = "%1";
    info AFTER_THE_TEXT(client) = "%1", 3;
    fn FUNCTION(client) = "%1";
    info COLON(client): "%1";
    #[secret]
    info SECRET(client) = "%1";
    #[depracated]
    info MISSPELT_ATTRIBUTE(client) = "%1";
    #[inline]
    info FOREIGN_ATTRIBUTE(client) = "%1";
    #[field]
    info FIELD(client) = "%1";
    #[since = "1.0"]
    info SINCE(client) = "%1";
    #[action = "Rest."]
    info ACTION(client) = "%1";
    # A comment
    info COMMENTED(client) = "%1";
    VARIANT(client),
    NEITHER();
    ;
    /// Nothing follows.
}

fn main() {
    emit!(NO_TEXT("a1"));
    emit!(NO_EQUALS("a1"));
    emit!(NOT_A_LITERAL("a1"));
    emit!(NO_SEMICOLON("a1"));
    emit!(AFTER_NO_SEMICOLON("a1"));
    emit!(AFTER_THE_TEXT("a1"));
    emit!(FUNCTION("a1"));
    emit!(COLON("a1"));
    emit!(SECRET("a1"));
    emit!(MISSPELT_ATTRIBUTE("a1"));
    emit!(SINCE("a1"));
    emit!(COMMENTED("a1"));
    emit!(VARIANT("a1"));
    emit!(NEITHER());
}
