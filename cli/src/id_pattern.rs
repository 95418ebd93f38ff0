//! Patterns for IDs and other names, such as `ALLOC_*`.

use crate::failure::Failure;
use crate::known::Known;
use crate::output::complain;
use glob::MatchOptions;

/// A pattern of IDs or other names.
#[derive(Debug)]
pub(crate) struct Pattern {
    pattern: glob::Pattern,
    options: MatchOptions,
}

impl Pattern {
    /// Parses a pattern of names, and reports errors in it as `written` by the user.
    fn parse(pattern: &str, written: &str, case_sensitive: bool) -> Result<Self, Failure> {
        let pattern = glob::Pattern::new(pattern).map_err(|error| {
            let reason = match error.msg {
                "invalid range pattern" => "`[` is not closed",
                reason => reason,
            };
            Failure::unusable(format!("invalid pattern `{written}`: {reason}"))
        })?;
        let options = MatchOptions {
            case_sensitive,
            ..MatchOptions::new()
        };
        Ok(Self { pattern, options })
    }

    pub(crate) fn matches(&self, name: &str) -> bool {
        self.pattern.matches_with(name, self.options)
    }
}

/// Whether this is a pattern, and not a single name.
pub(crate) fn has_wildcards(written: &str) -> bool {
    written.contains(['*', '?', '['])
}

/// Parses a pattern of IDs, which can be in upper or lower case and have dashes, like IDs on the
/// command line.
pub(crate) fn id_pattern(written: &str) -> Result<Pattern, Failure> {
    if written.is_empty() {
        let reason = "expected a message ID or a pattern of IDs, found nothing";
        return Err(Failure::unusable(reason));
    }
    Pattern::parse(&with_underscores(written), written, false)
}

/// Parses a pattern of words, which can be in upper or lower case.
pub(crate) fn word_pattern(written: &str) -> Result<Pattern, Failure> {
    Pattern::parse(written, written, false)
}

/// Parses a pattern of other names, which are case-sensitive.
pub(crate) fn pattern(written: &str) -> Result<Pattern, Failure> {
    Pattern::parse(written, written, true)
}

/// Replaces dashes with underscores, except in brackets, where a dash is a range.
fn with_underscores(pattern: &str) -> String {
    let mut text = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some(start) = rest.find('[') {
        let (outside, brackets) = rest.split_at(start);
        // A `]` directly after the opening bracket is a letter.
        let beginning = if brackets.starts_with("[!") { 3 } else { 2 };
        let mut letters = brackets.char_indices().skip(beginning);
        let end = letters.find(|(_, letter)| *letter == ']');
        let (brackets, after) = brackets.split_at(end.map_or(brackets.len(), |(end, _)| end));
        text += &outside.replace('-', "_");
        text += brackets;
        rest = after;
    }
    text + &rest.replace('-', "_")
}

/// Warns about an ID that is not in the catalogue, if there is a similar one, and about a pattern
/// that no message matches. It is not an error, because a log can have lines with unknown IDs.
pub(crate) fn warn_of_unknown(id: &str, known: &Known) {
    if has_wildcards(id) {
        if let Ok(pattern) = id_pattern(id)
            && !known.messages().any(|message| pattern.matches(&message.id))
        {
            complain("warning", &format!("no message matches `{id}`"));
        }
        return;
    }
    if let Err(unknown) = known.explain(id)
        && !unknown.similar().is_empty()
    {
        complain("warning", &unknown.to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::{id_pattern, pattern, with_underscores};

    #[test]
    fn dashes() {
        for (written, expected) in [
            ("a-b-*", "a_b_*"),
            ("-[a-z]-[!a-z]-", "_[a-z]_[!a-z]_"),
            ("[]-a]-[!]-a]-", "[]-a]_[!]-a]_"),
            ("ä-[ä-ö]-ö", "ä_[ä-ö]_ö"),
            ("a-[b-", "a_[b-"),
            ("a-[", "a_["),
            ("-[[]-", "_[[]_"),
        ] {
            assert_eq!(with_underscores(written), expected, "{written}");
        }
    }

    #[test]
    fn only_ids_are_in_any_case() {
        for (written, is_of_id, is_of_name) in [
            ("ALLOC_[E-G]*", true, true),
            ("alloc-[e-g]*", true, false),
            ("alloc-[!e-g]*", false, false),
            ("*", true, true),
            ("alloc", false, false),
        ] {
            let matches = |pattern: Result<super::Pattern, _>| {
                pattern.is_ok_and(|pattern| pattern.matches("ALLOC_FAIL"))
            };
            assert_eq!(matches(id_pattern(written)), is_of_id, "{written}");
            assert_eq!(matches(pattern(written)), is_of_name, "{written}");
        }
    }
}
