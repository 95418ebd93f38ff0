//! Reads the messages of packages.

use super::file;
use super::modules::{Files, identity};
use super::stack::on_large_stack;
use crate::suggest::Unknown;
use crate::{Catalogue, Code, Finding, Header};
use cargo_metadata::{Metadata, MetadataCommand, Package, TargetKind};
use std::collections::HashSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Reads the messages of packages from their source.
///
/// ```no_run
/// use kea_messages_catalog::formats::rust::Packages;
///
/// let catalogue = Packages::of("Cargo.toml").named(["my-server"]).read();
/// for message in catalogue.messages() {
///     println!("{}", message.id);
/// }
/// ```
#[derive(Clone, Debug)]
pub struct Packages {
    manifest: PathBuf,
    names: Vec<String>,
    all_targets: bool,
}

impl Packages {
    /// Reads the package of this `Cargo.toml`, or of the folder that contains it. For
    /// the root of a workspace, all members are read.
    #[must_use]
    pub fn of(manifest: impl Into<PathBuf>) -> Self {
        Self {
            manifest: manifest.into(),
            names: Vec::new(),
            all_targets: false,
        }
    }

    /// Reads only the members of the workspace with these names; without names, reads
    /// the same packages as [`of`](Self::of).
    #[must_use]
    pub fn named(self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self {
            names: names.into_iter().map(Into::into).collect(),
            ..self
        }
    }

    /// Sets whether to read tests, examples, benchmarks and build scripts too.
    #[must_use]
    pub fn all_targets(self, all: bool) -> Self {
        Self {
            all_targets: all,
            ..self
        }
    }

    /// Reads the messages that the packages define: inline, with the derive, and in
    /// the files that `kea_messages!` names.
    ///
    /// The documentation of the [module](crate::formats::rust) describes the
    /// limitations.
    ///
    /// Files that cannot be read are reported among the
    /// [`findings`](Catalogue::findings).
    #[must_use]
    pub fn read(&self) -> Catalogue {
        on_large_stack(|| self.read_here())
    }

    fn read_here(&self) -> Catalogue {
        let manifest = if self.manifest.is_dir() {
            self.manifest.join("Cargo.toml")
        } else {
            self.manifest.clone()
        };
        let read = metadata(&manifest).and_then(|metadata| {
            let packages = self.select(&metadata, &manifest)?;
            Ok(self.catalogue(&packages))
        });
        read.unwrap_or_else(|title| Catalogue {
            findings: vec![
                Finding::new(Code::Unreadable, title)
                    .in_missing_file(manifest.display().to_string()),
            ],
            ..Catalogue::default()
        })
    }

    /// Reads the targets of some packages.
    fn catalogue(&self, packages: &[&Package]) -> Catalogue {
        let mut files = Files::new(self.all_targets);
        for package in packages {
            let folder = package.manifest_path.parent();
            let folder = folder.map_or(Path::new(""), |folder| folder.as_std_path());
            for target in &package.targets {
                if self.all_targets || target.kind.iter().all(is_program) {
                    files.add_target(target.src_path.as_std_path(), folder);
                }
            }
        }
        let mut catalogue = file::read(files, HashSet::new(), Catalogue::default());
        catalogue.findings.sort_by_key(Finding::place);
        if let [package] = packages {
            let header = &mut catalogue.header;
            header.title.get_or_insert_with(|| package.name.to_string());
            let version = || package.version.to_string();
            header.version.get_or_insert_with(version);
        } else {
            // The header of one file does not apply to the other packages.
            catalogue.header = Header::default();
        }
        catalogue
    }

    /// Selects the packages to read.
    fn select<'m>(
        &self,
        metadata: &'m Metadata,
        manifest: &Path,
    ) -> Result<Vec<&'m Package>, String> {
        let members = metadata.workspace_packages();
        if self.names.is_empty() {
            // cargo does not resolve symbolic links, so either path can contain some.
            let manifest = identity(manifest);
            let is_it =
                |package: &&&Package| identity(package.manifest_path.as_std_path()) == manifest;
            let root = identity(&metadata.workspace_root.as_std_path().join("Cargo.toml"));
            return Ok(match members.iter().find(is_it) {
                Some(package) if manifest != root => vec![package],
                _ => members,
            });
        }
        let known: Vec<&str> = members
            .iter()
            .map(|package| package.name.as_str())
            .collect();
        let find = |name: &String| {
            let found = members.iter().find(|package| package.name.as_str() == name);
            found.copied().ok_or_else(|| {
                Unknown::new(format!("unknown package `{name}`"), name, &known).to_string()
            })
        };
        self.names.iter().map(find).collect()
    }
}

/// Gets the metadata of a package and its workspace from cargo.
fn metadata(manifest: &Path) -> Result<Metadata, String> {
    let place = manifest.display();
    match manifest.metadata() {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            return Err(format!("cannot read the manifest `{place}`: {error}"));
        }
        _ => {}
    }
    if !manifest.is_file() {
        return Err(format!("cannot find the manifest `{place}`"));
    }
    // Cargo's error has another path, which is absolute.
    if !manifest.ends_with("Cargo.toml") {
        return Err(format!(
            "`{place}` is not a Cargo manifest: expected a file with the name `Cargo.toml`"
        ));
    }
    let mut command = MetadataCommand::new();
    let metadata = command.manifest_path(manifest).no_deps().exec();
    metadata.map_err(|error| {
        let reason = match &error {
            // Warnings can precede the error.
            cargo_metadata::Error::CargoMetadata { stderr } => {
                let (_, error) = stderr.split_once("error: ").unwrap_or(("", stderr));
                error.trim().to_owned()
            }
            other => other.to_string(),
        };
        format!("cannot read the package `{place}`: {reason}")
    })
}

/// Returns whether a target is part of the program, and not a test.
fn is_program(kind: &TargetKind) -> bool {
    !matches!(
        kind,
        TargetKind::Example | TargetKind::Test | TargetKind::Bench | TargetKind::CustomBuild
    )
}
