//! Finds pairs of messages with the same meaning, for IPv4 and for IPv6.

use super::entry::current;
use crate::{Catalogue, Entry, Finding, Part};
use std::collections::BTreeMap;

/// The character that replaces a 4 or a 6. It cannot occur in an ID.
const EITHER: char = '#';

/// Returns groups of messages whose IDs differ only in 4 and 6, such as `DHCP4_V4_X` and
/// `DHCP6_V6_X`.
pub(super) fn families(catalogue: &Catalogue) -> impl Iterator<Item = Vec<&Entry>> {
    let mut families: BTreeMap<String, Vec<&Entry>> = BTreeMap::new();
    for entry in current(catalogue) {
        let family: String = numbers(&entry.message.id)
            .map(|(letter, is_number)| if is_number { EITHER } else { letter })
            .collect();
        if family.contains(EITHER) {
            families.entry(family).or_default().push(entry);
        }
    }
    families.into_values().filter(|family| family.len() > 1)
}

/// Adds the place of the other message to a finding, if that place is known.
pub(super) fn with_other(finding: Finding, other: &Entry, part: Part) -> Finding {
    match other.label(part) {
        Some(label) => finding.and(label, "the other message"),
        None => finding,
    }
}

/// Returns the characters of a text, and whether each is a 4 or a 6 that is not part of a longer
/// number.
pub(super) fn numbers(text: &str) -> impl Iterator<Item = (char, bool)> {
    let mut letters = text.chars().peekable();
    let mut before = ' ';
    std::iter::from_fn(move || {
        let letter = letters.next()?;
        let is_alone =
            !before.is_ascii_digit() && !letters.peek().is_some_and(char::is_ascii_digit);
        before = letter;
        Some((letter, is_alone && matches!(letter, '4' | '6')))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Message;

    #[test]
    fn ids() {
        let cases: [(&[&str], &[&[&str]]); 6] = [
            (&["A_V4_B", "A_V6_B"], &[&["A_V4_B", "A_V6_B"]]),
            (
                &["DHCP4_A", "DHCP6_A", "DHCP_A"],
                &[&["DHCP4_A", "DHCP6_A"]],
            ),
            (&["A_6", "B_4", "A_4"], &[&["A_6", "A_4"]]),
            (&["A_V4", "A_V6", "B_V6_A_V4"], &[&["A_V4", "A_V6"]]),
            (
                &["A4_B4", "A6_B6", "C_4", "A4_B6", "C_6"],
                &[&["A4_B4", "A6_B6", "A4_B6"], &["C_4", "C_6"]],
            ),
            (&["A_46", "A_64", "A_14", "A_16", "A_5"], &[]),
        ];
        for (ids, expected) in cases {
            let messages = ids.iter().map(|id| Message::new(*id, ""));
            let catalogue: Catalogue = messages.collect();
            let found: Vec<Vec<&str>> = families(&catalogue)
                .map(|family| family.iter().map(|it| it.message.id.as_str()).collect())
                .collect();
            assert_eq!(found, expected, "{ids:?}");
        }
    }
}
