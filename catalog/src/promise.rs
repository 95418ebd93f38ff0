//! What was promised of a message.

use crate::{Argument, Message};
use kea_messages_base::severity::Severity;

/// The promise of a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Promise {
    pub(crate) severity: Option<Severity>,
    pub(crate) arguments: Vec<Argument>,
    /// Whether calls name the arguments. Another form breaks the programs that log it.
    pub(crate) is_called_by_name: bool,
    /// A hash of the text. A text may change, but then the lock is out of date.
    pub(crate) text: String,
    /// The version that removed the message.
    pub(crate) removed: Option<String>,
}

impl Promise {
    pub(crate) fn of(message: &Message) -> Self {
        Self {
            severity: message.severity,
            arguments: message.named_arguments(),
            is_called_by_name: message.is_called_by_name,
            text: format!("{:016x}", hash(&message.text)),
            removed: message.removed.clone(),
        }
    }
}

/// FNV-1a, which is the same on every machine and in every version.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
