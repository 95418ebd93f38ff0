//! Mistakes in limits.

use kea_messages::{KeaMessages, kea_messages};

kea_messages! {
    #[limit = "10 a minute"]
    pub warn WORDS(client) = "%1";
    #[limit = "ten/min"]
    pub warn NO_NUMBER(client) = "%1";
    #[limit = "10/week"]
    pub warn UNKNOWN_UNIT(client) = "%1";
    #[limit = "0/min"]
    pub warn NEVER(client) = "%1";
    #[limit = "1.5/min"]
    pub warn FRACTION(client) = "%1";
    #[limit = "10/min by client"]
    pub warn BY(client) = "%1";
    #[limit = "10/min per clent"]
    pub warn MISSPELT_NAME(client) = "%1";
    #[limit = "10/min per host"]
    pub warn OTHER_NAME { client, #[field] pool } = "{client}";
    #[limit = "10/min per client"]
    pub warn NO_ARGUMENTS() = "text";
    #[limit = "10/min per %1"]
    pub warn PLACEHOLDER(client) = "%1";
    #[limit = "10/min per password"]
    pub warn SECRET(client, #[secret] password) = "%1 %2";
    #[limit("10/min")]
    pub warn PARENTHESES() = "text";
    #[limit = 10]
    pub warn NUMBER() = "text";
    #[limit = "10/min"]
    #[limit = "20/min"]
    pub warn TWICE() = "text";
    #[limits = "10/min"]
    pub warn MISSPELT() = "text";
    #[limit = "10/min per client"]
    pub warn RIGHT(client) = "%1";
    #[limit = "10/min per pool"]
    pub warn RIGHT_FIELD(client, #[field] pool) = "%1";
}

#[derive(Debug, KeaMessages)]
enum Variants {
    #[message(warn, "text", limit = "ten/min")]
    Words,
    #[message(warn, "{client}", limit = "10/min per clent")]
    Misspelt { client: u8 },
    #[message(warn, "{0}", limit = "10/min per 0")]
    Number(u8),
    #[message(warn, "{0}", limit = "10/min per arg1")]
    RightNumber(u8),
    #[message(warn, "{client} {key}", limit = "10/min per key")]
    Secret {
        client: u8,
        #[secret]
        key: u8,
    },
    #[message(warn, "{client}", limit = "10/min per pool")]
    Skipped {
        client: u8,
        #[message(skip)]
        pool: u8,
    },
    #[message(warn, "text", limit("10/min"))]
    Parentheses,
    #[message(warn, "text", limit = 10)]
    NoQuotes,
    #[message(warn, limit = "10/min", "text", limit = "20/min")]
    Twice,
    #[message(warn, "text", limits = "10/min")]
    MisspeltOption,
}

#[derive(Debug, KeaMessages)]
enum Transparent {
    #[message(transparent, limit = "10/min")]
    It(Limited),
}

#[derive(Debug, KeaMessages)]
#[message(warn, "text", limit = "10/min")]
struct Limited;

fn main() {
    kea_messages::emit!(RIGHT("a"));
    kea_messages::emit!(RIGHT_FIELD("a", "b"));
    kea_messages::emit!(MISSPELT_NAME("a"));
    kea_messages::emit!(Limited);
}
