//! Captures the messages that a piece of code emits, for tests.
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
//! A failed assertion says what was emitted instead:
//!
//! ```text
//! SERVED client=a1 requests=4 was not emitted; emitted messages:
//!   info SERVED client=a1 requests=3
//! ```
//!
//! A test does not need a subscriber or a logger for this. If one is set, it receives messages as
//! usual.
//!
//! [`capture`] captures what a closure emits on its own thread. A [`Scope`] extends this to
//! threads and tasks that the closure starts. [`capture_async`] captures what a future
//! emits, and [`capture_all_threads`] what the whole program emits.
//!
//! # Coverage
//!
//! If the environment variable `KEA_MESSAGES_COVERAGE` names a file, each test program appends to
//! it which messages were emitted, and at which statements:
//!
//! ```console
//! $ KEA_MESSAGES_COVERAGE=$PWD/reached.txt cargo test --workspace
//! $ kea-messages check messages.toml --coverage reached.txt
//! ```
//!
//! Use an absolute path, because cargo runs each test program in the folder of its package.
//! Every message is then enabled, so its arguments are evaluated. Only programs that are
//! built with the feature `testing` write to the file.

pub(crate) mod coverage;
mod message;
mod scope;
pub(crate) mod tape;

pub use self::message::CapturedMessage;
pub use self::scope::{InScope, Scope};

use self::message::Call;
use self::tape::{OnProcess, Tape};
use crate::message::Message;
use std::borrow::ToOwned as _;
use std::format;
use std::string::String;
use std::sync::Arc;
use std::vec::Vec;

/// Runs `closure` and captures the messages that it emits on this thread.
///
/// While it runs, every message is enabled, whatever its severity, so its arguments are
/// evaluated. Messages from other threads are not captured, unless these threads were given
/// the [`Scope`]. Captures can be nested: both captures get the messages of the inner
/// closure.
///
/// ```
/// # use kea_messages::{emit, kea_messages, testing};
/// # kea_messages! {
/// #     /// A client connected.
/// #     debug(40) CLIENT(name: &str) = "client %1";
/// # }
/// let emitted = testing::capture(|| emit!(CLIENT("a1")));
/// let client = &emitted.messages()[0];
/// assert_eq!(client.id(), "CLIENT");
/// assert_eq!(client.argument("name"), Some("a1"));
/// assert_eq!(client.text(), "client a1");
/// ```
///
/// # Panics
///
/// Panics if `closure` does.
pub fn capture<R>(closure: impl FnOnce() -> R) -> Captured<R> {
    let tape = Arc::<Tape>::default();
    let returned = Scope::of(Arc::clone(&tape)).run(closure);
    Captured {
        returned,
        messages: tape.messages(),
    }
}

/// Captures the messages that a future emits until it is ready, on any thread that polls
/// it.
///
/// The messages of a task that it spawns are captured if the task was given the [`Scope`],
/// until this future is ready.
///
/// ```
/// # use kea_messages::{emit, kea_messages, testing};
/// # use std::pin::pin;
/// # use std::task::{Context, Poll, Waker};
/// # kea_messages! {
/// #     /// A client connected.
/// #     info CLIENT(name: &str) = "client %1";
/// # }
/// # fn block_on<R>(future: impl Future<Output = R>) -> R {
/// #     let mut future = pin!(future);
/// #     loop {
/// #         if let Poll::Ready(ready) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
/// #             return ready;
/// #         }
/// #     }
/// # }
/// # block_on(async {
/// async fn serve() -> u32 {
///     emit!(CLIENT("a1"));
///     7
/// }
///
/// let emitted = testing::capture_async(serve()).await;
/// emitted.assert_message(&CLIENT("a1"));
/// assert_eq!(*emitted.returned(), 7);
/// # });
/// ```
pub async fn capture_async<F: Future>(future: F) -> Captured<F::Output> {
    let tape = Arc::<Tape>::default();
    let returned = Scope::of(Arc::clone(&tape)).future(future).await;
    Captured {
        returned,
        messages: tape.messages(),
    }
}

/// Runs `closure` and captures the messages that all threads of the program emit in the
/// meantime.
///
/// Use it for threads that cannot be given a [`Scope`]. It also captures the messages of
/// other tests that run at the same time in the same program.
///
/// ```
/// # use kea_messages::{emit, kea_messages, testing};
/// # use std::thread;
/// # kea_messages! {
/// #     /// A client connected.
/// #     info CLIENT(name: &str) = "client %1";
/// # }
/// let emitted = testing::capture_all_threads(|| {
///     thread::spawn(|| emit!(CLIENT("a1"))).join().unwrap();
/// });
/// emitted.assert_message(&CLIENT("a1"));
/// ```
///
/// # Panics
///
/// Panics if `closure` does.
pub fn capture_all_threads<R>(closure: impl FnOnce() -> R) -> Captured<R> {
    let tape = Arc::<Tape>::default();
    let guard = OnProcess::enter(Arc::clone(&tape));
    let returned = closure();
    drop(guard);
    Captured {
        returned,
        messages: tape.messages(),
    }
}

/// The messages that a closure emitted, in order, and its return value.
///
/// [`capture`] returns one.
///
/// ```
/// # use kea_messages::{emit, kea_messages, testing};
/// # kea_messages! {
/// #     /// The server is up.
/// #     info STARTED(port: u16) = "server started on port %1";
/// #     /// The server is down.
/// #     info STOPPED() = "server stopped";
/// # }
/// let emitted = testing::capture(|| {
///     emit!(STARTED(67));
///     "up"
/// });
/// assert_eq!(emitted.messages().len(), 1);
/// emitted.assert_id("STARTED");
/// emitted.assert_no_id("STOPPED");
/// emitted.assert_message(&STARTED(67));
/// emitted.assert_no_message(&STARTED(68));
/// assert_eq!(emitted.into_returned(), "up");
/// ```
#[derive(Clone, Debug)]
#[must_use = "captured messages are not checked until an assertion is called"]
pub struct Captured<R = ()> {
    returned: R,
    messages: Vec<CapturedMessage>,
}

impl<R> Captured<R> {
    /// Returns the return value of the closure.
    pub const fn returned(&self) -> &R {
        &self.returned
    }

    /// Returns the return value of the closure, and drops the messages.
    pub fn into_returned(self) -> R {
        self.returned
    }

    /// Returns the messages, in the order in which they were emitted.
    #[must_use]
    pub fn messages(&self) -> &[CapturedMessage] {
        &self.messages
    }

    /// Asserts that this message was emitted, with these arguments.
    ///
    /// Arguments are equal if they print the same text; secrets are always equal.
    ///
    /// # Panics
    ///
    /// Panics if it was not emitted. The panic message lists what was emitted instead.
    #[track_caller]
    pub fn assert_message(&self, message: &dyn Message) {
        let expected = Call::of_message(message);
        let was_emitted = self.calls().any(|call| *call == expected);
        assert!(
            was_emitted,
            "{expected} was not emitted; {}",
            self.emitted()
        );
    }

    /// Asserts that this message was not emitted with these arguments.
    ///
    /// # Panics
    ///
    /// Panics if it was emitted. The panic message lists what was emitted.
    #[track_caller]
    pub fn assert_no_message(&self, message: &dyn Message) {
        let unexpected = Call::of_message(message);
        let was_emitted = self.calls().any(|call| *call == unexpected);
        assert!(!was_emitted, "{unexpected} was emitted; {}", self.emitted());
    }

    /// Asserts that a message with this ID was emitted.
    ///
    /// # Panics
    ///
    /// Panics if none was emitted. The panic message lists what was emitted instead.
    #[track_caller]
    pub fn assert_id(&self, id: &str) {
        let was_emitted = self.calls().any(|call| call.id == id);
        assert!(was_emitted, "{id} was not emitted; {}", self.emitted());
    }

    /// Asserts that no message with this ID was emitted.
    ///
    /// # Panics
    ///
    /// Panics if one was emitted. The panic message lists what was emitted.
    #[track_caller]
    pub fn assert_no_id(&self, id: &str) {
        let was_emitted = self.calls().any(|call| call.id == id);
        assert!(!was_emitted, "{id} was emitted; {}", self.emitted());
    }

    /// Asserts that these messages were emitted, in this order, and no others.
    ///
    /// ```
    /// # use kea_messages::{emit, kea_messages, testing};
    /// # kea_messages! {
    /// #     /// The server is up.
    /// #     info STARTED() = "server started";
    /// #     /// A client connected.
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
    /// Panics if other messages were emitted. The panic message lists them.
    #[track_caller]
    pub fn assert_messages(&self, messages: &[&dyn Message]) {
        let expected: Vec<Call> = messages
            .iter()
            .map(|message| Call::of_message(*message))
            .collect();
        let list: String = expected.iter().map(|call| format!("\n  {call}")).collect();
        let expectation = match expected.len() {
            0 => "expected no message; ".to_owned(),
            1 => format!("expected this message and no other:{list}\n"),
            several => format!("expected these {several} messages and no others:{list}\n"),
        };
        assert!(
            self.calls().eq(&expected),
            "{expectation}{}",
            self.emitted()
        );
    }

    fn calls(&self) -> impl Iterator<Item = &Call> {
        self.messages.iter().map(|message| &message.call)
    }

    /// Returns a list of the messages, for an assertion that failed.
    fn emitted(&self) -> String {
        if self.messages.is_empty() {
            return "no message was emitted".to_owned();
        }
        let list = self.messages.iter();
        let list: String = list.map(|message| format!("\n  {message}")).collect();
        format!("emitted messages:{list}")
    }
}
