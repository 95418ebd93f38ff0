//! Finds and opens the files of a catalogue.

use crate::formats::Format;
use crate::source::BYTE_ORDER_MARK;
use crate::suggest::{Unknown, nearest};
use crate::{Code, Finding, Label, Source};
use std::io::ErrorKind;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

/// A file to read.
pub(super) struct Named {
    /// The name of the file, relative to the root.
    pub(super) name: String,
    /// The index of the pattern that names it.
    pub(super) pattern: usize,
    /// The canonical path of the file, which can have several names: `a.toml` and `./a.toml`.
    path: PathBuf,
}

/// Returns the files that the patterns match, relative to `root`, without duplicates. The files of
/// each pattern are sorted.
pub(super) fn find(
    root: &Path,
    patterns: &[impl AsRef<str>],
    findings: &mut Vec<Finding>,
) -> Vec<Named> {
    let mut files = Vec::new();
    for (index, pattern) in patterns.iter().enumerate() {
        let before = findings.len();
        let pattern = pattern.as_ref();
        let found = if is_pattern(pattern) {
            matching(root, pattern, findings)
        } else {
            Vec::from([pattern.to_owned()])
        };
        for name in found {
            add(root, name, index, &mut files, findings);
        }
        for finding in &mut findings[before..] {
            finding.set_pattern(index);
        }
    }
    files
}

/// Returns the files with these names, relative to `root`, without duplicates.
pub(super) fn named(
    root: &Path,
    names: &[impl AsRef<str>],
    findings: &mut Vec<Finding>,
) -> Vec<Named> {
    let mut files = Vec::new();
    for (index, name) in names.iter().enumerate() {
        let name = name.as_ref().to_owned();
        add(root, name, index, &mut files, findings);
    }
    files
}

/// Adds a file, or a finding if it cannot be a catalogue file.
fn add(
    root: &Path,
    name: String,
    pattern: usize,
    files: &mut Vec<Named>,
    findings: &mut Vec<Finding>,
) {
    let title = if name.is_empty() {
        "expected the path of a catalogue file, found an empty string".to_owned()
    } else if root.join(&name).is_dir() {
        format!("`{name}` is a folder: name the files in it, `{name}/*.toml`")
    } else if Format::of_file(&name).is_none() {
        unknown_ending(&name)
    } else {
        let path = root.join(&name);
        // A missing file is reported when it is opened.
        let path = path.canonicalize().unwrap_or(path);
        if files.iter().all(|file| file.path != path) {
            files.push(Named {
                name,
                pattern,
                path,
            });
        }
        return;
    };
    findings.push(unreadable(title).in_missing_file(name));
}

fn unknown_ending(name: &str) -> String {
    let ending = |ending: &str| format!(".{ending}");
    let known: Vec<String> = Format::endings().map(ending).collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let found = Path::new(name).extension().unwrap_or_default();
    let found = ending(&found.to_string_lossy());
    let title = format!("`{name}` does not have the extension of a catalogue file");
    Unknown::new(title, &found, &known).to_string()
}

fn is_pattern(name: &str) -> bool {
    name.contains(['*', '?', '['])
}

fn unreadable(title: impl Into<String>) -> Finding {
    Finding::new(Code::Unreadable, title)
}

fn matching(root: &Path, pattern: &str, findings: &mut Vec<Finding>) -> Vec<String> {
    let paths = match glob_in(root, pattern) {
        Ok(paths) => paths,
        Err(error) => {
            // The position in the error is not used, because it refers to the whole path.
            let reason = match error.msg {
                "invalid range pattern" => "`[` is not closed",
                reason => reason,
            };
            let title = format!("invalid pattern `{pattern}`: {reason}");
            findings.push(unreadable(title).in_missing_file(pattern));
            return Vec::new();
        }
    };
    let mut names = Vec::new();
    for path in paths {
        match path {
            // A pattern such as `*.toml` is not for the manifest of the package.
            Ok(path) if path.ends_with("Cargo.toml") => {}
            Ok(path) => names.push(with_slashes(path.strip_prefix(root).unwrap_or(&path))),
            Err(error) => {
                let title = format!("cannot search for files: {error}");
                findings.push(unreadable(title).in_missing_file(pattern));
            }
        }
    }
    if names.is_empty() {
        let title = format!("no file matches `{pattern}` in `{}`", root.display());
        let mut finding = unreadable(title).in_missing_file(pattern);
        if let Some(help) = meant_path(root, pattern) {
            finding = finding.help(help);
        }
        findings.push(finding);
    }
    names
}

/// Returns the files that a pattern matches. The root is a path, and not a pattern.
fn glob_in(root: &Path, pattern: &str) -> Result<glob::Paths, glob::PatternError> {
    let root = PathBuf::from(glob::Pattern::escape(&root.to_string_lossy()));
    glob::glob(&root.join(pattern).to_string_lossy())
}

/// Returns a path with `/` as its separator, which all systems accept.
fn with_slashes(path: &Path) -> String {
    path.to_string_lossy().replace(MAIN_SEPARATOR, "/")
}

impl Source {
    /// Opens the file `name`, relative to `root`. Findings refer to it by `index`. If the file
    /// cannot be read, this adds a finding and returns `None`. If it is not UTF-8, this adds a
    /// finding and returns the text with replacement characters, to show the place.
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
                let mut finding = unreadable(title).in_missing_file(name);
                if let (ErrorKind::NotFound, Some(help)) = (error.kind(), meant_file(root, name)) {
                    finding = finding.help(help);
                }
                findings.push(finding);
                return None;
            }
        };
        // Some editors and shells of Windows write this encoding, with a byte order mark.
        if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
            let title = format!("`{}` is in UTF-16: convert it to UTF-8", path.display());
            findings.push(unreadable(title).in_missing_file(name));
            return None;
        }
        match String::from_utf8(bytes) {
            Ok(text) => Some(Self::new(name, &text)),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let (before, byte) = (&error.as_bytes()[..at], error.as_bytes()[at]);
                let mark = String::from_utf8_lossy(before).starts_with(BYTE_ORDER_MARK);
                let start = at - if mark { BYTE_ORDER_MARK.len_utf8() } else { 0 };
                let end = start + char::REPLACEMENT_CHARACTER.len_utf8();
                let title = format!("invalid UTF-8: byte {byte:#04x}");
                let finding = Finding::mistake(title, Label::new(index, start..end));
                findings.push(finding.help("convert the file to UTF-8"));
                Some(Self::new(name, &String::from_utf8_lossy(error.as_bytes())))
            }
        }
    }
}

/// Returns the help for the missing file `name`, if a similar file exists.
fn meant_file(root: &Path, name: &str) -> Option<String> {
    if let Some(help) = meant_path(root, name) {
        return Some(help);
    }
    let similar = similar_file(&root.join(name))?;
    Some(format!("a file `{similar}` exists in that folder"))
}

/// Returns the help for a path or a pattern that matches no file, if another form of it does.
fn meant_path(root: &Path, name: &str) -> Option<String> {
    let leads_to_a_file = |path: &&String| {
        let mut files = glob_in(root, path).into_iter().flatten().flatten();
        root.join(path).is_file() || files.any(|file| file.is_file())
    };
    let slashes = name.replace('\\', "/");
    if slashes != name && leads_to_a_file(&&slashes) {
        return Some(format!("folders are separated by `/`: write `{slashes}`"));
    }
    // On a command line, paths are relative to the current folder, which needs no help.
    let place = root.display().to_string();
    if place.is_empty() {
        let help = "a pattern is not expanded here: name the files, or their folder";
        return is_pattern(name).then(|| help.to_owned());
    }
    // The path may be relative to the folder of the source, or absolute.
    let inner = slashes.trim_start_matches(['.', '/']);
    let in_root = [inner.to_owned(), format!("src/{inner}")];
    let meant = match in_root.iter().find(leads_to_a_file) {
        Some(meant) => meant.clone(),
        None => below_src(root, inner)?,
    };
    Some(format!("paths are relative to `{place}`: write `{meant}`"))
}

/// Returns the path from the root for `inner`, which is relative to the folder of a module.
fn below_src(root: &Path, inner: &str) -> Option<String> {
    let pattern = match inner.rsplit_once('/') {
        None if is_pattern(inner) => inner.to_owned(),
        _ => glob::Pattern::escape(inner),
    };
    let mut found = glob_in(root, &format!("src/*/**/{pattern}"))
        .ok()?
        .flatten();
    let found = found.next()?;
    let found = found.strip_prefix(root).unwrap_or(&found);
    Some(if is_pattern(inner) {
        with_slashes(&found.with_file_name(inner))
    } else {
        with_slashes(found)
    })
}

/// Returns the name of the file in the same folder that is most similar to that of a missing file.
///
/// ```
/// use kea_messages_catalog::similar_file;
/// use std::path::Path;
///
/// let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
/// assert_eq!(similar_file(&folder.join("Crago.toml")).as_deref(), Some("Cargo.toml"));
/// assert_eq!(similar_file(&folder.join("nope.toml")), None);
/// ```
#[must_use]
pub fn similar_file(path: &Path) -> Option<String> {
    let folder = match path.parent()? {
        here if here.as_os_str().is_empty() => Path::new("."),
        folder => folder,
    };
    let files = std::fs::read_dir(folder).ok()?.flatten();
    let is_file = |file: &std::fs::DirEntry| file.path().is_file();
    let names: Vec<String> = files
        .filter(is_file)
        .map(|file| file.file_name().to_string_lossy().into_owned())
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let name = nearest(&path.file_name()?.to_string_lossy(), &names)?;
    // Names are not similar just because they have the same extension.
    let stem = Path::new(name).file_stem()?.to_string_lossy();
    nearest(&path.file_stem()?.to_string_lossy(), &[&stem])?;
    Some(name.to_owned())
}
