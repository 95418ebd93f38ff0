//! The purpose for which a file is read.

/// What the texts of a file are used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// They are compiled into a program.
    Catalogue,
    /// While a program runs, they replace the texts that are compiled into it.
    LocalTexts,
}
