//! Locks that do not pass on a panic.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Locks a mutex. Nothing that is behind one of them is left in a bad state by a panic.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
