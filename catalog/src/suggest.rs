//! Suggests the name that was probably meant.

use std::fmt::{self, Display};

/// The error for an unknown name: "did you mean", or the list of expected names.
///
/// Every error about an unknown name is created here, so that they all have the same
/// form.
///
/// ```
/// use kea_messages_catalog::Unknown;
///
/// let names = ["prefix", "logger", "crate"];
/// let unknown = |name: &str| Unknown::new(format!("unknown option `{name}`"), name, &names).to_string();
/// assert_eq!(unknown("prefx"), "unknown option `prefx`: did you mean `prefix`?");
/// assert_eq!(unknown("id"), "unknown option `id`: expected `prefix`, `logger` or `crate`");
/// ```
#[derive(Clone, Debug)]
pub struct Unknown<'a, T> {
    title: T,
    word: &'a str,
    names: &'a [&'a str],
}

impl<'a, T: Display> Unknown<'a, T> {
    /// Creates the error. `title` says what is unknown, `word` is the name as it was written, and
    /// `names` are the known names.
    pub const fn new(title: T, word: &'a str, names: &'a [&'a str]) -> Self {
        Self { title, word, names }
    }
}

impl<T: Display> Display for Unknown<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { title, word, names } = self;
        if let Some(meant) = nearest(word, names) {
            return write!(f, "{title}: did you mean `{meant}`?");
        }
        write!(f, "{title}")?;
        for (index, name) in names.iter().enumerate() {
            f.write_str(match index {
                0 => ": expected ",
                _ if index + 1 == names.len() => " or ",
                _ => ", ",
            })?;
            write!(f, "`{name}`")?;
        }
        Ok(())
    }
}

/// Returns the name in `names` that `word` is most likely a misspelling of.
///
/// The case of letters is ignored. A longer form of a name counts as similar: `warning` is nearest
/// to `warn`. If several names are equally near, the first is returned.
///
/// ```
/// use kea_messages_catalog::nearest;
///
/// let names = ["fatal", "error", "warn", "info", "debug"];
/// assert_eq!(nearest("warning", &names), Some("warn"));
/// assert_eq!(nearest("eror", &names), Some("error"));
/// assert_eq!(nearest("purple", &names), None);
/// ```
#[must_use]
pub fn nearest<'a>(word: &str, names: &[&'a str]) -> Option<&'a str> {
    let word = word.to_ascii_lowercase();
    let distance = |name: &str| match word.strip_prefix(name) {
        Some(_) => 0,
        None => edits(word.as_bytes(), name.as_bytes()),
    };
    names
        .iter()
        .map(|&name| (distance(&name.to_ascii_lowercase()), name))
        .filter(|&(distance, name)| distance * 2 <= name.len())
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, name)| name)
}

/// Returns the number of bytes that have to be added, removed or replaced to turn one word into the
/// other, which is their Levenshtein distance.
///
/// This is not from a crate, because every user of the macros would compile that crate: `strsim`
/// took 3 % of a cold build.
fn edits(from: &[u8], to: &[u8]) -> usize {
    // The distance of each prefix of `to` to the part of `from` that was read so far.
    let mut distances: Vec<usize> = (0..=to.len()).collect();
    for (row, letter) in from.iter().enumerate() {
        let mut diagonal = row;
        distances[0] = row + 1;
        for (column, other) in to.iter().enumerate() {
            let replaced = diagonal + usize::from(letter != other);
            diagonal = distances[column + 1];
            distances[column + 1] = replaced.min(diagonal + 1).min(distances[column] + 1);
        }
    }
    distances[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances() {
        let cases = [
            ("", "", 0),
            ("warn", "warn", 0),
            ("", "warn", 4),
            ("warn", "", 4),
            ("eror", "error", 1),
            ("wran", "warn", 2),
            ("inof", "info", 2),
            ("kitten", "sitting", 3),
            ("purple", "debug", 6),
        ];
        for (from, to, expected) in cases {
            assert_eq!(
                edits(from.as_bytes(), to.as_bytes()),
                expected,
                "{from} {to}"
            );
            assert_eq!(
                edits(to.as_bytes(), from.as_bytes()),
                expected,
                "{to} {from}"
            );
        }
    }
}
