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
//! An assertion that fails says what was emitted instead:
//!
//! ```text
//! SERVED client=a1 requests=4 was not emitted; what was emitted:
//!   info SERVED client=a1 requests=3
//! ```
//!
//! A test needs no subscriber and no logger for that. One that is there gets what it
//! always gets.
//!
//! [`capture`] keeps what a closure emits on its own thread. A [`Scope`] takes it to threads
//! and tasks that the closure starts, [`capture_async`] keeps what a future emits, and
//! [`capture_all_threads`] what the whole program does.
//!
//! # Coverage
//!
//! With the environment variable `KEA_MESSAGES_COVERAGE` each test program appends to the
//! file that it names which messages were emitted, and by which statements:
//!
//! ```console
//! $ KEA_MESSAGES_COVERAGE=$PWD/reached.txt cargo test --workspace
//! $ kea-messages check messages.toml --coverage reached.txt
//! ```
//!
//! The path is to be absolute, because cargo runs each test program in the folder of its
//! package. Every message is then enabled, and so its arguments are evaluated. Only programs
//! that are built with the feature `testing` write to it.

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
/// While it runs every message is enabled, whatever its severity, and so its
/// arguments are evaluated. What other threads emit is not captured, unless they were given
/// the [`Scope`]. Captures can be nested: the messages of the inner closure are in both.
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

/// Captures the messages that a future emits until it is ready, on whatever thread it is
/// polled.
///
/// Of a task that it spawns they are captured if the task was given the [`Scope`], up to the
/// time when this future is ready.
///
/// ```
/// # use kea_messages::{emit, kea_messages, testing};
/// # use std::pin::pin;
/// # use std::task::{Context, Poll, Waker};
/// # kea_messages! {
/// #     /// A client came.
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

/// Runs `closure` and captures the messages that all threads of the program emit meanwhile.
///
/// This is for threads that cannot be given a [`Scope`]. What other tests emit, which run at
/// the same time in the same program, is captured too.
///
/// ```
/// # use kea_messages::{emit, kea_messages, testing};
/// # use std::thread;
/// # kea_messages! {
/// #     /// A client came.
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

/// The messages that a closure emitted, in their order, and what it returned.
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
#[must_use = "captured messages do nothing by themselves: call an assertion"]
pub struct Captured<R = ()> {
    returned: R,
    messages: Vec<CapturedMessage>,
}

impl<R> Captured<R> {
    /// Returns what the closure returned.
    pub const fn returned(&self) -> &R {
        &self.returned
    }

    /// Returns what the closure returned, and drops the messages.
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
    /// Arguments are equal if they are printed equally, and secrets always are.
    ///
    /// # Panics
    ///
    /// Panics if it was not. The text of the panic says what was emitted instead.
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
    /// Panics if it was. The text of the panic says what was emitted.
    #[track_caller]
    pub fn assert_no_message(&self, message: &dyn Message) {
        let unexpected = Call::of_message(message);
        let was_emitted = self.calls().any(|call| *call == unexpected);
        assert!(!was_emitted, "{unexpected} was emitted; {}", self.emitted());
    }

    /// Asserts that a message of this ID was emitted.
    ///
    /// # Panics
    ///
    /// Panics if none was. The text of the panic says what was emitted instead.
    #[track_caller]
    pub fn assert_id(&self, id: &str) {
        let was_emitted = self.calls().any(|call| call.id == id);
        assert!(was_emitted, "{id} was not emitted; {}", self.emitted());
    }

    /// Asserts that no message of this ID was emitted.
    ///
    /// # Panics
    ///
    /// Panics if one was. The text of the panic says what was emitted.
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
    /// Panics if others were. The text of the panic says which.
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

    /// A list of the messages, for an assertion that fails.
    fn emitted(&self) -> String {
        if self.messages.is_empty() {
            return "no message was emitted".to_owned();
        }
        let list = self.messages.iter();
        let list: String = list.map(|message| format!("\n  {message}")).collect();
        format!("what was emitted:{list}")
    }
}
