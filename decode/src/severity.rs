//! Recognises the severities in logs.

/// The names of each severity, in the order of the ranks.
const NAMES: [&[&str]; 6] = [
    &["trace", "verbose", "trce"],
    &["debug", "debg"],
    &["info", "informational", "notice"],
    &["warn", "warning"],
    &["error", "err", "severe", "erro"],
    &[
        "fatal",
        "critical",
        "crit",
        "alert",
        "emerg",
        "emergency",
        "panic",
    ],
];

/// Returns the rank of a severity, from 0 for `trace` to 5 for `fatal`, by any of the names
/// that logs use for it, in upper or lower case. The debug level of `debug(40)` is ignored.
///
/// ```
/// use kea_messages_decode::severity_rank;
///
/// assert_eq!(severity_rank("WARNING"), severity_rank("warn"));
/// assert!(severity_rank("crit") > severity_rank("err"));
/// assert_eq!(severity_rank("loud"), None);
/// ```
#[must_use]
pub fn severity_rank(name: &str) -> Option<u8> {
    let name = name.split('(').next().unwrap_or(name);
    let is_name = |names: &[&str]| names.iter().any(|other| other.eq_ignore_ascii_case(name));
    let mut ranks = (0..).zip(NAMES);
    ranks
        .find(|(_, names)| is_name(names))
        .map(|(rank, _)| rank)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_has_a_rank() {
        for (name, rank) in [
            ("trace", Some(0)),
            ("DEBUG", Some(1)),
            ("debug(40)", Some(1)),
            ("Notice", Some(2)),
            ("warning", Some(3)),
            ("err", Some(4)),
            ("severe", Some(4)),
            ("panic", Some(5)),
            // These are the short names of slog.
            ("TRCE", Some(0)),
            ("DEBG", Some(1)),
            ("ERRO", Some(4)),
            ("warn!", None),
            ("", None),
        ] {
            assert_eq!(severity_rank(name), rank, "{name}");
        }
    }
}
