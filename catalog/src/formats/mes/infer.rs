//! Infers the severity from a description.
//!
//! A `.mes` file cannot state the severity, but Kea's descriptions often
//! mention it. Only unambiguous phrases are used: the start of the first
//! sentence ("This is a warning message ..."), and the level at which the
//! message is logged ("Logged at debug log level 40.").

use kea_messages_base::severity::{DebugLevel, Severity};
use std::ops::Range;

/// The severity that a description mentions.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stated {
    /// The name of the severity.
    pub name: &'static str,
    /// The debug level, if it is mentioned.
    pub level: Option<DebugLevel>,
    /// The byte range of the words that mention it. It ends with the level, if there is one.
    pub words: Range<usize>,
}

impl Stated {
    /// Returns the severity, if it is complete: a debug message also needs a level.
    #[must_use]
    pub fn severity(&self) -> Option<Severity> {
        match self.name {
            "fatal" => Some(Severity::Fatal),
            "error" => Some(Severity::Error),
            "warn" => Some(Severity::Warn),
            "info" => Some(Severity::Info),
            _ => self.level.map(Severity::Debug),
        }
    }
}

/// Returns the severity that a description mentions, if it is unambiguous.
///
/// ```
/// use kea_messages_catalog::formats::mes::stated;
/// use kea_messages_base::severity::Severity;
///
/// let stated = stated("This warning message indicates a leak.").unwrap();
/// assert_eq!(stated.severity(), Some(Severity::Warn));
/// ```
#[must_use]
pub fn stated(description: &str) -> Option<Stated> {
    let (name, level, words) = match (opening(description), debug_level(description)) {
        (Some((name, words)), None) => (name, None, words),
        (Some(("debug", words)), Some(Ok((level, place)))) => {
            ("debug", Some(level), words.start..place.end)
        }
        (None, Some(Ok((level, place)))) => ("debug", Some(level), place),
        // The description does not mention a severity, or contradicts itself.
        _ => return None,
    };
    Some(Stated { name, level, words })
}

/// Finds the severity in "This is a warning message ...".
fn opening(description: &str) -> Option<(&'static str, Range<usize>)> {
    let mut words = words(description).peekable();
    let mut is_article = false;
    while let Some(&(word, _)) = words.peek() {
        if !["this", "is", "a", "an", "the"]
            .iter()
            .any(|it| word.eq_ignore_ascii_case(it))
        {
            break;
        }
        is_article = true;
        words.next();
    }
    if !is_article {
        return None;
    }
    let (word, place) = words.next()?;
    let name = severity_name(word)?;
    let mut next = words.next()?;
    // The words are "This fatal error message".
    if name == "fatal" && next.0 == "error" {
        next = words.next()?;
    }
    next.0
        .starts_with("message")
        .then_some((name, place.start..next.1.end))
}

fn severity_name(word: &str) -> Option<&'static str> {
    match word.to_ascii_lowercase().as_str() {
        "fatal" => Some("fatal"),
        "error" => Some("error"),
        "warning" => Some("warn"),
        "info" | "informational" | "information" => Some("info"),
        "debug" => Some("debug"),
        _ => None,
    }
}

/// Finds the level in "Logged at debug log level 40." Returns an error if there are several
/// different levels, or a number that is not a level.
fn debug_level(description: &str) -> Option<Result<(DebugLevel, Range<usize>), ()>> {
    let mut found: Option<Result<(DebugLevel, Range<usize>), ()>> = None;
    for (at, _) in description.match_indices("ogged") {
        let start = at.saturating_sub(1);
        if !matches!(description.as_bytes()[start], b'L' | b'l') {
            continue;
        }
        let mut words = words(&description[start..]).skip(1);
        if words.next().map(|(word, _)| word) != Some("at") {
            continue;
        }
        let mut words = words.filter(|(word, _)| !["a", "log"].contains(word));
        let (Some(("debug", _)), Some(("level", _)), Some((number, place))) =
            (words.next(), words.next(), words.next())
        else {
            continue;
        };
        let level = number.parse().ok().and_then(DebugLevel::new);
        found = match (found, level) {
            (None, Some(level)) => Some(Ok((level, start..start + place.end))),
            (Some(Ok((first, words))), Some(level)) if first == level => Some(Ok((first, words))),
            _ => Some(Err(())),
        };
    }
    found
}

/// Returns the words of a text without punctuation, and their positions. Characters that are not
/// ASCII are treated as parts of words, because no relevant word contains them.
fn words(text: &str) -> impl Iterator<Item = (&str, Range<usize>)> {
    let is_in_word = |at: usize| {
        let byte = text.as_bytes()[at];
        byte.is_ascii_alphanumeric() || !byte.is_ascii()
    };
    let mut end = 0;
    std::iter::from_fn(move || {
        let mut start = end;
        while start < text.len() && !is_in_word(start) {
            start += 1;
        }
        end = start;
        while end < text.len() && is_in_word(end) {
            end += 1;
        }
        (start < end).then(|| (&text[start..end], start..end))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions() {
        let cases = [
            ("This is an error message issued when ...", Some("error")),
            ("This error message is issued when ...", Some("error")),
            ("A warning message issued when ...", Some("warn")),
            ("The warning message indicates that ...", Some("warn")),
            ("This informational message is printed", Some("info")),
            ("This is the info message, and", Some("info")),
            ("This information message is issued", Some("info")),
            ("This is a fatal error message.", Some("fatal")),
            ("This fatal error message indicates", Some("fatal")),
            ("This fatal message indicates", Some("fatal")),
            ("This warning error message indicates", None),
            (
                "Something. Logged at debug log level 40.",
                Some("debug(40)"),
            ),
            ("Logged at debug level 0.", Some("debug(0)")),
            (
                "This debug message is issued. Logged at debug log level 55.",
                Some("debug(55)"),
            ),
            (
                "Logged at debug log\nlevel 40. Logged at debug log level 40.",
                Some("debug(40)"),
            ),
            ("This debug message is issued when", None),
            (
                "This error message is issued. Logged at debug log level 40.",
                None,
            ),
            (
                "Logged at debug log level 40. Logged at debug log level 50.",
                None,
            ),
            ("Logged at debug log level 140.", None),
            ("Logged at debug log level of detail", None),
            (
                "This message is issued when an error message was received",
                None,
            ),
            ("Error message.", None),
            ("This error is output if", None),
            ("This is a fatal error.", None),
            ("This", None),
            ("", None),
            ("é", None),
        ];
        for (description, expected) in cases {
            let severity = stated(description).and_then(|stated| stated.severity());
            let severity = severity.map(|severity| severity.to_string());
            assert_eq!(severity.as_deref(), expected, "{description:?}");
        }
    }

    #[test]
    fn the_words_that_say_it() {
        let cases = [
            ("This is an error message, and", "error message"),
            ("This debug message, and", "debug message"),
            (
                "This debug message. Logged at debug level 7.",
                "debug message. Logged at debug level 7",
            ),
            (
                "Up. Logged at debug log level 40.",
                "Logged at debug log level 40",
            ),
            (
                "A “thing”. Logged at debug level 7!",
                "Logged at debug level 7",
            ),
        ];
        for (description, expected) in cases {
            let stated = stated(description).unwrap();
            assert_eq!(&description[stated.words], expected);
        }
    }
}
