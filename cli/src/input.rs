//! Reads catalogues, and tells what is wrong with them.

use crate::Failure;
use crate::arguments::Input;
use crate::output::complain;
use kea_messages_catalog::{Catalogue, Code};
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::io;
use std::path::{Path, PathBuf};

/// What is read if nothing is named.
const DEFAULT: &str = "messages.toml";

impl Input {
    /// Reads the catalogue, and prints its findings.
    ///
    /// # Errors
    ///
    /// A file that cannot be read at all.
    pub(crate) fn read(&self) -> Result<Catalogue, Failure> {
        printed(self.read_quietly()?)
    }

    /// Reads the files, and leaves its findings to the caller.
    ///
    /// # Errors
    ///
    /// A folder without files, or one that cannot be read.
    pub(crate) fn read_quietly(&self) -> Result<Catalogue, Failure> {
        match &self.manifest_path {
            Some(manifest) => {
                let root = folder_of(manifest);
                let patterns = patterns_of_package(&root)?;
                if patterns.is_empty() {
                    let text = "no `kea_messages!` of this package names a file";
                    let place = root.display();
                    return Err(Failure::unusable(format!("{place}: {text}")));
                }
                Ok(Catalogue::read(&root, &patterns))
            }
            None => catalogue_of(&self.files),
        }
    }
}

/// Reads these files, and those of these folders.
pub(crate) fn read_files(paths: &[PathBuf]) -> Result<Catalogue, Failure> {
    printed(catalogue_of(paths)?)
}

fn catalogue_of(paths: &[PathBuf]) -> Result<Catalogue, Failure> {
    let default = [PathBuf::from(DEFAULT)];
    let paths = match paths {
        [] if Path::new(DEFAULT).is_file() => &default,
        [] => {
            let text = "no catalogue is named, and there is no messages.toml here";
            return Err(Failure::unusable(text));
        }
        paths => paths,
    };
    let mut names = Vec::new();
    for path in paths {
        if path.is_dir() {
            let mut found = Vec::new();
            let is_catalogue = |file: &Path| {
                has_ending(file, "mes") || file.file_name().is_some_and(|name| name == DEFAULT)
            };
            find(path, &|_| true, &is_catalogue, &mut found)
                .map_err(|error| unreadable(path, &error))?;
            names.extend(found.iter().map(|file| file.display().to_string()));
            if found.is_empty() {
                let text = "there is no catalogue in this folder, `*.mes` or `messages.toml`";
                return Err(Failure::unusable(format!("{}: {text}", path.display())));
            }
        } else {
            names.push(path.display().to_string());
        }
    }
    Ok(Catalogue::read_files(Path::new(""), &names))
}

/// Whether a file cannot be read at all.
pub(crate) fn is_unreadable(catalogue: &Catalogue) -> bool {
    let mut findings = catalogue.findings.iter();
    findings.any(|finding| finding.code == Code::Unreadable)
}

/// Prints the findings of a catalogue, and returns it.
fn printed(catalogue: Catalogue) -> Result<Catalogue, Failure> {
    for finding in &catalogue.findings {
        let drawn = finding.render(&catalogue.sources);
        complain(finding.level().name(), &format!("{}{drawn}", finding.title));
    }
    if is_unreadable(&catalogue) {
        return Err(Failure::Unreadable);
    }
    Ok(catalogue)
}

/// Whether the catalogue is as it should be.
pub(crate) fn verdict(catalogue: &Catalogue) -> Result<(), Failure> {
    if catalogue.has_errors() {
        return Err(Failure::Problems);
    }
    Ok(())
}

/// Whether a file is of this kind.
pub(crate) fn has_ending(file: &Path, ending: &str) -> bool {
    let found = file.extension();
    found.is_some_and(|found| found.eq_ignore_ascii_case(ending))
}

/// The files in a folder and below, in the order of their names: those that are `wanted`,
/// in the folders that are `entered`. Hidden folders, and what cargo builds, are none of
/// ours.
fn find(
    folder: &Path,
    entered: &impl Fn(&Path) -> bool,
    wanted: &impl Fn(&Path) -> bool,
    found: &mut Vec<PathBuf>,
) -> io::Result<()> {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<_>>()?;
    entries.sort();
    for path in entries {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() {
            let is_ours = !path.is_symlink() && !name.starts_with('.') && name != "target";
            if is_ours && entered(&path) {
                find(&path, entered, wanted, found)?;
            }
        } else if wanted(&path) {
            found.push(path);
        }
    }
    Ok(())
}

/// The folder of a package, given its `Cargo.toml` or the folder itself.
fn folder_of(manifest: &Path) -> PathBuf {
    if manifest.is_dir() {
        return manifest.to_owned();
    }
    match manifest.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// The patterns that `kea_messages!(file = "...")` names in the sources of a
/// package.
fn patterns_of_package(root: &Path) -> Result<Vec<String>, Failure> {
    if !root.join("Cargo.toml").is_file() {
        let text = "there is no package, and so no Cargo.toml";
        return Err(Failure::unusable(format!("{}: {text}", root.display())));
    }
    let mut patterns = Vec::new();
    for path in find_sources(root)? {
        let source = std::fs::read_to_string(&path).map_err(|error| unreadable(&path, &error))?;
        // A file that is no Rust is rustc's to report.
        if let Ok(tokens) = source.parse::<TokenStream>() {
            find_patterns(tokens, &mut patterns);
        }
    }
    Ok(patterns)
}

/// The Rust files of a package, but not those of another one inside of it.
///
/// # Errors
///
/// A folder that cannot be read.
pub(crate) fn find_sources(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    let is_no_package = |folder: &Path| !folder.join("Cargo.toml").is_file();
    find(
        folder,
        &is_no_package,
        &|file| has_ending(file, "rs"),
        &mut found,
    )
    .map_err(|error| unreadable(folder, &error))?;
    Ok(found)
}

/// Looks for `kea_messages! { ... file = "..." ... }`.
fn find_patterns(tokens: TokenStream, patterns: &mut Vec<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (index, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else {
            continue;
        };
        let is_ours = index >= 2
            && matches!(&tokens[index - 1], TokenTree::Punct(sign) if sign.as_char() == '!')
            && matches!(&tokens[index - 2], TokenTree::Ident(name) if name == "kea_messages");
        if is_ours {
            options(group.stream(), patterns);
        } else {
            find_patterns(group.stream(), patterns);
        }
    }
}

/// The strings of `file = "..."` and `files = ["...", ...]`.
fn options(tokens: TokenStream, patterns: &mut Vec<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for window in tokens.windows(3) {
        let [TokenTree::Ident(name), TokenTree::Punct(sign), value] = window else {
            continue;
        };
        if sign.as_char() != '=' || (name != "file" && name != "files") {
            continue;
        }
        let values = match value {
            TokenTree::Group(list) if list.delimiter() == Delimiter::Bracket => list.stream(),
            value => value.clone().into(),
        };
        for value in values {
            let written = value.to_string();
            let text = written
                .strip_prefix('"')
                .and_then(|rest| rest.strip_suffix('"'));
            if let Some(text) = text {
                let text = text.replace("\\\\", "\\");
                if !patterns.contains(&text) {
                    patterns.push(text);
                }
            }
        }
    }
}

pub(crate) fn unreadable(path: &Path, error: &io::Error) -> Failure {
    Failure::unusable(format!("cannot read {}: {error}", path.display()))
}
