//! Which files there are.

use super::report::Report;
use std::borrow::ToOwned;
use std::format;
use std::path::{Path, PathBuf};
use std::string::String;
use std::vec::Vec;

/// The files that the patterns name, relative to `root`, each once, those of one
/// pattern in the order of their names.
pub(super) fn find(
    root: &Path,
    patterns: &[impl AsRef<str>],
    reports: &mut Vec<Report>,
) -> Vec<String> {
    let mut names = Vec::new();
    for pattern in patterns {
        let pattern = pattern.as_ref();
        let found = if is_pattern(pattern) {
            matching(root, pattern, reports)
        } else {
            Vec::from([pattern.to_owned()])
        };
        for name in found {
            add(root, name, &mut names, reports);
        }
    }
    names
}

/// The files of these names, relative to `root`, each once.
pub(super) fn named(
    root: &Path,
    files: &[impl AsRef<str>],
    reports: &mut Vec<Report>,
) -> Vec<String> {
    let mut names = Vec::new();
    for name in files {
        add(root, name.as_ref().to_owned(), &mut names, reports);
    }
    names
}

/// Adds a file, if it is one that can be a catalogue.
fn add(root: &Path, name: String, names: &mut Vec<String>, reports: &mut Vec<Report>) {
    if name.is_empty() {
        reports.push(Report::error("a path is missing here".to_owned(), None));
    } else if root.join(&name).is_dir() {
        let title = format!("`{name}` is a directory: name the files in it, `{name}/*.toml`");
        reports.push(Report::error(title, None));
    } else if !has_ending(&name, "toml") && !has_ending(&name, "mes") {
        let title = format!("`{name}` is no catalogue file: it ends in `.toml` or `.mes`");
        reports.push(Report::error(title, None));
    } else if !names.contains(&name) {
        names.push(name);
    }
}

fn is_pattern(name: &str) -> bool {
    name.contains(['*', '?', '['])
}

pub(super) fn has_ending(name: &str, ending: &str) -> bool {
    let extension = Path::new(name).extension();
    extension.is_some_and(|extension| extension.eq_ignore_ascii_case(ending))
}

fn matching(root: &Path, pattern: &str, reports: &mut Vec<Report>) -> Vec<String> {
    // What is special in the name of the root is not meant so.
    let root_pattern = PathBuf::from(glob::Pattern::escape(&root.to_string_lossy()));
    let full = root_pattern.join(pattern);
    let paths = match glob::glob(&full.to_string_lossy()) {
        Ok(paths) => paths,
        Err(error) => {
            let title = format!("`{pattern}` is no pattern: {error}");
            reports.push(Report::error(title, None));
            return Vec::new();
        }
    };
    let mut names = Vec::new();
    for path in paths {
        match path {
            Ok(path) => names.push(unix(path.strip_prefix(root).unwrap_or(&path))),
            Err(error) => reports.push(Report::error(
                format!("cannot look for files: {error}"),
                None,
            )),
        }
    }
    if names.is_empty() {
        let title = format!("no file matches `{pattern}` in `{}`", root.display());
        reports.push(Report::error(title, None));
    }
    names
}

/// A path with the separators that every system has.
fn unix(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
