//! Checks for alerts for removed messages, which are no longer logged.

use crate::{Catalogue, Code, Finding, Part};

pub(super) fn check(catalogue: &Catalogue) -> Vec<Finding> {
    let entries = catalogue.entries.iter();
    entries
        .filter_map(|entry| {
            let message = &entry.message;
            let version = message
                .removed
                .as_ref()
                .filter(|_| message.alert.is_some())?;
            let gone = gone(&message.id, version, message.renamed.as_deref());
            let title = format!("{gone}, so its alert never fires");
            Some(entry.finding(Code::DeadAlert, title, Part::Alert))
        })
        .collect()
}

/// Returns a description of when a message was removed or renamed.
pub(super) fn gone(id: &str, version: &str, renamed: Option<&str>) -> String {
    match renamed {
        Some(new) => format!("`{id}` was renamed to `{new}` in {version}"),
        None => format!("`{id}` was removed in {version}"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_found;
    use super::*;

    #[test]
    fn alerts() {
        let cases = [
            ("alert = 'any'\nremoved = '2.0'", true),
            ("alert = 'any'", false),
            ("removed = '2.0'", false),
        ];
        let finding = "3:10 dead_alert: `A` was removed in 2.0, so its alert never fires";
        let file = |(keys, is_found)| (format!("[A]\ntext = 'a'\n{keys}"), is_found);
        assert_found(check, finding, cases.map(file));
        let finding = "3:10 dead_alert: `A` was renamed to `B` in 2.0, so its alert never fires";
        let renamed = ("alert = 'any'\nremoved = '2.0'\nrenamed = 'B'", true);
        assert_found(check, finding, [file(renamed)]);
    }
}
