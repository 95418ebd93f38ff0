//! Messages that no Rust file names, or that are logged in several places.

use super::entry::current;
use crate::formats::rust::Uses;
use crate::{Catalogue, Code, Finding, Part};
use std::path::Path;

/// Holds a catalogue against what the Rust files in `folder` say of its messages.
#[must_use]
pub fn run_with_sources(catalogue: &Catalogue, folder: &Path, uses: &Uses) -> Vec<Finding> {
    let mut findings = Vec::new();
    for entry in current(catalogue) {
        let id = &entry.message.id;
        if !uses.names(id) {
            let title = format!("nothing in {} names `{id}`", folder.display());
            findings.push(entry.finding(Code::UnusedMessage, title, Part::Id));
        }
        if let places @ [_, _, ..] = uses.places(id) {
            let title = format!("`{id}` is logged in several places: {}", places.join(", "));
            findings.push(entry.finding(Code::SeveralPlaces, title, Part::Id));
        }
    }
    findings
}
