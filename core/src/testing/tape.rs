//! Stores captured messages, for one thread or for all of them.

use super::message::{Call, CapturedMessage};
use crate::occurrence::Occurrence;
use core::cell::RefCell;
use core::sync::atomic::{AtomicUsize, Ordering};
use kea_messages_base::severity::Severity;
use std::borrow::ToOwned as _;
use std::string::ToString as _;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::thread_local;
use std::vec::Vec;

/// The messages of one capture.
#[derive(Debug, Default)]
pub(super) struct Tape(Mutex<Vec<CapturedMessage>>);

impl Tape {
    pub(super) fn messages(&self) -> Vec<CapturedMessage> {
        let messages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        messages.clone()
    }

    fn push(&self, message: CapturedMessage) {
        let mut messages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        messages.push(message);
    }
}

thread_local! {
    /// The captures that this thread is in, from the outermost to the innermost.
    static OF_THREAD: RefCell<Vec<Arc<Tape>>> = const { RefCell::new(Vec::new()) };
}

/// The captures of all threads, and their number.
static OF_PROCESS: RwLock<Vec<Arc<Tape>>> = RwLock::new(Vec::new());
static OF_PROCESS_COUNT: AtomicUsize = AtomicUsize::new(0);

/// Keeps this thread in captures until it is dropped, even by a panic.
pub(super) struct OnThread {
    before: usize,
}

impl OnThread {
    pub(super) fn enter(tapes: &[Arc<Tape>]) -> Self {
        OF_THREAD.with_borrow_mut(|current| {
            let before = current.len();
            current.extend_from_slice(tapes);
            Self { before }
        })
    }
}

impl Drop for OnThread {
    fn drop(&mut self) {
        OF_THREAD.with_borrow_mut(|current| current.truncate(self.before));
    }
}

/// Returns the captures that this thread is in.
pub(super) fn of_thread() -> Vec<Arc<Tape>> {
    OF_THREAD
        .try_with(|current| current.borrow().clone())
        .unwrap_or_default()
}

/// Keeps all threads in a capture until it is dropped.
pub(super) struct OnProcess(Arc<Tape>);

impl OnProcess {
    pub(super) fn enter(tape: Arc<Tape>) -> Self {
        let mut current = OF_PROCESS.write().unwrap_or_else(PoisonError::into_inner);
        current.push(Arc::clone(&tape));
        OF_PROCESS_COUNT.store(current.len(), Ordering::Release);
        Self(tape)
    }
}

impl Drop for OnProcess {
    fn drop(&mut self) {
        let mut current = OF_PROCESS.write().unwrap_or_else(PoisonError::into_inner);
        current.retain(|tape| !Arc::ptr_eq(tape, &self.0));
        OF_PROCESS_COUNT.store(current.len(), Ordering::Release);
    }
}

/// Returns whether the messages of this thread are captured. A thread that is ending has no
/// captures of its own.
pub(crate) fn is_capturing() -> bool {
    OF_PROCESS_COUNT.load(Ordering::Acquire) > 0
        || OF_THREAD
            .try_with(|current| !current.borrow().is_empty())
            .unwrap_or(false)
}

/// Adds a message that was emitted to the captures.
pub(crate) fn keep(logger: &str, severity: Severity, occurrence: &Occurrence<'_>) {
    // It is created before the lock, because the `Display` of an argument can emit messages itself.
    let message = CapturedMessage {
        logger: logger.to_owned(),
        severity,
        call: Call::of(occurrence),
        text: occurrence.to_string(),
    };
    let mut tapes = of_thread();
    let of_process = OF_PROCESS.read().unwrap_or_else(PoisonError::into_inner);
    tapes.extend_from_slice(&of_process);
    drop(of_process);
    for (index, tape) in tapes.iter().enumerate() {
        // A thread can be in the same capture twice, which still gets the message once.
        if !tapes[..index].iter().any(|other| Arc::ptr_eq(other, tape)) {
            tape.push(message.clone());
        }
    }
}
