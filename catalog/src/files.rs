//! Which files there are.

use crate::code::Code;
use crate::finding::Finding;
use crate::finding::Label;
use crate::formats::Format;
use crate::source::Source;
use crate::suggest::{Unknown, nearest};
use std::path::{Path, PathBuf};

/// The files that the patterns name, relative to `root`, each once, those of one
/// pattern in the order of their names.
pub(super) fn find(
    root: &Path,
    patterns: &[impl AsRef<str>],
    findings: &mut Vec<Finding>,
) -> Vec<String> {
    let mut names = Vec::new();
    for pattern in patterns {
        let pattern = pattern.as_ref();
        let found = if is_pattern(pattern) {
            matching(root, pattern, findings)
        } else {
            Vec::from([pattern.to_owned()])
        };
        for name in found {
            add(root, name, &mut names, findings);
        }
    }
    names
}

/// The files of these names, relative to `root`, each once.
pub(super) fn named(
    root: &Path,
    files: &[impl AsRef<str>],
    findings: &mut Vec<Finding>,
) -> Vec<String> {
    let mut names = Vec::new();
    for name in files {
        add(root, name.as_ref().to_owned(), &mut names, findings);
    }
    names
}

/// Adds a file, if it is one that can be a catalogue.
fn add(root: &Path, name: String, names: &mut Vec<String>, findings: &mut Vec<Finding>) {
    if name.is_empty() {
        findings.push(unreadable("a path is missing here"));
    } else if root.join(&name).is_dir() {
        let title = format!("`{name}` is a directory: name the files in it, `{name}/*.toml`");
        findings.push(unreadable(title));
    } else if Format::of_file(&name).is_none() {
        findings.push(unreadable(unknown_ending(&name)));
    } else if !names.contains(&name) {
        names.push(name);
    }
}

fn unknown_ending(name: &str) -> String {
    let ending = |ending: &str| format!(".{ending}");
    let known: Vec<String> = Format::endings().map(ending).collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let found = Path::new(name).extension().unwrap_or_default();
    let found = ending(&found.to_string_lossy());
    let title = format!("the ending of `{name}` is not that of a catalogue file");
    Unknown::new(title, &found, &known).to_string()
}

fn is_pattern(name: &str) -> bool {
    name.contains(['*', '?', '['])
}

fn unreadable(title: impl Into<String>) -> Finding {
    Finding::new(Code::Unreadable, title)
}

fn matching(root: &Path, pattern: &str, findings: &mut Vec<Finding>) -> Vec<String> {
    // What is special in the name of the root is not meant so.
    let root_pattern = PathBuf::from(glob::Pattern::escape(&root.to_string_lossy()));
    let full = root_pattern.join(pattern);
    let paths = match glob::glob(&full.to_string_lossy()) {
        Ok(paths) => paths,
        Err(error) => {
            let title = format!("`{pattern}` is not a pattern: {error}");
            findings.push(unreadable(title));
            return Vec::new();
        }
    };
    let mut names = Vec::new();
    for path in paths {
        match path {
            Ok(path) => names.push(unix(path.strip_prefix(root).unwrap_or(&path))),
            Err(error) => findings.push(unreadable(format!("cannot look for files: {error}"))),
        }
    }
    if names.is_empty() {
        let title = format!("no file matches `{pattern}` in `{}`", root.display());
        findings.push(unreadable(title));
    }
    names
}

/// A path with the separators that every system has.
fn unix(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

impl Source {
    /// Reads the file `name`, relative to `root`. Where that fails, there is an
    /// error in `findings`; of a file that is not UTF-8, the text that would be
    /// read is still there, so that the place can be shown.
    ///
    /// `index` is the number under which the labels of findings know the file.
    pub(super) fn open(
        root: &Path,
        name: &str,
        index: usize,
        findings: &mut Vec<Finding>,
    ) -> Option<Self> {
        let path = root.join(name);
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) => {
                let title = format!("cannot read `{}`: {error}", path.display());
                let mut finding = Finding::new(Code::Unreadable, title);
                if let Some(name) = similar_file(&path) {
                    finding = finding.help(format!("there is a file `{name}` in that folder"));
                }
                findings.push(finding);
                return None;
            }
        };
        match String::from_utf8(bytes) {
            Ok(text) => Some(Self::new(name, &text)),
            Err(error) => {
                let start = error.utf8_error().valid_up_to();
                let byte = error.as_bytes()[start];
                let source = Self::new(name, &String::from_utf8_lossy(error.as_bytes()));
                let label = Label::new(index, start..start + '\u{fffd}'.len_utf8());
                let title = format!("this is not UTF-8: byte {byte:#04x}");
                findings.push(
                    Finding::mistake(title, label)
                        .help("a catalogue file is UTF-8 text; convert it"),
                );
                Some(source)
            }
        }
    }
}

/// The name of a file that is nearest to that of this one, which is not there.
fn similar_file(path: &Path) -> Option<String> {
    let files = std::fs::read_dir(path.parent()?).ok()?.flatten();
    let names: Vec<String> = files
        .map(|file| file.file_name().to_string_lossy().into_owned())
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let name = nearest(&path.file_name()?.to_string_lossy(), &names)?;
    Some(name.to_owned())
}
