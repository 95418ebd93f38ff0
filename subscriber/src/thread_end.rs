//! Runs code at the end of a thread. For the main thread this is the end of the program,
//! where a static subscriber is not dropped.

use std::cell::Cell;
use std::sync::{Arc, Weak};

/// An object that has to be flushed.
pub(crate) trait Flush: Send + Sync {
    /// Flushes the object. `is_maker` tells whether the ending thread has created it, which is
    /// usually the main thread.
    fn flush(&self, is_maker: bool);
}

thread_local! {
    static AT_END: Cell<AtEnd> = const { Cell::new(AtEnd(Vec::new())) };
}

/// The objects that are flushed when the thread ends.
#[derive(Default)]
struct AtEnd(Vec<(Weak<dyn Flush>, bool)>);

impl Drop for AtEnd {
    fn drop(&mut self) {
        for (lines, is_maker) in &self.0 {
            if let Some(lines) = lines.upgrade() {
                lines.flush(*is_maker);
            }
        }
    }
}

/// Flushes the object at the end of this thread, if it still exists.
pub(crate) fn flush<F: Flush + 'static>(lines: &Arc<F>) {
    remember(lines, false);
}

/// Like `flush`, for the thread that has created the object.
pub(crate) fn flush_as_maker<F: Flush + 'static>(lines: &Arc<F>) {
    remember(lines, true);
}

fn remember<F: Flush + 'static>(lines: &Arc<F>, is_maker: bool) {
    // This fails if the thread is already ending.
    _ = AT_END.try_with(|kept| {
        let mut all = std::mem::take(&mut kept.take().0);
        let is_known = |(known, _): &(Weak<dyn Flush>, bool)| {
            std::ptr::addr_eq(known.as_ptr(), Arc::as_ptr(lines))
        };
        if !all.iter().any(is_known) {
            all.retain(|(known, _)| known.strong_count() > 0);
            let lines = Arc::downgrade(lines);
            all.push((lines, is_maker));
        }
        kept.set(AtEnd(all));
    });
}
