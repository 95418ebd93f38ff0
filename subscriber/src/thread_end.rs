//! What is done when a thread ends: of the main thread that is the end of the program, where
//! a subscriber that is a static is not dropped.

use std::cell::Cell;
use std::sync::{Arc, Weak};

/// What has something to write out.
pub(crate) trait Flush: Send + Sync {
    fn flush(&self);
}

thread_local! {
    static AT_END: Cell<AtEnd> = const { Cell::new(AtEnd(Vec::new())) };
}

/// What is written out when the thread ends.
#[derive(Default)]
struct AtEnd(Vec<Weak<dyn Flush>>);

impl Drop for AtEnd {
    fn drop(&mut self) {
        self.0
            .iter()
            .filter_map(Weak::upgrade)
            .for_each(|lines| lines.flush());
    }
}

/// Writes the lines out when this thread ends, if they are still there.
pub(crate) fn flush<F: Flush + 'static>(lines: &Arc<F>) {
    // A thread that is ending already has nothing to remember it with.
    _ = AT_END.try_with(|kept| {
        let mut all = std::mem::take(&mut kept.take().0);
        let is_known =
            |known: &Weak<dyn Flush>| std::ptr::addr_eq(known.as_ptr(), Arc::as_ptr(lines));
        if !all.iter().any(is_known) {
            all.retain(|known| known.strong_count() > 0);
            let lines = Arc::downgrade(lines);
            all.push(lines);
        }
        kept.set(AtEnd(all));
    });
}
