//! Checks for messages that were renamed to an unknown message, or in a cycle, so that the old ID
//! does not lead to a message that can be logged.

use crate::{Catalogue, Code, Finding, Part, nearest};

/// Checks a complete catalogue. It has to be complete because the new ID can be in another file.
pub(crate) fn check(catalogue: &Catalogue) -> Vec<Finding> {
    let mut findings = Vec::new();
    for entry in &catalogue.entries {
        let id = entry.message.id.as_str();
        let Some(renamed) = entry.message.renamed.as_deref() else {
            continue;
        };
        let title = if !catalogue.has(renamed) {
            let ids: Vec<&str> = catalogue
                .messages()
                .map(|message| message.id.as_str())
                .filter(|other| *other != id)
                .collect();
            let meant = nearest(renamed, &ids).map(|meant| format!(": did you mean `{meant}`?"));
            let meant = meant.unwrap_or_default();
            format!("`{id}` was renamed to `{renamed}`, which is not a message{meant}")
        } else if is_in_cycle(id, catalogue) {
            format!("`{id}` was renamed to `{renamed}`, which leads back to `{id}`")
        } else {
            continue;
        };
        findings.push(entry.finding(Code::DeadRename, title, Part::Renamed));
    }
    findings
}

/// Returns whether following the new IDs leads back to this ID.
fn is_in_cycle(id: &str, catalogue: &Catalogue) -> bool {
    let next = |id: &str| catalogue.get(id)?.message.renamed.as_deref();
    let new_ids = std::iter::successors(next(id), |&id| next(id));
    // The number is limited, because a cycle of other messages would not end.
    let mut new_ids = new_ids.take(catalogue.entries.len());
    new_ids.any(|new| new == id)
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;
    use super::*;

    #[test]
    fn renames() {
        let renamed = |id: &str, new: &str| {
            format!("[{id}]\ntext = 'x'\nremoved = '2.0'\nrenamed = '{new}'\n")
        };
        let up = "[A_UP]\ntext = 'x'\n";
        for (toml, expected) in [
            (format!("{}{up}", renamed("A_OLD", "A_UP")), vec![]),
            // A message that was removed later also has a page.
            (
                format!("{}{up}removed = '3.0'", renamed("A_OLD", "A_UP")),
                vec![],
            ),
            (
                format!(
                    "{}{}{up}",
                    renamed("A_OLDER", "A_OLD"),
                    renamed("A_OLD", "A_UP")
                ),
                vec![],
            ),
            (
                format!("{up}{}", renamed("A_OLD", "A_UPP")),
                vec![
                    "6:12 dead_rename: `A_OLD` was renamed to `A_UPP`, which is not a message: did \
                     you mean `A_UP`?",
                ],
            ),
            (
                renamed("A_OLD", "A_OLDER"),
                vec!["4:12 dead_rename: `A_OLD` was renamed to `A_OLDER`, which is not a message"],
            ),
            (
                format!(
                    "{}{}{}",
                    renamed("A_ONE", "A_TWO"),
                    renamed("A_TWO", "A_ONE"),
                    renamed("A_OLD", "A_ONE")
                ),
                vec![
                    "4:12 dead_rename: `A_ONE` was renamed to `A_TWO`, which leads back to `A_ONE`",
                    "8:12 dead_rename: `A_TWO` was renamed to `A_ONE`, which leads back to `A_TWO`",
                ],
            ),
        ] {
            assert_eq!(found(check, &toml), expected, "{toml}");
        }
    }
}
