//! Extends captures to other threads and tasks.

use super::tape::{OnThread, Tape, of_thread};
use core::fmt;
use core::pin::Pin;
use core::task::{Context, Poll};
use std::boxed::Box;
use std::sync::Arc;
use std::vec::Vec;

/// The captures that are active in a piece of code, to be passed to threads and tasks that
/// it starts.
///
/// A new thread or a spawned task is not connected to the code that started it, so it has to be
/// given the scope.
///
/// ```
/// use kea_messages::testing::{self, Scope};
/// use kea_messages::{emit, kea_messages};
/// use std::thread;
///
/// kea_messages! {
///     /// A client connected.
///     info CLIENT(name: &str) = "client %1";
/// }
///
/// let emitted = testing::capture(|| {
///     let scope = Scope::current();
///     let worker = thread::spawn(move || scope.run(|| emit!(CLIENT("a1"))));
///     worker.join().unwrap();
/// });
/// emitted.assert_message(&CLIENT("a1"));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Scope {
    tapes: Vec<Arc<Tape>>,
}

impl Scope {
    /// Returns the captures that are active on this thread.
    #[must_use]
    pub fn current() -> Self {
        Self { tapes: of_thread() }
    }

    pub(super) fn of(tape: Arc<Tape>) -> Self {
        Self {
            tapes: Vec::from([tape]),
        }
    }

    /// Runs a closure within these captures.
    ///
    /// # Panics
    ///
    /// Panics if the closure does.
    pub fn run<R>(&self, closure: impl FnOnce() -> R) -> R {
        let _guard = OnThread::enter(&self.tapes);
        closure()
    }

    /// Returns a future that runs within these captures, on any thread that polls it.
    ///
    /// ```no_run
    /// # mod tokio {
    /// #     pub fn spawn(_: impl Future<Output = ()> + Send + 'static) {}
    /// # }
    /// use kea_messages::testing::Scope;
    ///
    /// async fn serve() {}
    ///
    /// tokio::spawn(Scope::current().future(serve()));
    /// ```
    pub fn future<F: Future>(&self, future: F) -> InScope<F> {
        InScope {
            scope: self.clone(),
            future: Box::pin(future),
        }
    }
}

/// A future that runs in a [`Scope`]; [`Scope::future`] returns one.
#[must_use = "a future does nothing unless it is polled"]
pub struct InScope<F> {
    scope: Scope,
    future: Pin<Box<F>>,
}

impl<F: Future> Future for InScope<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let Self { scope, future } = &mut *self;
        scope.run(|| future.as_mut().poll(context))
    }
}

impl<F> fmt::Debug for InScope<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InScope").finish_non_exhaustive()
    }
}
