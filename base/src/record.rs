//! The names of the fields that a log record has besides the arguments of the
//! message. Backends and readers of logs use the same names.
//!
//! ```
//! use kea_messages_base::record;
//!
//! assert!(record::FIELDS.contains(&record::MESSAGE_ID));
//! assert_eq!(record::MESSAGE_ID, "message_id");
//! ```

use crate::severity::DebugLevel;

/// The field for the text, with the arguments in it.
pub const MESSAGE: &str = "message";

/// The field for the ID.
pub const MESSAGE_ID: &str = "message_id";

/// The field for the name of the severity: `warn`, `debug`.
pub const SEVERITY: &str = "severity";

/// The field for the debug level, as a number. Only debug messages have it.
pub const DEBUG_LEVEL: &str = "debug_level";

/// The fields that every record can have. No argument can have one of these names.
pub const FIELDS: &[&str] = &[MESSAGE, MESSAGE_ID, SEVERITY, DEBUG_LEVEL];

/// The name of the counter of messages. Its labels are [`COUNTER_ID`] and
/// [`SEVERITY`].
pub const COUNTER: &str = "kea_messages_total";

/// The label of the [`COUNTER`] for the ID.
pub const COUNTER_ID: &str = "id";

/// The text that replaces the value of a secret.
pub const REDACTED: &str = "<redacted>";

/// The lowest debug level that is logged at trace level in `log` and `tracing`.
///
/// Kea calls it `DBGLVL_TRACE_BASIC`. The levels below it are for start-up and
/// commands.
pub const FIRST_TRACE_LEVEL: DebugLevel = match DebugLevel::new(40) {
    Some(level) => level,
    None => unreachable!(),
};
