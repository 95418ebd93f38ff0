//! Checks for pairs of messages, for IPv4 and for IPv6, with different severities.

use super::siblings::{families, with_other};
use crate::{Catalogue, Code, Entry, Finding, Part};

pub(super) fn check(catalogue: &Catalogue) -> Vec<Finding> {
    let mut findings = Vec::new();
    for family in families(catalogue) {
        for (index, entry) in family.iter().enumerate() {
            findings.extend(difference(entry, &family[..index]));
        }
    }
    findings
}

/// Returns the finding for the first of the other messages with a different severity.
fn difference(entry: &Entry, others: &[&Entry]) -> Option<Finding> {
    let severity = entry.message.severity?;
    let (other, was) = others.iter().find_map(|other| {
        let was = other.message.severity?;
        (was != severity).then_some((other, was))
    })?;
    let (id, before) = (&entry.message.id, &other.message.id);
    let title = format!("`{id}` is `{severity}`, but `{before}` is `{was}`");
    let finding = entry.finding(Code::SiblingSeverity, title, Part::Id);
    Some(with_other(finding, other, Part::Id))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{assert_found, found};
    use super::*;

    #[test]
    fn severities() {
        let file = |(one, other): (&str, &str)| {
            let severity = |it: &str| match it {
                "" => String::new(),
                it => format!("severity = '{it}'\n"),
            };
            let (one, other) = (severity(one), severity(other));
            format!("[A_V4]\ntext = 'a'\n{one}[A_V6]\ntext = 'a'\n{other}")
        };
        let finding = "4:2 sibling_severity: `A_V6` is `error`, but `A_V4` is `warn`";
        assert_found(
            check,
            finding,
            [
                (("warn", "error"), true),
                (("warn", "warn"), false),
                (("debug(40)", "debug(40)"), false),
            ]
            .map(|(severities, is_found)| (file(severities), is_found)),
        );
        assert_eq!(
            found(check, &file(("debug(40)", "debug(50)"))),
            ["4:2 sibling_severity: `A_V6` is `debug(50)`, but `A_V4` is `debug(40)`"]
        );
        // The definition leaves the severity to the statements.
        assert_eq!(found(check, &file(("", "error"))), [""; 0]);
        assert_eq!(found(check, &file(("error", ""))), [""; 0]);
    }

    #[test]
    fn other_messages() {
        for (one, other) in [("A_ONE", "A_TWO"), ("A_V4", "B_V6"), ("A_14", "A_16")] {
            let toml = format!(
                "[{one}]\ntext = 'a'\nseverity = 'warn'\n[{other}]\ntext = 'a'\nseverity = 'error'\n"
            );
            assert_eq!(found(check, &toml), [""; 0]);
        }
    }

    #[test]
    fn both_places_are_shown() {
        let text = "[A_V4]\ntext = 'a'\nseverity = 'warn'\n[A_V6]\ntext = 'a'\nseverity = 'info'";
        let source = crate::Source::new("m.toml", text);
        let findings = check(&Catalogue::of_sources(vec![source]));
        let labels = findings[0].labels.iter();
        let ids: Vec<&str> = labels.map(|label| &text[label.range.clone()]).collect();
        assert_eq!(ids, ["A_V6", "A_V4"]);
    }
}
