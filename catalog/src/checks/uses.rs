//! Checks for messages that no Rust or C++ file uses, or that are logged in several places.

use super::entry::current;
use crate::formats::cpp::CppUses;
use crate::formats::rust::Uses;
use crate::{Catalogue, Code, Finding, Part};
use std::path::Path;

/// Compares a catalogue with the uses of its messages in the Rust and C++ files in
/// `folder`.
#[must_use]
pub fn run_with_sources(
    catalogue: &Catalogue,
    folder: &Path,
    uses: &Uses,
    cpp: &CppUses,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for entry in current(catalogue) {
        let id = &entry.message.id;
        if !uses.names(id) && !cpp.names(id) {
            let title = format!("nothing in {} uses `{id}`", folder.display());
            findings.push(entry.finding(Code::UnusedMessage, title, Part::Id));
        }
        let places = [uses.places(id), &cpp.places(id)].concat();
        if places.len() > 1 {
            let title = format!("`{id}` is logged in several places: {}", places.join(", "));
            findings.push(entry.finding(Code::SeveralPlaces, title, Part::Id));
        }
    }
    findings
}
