//! Options of the derive in the wrong place.

use kea_messages::{KeaMessages, emit};

#[derive(Debug, KeaMessages)]
enum Variants {
    #[limit = "10/min"]
    #[message(error, "limit")]
    Limit,
    #[alert("> 5/min")]
    #[message(error, "alert")]
    Alert,
    #[message(error, "deprecated", deprecated)]
    Deprecated,
    #[message(error, "deprecated", deprecated = "2.0")]
    DeprecatedSince,
    #[message(error, "{client}")]
    Field {
        #[limit = "10/min"]
        client: String,
    },
}

#[derive(Debug, KeaMessages)]
#[limit]
enum OnType {
    #[message(error, "limit")]
    OfType,
}

#[derive(Debug, KeaMessages)]
#[message(prefix = "ALLOC_")]
enum Prefix {
    #[message(error, "prefix")]
    Prefix,
}

#[derive(Debug, KeaMessages)]
#[kea(target = "server")]
#[message(error, "target")]
struct Target;

#[derive(Debug, KeaMessages)]
#[message(error, "{client} is gone")]
struct Gone {
    client: String,
    pool: String,
}

fn main() {
    emit!(Variants::Limit);
    emit!(OnType::OfType);
    emit!(Prefix::Prefix);
    emit!(Target);
}
