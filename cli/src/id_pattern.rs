//! Patterns of IDs, such as `ALLOC_*`.

use glob::{Pattern, PatternError};

/// Parses a pattern of IDs, which can be in any case and have dashes, like IDs on the command
/// line. A pattern with brackets is not converted, because a dash in brackets has a meaning.
pub(crate) fn id_pattern(pattern: &str) -> Result<Pattern, PatternError> {
    if pattern.contains('[') {
        return Pattern::new(pattern);
    }
    Pattern::new(&pattern.to_ascii_uppercase().replace('-', "_"))
}
