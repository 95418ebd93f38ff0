//! What a message looks like in a log record: the names of the fields beside its
//! arguments, on which backends and readers of logs agree.
//!
//! ```
//! use kea_messages_base::record;
//!
//! assert!(record::FIELDS.contains(&record::MESSAGE_ID));
//! assert_eq!(record::MESSAGE_ID, "message_id");
//! ```

use crate::severity::DebugLevel;

/// The field that has the text, with the arguments in it.
pub const MESSAGE: &str = "message";

/// The field that has the ID.
pub const MESSAGE_ID: &str = "message_id";

/// The field that has the name of the severity: `warn`, `debug`.
pub const SEVERITY: &str = "severity";

/// The field that has the debug level, as a number. Only debug messages have it.
pub const DEBUG_LEVEL: &str = "debug_level";

/// The fields that every record can have. No argument can have such a name.
pub const FIELDS: &[&str] = &[MESSAGE, MESSAGE_ID, SEVERITY, DEBUG_LEVEL];

/// The counter that counts messages, where they are counted. Its labels are
/// [`COUNTER_ID`] and [`SEVERITY`].
pub const COUNTER: &str = "kea_messages_total";

/// The label of the [`COUNTER`] that has the ID.
pub const COUNTER_ID: &str = "id";

/// The text that stands for the value of a secret.
pub const REDACTED: &str = "<redacted>";

/// The first debug level that is a trace in `log` and `tracing`.
///
/// Kea calls it `DBGLVL_TRACE_BASIC`. The levels below it are for start-up and
/// commands.
pub const FIRST_TRACE_LEVEL: DebugLevel = match DebugLevel::new(40) {
    Some(level) => level,
    None => unreachable!(),
};
