//! A code that is suppressed and does not exist.

use crate::{Catalogue, Code, Finding, Label, Part};

pub(super) fn check(catalogue: &Catalogue, add: &mut dyn FnMut(Finding)) {
    let of_files = catalogue.allowed.iter();
    let of_files = of_files.map(|(source, allowed)| (None, Some(*source), allowed));
    let own = catalogue.entries.iter().flat_map(|entry| {
        let allowed = entry.allowed.iter();
        allowed.map(move |allowed| (Some(entry), None, allowed))
    });
    for (entry, source, allowed) in of_files.chain(own) {
        if let Err(error) = allowed.code.parse::<Code>() {
            let finding = Finding::new(Code::UnknownCode, error.to_string());
            let mut finding = finding.help("`allow` suppresses nothing by this name");
            finding.id = entry.map(|entry| entry.message.id.clone());
            let label = entry.and_then(|entry| entry.label(Part::Id));
            finding
                .labels
                .extend(label.or(source.map(|source| Label::new(source, 0..0))));
            add(finding);
        }
    }
}
