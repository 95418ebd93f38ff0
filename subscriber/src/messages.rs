//! The messages that this crate logs itself, for the catalogue of a program.
//!
//! ```
//! use kea_messages_subscriber::messages::MESSAGES;
//!
//! let refused = MESSAGES.get("LOG_CONFIGURATION_REFUSED").unwrap();
//! assert_eq!(refused.text(), "configuration of the loggers refused: %1");
//! ```

/// The logger of these messages.
pub(crate) const LOGGER: &str = "kea-messages.subscriber";

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

    /// A part of the configuration of the loggers is not supported, and was left out. The
    /// rest is in force.
    ///
    /// # Action
    /// Take the part out of the configuration, or write it in another way.
    pub warn LOG_CONFIGURATION_UNSUPPORTED(problem)
        = "a part of the configuration of the loggers is left out: %1";

    /// A message was logged more often than its limit lets pass. What was over was left out
    /// and counted. This message stands where the others would, when the time is over that
    /// the limit names, or when the program ends.
    ///
    /// # Action
    /// Look for the reason in the messages that were logged, or raise the limit.
    pub warn LOG_LIMIT_EXCEEDED(id: &str, left_out: u64, limit: &str)
        = "%1 was left out %2 time(s): its limit is %3";

    /// A message was logged with the same value of an argument more often than its limit
    /// lets pass. What was over was left out and counted. If there are very many values,
    /// the last ones are counted together, as `(others)`.
    ///
    /// # Action
    /// Look for the reason in the messages that were logged, or raise the limit.
    pub warn LOG_LIMIT_EXCEEDED_BY(id: &str, argument: &str, value: &str, left_out: u64, limit: &str)
        = "%1 with %2=%3 was left out %4 time(s): its limit is %5";

    /// The configuration limits a message that the program does not have, or limits one by an
    /// argument that it does not have. Nothing comes of the first, and the second is as if all
    /// values were the same.
    ///
    /// # Action
    /// Correct the ID or the name of the argument.
    pub warn LOG_LIMIT_UNKNOWN(problem) = "in the configuration of the loggers: %1";

    /// The configuration or its filter has a severity or an output for a logger that no
    /// message of the program goes to. Nothing comes of it.
    ///
    /// # Action
    /// Correct the name. If other parts of the program log there, nothing is wrong.
    pub warn LOG_LOGGER_UNKNOWN(problem) = "in the configuration of the loggers: %1";

    /// Lines could not be written to an output. They went to standard error, each behind
    /// the reason. The message stands in the output itself, where the lines are missing,
    /// whatever its loggers let pass.
    ///
    /// # Action
    /// Look for the lines on standard error.
    pub error LOG_LINES_MISSING(lines: u64, output: &str, problem: &str, lost: u64)
        = "%1 line(s) could not be written to %2: %3; they went to standard error, where %4 of them were lost";

    /// The connection to a syslog daemon was lost, and there is a new one. Nobody knows
    /// whether the daemon has got the lines that were sent just before. The message goes to
    /// the daemon itself, whatever its loggers let pass.
    ///
    /// # Action
    /// Compare the last lines of the daemon with another output, if that is important.
    pub warn LOG_CONNECTION_LOST(output: &str, problem: &str)
        = "the connection to %1 was lost, and the last lines before can be missing: %2";

    /// A file is longer than its `maxsize` and could not be renamed. It is written on, and
    /// the rotation tried again. The message goes to standard error, once until a rotation
    /// succeeds.
    ///
    /// # Action
    /// Remove what is in the way: a folder in the place of a renamed file, or missing
    /// permissions on the folder of the file.
    pub warn LOG_ROTATION_FAILED(file, problem) = "cannot rotate %1, which grows: %2";
}
