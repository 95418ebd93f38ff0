//! Records which messages a test run has reached, and at which statements.
//!
//! The file has a line for each of them, such as `ALLOC_FAIL warn src/alloc.rs:17`. The program
//! `kea-messages` reads it.

use crate::location::Location;
use kea_messages_base::severity::Severity;
use std::collections::BTreeSet;
use std::env;
use std::eprintln;
use std::format;
use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::Path;
use std::sync::{Mutex, OnceLock, PoisonError};

/// The environment variable that names the file.
const VARIABLE: &str = "KEA_MESSAGES_COVERAGE";

/// The file, and what has already been written to it.
struct Coverage {
    file: File,
    seen: Mutex<BTreeSet<(&'static str, &'static str, u32)>>,
}

/// Returns the coverage of this process, if it is enabled.
fn coverage() -> Option<&'static Coverage> {
    static COVERAGE: OnceLock<Option<Coverage>> = OnceLock::new();
    COVERAGE
        .get_or_init(|| {
            let path = env::var_os(VARIABLE).filter(|path| !path.is_empty())?;
            open(Path::new(&path))
        })
        .as_ref()
}

fn open(path: &Path) -> Option<Coverage> {
    // The file is opened for appending, because other test programs write to it too.
    match OpenOptions::new().create(true).append(true).open(path) {
        Ok(file) => Some(Coverage {
            file,
            seen: Mutex::default(),
        }),
        Err(error) => {
            eprintln!("{VARIABLE}: cannot open {}: {error}", path.display());
            None
        }
    }
}

/// Returns whether coverage is enabled. If so, every message is enabled.
pub(crate) fn is_on() -> bool {
    coverage().is_some()
}

/// Records that a statement has emitted this message.
pub(crate) fn reach(id: &'static str, severity: Severity, location: &Location) {
    let Some(coverage) = coverage() else { return };
    let seen = coverage.seen.lock();
    let mut seen = seen.unwrap_or_else(PoisonError::into_inner);
    let is_new = seen.insert((id, location.file, location.line));
    // The lock is released first, because a thread can hold the lock of standard error while it
    // logs.
    drop(seen);
    if !is_new {
        return;
    }
    let line = format!("{id} {severity} {}:{}\n", location.file, location.line);
    // The line is written with one call, so that lines of several programs are not mixed.
    if let Err(error) = (&coverage.file).write_all(line.as_bytes()) {
        eprintln!("{VARIABLE}: cannot write: {error}");
    }
}
