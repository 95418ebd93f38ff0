//! The ID of a thread.

use kea_messages::Escaper;
use std::cell::OnceCell;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::thread;

thread_local! {
    static ID: OnceCell<Box<str>> = const { OnceCell::new() };
}

/// Writes the ID of this thread: on Linux the one that `ps` and `top` show, and elsewhere
/// the one that the standard library has given it.
pub(crate) fn write_thread_id(line: &mut String) {
    let known = ID.try_with(|id| *line += id.get_or_init(thread_id));
    if known.is_err() {
        // The thread is ending.
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

fn thread_id() -> Box<str> {
    // It leads to `PID/task/TID`.
    let link = fs::read_link("/proc/thread-self").ok();
    let id = link.as_deref().and_then(Path::file_name);
    let id = id.and_then(|id| id.to_str()).map(Into::into);
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
        let other = thread::spawn(id).join().expect("nothing panics");
        assert_ne!(id(), other);
    }
}
