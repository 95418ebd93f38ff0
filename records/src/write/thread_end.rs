//! Writes the records at the end of the thread that has started the recording. For the main thread
//! this is the end of the program, where statics are not dropped.

use super::state::State;
use core::cell::RefCell;
use std::sync::{Arc, Weak};

thread_local! {
    static AT_END: RefCell<AtEnd> = const { RefCell::new(AtEnd(Weak::new())) };
}

/// The recording that is flushed when the thread ends, if it still exists.
struct AtEnd(Weak<State>);

impl Drop for AtEnd {
    fn drop(&mut self) {
        if let Some(state) = self.0.upgrade().filter(|state| state.is_written()) {
            state.flush();
        }
    }
}

/// Flushes the recording at the end of this thread.
pub(super) fn flush(state: &Arc<State>) {
    // This fails if the thread is already ending.
    _ = AT_END.try_with(|kept| kept.borrow_mut().0 = Arc::downgrade(state));
}
