//! Reads the messages of folders and of single files.

use super::file;
use super::modules::{Files, identity};
use super::stack::on_large_stack;
use crate::files::{self, similar_file};
use crate::formats::Format;
use crate::{Catalogue, Code, Finding, Source};
use std::collections::HashSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Reads catalogue files, Rust files, and folders with such files.
///
/// In a folder and its subfolders, this reads the files `*.mes`, `messages.toml` and `*.rs`, except
/// those that `.gitignore` excludes, and those in `tests`, `examples` and `benches` of a package,
/// unless `all_targets` is true. It also reads the files that calls in Rust files name.
///
/// The sources in `opened`, whose text was already read, come first.
pub(crate) fn read_paths(opened: &[Source], paths: &[PathBuf], all_targets: bool) -> Catalogue {
    on_large_stack(|| read(opened.to_vec(), paths, all_targets))
}

fn read(opened: Vec<Source>, paths: &[PathBuf], all_targets: bool) -> Catalogue {
    let mut findings = Vec::new();
    let mut catalogues: Vec<String> = Vec::new();
    let mut seen: HashSet<PathBuf> = HashSet::new();
    let mut rust = Files::new(all_targets);
    let mut add_catalogue = |path: &Path| {
        if seen.insert(identity(path)) {
            catalogues.push(path.display().to_string());
        }
    };
    for path in paths {
        if path.is_dir() {
            let mut found = walk(path, &mut findings);
            if found.is_empty() && !findings.iter().any(Finding::is_error) {
                let title = format!(
                    "no catalogue in the folder `{}`: expected `*.mes`, `messages.toml` or `*.rs`",
                    path.display()
                );
                let finding = Finding::new(Code::Unreadable, title);
                findings.push(finding.in_missing_file(path.display().to_string()));
            }
            if !all_targets {
                found.retain(|file| !is_test_file(file, path));
            }
            let (sources, others): (Vec<_>, Vec<_>) =
                found.into_iter().partition(|file| has_ending(file, "rs"));
            for file in &others {
                add_catalogue(file);
            }
            let with_package = sources.into_iter().map(|file| {
                let file = absolute(&file);
                let package = package_of(&file);
                (file, package)
            });
            rust.add_files(&with_package.collect::<Vec<_>>());
        } else if has_ending(path, "rs") {
            let path = absolute(path);
            rust.add_file(&path, &package_of(&path));
        } else if Format::of_file(&path.to_string_lossy()).is_some() {
            add_catalogue(path);
        } else {
            findings.push(not_a_catalogue(path));
        }
    }
    let root = Path::new("");
    let mut of_files = Vec::new();
    let named = files::named(root, &catalogues, &mut of_files);
    let catalogue = Catalogue::open_behind(opened, root, &named, of_files);
    let mut catalogue = file::read(rust, seen, catalogue);
    catalogue.findings.splice(..0, findings);
    catalogue.findings.sort_by_key(Finding::place);
    catalogue
}

/// Returns the finding for a path that cannot be read.
fn not_a_catalogue(path: &Path) -> Finding {
    let name = path.display().to_string();
    let finding = |title: String| Finding::new(Code::Unreadable, title).in_missing_file(&name);
    if let Err(error) = path.metadata() {
        // A file that cannot be opened exists, so no other file was meant.
        if error.kind() != ErrorKind::NotFound {
            return finding(format!("cannot read `{name}`: {error}"));
        }
        let finding = finding(format!("cannot find `{name}`"));
        return match similar_file(path) {
            Some(similar) => finding.help(format!("a file `{similar}` exists in that folder")),
            None => finding,
        };
    }
    if has_ending(path, "lock") {
        let title = format!("`{name}` is a lock file, not a catalogue");
        return finding(title).help(format!("`kea-messages check --locked={name}` reads it"));
    }
    let endings: Vec<String> = Format::endings()
        .map(|ending| format!("`.{ending}`"))
        .collect();
    let endings = endings.join(", ");
    finding(format!(
        "`{name}` is not a catalogue: expected a folder, or a file that ends in {endings} or `.rs`"
    ))
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// Returns the folder of the package that contains a file, or else the folder of the file.
pub(super) fn package_of(path: &Path) -> PathBuf {
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut folders = folder.ancestors();
    let package = folders.find(|folder| folder.join("Cargo.toml").is_file());
    package.unwrap_or(folder).to_owned()
}

/// Returns whether a file is in a folder of tests, examples or benchmarks of a package, by the
/// rules of cargo. If `folder` is itself in such a folder, the user wants its files.
fn is_test_file(file: &Path, folder: &Path) -> bool {
    let (file, folder) = (absolute(file), absolute(folder));
    let package = package_of(&file);
    let inner = file.strip_prefix(&package).ok();
    let first = inner.and_then(|inner| inner.components().next());
    first.is_some_and(|first| {
        let names = ["tests", "examples", "benches"];
        let place = package.join(first);
        names.iter().any(|name| first.as_os_str() == *name)
            && place.is_dir()
            && !folder.starts_with(&place)
    })
}

/// Returns the catalogue files in a folder and its subfolders, sorted by name.
pub(super) fn walk(folder: &Path, findings: &mut Vec<Finding>) -> Vec<PathBuf> {
    files_in(folder, findings, |path| {
        has_ending(path, "mes")
            || has_ending(path, "rs")
            || path.file_name().is_some_and(|name| name == "messages.toml")
    })
}

/// Returns the files in a folder and its subfolders that are wanted, sorted by name, except those
/// that `.gitignore` excludes.
pub(in crate::formats) fn files_in(
    folder: &Path,
    findings: &mut Vec<Finding>,
    is_wanted: impl Fn(&Path) -> bool,
) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let walk = ignore::WalkBuilder::new(folder)
        .sort_by_file_name(Ord::cmp)
        .require_git(false)
        // This skips the output of cargo, even without a `.gitignore`.
        .filter_entry(|entry| !entry.path().join("CACHEDIR.TAG").is_file())
        .build();
    for entry in walk {
        match entry {
            Ok(entry) => {
                let path = entry.path();
                if is_wanted(path) && path.is_file() {
                    found.push(path.to_owned());
                }
            }
            Err(error) => {
                findings.push(Finding::new(Code::Unreadable, not_walked(&error)));
            }
        }
    }
    found
}

/// Returns the error for a folder that cannot be searched. The error of the library contains the
/// path and a nested error.
fn not_walked(error: &ignore::Error) -> String {
    match (error, error.io_error()) {
        (ignore::Error::WithDepth { err, .. }, _) => not_walked(err),
        (ignore::Error::WithPath { path, .. }, Some(error)) => {
            format!("cannot read `{}`: {}", path.display(), error.kind())
        }
        _ => format!("cannot search for files: {error}"),
    }
}

/// Returns whether a file's name has this extension, in upper or lower case.
pub(in crate::formats) fn has_ending(path: &Path, ending: &str) -> bool {
    let found = path.extension();
    found.is_some_and(|found| found.eq_ignore_ascii_case(ending))
}
