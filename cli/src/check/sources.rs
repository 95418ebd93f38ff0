//! Looks for messages in Rust files.

use super::finding::Finding;
use crate::Failure;
use crate::input::{find_sources, unreadable};
use kea_messages_catalog::file::{Catalogue, Label, Report};
use proc_macro2::{TokenStream, TokenTree};
use std::collections::HashSet;
use std::path::Path;

/// Finds the messages that no Rust file in a folder names.
pub(super) fn check(
    folder: &Path,
    catalogue: &Catalogue,
    findings: &mut Vec<Finding>,
) -> Result<(), Failure> {
    let mut sources = Vec::new();
    find_sources(folder, folder, &mut sources).map_err(|error| unreadable(folder, &error))?;
    let mut named = HashSet::new();
    for path in sources {
        let source = std::fs::read_to_string(&path).map_err(|error| unreadable(&path, &error))?;
        // A file that is no Rust is rustc's to report.
        if let Ok(tokens) = source.parse::<TokenStream>() {
            names(tokens, &mut named);
        }
    }
    for entry in &catalogue.entries {
        let id = &entry.message.id;
        if entry.message.removed.is_none() && !named.contains(id) {
            let label = Label {
                source: entry.places.source,
                range: entry.places.id.clone(),
                text: String::new(),
            };
            let title = format!("nothing in {} names `{id}`", folder.display());
            let report = Report::error(title, Some(label));
            findings.push(Finding::new("unused_message", Some(id), report));
        }
    }
    Ok(())
}

/// The words in upper case, wherever they stand but in the definitions themselves.
fn names(tokens: TokenStream, named: &mut HashSet<String>) {
    let mut before: [Option<String>; 2] = [None, None];
    for token in tokens {
        let word = match token {
            TokenTree::Ident(name) => {
                let name = name.to_string();
                if name.starts_with(|letter: char| letter.is_ascii_uppercase()) {
                    named.insert(name.clone());
                }
                name
            }
            TokenTree::Punct(sign) => sign.to_string(),
            TokenTree::Group(group) => {
                let is_definition =
                    before == [Some("kea_messages".to_owned()), Some("!".to_owned())];
                if !is_definition {
                    names(group.stream(), named);
                }
                String::new()
            }
            TokenTree::Literal(_) => String::new(),
        };
        before = [before[1].take(), Some(word)];
    }
}
