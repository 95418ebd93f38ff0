//! What this crate logs itself.

kea_messages::kea_messages! {
    /// The messages that this crate logs itself.
    pub static MESSAGES;
    logger = "kea-messages.subscriber";

    /// Another configuration of the loggers is in force.
    pub info LOG_CONFIGURATION_LOADED(loggers: usize)
        = "configuration of %1 logger(s) loaded";

    /// A configuration of the loggers has a mistake, or an output that it names
    /// cannot be opened. The configuration that was in force stays so.
    ///
    /// # Action
    /// Mend the field that is named, and load the configuration again.
    pub error LOG_CONFIGURATION_REFUSED(problem) = "configuration of the loggers refused: %1";
}
