//! What a file is read for.

/// What the texts of a file are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// They are compiled into a program.
    Catalogue,
    /// They take the place of those that a program was compiled with, while it runs.
    LocalTexts,
}
