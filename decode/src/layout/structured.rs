//! Structured lines, whose parts are named: JSON objects (`object.rs`) and `key=value` pairs
//! (`logfmt.rs`).

use super::logfmt;
use super::object;
use super::parts::Parts;

/// Splits a structured line of either kind.
pub(super) fn line(line: &str) -> Option<Parts<'_>> {
    if line.starts_with('{') {
        object::json(line)
    } else {
        logfmt::pairs(line)
    }
}
