//! Reads catalogues, and prints their findings.

use crate::arguments::{CatalogueOptions, Input, PackageOptions};
use crate::failure::Failure;
use crate::output::{complain, report};
use kea_messages_catalog::formats::rust::Packages;
use kea_messages_catalog::{Catalogue, Code, Finding, Types};
use std::io;
use std::path::{Path, PathBuf};

/// The default catalogue: the package of this manifest.
const MANIFEST: &str = "Cargo.toml";

/// The default catalogue if there is no [`MANIFEST`].
const FILE: &str = "messages.toml";

/// The name of a lock file.
const LOCK: &str = "messages.lock";

impl Input {
    /// Reads the catalogue, and prints its findings.
    ///
    /// # Errors
    ///
    /// A file that cannot be read at all.
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

    /// The default lock file.
    pub(crate) fn lock_file(&self) -> PathBuf {
        let manifest = self.packages.manifest_path.as_deref();
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
        let mut catalogue = read(&self.files, &self.packages)?;
        apply_types(&self.types, std::slice::from_mut(&mut catalogue));
        Ok(catalogue)
    }
}

impl CatalogueOptions {
    /// Reads the catalogue, and prints its findings.
    ///
    /// # Errors
    ///
    /// A file that cannot be read at all.
    pub(crate) fn read(&self) -> Result<Catalogue, Failure> {
        let mut catalogue = read(&self.files, &self.packages)?;
        apply_types(&self.types, std::slice::from_mut(&mut catalogue));
        printed(catalogue)
    }

    /// A description of the catalogue.
    pub(crate) fn searched(&self) -> String {
        let PackageOptions {
            manifest_path,
            packages,
            ..
        } = &self.packages;
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

    /// Reads each file or folder as a separate catalogue, which is a version.
    ///
    /// # Errors
    ///
    /// A file that cannot be read at all.
    pub(crate) fn read_versions(&self) -> Result<Vec<Catalogue>, Failure> {
        if self.files.is_empty() {
            return Ok(vec![self.read()?]);
        }
        let versions = self.files.iter();
        let versions = versions.map(|file| read(std::slice::from_ref(file), &self.packages));
        let mut versions = versions.collect::<Result<Vec<_>, _>>()?;
        apply_types(&self.types, &mut versions);
        versions.into_iter().map(printed).collect()
    }
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
/// A file that cannot be read at all.
pub(crate) fn read_path(path: &Path) -> Result<Catalogue, Failure> {
    printed(Catalogue::read_paths(&[path.to_owned()], false))
}

fn read(files: &[PathBuf], options: &PackageOptions) -> Result<Catalogue, Failure> {
    let PackageOptions {
        manifest_path,
        packages,
        all_targets,
    } = options;
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
            let text = "no catalogue given, and neither `Cargo.toml` nor `messages.toml` found in the current folder";
            return Err(Failure::unusable(text));
        }
        (None, files) => Catalogue::read_paths(files, *all_targets),
    })
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

/// Whether the catalogue has no findings.
pub(crate) fn verdict(catalogue: &Catalogue) -> Result<(), Failure> {
    if catalogue.has_errors() {
        return Err(Failure::Problems);
    }
    Ok(())
}

pub(crate) fn unreadable(path: &Path, error: &io::Error) -> Failure {
    Failure::unusable(format!("cannot read {}: {error}", path.display()))
}
