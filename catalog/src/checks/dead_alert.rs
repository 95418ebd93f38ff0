//! Checks for an alert for a removed message, which is no longer logged.

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
            let title = format!(
                "`{}` was removed in {version}, so its alert never fires",
                message.id
            );
            Some(entry.finding(Code::DeadAlert, title, Part::Alert))
        })
        .collect()
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
    }
}
