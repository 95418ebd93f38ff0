//! Suggests the name that was probably meant.

use strsim::osa_distance;

/// Returns the name that `word` is most likely a misspelling of, ignoring case.
pub(crate) fn nearest<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let distance = |name: &'a str| (osa_distance(&word, &name.to_lowercase()), name);
    let near = |&(distance, name): &(usize, &str)| distance * 3 <= name.chars().count();
    let found = names.into_iter().map(distance).filter(near);
    found
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelling_has_a_name() {
        let names = [
            "fatal",
            "error",
            "warn",
            "info",
            "debug",
            "kea-dhcp4.alloc-engine",
        ];
        for (word, expected) in [
            ("eror", Some("error")),
            ("INOF", Some("info")),
            ("wran", Some("warn")),
            ("kea-dhcp4.aloc_engine", Some("kea-dhcp4.alloc-engine")),
            ("kea-dhcp6.alloc-engine", Some("kea-dhcp4.alloc-engine")),
            ("hyper", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, names), expected, "{word}");
        }
    }
}
