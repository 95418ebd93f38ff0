//! A file that can change while the program runs.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

pub(crate) struct Watched {
    path: PathBuf,
    /// What the file was when it was looked at last; `None` if it was not there.
    seen: Option<(SystemTime, u64)>,
}

impl Watched {
    /// The file as it is now.
    pub(crate) fn new(path: PathBuf) -> Self {
        Self {
            seen: state(&path),
            path,
        }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Whether the file is another than at the last look. One that is gone is
    /// not.
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
