//! Runs code on a thread with a large stack.

use std::panic;
use std::thread;

/// Where no optimisation is on, syn needs up to 100 kB for each level of a type.
const SIZE: usize = 64 << 20;

/// Does some work on its own thread. What proc-macro2 keeps of the files that it has
/// read goes away with the thread.
pub(super) fn on_large_stack<T: Send>(work: impl Fn() -> T + Sync) -> T {
    thread::scope(|scope| {
        let thread = thread::Builder::new().stack_size(SIZE);
        match thread.spawn_scoped(scope, &work) {
            Ok(thread) => match thread.join() {
                Ok(done) => done,
                Err(reason) => panic::resume_unwind(reason),
            },
            // A system without threads.
            Err(_) => work(),
        }
    })
}
