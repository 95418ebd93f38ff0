//! Recognises lines of slog-term and slog-logfmt, which write pairs after a text without a
//! separator: `Dec 20 10:15:02.123 INFO ID text, key: value` and `INFO | ID text\tkey=value`.

use std::borrow::Cow;

/// The names of severities that only slog uses.
const OWN: [&str; 3] = ["TRCE", "DEBG", "ERRO"];

/// The names of severities that slog and other loggers use.
const SHARED: [&str; 3] = ["INFO", "WARN", "CRIT"];

/// The maximum number of places where the pairs can begin. Each place results in another text.
const MAX_PAIRS: usize = 16;

/// The form of slog that a line can have, according to its head.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Form {
    #[default]
    None,
    /// The head has a time and a severity.
    Terminal,
    /// The head has a severity and a bar.
    Logfmt,
}

/// Whether slog uses this name for a severity.
pub(super) fn is_severity(name: &str) -> bool {
    OWN.contains(&name) || SHARED.contains(&name)
}

/// Whether a line with this time and severity was written by slog, and not only looks like it.
pub(super) fn is_own(time: Option<&str>, severity: &str) -> bool {
    // `Dec 20 10:15:02.123`
    let is_default = |time: &str| {
        time.len() == 19 && time.as_bytes()[0].is_ascii_uppercase() && time.as_bytes()[15] == b'.'
    };
    OWN.contains(&severity) || SHARED.contains(&severity) && time.is_some_and(is_default)
}

/// Whether a text begins with a place in a source file, as `use_file_location` writes it:
/// `[src/main.rs:6:5]`.
pub(super) fn begins_with_place(text: &str) -> bool {
    let inside = text.strip_prefix('[').and_then(|text| text.split_once(']'));
    inside.is_some_and(|(inside, _)| is_place(inside))
}

/// Whether this is such a place, without the brackets.
pub(super) fn is_place(inside: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    let mut parts = inside.rsplitn(3, ':');
    let [column, line, file] = [parts.next(), parts.next(), parts.next()];
    column.is_some_and(is_number)
        && line.is_some_and(is_number)
        && file.is_some_and(|file| file.strip_suffix(".rs").is_some() && !file.contains(' '))
}

/// Returns the texts that a message can have, apart from the whole: the text can end before each
/// pair. Also returns whether there are more.
pub(super) fn texts(form: Form, text: &str) -> (Vec<Cow<'_, str>>, bool) {
    let (between, middle) = match form {
        Form::None => return (Vec::new(), false),
        Form::Terminal => (", ", ": "),
        Form::Logfmt => ("\t", "="),
    };
    let mut ends = text.match_indices(between).filter_map(|(at, _)| {
        let rest = &text[at + between.len()..];
        let key = rest.split(between).next().unwrap_or_default();
        let is_pair = key.find(middle).is_some_and(|length| length > 0);
        // If there are no pairs, the text still ends with a tab.
        (is_pair || rest.is_empty() && form == Form::Logfmt).then_some(at)
    });
    let found = ends.by_ref().take(MAX_PAIRS);
    let found = found.map(|end| text[..end].into()).collect();
    (found, ends.next().is_some())
}

#[cfg(test)]
mod tests {
    use super::{Form, MAX_PAIRS, is_own, is_place, texts};

    #[test]
    fn texts_before_pairs() {
        for (form, text, expected) in [
            (Form::None, "a, b: c", vec![]),
            (Form::Terminal, "a", vec![]),
            (Form::Terminal, "a, b: c", vec!["a"]),
            (
                Form::Terminal,
                "a, b: c, d, e f: , g: h",
                vec!["a", "a, b: c, d", "a, b: c, d, e f: "],
            ),
            (Form::Terminal, "a, b, c:d, : e", vec![]),
            (Form::Terminal, ", b: c", vec![""]),
            (Form::Logfmt, "a b=c", vec![]),
            (Form::Logfmt, "a\t", vec!["a"]),
            (Form::Logfmt, "a\tb=c d=e", vec!["a"]),
            (Form::Logfmt, "a\tb\tc=d\te=f", vec!["a\tb", "a\tb\tc=d"]),
            (Form::Logfmt, "a\t=b", vec![]),
        ] {
            assert_eq!(
                texts(form, text),
                (expected.into_iter().map(Into::into).collect(), false),
                "{text:?}"
            );
        }
        let long = ", a: b".repeat(MAX_PAIRS + 1);
        let (found, has_more) = texts(Form::Terminal, &long);
        assert_eq!((found.len(), has_more), (MAX_PAIRS, true));
    }

    #[test]
    fn heads() {
        for (time, severity, expected) in [
            (None, "ERRO", true),
            (None, "INFO", false),
            (Some("Dec 20 10:15:02.123"), "INFO", true),
            (Some("Dec 20 10:15:02.123"), "ERROR", false),
            (Some("Dec 20 10:15:02"), "INFO", false),
            (Some("2018-12-20 10:15:02"), "CRIT", false),
        ] {
            assert_eq!(is_own(time, severity), expected, "{time:?} {severity}");
        }
        for (inside, expected) in [
            ("src/main.rs:6:5", true),
            ("main.rs:6", false),
            ("main.rs:6:", false),
            ("main.rs:a:5", false),
            ("main.c:6:5", false),
            ("a main.rs:6:5", false),
            ("0001", false),
        ] {
            assert_eq!(is_place(inside), expected, "{inside}");
        }
    }
}
