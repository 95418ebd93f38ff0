//! The purpose for which a file is read.

/// What the texts of a file are used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// They are compiled into a program.
    Catalogue,
    /// They replace those that are compiled into a program while it runs.
    LocalTexts,
}
