//! What a test needs: the messages that a piece of code emits.
//!
//! ```
//! use kea_messages::{emit, kea_messages, testing};
//!
//! kea_messages! {
//!     /// A client was served.
//!     pub info SERVED(client: &str, requests: u64) = "%1: served %2 request(s)";
//!     /// A client asked for nothing.
//!     pub debug(40) IDLE(client: &str) = "%1: idle";
//! }
//!
//! fn serve(client: &str, requests: u64) -> bool {
//!     if requests == 0 {
//!         emit!(IDLE(client));
//!         return false;
//!     }
//!     emit!(SERVED(client, requests));
//!     true
//! }
//!
//! let emitted = testing::capture(|| serve("a1", 3));
//! assert!(emitted.returned());
//! emitted.assert_message(&SERVED("a1", 3));
//! emitted.assert_no_id("IDLE");
//! ```
//!
//! Where an assertion fails it says what was emitted instead:
//!
//! ```text
//! SERVED client=a1 requests=4 was not emitted; what was emitted:
//!   info SERVED client=a1 requests=3
//! ```
//!
//! No subscriber and no logger is needed, and one that is there gets what it
//! always gets.

use crate::value::Value;
use crate::{Message, Occurrence, OneLine, Severity};
use core::cell::RefCell;
use core::fmt;
use std::borrow::ToOwned;
use std::format;
use std::string::{String, ToString};
use std::thread_local;
use std::vec::Vec;

/// Runs `closure`, and captures the messages that it emits on this thread.
///
/// While it runs every message is enabled, whatever its severity, and so its
/// arguments are evaluated. What other threads emit is not captured. A closure
/// inside of it can be captured too: its messages are in both.
///
/// # Panics
///
/// If `closure` does.
///
/// ```
/// # use kea_messages::{emit, kea_messages, testing};
/// # kea_messages! {
/// #     /// A client came.
/// #     debug(40) CLIENT(name: &str) = "client %1";
/// # }
/// let emitted = testing::capture(|| emit!(CLIENT("a1")));
/// let client = &emitted.messages()[0];
/// assert_eq!(client.id(), "CLIENT");
/// assert_eq!(client.argument("name"), Some("a1"));
/// assert_eq!(client.text(), "client a1");
/// ```
pub fn capture<R>(closure: impl FnOnce() -> R) -> Captured<R> {
    let tape = Recording::start();
    let returned = closure();
    Captured {
        returned,
        messages: tape.messages(),
    }
}

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
struct Recording {
    start: usize,
}

impl Recording {
    fn start() -> Self {
        TAPE.with_borrow_mut(|tape| {
            tape.depth += 1;
            Self {
                start: tape.messages.len(),
            }
        })
    }

    fn messages(&self) -> Vec<CapturedMessage> {
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

/// Keeps a message.
pub(crate) fn record(logger: &str, severity: Severity, occurrence: &Occurrence<'_>) {
    // Made first: the `Display` of an argument can emit messages itself.
    let message = CapturedMessage {
        logger: logger.to_owned(),
        severity,
        call: Call::of(occurrence),
        text: occurrence.to_string(),
    };
    TAPE.with_borrow_mut(|tape| tape.messages.push(message));
}

/// An ID and its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Call {
    id: &'static str,
    arguments: Vec<(&'static str, String)>,
}

impl Call {
    fn of(occurrence: &Occurrence<'_>) -> Self {
        let arguments = occurrence.arguments();
        let show = |value: Value<'_>| value.to_string();
        Self {
            id: occurrence.id(),
            arguments: arguments
                .map(|(argument, value)| (argument.name(), show(value)))
                .collect(),
        }
    }

    fn of_message(message: &dyn Message) -> Self {
        let mut call = None;
        message.visit(&mut |occurrence| call = Some(Self::of(occurrence)));
        call.unwrap_or(Self {
            id: message.definition().id(),
            arguments: Vec::new(),
        })
    }
}

impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id)?;
        for (name, value) in &self.arguments {
            let is_plain = !value.is_empty() && !value.contains([' ', '"']);
            if is_plain {
                write!(f, " {name}={}", OneLine(value))?;
            } else {
                write!(f, " {name}={value:?}")?;
            }
        }
        Ok(())
    }
}

/// A message that was captured. Its `Display` is its severity, its ID and its
/// arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CapturedMessage {
    logger: String,
    severity: Severity,
    call: Call,
    text: String,
}

impl CapturedMessage {
    /// The ID.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        self.call.id
    }

    /// The severity that it was emitted with.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        self.severity
    }

    /// The logger that it went to, which is the module where none is named.
    #[must_use]
    pub fn logger(&self) -> &str {
        &self.logger
    }

    /// The argument of this name, as the text has it: a secret is `<redacted>`.
    #[must_use]
    pub fn argument(&self, name: &str) -> Option<&str> {
        let mut arguments = self.arguments();
        let (_, value) = arguments.find(|(argument, _)| *argument == name)?;
        Some(value)
    }

    /// The names of the arguments and their values, as the text has them.
    pub fn arguments(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let arguments = self.call.arguments.iter();
        arguments.map(|(name, value)| (*name, value.as_str()))
    }

    /// The text with the arguments in it.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for CapturedMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.severity, self.call)
    }
}

/// The messages that a closure emitted, in their order, and what it returned.
#[derive(Clone, Debug)]
#[must_use = "what was captured is to be looked at"]
pub struct Captured<R = ()> {
    returned: R,
    messages: Vec<CapturedMessage>,
}

impl<R> Captured<R> {
    /// What the closure returned.
    pub const fn returned(&self) -> &R {
        &self.returned
    }

    /// What the closure returned, without the messages.
    pub fn into_returned(self) -> R {
        self.returned
    }

    /// The messages.
    #[must_use]
    pub fn messages(&self) -> &[CapturedMessage] {
        &self.messages
    }

    /// Asserts that this message was emitted, with these arguments.
    ///
    /// Arguments are the same if they are printed the same; secrets are always.
    ///
    /// # Panics
    ///
    /// If it was not. The panic says what was emitted instead.
    #[track_caller]
    pub fn assert_message(&self, message: &dyn Message) {
        let expected = Call::of_message(message);
        let was_emitted = self.calls().any(|call| *call == expected);
        assert!(was_emitted, "{expected} was not emitted{}", self.instead());
    }

    /// Asserts that this message was not emitted with these arguments.
    ///
    /// # Panics
    ///
    /// If it was.
    #[track_caller]
    pub fn assert_no_message(&self, message: &dyn Message) {
        let unexpected = Call::of_message(message);
        let was_emitted = self.calls().any(|call| *call == unexpected);
        assert!(!was_emitted, "{unexpected} was emitted{}", self.instead());
    }

    /// Asserts that a message of this ID was emitted.
    ///
    /// # Panics
    ///
    /// If none was. The panic says what was emitted instead.
    #[track_caller]
    pub fn assert_id(&self, id: &str) {
        let was_emitted = self.calls().any(|call| call.id == id);
        assert!(was_emitted, "{id} was not emitted{}", self.instead());
    }

    /// Asserts that no message of this ID was emitted.
    ///
    /// # Panics
    ///
    /// If one was.
    #[track_caller]
    pub fn assert_no_id(&self, id: &str) {
        let was_emitted = self.calls().any(|call| call.id == id);
        assert!(!was_emitted, "{id} was emitted{}", self.instead());
    }

    /// Asserts that these messages were emitted, in this order, and no others.
    ///
    /// ```
    /// # use kea_messages::{emit, kea_messages, testing};
    /// # kea_messages! {
    /// #     /// The server is up.
    /// #     info STARTED() = "server started";
    /// #     /// A client came.
    /// #     info CLIENT(name: &str) = "client %1";
    /// # }
    /// let emitted = testing::capture(|| {
    ///     emit!(STARTED());
    ///     emit!(CLIENT("a1"));
    /// });
    /// emitted.assert_messages(&[&STARTED(), &CLIENT("a1")]);
    /// ```
    ///
    /// # Panics
    ///
    /// If others were. The panic says which.
    #[track_caller]
    pub fn assert_messages(&self, messages: &[&dyn Message]) {
        let expected: Vec<Call> = messages
            .iter()
            .map(|message| Call::of_message(*message))
            .collect();
        let list: String = expected.iter().map(|call| format!("\n  {call}")).collect();
        let expectation = match expected.len() {
            0 => "no message is to be emitted".to_owned(),
            1 => format!("this message, and no other, is to be emitted:{list}\nit is not"),
            several => format!(
                "these {several} messages, and no others, are to be emitted:{list}\nthey are not"
            ),
        };
        assert!(
            self.calls().eq(&expected),
            "{expectation}{}",
            self.instead()
        );
    }

    fn calls(&self) -> impl Iterator<Item = &Call> {
        self.messages.iter().map(|message| &message.call)
    }

    /// The end of a sentence that says what was emitted.
    fn instead(&self) -> String {
        if self.messages.is_empty() {
            return "; no message was".to_owned();
        }
        let list = self.messages.iter();
        let list: String = list.map(|message| format!("\n  {message}")).collect();
        format!("; what was emitted:{list}")
    }
}
