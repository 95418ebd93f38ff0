//! Holds the messages against the Rust files that log them.

use crate::Failure;
use crate::sources::Uses;
use kea_messages_catalog::{Catalogue, Code, Finding, Part};
use std::path::Path;

/// Finds the messages that nothing names, and those that are logged in several places.
pub(super) fn check(
    folder: &Path,
    catalogue: &Catalogue,
    findings: &mut Vec<Finding>,
) -> Result<(), Failure> {
    let uses = Uses::read(folder)?;
    for entry in &catalogue.entries {
        let id = &entry.message.id;
        if entry.message.removed.is_some() {
            continue;
        }
        let mut add = |code, title: String| {
            let mut finding = Finding::new(code, title).of(id);
            finding.labels.extend(entry.label(Part::Id));
            findings.push(finding);
        };
        if !uses.names(id) {
            let title = format!("nothing in {} names `{id}`", folder.display());
            add(Code::UnusedMessage, title);
        }
        if let places @ [_, _, ..] = uses.places(id) {
            let title = format!("`{id}` is logged in several places: {}", places.join(", "));
            add(Code::SeveralPlaces, title);
        }
    }
    Ok(())
}
