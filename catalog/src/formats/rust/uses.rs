//! Where Rust files name messages.

use super::package::walk;
use crate::{Code, Finding};
use proc_macro2::{TokenStream, TokenTree};
use std::collections::{HashMap, HashSet};
use std::io;
use std::path::Path;

/// What the Rust files of a folder say of messages.
#[derive(Debug, Default)]
pub struct Uses {
    /// The words that can be IDs, wherever they stand but in definitions.
    named: HashSet<String>,
    /// Where each is inside of an `emit!`: the file and the line.
    emitted: HashMap<String, Vec<String>>,
}

impl Uses {
    /// Reads the Rust files in a folder and below, but for those of packages inside of it.
    ///
    /// # Errors
    ///
    /// A file that cannot be read.
    pub fn read(folder: &Path) -> Result<Self, Finding> {
        let unreadable = |path: &Path, error: &io::Error| {
            let title = format!("cannot read {}: {error}", path.display());
            Finding::new(Code::Unreadable, title)
        };
        // A file, or nothing, is not a folder.
        std::fs::read_dir(folder).map_err(|error| unreadable(folder, &error))?;
        let mut uses = Self::default();
        let mut findings = Vec::new();
        for path in walk(folder, &mut findings) {
            if path.extension().is_none_or(|ending| ending != "rs") {
                continue;
            }
            let source = std::fs::read_to_string(&path);
            let source = source.map_err(|error| unreadable(&path, &error))?;
            // A file that is not Rust is rustc's to report.
            if let Ok(tokens) = source.parse::<TokenStream>() {
                uses.add(tokens, &path, false);
            }
        }
        findings.pop().map_or(Ok(uses), Err)
    }

    /// Whether anything names a message.
    #[must_use]
    pub fn names(&self, id: &str) -> bool {
        self.named.contains(id)
    }

    /// Where a message is logged by its ID.
    #[must_use]
    pub fn places(&self, id: &str) -> &[String] {
        self.emitted.get(id).map_or(&[], Vec::as_slice)
    }

    fn add(&mut self, tokens: TokenStream, path: &Path, in_emit: bool) {
        let mut before: [Option<String>; 2] = [None, None];
        for token in tokens {
            let word = match token {
                TokenTree::Ident(name) => {
                    let text = name.to_string();
                    if text.starts_with(|letter: char| letter.is_ascii_uppercase()) {
                        if in_emit {
                            let line = name.span().start().line;
                            let place = format!("{}:{line}", path.display());
                            self.emitted.entry(text.clone()).or_default().push(place);
                        }
                        self.named.insert(text.clone());
                    }
                    text
                }
                TokenTree::Punct(sign) => sign.to_string(),
                TokenTree::Group(group) => {
                    let of = |name: &str| {
                        let [word, sign] = &before;
                        word.as_deref() == Some(name) && sign.as_deref() == Some("!")
                    };
                    if !of("kea_messages") {
                        self.add(group.stream(), path, in_emit || of("emit"));
                    }
                    String::new()
                }
                TokenTree::Literal(_) => String::new(),
            };
            before = [before[1].take(), Some(word)];
        }
    }
}
