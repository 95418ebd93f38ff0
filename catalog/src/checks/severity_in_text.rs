//! Checks for texts that begin with a severity, which the log line already shows.

use super::entry::current;
use crate::{Catalogue, Code, Finding, Part};

pub(super) fn check(catalogue: &Catalogue) -> Vec<Finding> {
    current(catalogue)
        .filter_map(|entry| {
            let id = &entry.message.id;
            let word = severity_word(&entry.message.text)?;
            let title = format!(
                "the text of `{id}` begins with `{word}`, but a log line already shows the severity"
            );
            Some(entry.finding(Code::SeverityInText, title, Part::Text))
        })
        .collect()
}

/// Returns the severity at the beginning of a text, as in `error: ...`, `WARNING - ...` or `[info]
/// ...`.
fn severity_word(text: &str) -> Option<&str> {
    const WORDS: [&str; 7] = [
        "fatal", "error", "warning", "warn", "info", "debug", "critical",
    ];
    let (text, ends): (&str, &[&str]) = match text.strip_prefix('[') {
        Some(text) => (text, &["]"]),
        None => (text, &[":", " -"]),
    };
    let end = text.find(|letter: char| !letter.is_ascii_alphabetic())?;
    let (word, rest) = text.split_at(end);
    let is_severity = WORDS.iter().any(|known| word.eq_ignore_ascii_case(known));
    let is_prefix = ends.iter().any(|end| rest.starts_with(end));
    (is_severity && is_prefix).then_some(word)
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;
    use super::*;

    #[test]
    fn severities() {
        let cases = [
            ("error: no address", Some("error")),
            ("WARNING - no address", Some("WARNING")),
            ("[Critical] no address", Some("Critical")),
            ("[info]: started", Some("info")),
            ("error no address", None),
            ("errors: 3", None),
            ("error", None),
            ("error] x", None),
            ("[error: x", None),
            ("%1: error: no address", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(severity_word(text), expected, "{text:?}");
        }
    }

    #[test]
    fn texts() {
        let toml = "[A]\ntext = 'Fatal: a'\n[B]\ntext = 'b'";
        let title =
            "the text of `A` begins with `Fatal`, but a log line already shows the severity";
        assert_eq!(
            found(check, toml),
            [format!("2:9 severity_in_text: {title}")]
        );
    }
}
