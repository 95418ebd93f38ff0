//! Identifies the file that a path refers to.

use std::fs::Metadata;
use std::path::Path;

/// Identifies a file even after it has been renamed.
///
/// On systems without device and inode numbers, this is the path without symbolic links. A renamed
/// file is then only noticed if no other file has its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Identity {
    #[cfg(unix)]
    device: u64,
    #[cfg(unix)]
    inode: u64,
    #[cfg(not(unix))]
    path: std::path::PathBuf,
}

#[cfg(unix)]
impl Identity {
    pub(crate) fn new(_: &Path, metadata: &Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        Self {
            device: metadata.dev(),
            inode: metadata.ino(),
        }
    }
}

#[cfg(not(unix))]
impl Identity {
    pub(crate) fn new(path: &Path, _: &Metadata) -> Self {
        Self {
            path: path.canonicalize().unwrap_or_else(|_| path.to_owned()),
        }
    }
}

/// Whether an open file was deleted, so that lines written to it are lost.
#[cfg(unix)]
pub(crate) fn is_deleted(metadata: &Metadata) -> bool {
    std::os::unix::fs::MetadataExt::nlink(metadata) == 0
}

#[cfg(not(unix))]
pub(crate) fn is_deleted(_: &Metadata) -> bool {
    false
}

/// Whether the path refers to a named pipe, for which opening waits until it has a reader.
#[cfg(unix)]
pub(crate) fn is_pipe(path: &Path) -> bool {
    use std::os::unix::fs::FileTypeExt;
    path.metadata()
        .is_ok_and(|metadata| metadata.file_type().is_fifo())
}

#[cfg(not(unix))]
pub(crate) fn is_pipe(_: &Path) -> bool {
    false
}
