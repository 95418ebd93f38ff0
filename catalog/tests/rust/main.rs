//! Tests Rust source as catalogues: files, folders and packages on a disk.
#![cfg(feature = "packages")]
#![forbid(unsafe_code)]

mod definitions;
mod folders;
mod limits;
mod mutated;
mod packages;
mod same_words;
mod uses;
mod workspaces;

use kea_messages_catalog::formats::rust::Packages;
use kea_messages_catalog::{Catalogue, Finding, Message};
use std::path::{Path, PathBuf};

/// A new folder for a test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join("rust")
            .join(name);
        _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("the folder can be made");
        Self(path)
    }

    /// Creates a folder with these files.
    fn with(name: &str, files: &[(&str, &str)]) -> Self {
        let folder = Self::new(name);
        for (path, text) in files {
            folder.write(path, text);
        }
        folder
    }

    fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.0.join(path);
        let parent = path.parent().expect("it is in the folder");
        std::fs::create_dir_all(parent).expect("it can be made");
        std::fs::write(path, text).expect("the file can be written");
    }

    /// Reads a file or a folder in this folder.
    fn read(&self, path: &str) -> Catalogue {
        Catalogue::read_paths(&[self.0.join(path)], false)
    }

    /// Reads the package in this folder.
    fn package(&self) -> Catalogue {
        Packages::of(&self.0).read()
    }

    /// Returns `file:line:column title` for each finding.
    fn findings(&self, catalogue: &Catalogue) -> Vec<String> {
        let findings = catalogue.findings.iter();
        findings
            .map(|finding| self.finding(catalogue, finding))
            .collect()
    }

    fn finding(&self, catalogue: &Catalogue, finding: &Finding) -> String {
        // Rendering must find the places too.
        _ = finding.render(&catalogue.sources);
        let Some(label) = finding.labels.first() else {
            return finding.title.clone();
        };
        let source = &catalogue.sources[label.source];
        let (line, column) = source.position(label.range.start);
        // The names of files are relative to the current folder.
        let name = std::path::absolute(source.name()).expect("there is a current folder");
        let name = name.strip_prefix(&self.0).unwrap_or(&name).display();
        format!("{name}:{line}:{column} {}", finding.title)
    }
}

/// Returns the IDs of a catalogue, each with its condition.
fn ids(catalogue: &Catalogue) -> Vec<String> {
    let id = |message: &Message| match &message.cfg {
        Some(condition) => format!("{} if {condition}", message.id),
        None => message.id.clone(),
    };
    catalogue.messages().map(id).collect()
}

/// Returns a call with a message that has this ID.
fn call(id: &str) -> String {
    format!("kea_messages!(info {id}() = \"text\";);\n")
}
