//! A severity that contradicts the definition.

use kea_messages::{KeaMessages, emit, enabled, kea_messages};

kea_messages! {
    /// Fatal.
    pub fatal FATAL_MESSAGE() = "fatal";
    /// Error.
    pub error ERROR_MESSAGE() = "error";
    /// Debug.
    pub debug(40) DEBUG_MESSAGE() = "debug";
}

#[derive(KeaMessages)]
enum Several {
    /// Warn.
    #[message(warn, "warn")]
    Warn,
    /// Info.
    #[message(info, "info")]
    Info,
}

fn main() {
    emit!(warn, FATAL_MESSAGE());
    emit!(warn, ERROR_MESSAGE());
    emit!(debug(50), DEBUG_MESSAGE());
    emit!(warn, Several::Warn);
    _ = enabled!(warn, ERROR_MESSAGE);
    // These agree.
    emit!(error, ERROR_MESSAGE());
    emit!(debug(40), DEBUG_MESSAGE());
    _ = enabled!(fatal, FATAL_MESSAGE);
}
