//! Which name was meant.

/// The one of `names` that `word` is most likely a misspelling of.
///
/// Case does not count, and neither does a longer form of the word: `warning`
/// is nearest to `warn`. Of names equally near, the first.
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
        None => strsim::damerau_levenshtein(&word, name),
    };
    names
        .iter()
        .map(|&name| (distance(&name.to_ascii_lowercase()), name))
        .filter(|&(distance, name)| distance * 2 <= name.len())
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, name)| name)
}
