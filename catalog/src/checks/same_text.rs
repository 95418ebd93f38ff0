//! Checks for messages with the same text.

use super::entry::current;
use crate::{Catalogue, Code, Entry, Finding, Part};
use std::collections::HashMap;

pub(super) fn check(catalogue: &Catalogue) -> Vec<Finding> {
    let mut texts: HashMap<&str, Vec<&Entry>> = HashMap::new();
    let mut findings = Vec::new();
    for entry in current(catalogue) {
        let id = &entry.message.id;
        let others = texts.entry(&entry.message.text).or_default();
        if let Some(other) = others
            .iter()
            .find(|other| !are_twins(id, &other.message.id))
        {
            let title = format!("`{id}` has the text of `{}`", other.message.id);
            let finding = entry.finding(Code::SameText, title, Part::Text);
            findings.push(match other.label(Part::Text) {
                Some(label) => finding.and(label, "the other one"),
                None => finding,
            });
        }
        others.push(entry);
    }
    findings
}

/// Returns whether two IDs name the same thing in two places, like `..._V4_FAIL` and `..._V6_FAIL`.
/// Such IDs differ in one word that is not the last one, or only in the digits of the last word.
///
/// IDs of different modules are also twins, because a module is a part of a program.
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
    let is_only = differences.all(|(_, (a, b))| a == b);
    is_only && (index + 1 < one.len() || letters(a) == letters(b))
}

fn letters(word: &str) -> &str {
    word.trim_end_matches(|digit: char| digit.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;
    use super::*;

    #[test]
    fn texts() {
        // The IDs of messages with the same text, and the findings.
        let cases: [(&[&str], &[&str]); 4] = [
            (
                &["A_ONE", "A_TWO"],
                &["4:9 same_text: `A_TWO` has the text of `A_ONE`"],
            ),
            (&["A_V4_FAIL", "A_V6_FAIL"], &[]),
            // The finding names the message that is not a twin.
            (
                &["A_ONE", "B_ONE", "A_TWO"],
                &["6:9 same_text: `A_TWO` has the text of `A_ONE`"],
            ),
            (
                &["A_ONE", "A_TWO", "A_THREE"],
                &[
                    "4:9 same_text: `A_TWO` has the text of `A_ONE`",
                    "6:9 same_text: `A_THREE` has the text of `A_ONE`",
                ],
            ),
        ];
        for (ids, expected) in cases {
            let messages = ids.iter().map(|id| format!("[{id}]\ntext = 'same'\n"));
            let toml: String = messages.collect();
            assert_eq!(found(check, &toml), expected, "{ids:?}");
        }
        let toml = "[A_ONE]\ntext = 'one'\n[A_TWO]\ntext = 'two'";
        assert_eq!(found(check, toml), [""; 0]);
    }

    #[test]
    fn both_places_are_shown() {
        let text = "[A_ONE]\ntext = 'up'\n[A_TWO]\ntext = 'up'";
        let source = crate::Source::new("m.toml", text);
        let findings = check(&Catalogue::of_sources(vec![source]));
        let ranges: Vec<_> = findings[0]
            .labels
            .iter()
            .map(|label| label.range.clone())
            .collect();
        assert_eq!(ranges, [36..38, 16..18]);
    }

    #[test]
    fn twins() {
        let cases = [
            ("ALLOC_V4_FAIL", "ALLOC_V6_FAIL", true, "a word says where"),
            ("ALLOC_HOST_FAIL", "ALLOC_POOL_FAIL", true, "another word"),
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
