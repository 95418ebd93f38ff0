//! Holds the messages against the Rust files that log them.

use super::finding::Finding;
use crate::Failure;
use crate::sources::Uses;
use kea_messages_catalog::file::{Catalogue, Label, Report};
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
        let mut add = |code: &str, title: String| {
            let label = Label {
                source: entry.places.source,
                range: entry.places.id.clone(),
                text: String::new(),
            };
            findings.push(Finding::new(
                code,
                Some(id),
                Report::error(title, Some(label)),
            ));
        };
        if !uses.names(id) {
            let title = format!("nothing in {} names `{id}`", folder.display());
            add("unused_message", title);
        }
        if let places @ [_, _, ..] = uses.places(id) {
            let title = format!("`{id}` is logged in several places: {}", places.join(", "));
            add("several_places", title);
        }
    }
    Ok(())
}
