//! A code that is suppressed and does not exist.

use crate::{Allow, Catalogue, Code, Finding};

pub(super) fn check(catalogue: &Catalogue, add: &mut dyn FnMut(Finding)) {
    for allow in &catalogue.allowed {
        if let Some(finding) = check_code(allow) {
            add(finding);
        }
    }
    for entry in &catalogue.entries {
        for finding in entry.allowed.iter().filter_map(check_code) {
            add(finding.of(&entry.message.id));
        }
    }
}

fn check_code(allow: &Allow) -> Option<Finding> {
    let error = allow.code.parse::<Code>().err()?;
    let finding = Finding::new(Code::UnknownCode, error.to_string());
    let help = "this `allow` suppresses nothing";
    Some(finding.at(allow.label.clone()).help(help))
}
