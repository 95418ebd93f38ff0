//! Two messages with the same text.

use super::current;
use crate::{Catalogue, Code, Entry, Finding, Part};
use std::collections::HashMap;

pub(super) fn check(catalogue: &Catalogue, add: &mut dyn FnMut(Finding)) {
    let mut texts: HashMap<&str, &Entry> = HashMap::new();
    for entry in current(catalogue) {
        let id = &entry.message.id;
        let other = texts.insert(entry.message.text.as_str(), entry);
        if let Some(other) = other.filter(|other| !are_twins(id, &other.message.id)) {
            let title = format!("`{id}` has the text of `{}`", other.message.id);
            let mut finding = entry.finding(Code::SameText, title, Part::Text);
            if let Some(label) = other.label(Part::Text) {
                finding = finding.and(label, "the other one");
            }
            add(finding);
        }
    }
}

/// Whether two IDs are those of the same thing in two places, as `..._V4_FAIL` and
/// `..._V6_FAIL`: all words are the same but for one, which says where, and so is not the
/// last one, or differs in its digits alone. Modules are parts of a program, each of which
/// has its own.
fn are_twins(one: &str, other: &str) -> bool {
    let (one, other): (Vec<&str>, Vec<&str>) =
        (one.split('_').collect(), other.split('_').collect());
    if one[0] != other[0] {
        return true;
    }
    if one.len() != other.len() {
        return false;
    }
    let mut differences = one.iter().zip(&other).enumerate();
    let different = differences.by_ref().find(|(_, (a, b))| a != b);
    let Some((index, (a, b))) = different else {
        return true;
    };
    let letters = |word: &str| {
        word.trim_end_matches(|digit: char| digit.is_ascii_digit())
            .to_owned()
    };
    let is_only = differences.all(|(_, (a, b))| a == b);
    is_only && (index + 1 < one.len() || letters(a) == letters(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twins() {
        let cases = [
            ("ALLOC_V4_FAIL", "ALLOC_V6_FAIL", true, "a word says where"),
            ("DHCP4_A_FAIL", "DHCP6_A_FAIL", true, "two modules"),
            ("A_B_FAIL4", "A_B_FAIL6", true, "digits alone"),
            ("A_B_FAIL", "A_B_OK", false, "the last word says what"),
            ("A_B_C_FAIL", "A_X_Y_FAIL", false, "two words"),
            ("A_B_FAIL", "A_FAIL", false, "another number of words"),
            ("A_B", "A_B", true, "the same"),
        ];
        for (one, other, expected, why) in cases {
            assert_eq!(are_twins(one, other), expected, "{one} {other}: {why}");
            assert_eq!(are_twins(other, one), expected, "{other} {one}: {why}");
        }
    }
}
