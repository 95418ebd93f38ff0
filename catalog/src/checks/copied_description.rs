//! Checks for descriptions that were copied from the message for the other version of IP, and
//! mention that version.
//!
//! Most descriptions that two such messages share apply to both. A description that mentions only 4
//! is wrong for the message for 6, and vice versa.

use super::siblings::{families, numbers, with_other};
use crate::{Catalogue, Code, Entry, Finding, Part};

pub(super) fn check(catalogue: &Catalogue) -> Vec<Finding> {
    let mut findings = Vec::new();
    for family in families(catalogue) {
        for (index, entry) in family.iter().enumerate() {
            let mut others = family[..index].iter();
            findings.extend(others.find_map(|other| copy(entry, other)));
        }
    }
    findings
}

/// Returns the finding that one of two messages has the description of the other message.
fn copy(entry: &Entry, other: &Entry) -> Option<Finding> {
    if !words(entry).eq(words(other)) {
        return None;
    }
    // The description is right for the message that it mentions.
    let (it, other, word) = [(entry, other), (other, entry)]
        .into_iter()
        .find_map(|(it, other)| Some((it, other, word_of_another(it)?)))?;
    let (id, from) = (&it.message.id, &other.message.id);
    let title = format!("`{id}` has the description of `{from}`, which says \"{word}\"");
    let finding = it.finding(Code::CopiedDescription, title, Part::Description);
    Some(with_other(finding, other, Part::Description))
}

fn words(entry: &Entry) -> impl Iterator<Item = &str> {
    entry.message.description.split_whitespace()
}

/// Returns the first word of the description that contains a 6, if the ID contains only a 4 and no
/// word contains a 4; or vice versa.
fn word_of_another(entry: &Entry) -> Option<&str> {
    let mut of_id = numbers(&entry.message.id).filter(|(_, is_number)| *is_number);
    let (own, _) = of_id.next()?;
    // An ID with both numbers is for both versions.
    if of_id.any(|(number, _)| number != own) {
        return None;
    }
    let mut of_words = words(entry).filter_map(|word| Some((word, number_in(word)?)));
    let (first, number) = of_words.next()?;
    let speaks_of_own = number == own || of_words.any(|(_, number)| number == own);
    let is_of_word = |sign: char| sign.is_alphanumeric() || matches!(sign, '_' | '-');
    (!speaks_of_own).then(|| first.trim_matches(|sign| !is_of_word(sign)))
}

/// Returns the 4 or 6 in a word, such as `IPv4` or `dhcp6_srv`. A number that is not part of a word
/// is not a version of IP.
fn number_in(word: &str) -> Option<char> {
    let mut before = ' ';
    numbers(word).find_map(|(letter, is_number)| {
        let is_in_word = is_number && before.is_ascii_alphabetic();
        before = letter;
        is_in_word.then_some(letter)
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;
    use super::*;

    fn toml(messages: [(&str, &str); 2]) -> String {
        messages
            .iter()
            .map(|(id, description)| format!("[{id}]\ntext = 'a'\ndescription = '{description}'\n"))
            .collect()
    }

    #[test]
    fn copies() {
        let of_6 = "6:16 copied_description: `A_V6` has the description of `A_V4`, which says";
        let of_4 = "3:16 copied_description: `A_V4` has the description of `A_V6`, which says";
        for (description, expected) in [
            ("An IPv4 lease.", Some(format!("{of_6} \"IPv4\""))),
            (
                "The command (lease4-del).",
                Some(format!("{of_6} \"lease4-del\"")),
            ),
            ("A DHCPv6 server.", Some(format!("{of_4} \"DHCPv6\""))),
            ("An IPv4 or IPv6 lease.", None),
            ("A lease.", None),
            ("4 leases of 64 bits, base64, x86.", None),
            ("", None),
        ] {
            let toml = toml([("A_V4", description), ("A_V6", description)]);
            assert_eq!(
                found(check, &toml),
                Vec::from_iter(expected),
                "{description}"
            );
        }
    }

    #[test]
    fn which_messages() {
        let ipv4 = "An IPv4 lease.";
        for messages in [
            [("A_V4", ipv4), ("A_V6", "An IPv6 lease.")],
            // It is not a copy, so it may be intended.
            [("A_V4", ipv4), ("A_V6", "It is not an IPv4 lease.")],
            [("A_V4", ipv4), ("B_V6", ipv4)],
            [("A_ONE", ipv4), ("A_TWO", ipv4)],
            // Both messages are about communication with a server for IPv4.
            [("DHCP4_DHCP4O6_A", ipv4), ("DHCP6_DHCP4O6_A", ipv4)],
        ] {
            assert_eq!(found(check, &toml(messages)), [""; 0], "{messages:?}");
        }
        let reversed = toml([("A_V6", ipv4), ("A_V4", ipv4)]);
        assert_eq!(
            found(check, &reversed),
            ["3:16 copied_description: `A_V6` has the description of `A_V4`, which says \"IPv4\""]
        );
    }

    #[test]
    fn both_places_are_shown() {
        let text = toml([("A_V4", "An IPv4 lease."), ("A_V6", "An  IPv4\nlease.")]);
        let text = text.replace('\'', "\"\"\"");
        let source = crate::Source::new("m.toml", &text);
        let findings = check(&Catalogue::of_sources(vec![source]));
        let lines: Vec<usize> = findings[0]
            .labels
            .iter()
            .map(|label| text[..label.range.start].lines().count())
            .collect();
        assert_eq!(lines, [6, 3]);
    }
}
