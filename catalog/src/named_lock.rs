//! The lock file that a call of `kea_messages!` names.

use crate::Label;
use std::path::PathBuf;

/// A lock file that a call names.
#[derive(Clone, Debug)]
pub(crate) struct NamedLock {
    /// The file, as it is seen from the current folder.
    pub(crate) name: String,
    /// Where the call names it.
    pub(crate) label: Label,
    /// The canonical paths of the catalogue files that the call names.
    pub(crate) files: Vec<PathBuf>,
}
