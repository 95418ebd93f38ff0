//! A file that can change while the program runs.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

pub(crate) struct Watched {
    path: PathBuf,
    /// The state of the file at the last check, or `None` if it did not exist.
    seen: Option<(SystemTime, u64)>,
}

impl Watched {
    /// Records the current state of the file.
    pub(crate) fn new(path: PathBuf) -> Self {
        Self {
            seen: state(&path),
            path,
        }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Whether the file has changed since the last check. A missing file has not changed.
    pub(crate) fn has_changed(&mut self) -> bool {
        let state = state(&self.path);
        let has_changed = state.is_some() && state != self.seen;
        self.seen = state;
        has_changed
    }
}

fn state(path: &Path) -> Option<(SystemTime, u64)> {
    let metadata = path.metadata().ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}
