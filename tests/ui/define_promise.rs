//! Mistakes in promises.

use kea_messages::{KeaMessages, kea_messages};

kea_messages! {
    #[promise = "txt"]
    pub warn MISSPELT_VALUE(client) = "%1";
    #[promise = "severity"]
    pub warn OTHER_VALUE(client) = "%1";
    #[promise = "messages.lock"]
    pub warn A_FILE(client) = "%1";
    #[promise = ""]
    pub warn NOTHING(client) = "%1";
    #[promise]
    pub warn ALONE(client) = "%1";
    #[promise = text]
    pub warn NO_QUOTES(client) = "%1";
    #[promise("text")]
    pub warn PARENTHESES(client) = "%1";
    #[promise(text)]
    pub warn WORD_IN_PARENTHESES(client) = "%1";
    #[promise = true]
    pub warn BOOLEAN(client) = "%1";
    #[promise = "text"]
    #[promise = "text"]
    pub warn TWICE(client) = "%1";
    #[promises = "text"]
    pub warn MISSPELT(client) = "%1";
    #[lock = "text"]
    pub warn LOCK(client) = "%1";
    pub warn ARGUMENT(#[promise = "text"] client) = "%1";
    #[promise = "text"]
    pub warn RIGHT(client) = "%1";
    #[promise = "arguments"]
    pub warn RIGHT_ARGUMENTS(client) = "%1";
}

mod an_option {
    kea_messages::kea_messages! {
        promise = "text";
        pub info UP() = "up";
    }
}

#[derive(Debug, KeaMessages)]
enum Variants {
    #[message(warn, "text", promise = "txt")]
    MisspeltValue,
    #[message(warn, "text", promise)]
    Alone,
    #[message(warn, "text", promise = text)]
    NoQuotes,
    #[message(warn, "text", promise("text"))]
    Parentheses,
    #[message(warn, promise = "text", "text", promise = "text")]
    Twice,
    #[message(warn, "text", promises = "text")]
    Misspelt,
    #[message(warn, "text", lock = "text")]
    Lock,
    #[promise = "text"]
    #[message(warn, "text")]
    Attribute,
    #[message(warn, "{client}")]
    Field {
        #[promise = "text"]
        client: u8,
    },
    #[message(warn, "text", promise = "text")]
    RightOption,
}

#[derive(Debug, KeaMessages)]
#[kea(promise = "text")]
enum OnType {
    #[message(warn, "text")]
    OfType,
}

#[derive(Debug, KeaMessages)]
enum Transparent {
    #[message(transparent, promise = "text")]
    It(Promised),
}

#[derive(Debug, KeaMessages)]
#[message(warn, "text", promise = "text")]
struct Promised;

fn main() {
    kea_messages::emit!(RIGHT("a"));
    kea_messages::emit!(RIGHT_ARGUMENTS("a"));
    kea_messages::emit!(MISSPELT_VALUE("a"));
    kea_messages::emit!(Promised);
    kea_messages::emit!(an_option::UP());
}
