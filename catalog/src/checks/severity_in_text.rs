//! A text that begins with a severity, which the line says already.

use super::current;
use crate::{Catalogue, Code, Finding, Part};

pub(super) fn check(catalogue: &Catalogue, add: &mut dyn FnMut(Finding)) {
    for entry in current(catalogue) {
        let id = &entry.message.id;
        if let Some(word) = severity_word(&entry.message.text) {
            let title =
                format!("the text of `{id}` begins with `{word}`: the line says it already");
            add(entry.finding(Code::SeverityInText, title, Part::Text));
        }
    }
}

/// The severity that a text begins with, if it does: `error: ...`, `WARNING - ...`.
fn severity_word(text: &str) -> Option<&str> {
    const WORDS: [&str; 7] = [
        "fatal", "error", "warning", "warn", "info", "debug", "critical",
    ];
    let end = text.find(|letter: char| !letter.is_ascii_alphabetic())?;
    let (word, rest) = text.split_at(end);
    let is_word = WORDS.iter().any(|known| word.eq_ignore_ascii_case(known));
    let is_prefix = rest.starts_with(':') || rest.starts_with(" -") || rest.starts_with("] ");
    (is_word && is_prefix).then_some(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts() {
        let cases = [
            ("error: no address", Some("error")),
            ("WARNING - no address", Some("WARNING")),
            ("Critical] no address", Some("Critical")),
            ("error no address", None),
            ("errors: 3", None),
            ("error", None),
            ("%1: error: no address", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(severity_word(text), expected, "{text:?}");
        }
    }
}
