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

    /// A new configuration of the loggers is in effect.
    pub info LOG_CONFIGURATION_LOADED(loggers: usize)
        = "configuration of %1 logger(s) loaded";

    /// A new configuration of the loggers has a mistake, or an output that it names
    /// cannot be opened. The previous configuration stays in effect.
    ///
    /// # Action
    /// Correct the named field, and load the configuration again.
    pub error LOG_CONFIGURATION_REFUSED(problem) = "configuration of the loggers refused: %1";

    /// A part of the configuration of the loggers is not supported, and was ignored. The
    /// rest is in effect.
    ///
    /// # Action
    /// Remove the part from the configuration, or write it in another way.
    pub warn LOG_CONFIGURATION_UNSUPPORTED(problem)
        = "a part of the configuration of the loggers is ignored: %1";

    /// A message was logged more often than its limit allows. Further messages were
    /// suppressed and counted. This message goes to the same outputs, when the time of the
    /// limit is over or when the program ends.
    ///
    /// # Action
    /// Look for the cause in the messages that were logged, or raise the limit.
    pub warn LOG_LIMIT_EXCEEDED(id: &str, left_out: u64, limit: &str)
        = "%1 was suppressed %2 time(s): its limit is %3";

    /// A message was logged with the same value of an argument more often than its limit
    /// allows. Further messages were suppressed and counted. If there are very many
    /// values, the last ones are counted together, as `(others)`.
    ///
    /// # Action
    /// Look for the cause in the messages that were logged, or raise the limit.
    pub warn LOG_LIMIT_EXCEEDED_BY(id: &str, argument: &str, value: &str, left_out: u64, limit: &str)
        = "%1 with %2=%3 was suppressed %4 time(s): its limit is %5";

    /// The configuration has a limit with an unknown message or an unknown argument. If the program
    /// does not have the message, the limit has no effect. If the message does not have the
    /// argument, the limit applies to all messages with that ID together.
    ///
    /// # Action
    /// Correct the ID or the name of the argument.
    pub warn LOG_LIMIT_UNKNOWN(problem) = "in the configuration of the loggers: %1";

    /// The configuration or its filter has a severity or an output for a logger that no
    /// message of the program goes to. It has no effect.
    ///
    /// # Action
    /// Correct the name. If other parts of the program use this logger, ignore this
    /// message.
    pub warn LOG_LOGGER_UNKNOWN(problem) = "in the configuration of the loggers: %1";

    /// Lines could not be written to an output. They went to standard error, each preceded by the
    /// reason. This message is written to the output itself, at the place of the missing lines,
    /// whatever the severities of its loggers.
    ///
    /// # Action
    /// Look for the lines on standard error.
    pub error LOG_LINES_MISSING(lines: u64, output: &str, problem: &str, lost: u64)
        = "%1 line(s) could not be written to %2: %3; they went to standard error, where %4 of them were lost";

    /// The connection to a syslog daemon was lost, and a new one was opened. It is unknown
    /// whether the daemon has received the lines that were sent just before. This message
    /// goes to the daemon itself, whatever the severities of its loggers.
    ///
    /// # Action
    /// Compare the last lines of the daemon with another output, if that is important.
    pub warn LOG_CONNECTION_LOST(output: &str, problem: &str)
        = "the connection to %1 was lost, and the last lines before that may be missing: %2";

    /// A file is longer than its `maxsize` and could not be renamed. It continues to grow,
    /// and the rotation is retried. This message goes to standard error, once until a
    /// rotation succeeds.
    ///
    /// # Action
    /// Remove the obstacle: a folder with the name of a renamed file, or missing
    /// permissions on the folder of the file.
    pub warn LOG_ROTATION_FAILED(file, problem) = "cannot rotate %1, which continues to grow: %2";
}
