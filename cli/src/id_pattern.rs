//! Patterns, such as `ALLOC_*`.

use crate::failure::Failure;
use glob::Pattern;

/// Parses a pattern of IDs, which can be in any case and have dashes, like IDs on the command
/// line. A pattern with brackets is not converted, because a dash in brackets has a meaning.
pub(crate) fn id_pattern(written: &str) -> Result<Pattern, Failure> {
    if written.contains('[') {
        return pattern(written);
    }
    pattern(&written.to_ascii_uppercase().replace('-', "_"))
}

/// Parses a pattern of other names.
pub(crate) fn pattern(written: &str) -> Result<Pattern, Failure> {
    Pattern::new(written).map_err(|error| {
        let reason = match error.msg {
            "invalid range pattern" => "`[` is not closed",
            reason => reason,
        };
        Failure::unusable(format!("invalid pattern `{written}`: {reason}"))
    })
}
