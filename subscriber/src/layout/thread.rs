//! The ID and the name of a thread.

use kea_messages::Escaper;
use std::cell::RefCell;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process;
use std::thread;

thread_local! {
    /// The cached ID, and the process for which it is valid: a forked child has a different one.
    static ID: RefCell<(u32, String)> = const { RefCell::new((0, String::new())) };
}

/// Writes the ID of this thread. On Linux this is the ID that `ps` and `top` show, and elsewhere
/// the one of the standard library.
pub(crate) fn write_thread_id(line: &mut String) {
    let process = process::id();
    let known = ID.try_with(|id| {
        let mut id = id.borrow_mut();
        if id.0 != process {
            *id = (process, thread_id());
        }
        *line += &id.1;
    });
    if known.is_err() {
        // The thread is ending, so the cache no longer exists.
        *line += &thread_id();
    }
}

/// Writes the name of this thread, or its ID if it has none.
pub(crate) fn write_thread_name(line: &mut String) {
    match thread::current().name() {
        // Writing to a string does not fail.
        Some(name) => _ = Escaper(line).write_str(name),
        None => write_thread_id(line),
    }
}

fn thread_id() -> String {
    // The target of this link is `PID/task/TID`.
    let link = fs::read_link("/proc/thread-self").ok();
    let id = link.as_deref().and_then(Path::file_name);
    let id = id.and_then(|id| id.to_str()).map(str::to_owned);
    id.unwrap_or_else(|| {
        let shown = format!("{:?}", thread::current().id());
        shown.chars().filter(char::is_ascii_digit).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_thread_has_an_id_of_its_own() {
        let id = || {
            let mut line = String::new();
            write_thread_id(&mut line);
            line
        };
        assert!(id().parse::<u64>().is_ok(), "{}", id());
        assert_eq!(id(), id());
        // This is the state after a fork: the cached ID is the one of a thread of the parent.
        let own = id();
        ID.set((process::id().wrapping_add(1), "1".to_owned()));
        assert_eq!(id(), own);
        let other = thread::spawn(id).join().expect("nothing panics");
        assert_ne!(id(), other);
    }
}
