//! The lines that a joiner returns.

/// The maximum number of bytes to buffer for an incomplete line. A longer line is returned in
/// parts.
pub(super) const MAX_KEPT: usize = 1 << 20;

/// A line that a [`Joiner`](crate::Joiner) returns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Joined {
    /// The line, without its line feed.
    pub line: Vec<u8>,
    /// The number that was passed with the first of its lines.
    pub number: Option<u64>,
    /// Whether the log ended within the line, so that a part of it may be missing.
    pub is_cut_off: bool,
}

impl Joined {
    pub(crate) const fn new(line: Vec<u8>, number: Option<u64>) -> Self {
        Self {
            line,
            number,
            is_cut_off: false,
        }
    }
}
