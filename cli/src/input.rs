//! Reads catalogues, and prints their findings.

use crate::arguments::{CatalogueOptions, Input, PackageOptions, Reading, StdinFormat};
use crate::failure::Failure;
use crate::output::{FOLDER, complain, report};
use crate::recorded::{is_recorded, messages_of};
use kea_messages_catalog::formats::rust::Packages;
use kea_messages_catalog::{Catalogue, Code, Entry, Finding, Source, Types, similar_file};
use std::io;
use std::path::{Path, PathBuf};

/// The manifest of the package that is read by default.
const MANIFEST: &str = "Cargo.toml";

/// The catalogue that is read by default if there is no [`MANIFEST`].
const FILE: &str = "messages.toml";

/// The name of the catalogue on standard input, in findings.
pub(crate) const STDIN: &str = "<stdin>";

/// The default name of a lock file.
const LOCK: &str = "messages.lock";

impl Input {
    /// Reads the catalogue, and prints its findings.
    ///
    /// # Errors
    ///
    /// Returns an error if a file cannot be read at all.
    pub(crate) fn read(&self) -> Result<Catalogue, Failure> {
        printed(self.read_quietly()?)
    }

    /// Reads the catalogue like [`read`](Self::read), for a result that needs at least
    /// one message.
    ///
    /// # Errors
    ///
    /// Returns an error if a file cannot be read at all, or if there is no message.
    pub(crate) fn read_some(&self) -> Result<Catalogue, Failure> {
        let catalogue = self.read()?;
        if !catalogue.entries.is_empty() {
            return Ok(catalogue);
        }
        // A mistake in the only message was already reported.
        if !catalogue.has_errors() {
            complain("error", "no message was found");
        }
        Err(Failure::Problems)
    }

    /// Returns the path of the default lock file.
    pub(crate) fn lock_file(&self) -> PathBuf {
        let manifest = self.reading.packages.manifest_path.as_deref();
        let folder = manifest.and_then(|manifest| {
            if manifest.is_dir() {
                Some(manifest)
            } else {
                manifest.parent()
            }
        });
        folder.unwrap_or(Path::new("")).join(LOCK)
    }

    /// Reads the catalogue, and leaves its findings to the caller.
    ///
    /// # Errors
    ///
    /// Returns an error if no catalogue is named, and there is no default.
    pub(crate) fn read_quietly(&self) -> Result<Catalogue, Failure> {
        let files = [self.files.as_slice(), &self.more_files].concat();
        self.reading.read(&files)
    }
}

impl CatalogueOptions {
    /// Reads the catalogue, and prints its findings.
    ///
    /// # Errors
    ///
    /// Returns an error if a file cannot be read at all.
    pub(crate) fn read(&self) -> Result<Catalogue, Failure> {
        printed(self.reading.read(&self.files)?)
    }

    /// Whether a catalogue was given, so that it is not the default one.
    pub(crate) fn is_given(&self) -> bool {
        let Reading {
            from,
            types,
            packages,
        } = &self.reading;
        let is_package = packages.manifest_path.is_some()
            || !packages.packages.is_empty()
            || packages.all_targets;
        !self.files.is_empty() || from.is_some() || !types.is_empty() || is_package
    }

    /// Checks that standard input is not used twice.
    ///
    /// # Errors
    ///
    /// Returns an error if it is both the catalogue and the log.
    pub(crate) fn check_log(&self, is_stdin_log: bool) -> Result<(), Failure> {
        if is_stdin_log && self.files.iter().any(|file| is_stdin(file)) {
            let text = "standard input cannot be both the catalogue and the log: name a file for \
                        one of them";
            return Err(Failure::unusable(text));
        }
        Ok(())
    }

    /// Describes the catalogue, for an error.
    pub(crate) fn searched(&self) -> String {
        let PackageOptions {
            manifest_path,
            packages,
            ..
        } = &self.reading.packages;
        if !self.files.is_empty() {
            let files = self.files.iter();
            quoted(files.map(|file| file.display().to_string()))
        } else if !packages.is_empty() {
            format!("the package {}", quoted(packages.iter().cloned()))
        } else if let Some(manifest) = manifest_path {
            format!("the package of `{}`", manifest.display())
        } else if Path::new(MANIFEST).is_file() {
            "the package in the current folder".to_owned()
        } else {
            format!("`{FILE}`")
        }
    }

    /// Reads each file or folder as a separate catalogue, such as the versions of a catalogue.
    ///
    /// # Errors
    ///
    /// Returns an error if a file cannot be read at all.
    pub(crate) fn read_versions(&self) -> Result<Vec<Catalogue>, Failure> {
        if self.files.is_empty() {
            return Ok(vec![self.read()?]);
        }
        let reading = &self.reading;
        reading.check_stdin(&self.files)?;
        let versions = self.files.iter();
        let versions = versions.map(|file| reading.read_untyped(std::slice::from_ref(file)));
        let mut versions = versions.collect::<Result<Vec<_>, _>>()?;
        apply_types(&reading.types, &mut versions);
        versions.into_iter().map(printed).collect()
    }
}

impl Reading {
    fn read(&self, files: &[PathBuf]) -> Result<Catalogue, Failure> {
        self.check_stdin(files)?;
        let mut catalogue = self.read_untyped(files)?;
        apply_types(&self.types, std::slice::from_mut(&mut catalogue));
        Ok(catalogue)
    }

    /// Checks that `--from` is given if standard input is a catalogue, and only then.
    fn check_stdin(&self, files: &[PathBuf]) -> Result<(), Failure> {
        let count = files.iter().filter(|file| is_stdin(file)).count();
        let reason = match (count, self.from) {
            (0, None) | (1, Some(_)) => return Ok(()),
            (0, Some(_)) => "`--from` is the format of standard input: add `-` as a catalogue",
            (1, None) => {
                "the format of standard input is unknown: add `--from`, such as `--from toml`"
            }
            _ => "standard input, `-`, can only be given once",
        };
        Err(Failure::unusable(reason))
    }

    fn read_untyped(&self, files: &[PathBuf]) -> Result<Catalogue, Failure> {
        let PackageOptions {
            manifest_path,
            packages,
            all_targets,
        } = &self.packages;
        let of_package = |manifest: &Path| {
            let found = Packages::of(manifest).named(packages);
            found.all_targets(*all_targets).read()
        };
        let manifest = Path::new(MANIFEST);
        let file = Path::new(FILE);
        Ok(match (manifest_path, files) {
            (Some(manifest), _) => of_package(manifest),
            (None, []) if !packages.is_empty() || *all_targets => of_package(manifest),
            (None, []) if manifest.is_file() => of_package(manifest),
            (None, []) if file.is_file() => Catalogue::read_paths(&[file.to_owned()], false),
            (None, []) => {
                return Err(Failure::Unusable(no_catalogue()));
            }
            (None, files) => {
                if let Some(manifest) = files.iter().find(|file| file.ends_with(MANIFEST)) {
                    let manifest = manifest.display();
                    return Err(Failure::unusable(format!(
                        "`{manifest}` is a Cargo manifest, not a catalogue: use `--manifest-path \
                         {manifest}`"
                    )));
                }
                let files = files.iter().cloned();
                let (stdin, files): (Vec<_>, Vec<_>) = files.partition(|file| is_stdin(file));
                let (recorded, files): (Vec<_>, Vec<_>) =
                    files.into_iter().partition(|file| is_recorded(file));
                let sources = match self.from {
                    Some(format) if !stdin.is_empty() => vec![standard_input(format)?],
                    _ => Vec::new(),
                };
                let mut catalogue =
                    Catalogue::read_sources_and_paths(&sources, &files, *all_targets);
                for file in &recorded {
                    let messages = messages_of(file).map_err(|error| unreadable(file, &error))?;
                    catalogue
                        .entries
                        .extend(messages.into_iter().map(Entry::new));
                }
                catalogue
            }
        })
    }
}

/// Returns the error for a command without a catalogue, if there is none in the current folder.
fn no_catalogue() -> String {
    let help = match manifest_above() {
        Some(manifest) => format!(
            "to read the messages of the package of a folder above, use `--manifest-path {}`",
            manifest.display()
        ),
        None => "name a catalogue with `-c FILE`, or a package with `--manifest-path`".to_owned(),
    };
    format!(
        "no catalogue given, and neither `{MANIFEST}` nor `{FILE}` found in the current folder\nhelp: \
         {help}"
    )
}

/// Returns the nearest manifest in a folder above, as a path relative to the current folder.
fn manifest_above() -> Option<PathBuf> {
    let current = std::env::current_dir().ok()?;
    let mut above = PathBuf::new();
    for folder in current.ancestors().skip(1) {
        above.push("..");
        if folder.join(MANIFEST).is_file() {
            return Some(above.join(MANIFEST));
        }
    }
    None
}

/// Whether a path is `-`, which means standard input.
pub(crate) fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

/// Reads the catalogue on standard input.
fn standard_input(format: StdinFormat) -> Result<Source, Failure> {
    let extension = match format {
        StdinFormat::Toml => "toml",
        StdinFormat::Mes => "mes",
        StdinFormat::Json => "json",
        StdinFormat::Po => "po",
    };
    let text =
        io::read_to_string(io::stdin()).map_err(|error| unreadable_text(Path::new("-"), &error))?;
    Ok(Source::new(STDIN, &text).with_extension(extension))
}

/// Adds the names and types of side files to the arguments of catalogues.
fn apply_types(files: &[PathBuf], catalogues: &mut [Catalogue]) {
    if !files.is_empty() {
        let names: Vec<_> = files.iter().map(|file| file.to_string_lossy()).collect();
        Types::read_files(Path::new(""), &names).apply(catalogues);
    }
}

fn quoted(names: impl Iterator<Item = String>) -> String {
    let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

/// Reads a catalogue by its path.
///
/// # Errors
///
/// Returns an error if a file cannot be read at all.
pub(crate) fn read_path(path: &Path) -> Result<Catalogue, Failure> {
    printed(Catalogue::read_paths(&[path.to_owned()], false))
}

/// Whether a file could not be read at all.
pub(crate) fn is_unreadable(findings: &[Finding]) -> bool {
    let mut findings = findings.iter();
    findings.any(|finding| finding.code == Code::Unreadable)
}

/// Prints the findings of a catalogue, and returns it.
fn printed(catalogue: Catalogue) -> Result<Catalogue, Failure> {
    for finding in &catalogue.findings {
        report(finding, &catalogue.sources);
    }
    if is_unreadable(&catalogue.findings) {
        return Err(Failure::Unreadable);
    }
    Ok(catalogue)
}

/// Checks that no message has an error. Warnings are accepted.
///
/// # Errors
///
/// Returns an error if a message has one.
pub(crate) fn verdict(catalogue: &Catalogue) -> Result<(), Failure> {
    if catalogue.has_errors() {
        return Err(Failure::Problems);
    }
    Ok(())
}

/// Checks that the output is not one of the files that were read.
///
/// # Errors
/// Returns an error if the output is one of them.
pub(crate) fn keep_sources(output: Option<&Path>, sources: &[Source]) -> Result<(), Failure> {
    let names = sources.iter().map(|source| Path::new(source.name()));
    keep_files(output, names)
}

/// Like [`keep_sources`], for files that are not catalogues.
pub(crate) fn keep_files<'a>(
    output: Option<&Path>,
    mut files: impl Iterator<Item = &'a Path>,
) -> Result<(), Failure> {
    let Some(path) = output else {
        return Ok(());
    };
    // A device can be both read and written.
    let is_file = path.is_file();
    let Some(real) = path.canonicalize().ok().filter(|_| is_file) else {
        return Ok(());
    };
    if files.any(|file| file.canonicalize().ok().as_ref() == Some(&real)) {
        let path = path.display();
        let text = format!("`{path}` is one of the input files: choose another file");
        return Err(Failure::Unusable(text));
    }
    Ok(())
}

/// Reads a file that is not a catalogue.
///
/// # Errors
///
/// Returns an error if the file cannot be read.
pub(crate) fn read_text(path: &Path) -> Result<Source, Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| unreadable_text(path, &error))?;
    Ok(Source::new(&path.display().to_string(), &text))
}

pub(crate) fn unreadable(path: &Path, error: &io::Error) -> Failure {
    Failure::Unusable(cannot_read(path, error))
}

/// Returns the error for a file that cannot be read as a text.
pub(crate) fn unreadable_text(path: &Path, error: &io::Error) -> Failure {
    if error.kind() == io::ErrorKind::InvalidData {
        let error = io::Error::other("it is not UTF-8");
        let reason = cannot_read(path, &error) + "\nhelp: convert it to UTF-8";
        return Failure::Unusable(reason);
    }
    unreadable(path, error)
}

/// Returns the text of the error for a file that cannot be read. If the file does not exist,
/// suggests a file with a similar name.
pub(crate) fn cannot_read(path: &Path, error: &io::Error) -> String {
    if is_stdin(path) {
        return format!("cannot read standard input: {error}");
    }
    if path.is_dir() && error.kind() == io::ErrorKind::IsADirectory {
        return format!("cannot read `{}`: {FOLDER}", path.display());
    }
    let mut reason = format!("cannot read `{}`: {error}", path.display());
    // A similar file is only suggested if the file does not exist.
    if error.kind() == io::ErrorKind::NotFound
        && let Some(similar) = similar_file(path)
    {
        reason += &format!("\nhelp: a file `{similar}` exists in that folder");
    }
    reason
}
