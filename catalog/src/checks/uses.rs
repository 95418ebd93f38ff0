//! Checks for messages that no Rust file uses, or that are logged in several places.

use super::entry::current;
use crate::formats::rust::Uses;
use crate::{Catalogue, Code, Finding, Part};
use std::path::Path;

/// Compares a catalogue with the uses of its messages in the Rust files in `folder`.
#[must_use]
pub fn run_with_sources(catalogue: &Catalogue, folder: &Path, uses: &Uses) -> Vec<Finding> {
    let mut findings = Vec::new();
    for entry in current(catalogue) {
        let id = &entry.message.id;
        if !uses.names(id) {
            let title = format!("nothing in {} uses `{id}`", folder.display());
            findings.push(entry.finding(Code::UnusedMessage, title, Part::Id));
        }
        if let places @ [_, _, ..] = uses.places(id) {
            let title = format!("`{id}` is logged in several places: {}", places.join(", "));
            findings.push(entry.finding(Code::SeveralPlaces, title, Part::Id));
        }
    }
    findings
}
