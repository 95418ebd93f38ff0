//! The messages that a thread captures.

use super::message::{Call, CapturedMessage};
use crate::occurrence::Occurrence;
use core::cell::RefCell;
use kea_messages_base::severity::Severity;
use std::borrow::ToOwned as _;
use std::string::ToString as _;
use std::thread_local;
use std::vec::Vec;

/// What is being captured on a thread.
#[derive(Default)]
struct Tape {
    /// How many captures there are, one inside of the other.
    depth: usize,
    messages: Vec<CapturedMessage>,
}

thread_local! {
    static TAPE: RefCell<Tape> = RefCell::default();
}

/// A capture that is going on. It ends when it is dropped, by a panic too.
pub(super) struct Recording {
    start: usize,
}

impl Recording {
    pub(super) fn start() -> Self {
        TAPE.with_borrow_mut(|tape| {
            tape.depth += 1;
            Self {
                start: tape.messages.len(),
            }
        })
    }

    pub(super) fn messages(&self) -> Vec<CapturedMessage> {
        TAPE.with_borrow(|tape| tape.messages[self.start..].to_vec())
    }
}

impl Drop for Recording {
    fn drop(&mut self) {
        TAPE.with_borrow_mut(|tape| {
            tape.depth -= 1;
            if tape.depth == 0 {
                tape.messages.clear();
            }
        });
    }
}

/// Whether this thread captures. One that is ending does not.
pub(crate) fn is_capturing() -> bool {
    TAPE.try_with(|tape| tape.borrow().depth > 0)
        .unwrap_or(false)
}

/// Keeps a message that was emitted.
pub(crate) fn keep(logger: &str, severity: Severity, occurrence: &Occurrence<'_>) {
    // Made first: the `Display` of an argument can emit messages itself.
    let message = CapturedMessage {
        logger: logger.to_owned(),
        severity,
        call: Call::of(occurrence),
        text: occurrence.to_string(),
    };
    TAPE.with_borrow_mut(|tape| tape.messages.push(message));
}
