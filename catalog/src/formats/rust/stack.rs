//! Runs code on a thread with a large stack.

use std::panic;
use std::thread;

/// The size of the stack. Without optimization, syn needs up to 100 kB for each level of a type.
const SIZE: usize = 64 << 20;

/// Runs `work` on a separate thread with a large stack. When the thread ends, proc-macro2 frees
/// what it stores about the files that were read.
pub(super) fn on_large_stack<T: Send>(work: impl Fn() -> T + Sync) -> T {
    thread::scope(|scope| {
        let thread = thread::Builder::new().stack_size(SIZE);
        match thread.spawn_scoped(scope, &work) {
            Ok(thread) => match thread.join() {
                Ok(done) => done,
                Err(reason) => panic::resume_unwind(reason),
            },
            // The system does not support threads.
            Err(_) => work(),
        }
    })
}
