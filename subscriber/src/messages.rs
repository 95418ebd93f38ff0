//! The messages that this crate logs itself, for the catalogue of a program.
//!
//! ```
//! use kea_messages_subscriber::messages::MESSAGES;
//!
//! let refused = MESSAGES.get("LOG_CONFIGURATION_REFUSED").unwrap();
//! assert_eq!(refused.text(), "configuration of the loggers refused: %1");
//! ```

kea_messages::kea_messages! {
    /// The messages that this crate logs itself.
    pub static MESSAGES;
    logger = "kea-messages.subscriber";

    /// A new configuration of the loggers is in force.
    pub info LOG_CONFIGURATION_LOADED(loggers: usize)
        = "configuration of %1 logger(s) loaded";

    /// A new configuration of the loggers has a mistake, or an output that it names
    /// cannot be opened. The previous configuration stays in force.
    ///
    /// # Action
    /// Correct the field that is named, and load the configuration again.
    pub error LOG_CONFIGURATION_REFUSED(problem) = "configuration of the loggers refused: %1";
}
