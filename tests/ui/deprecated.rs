//! A deprecated message is reported where it is logged.
#![deny(deprecated)]

kea_messages::kea_messages! {
    pub static CATALOGUE;
    /// The old one.
    #[deprecated(since = "2.0", note = "log NEW_ONE")]
    pub warn OLD_ONE(client) = "%1";
    /// The old one, whose calls name the arguments.
    #[deprecated(since = "2.0", note = "log NEW_ONE")]
    pub warn OLD_STRUCT { client, pool } = "{client} {pool}";
}

fn main() {
    kea_messages::emit!(OLD_ONE("a1"));
    // There is no error for each field.
    kea_messages::emit!(OLD_STRUCT { client: "a1", pool: "lab" });
}
