//! Checks the promise that a definition states.

use crate::faults::Fault;
use crate::suggest::Unknown;
use crate::{Message, Part};

/// The parts that can be promised. The arguments are always promised.
const PROMISES: [&str; 2] = ["text", "arguments"];

impl Message {
    /// Returns whether the text is promised, and not only the arguments.
    ///
    /// ```
    /// use kea_messages_catalog::Message;
    ///
    /// let mut message = Message::new("STARTED", "server started");
    /// assert!(!message.promises_text());
    /// message.promise = Some("text".into());
    /// assert!(message.promises_text());
    /// ```
    #[must_use]
    pub fn promises_text(&self) -> bool {
        self.promise.as_deref() == Some("text")
    }

    /// Returns the fault for an unknown promise.
    pub(crate) fn fault_of_promise(&self) -> Option<Fault> {
        let reason = unknown(self.promise.as_deref()?)?;
        Some(Fault::new(Part::Promise, reason))
    }
}

/// Returns the error for an unknown promise.
pub(crate) fn unknown(promise: &str) -> Option<String> {
    if PROMISES.contains(&promise) {
        return None;
    }
    let title = format!("unknown promise `{promise}`");
    Some(Unknown::new(title, promise, &PROMISES).to_string())
}
