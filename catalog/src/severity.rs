//! Parses severities as they are written in definitions, and explains words that are not
//! severities.

use crate::suggest::nearest;
use kea_messages_base::severity::{ParseSeverityError, Severity};

/// Parses a severity: `warn`, `debug(40)`.
///
/// # Errors
///
/// Returns what is wrong, and what to write instead.
///
/// ```
/// use kea_messages_catalog::severity::parse;
///
/// let error = parse("warning").unwrap_err();
/// assert_eq!(error, "`warning` is not a severity: did you mean `warn`?");
/// ```
pub fn parse(written: &str) -> Result<Severity, String> {
    written.parse().map_err(|error| match error {
        ParseSeverityError::Unknown => {
            let name = written.split('(').next().unwrap_or(written);
            unknown(name.trim())
        }
        error => error.to_string(),
    })
}

/// Returns the error message for a word that is not a severity.
///
/// ```
/// use kea_messages_catalog::severity::unknown;
///
/// assert_eq!(unknown("dbug"), "`dbug` is not a severity: did you mean `debug(40)`?");
/// ```
#[must_use]
pub fn unknown(word: &str) -> String {
    if word.eq_ignore_ascii_case("trace") {
        return format!(
            "`{word}` is not a severity: write `debug(40)`, or another debug level up to `debug(99)`"
        );
    }
    match nearest(word, &Severity::NAMES) {
        Some("debug") => format!("`{word}` is not a severity: did you mean `debug(40)`?"),
        Some(name) => format!("`{word}` is not a severity: did you mean `{name}`?"),
        None => format!("`{word}` is {}", ParseSeverityError::Unknown),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn severities() {
        let cases = [
            ("info", Ok("info")),
            ("debug(40)", Ok("debug(40)")),
            (
                "TRACE",
                Err(
                    "`TRACE` is not a severity: write `debug(40)`, or another debug level up to `debug(99)`",
                ),
            ),
            ("err", Err("`err` is not a severity: did you mean `error`?")),
            (
                "dbg(3)",
                Err("`dbg` is not a severity: did you mean `debug(40)`?"),
            ),
            (
                "purple",
                Err("`purple` is not a severity: expected fatal, error, warn, info or debug(N)"),
            ),
            (
                "debug",
                Err("`debug` needs a level from 0 to 99: `debug(40)`"),
            ),
            ("info(3)", Err("only `debug` has a level: write `info`")),
        ];
        for (written, expected) in cases {
            let read = parse(written).map(|severity| severity.to_string());
            let read = read.as_deref().map_err(String::as_str);
            assert_eq!(read, expected, "{written}");
        }
    }
}
