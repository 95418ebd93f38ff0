//! rustc's own lints for messages: one that is never logged, a public one without a description,
//! and a statement that only creates a message.
#![deny(dead_code, deprecated, missing_docs, unused_must_use)]

mod messages {
    use kea_messages::kea_messages;

    kea_messages! {
        /// Nobody logs it.
        warn NOBODY_LOGS_IT(client) = "%1";
        /// Nobody logs it, by the names of its arguments.
        warn NOBODY_NAMES_IT { client } = "{client}";
        /// Somebody logs it.
        pub warn SOMEBODY_LOGS_IT(client) = "%1";
    }

    pub fn log() {
        kea_messages::emit!(SOMEBODY_LOGS_IT("a1"));
    }
}

kea_messages::kea_messages! {
    pub warn NOBODY_DESCRIBED_IT(client) = "%1";
    pub warn NOBODY_DESCRIBED_IT_NAMED { client } = "{client}";
    /// Described.
    pub warn SOMEBODY_DESCRIBED_IT(client, attempts: u32) = "%1 %2";
}

/// The prefix ends in the middle of a word.
#[derive(kea_messages::KeaMessages)]
#[kea(prefix = "ALLOC")]
pub enum Joined {
    /// Failed.
    #[message(error, "failed")]
    Failed,
}

fn main() {
    messages::log();
    NOBODY_DESCRIBED_IT("a1");
    kea_messages::enabled!(NOBODY_DESCRIBED_IT);
    kea_messages::enabled!(warn, NOBODY_DESCRIBED_IT_NAMED);
    NOBODY_DESCRIBED_IT_NAMED { client: "a1" };
    kea_messages::emit!(NOBODY_DESCRIBED_IT("a1"));
    kea_messages::emit!(NOBODY_DESCRIBED_IT_NAMED { client: "a1" });
    kea_messages::emit!(SOMEBODY_DESCRIBED_IT("a1", 3));
}
