//! The lock file that a call of `kea_messages!` names.

use crate::Label;
use std::path::PathBuf;

/// The lock file that a call names.
#[derive(Clone, Debug)]
pub(crate) struct NamedLock {
    /// The path of the file, relative to the current folder.
    pub(crate) name: String,
    /// The place of the name in the call.
    pub(crate) label: Label,
    /// The canonical paths of the catalogue files that the call names.
    pub(crate) files: Vec<PathBuf>,
}
