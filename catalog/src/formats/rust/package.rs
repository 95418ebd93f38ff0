//! The messages of packages.

use super::file;
use super::modules::Files;
use super::stack::on_large_stack;
use crate::suggest::Unknown;
use crate::{Catalogue, Code, Finding};
use cargo_metadata::{Metadata, MetadataCommand, Package, TargetKind};
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// Which messages of packages are read.
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
    /// The package of this `Cargo.toml`, or of the folder that it is in; of a workspace,
    /// all its members.
    #[must_use]
    pub fn of(manifest: impl Into<PathBuf>) -> Self {
        Self {
            manifest: manifest.into(),
            names: Vec::new(),
            all_targets: false,
        }
    }

    /// The members of the workspace with these names alone. Without a name it is as if
    /// this had not been said.
    #[must_use]
    pub fn named(self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self {
            names: names.into_iter().map(Into::into).collect(),
            ..self
        }
    }

    /// Examples, tests and benchmarks too, if `all` says so.
    #[must_use]
    pub fn all_targets(self, all: bool) -> Self {
        Self {
            all_targets: all,
            ..self
        }
    }

    /// Reads the messages that the packages define: inline, by the derive, and in the
    /// files that `kea_messages!` names.
    ///
    /// It sees what stands in the source: in modules, in function bodies, under a
    /// `#[cfg]`, whose condition is in [`Message::cfg`](crate::Message::cfg), and under
    /// other names, as in `use kea_messages::kea_messages as define`. It does not see what
    /// a `macro_rules!` or a procedural macro makes, nor the messages of dependencies.
    ///
    /// What cannot be read is among the [`findings`](Catalogue::findings).
    #[must_use]
    pub fn read(&self) -> Catalogue {
        on_large_stack(|| self.read_here())
    }

    fn read_here(&self) -> Catalogue {
        let unreadable = |title: String| Catalogue {
            findings: vec![Finding::new(Code::Unreadable, title)],
            ..Catalogue::default()
        };
        let manifest = if self.manifest.is_dir() {
            self.manifest.join("Cargo.toml")
        } else {
            self.manifest.clone()
        };
        if !manifest.is_file() {
            return unreadable(format!(
                "there is no package: `{}` is not a file",
                manifest.display()
            ));
        }
        let mut command = MetadataCommand::new();
        let metadata = match command.manifest_path(&manifest).no_deps().exec() {
            Ok(metadata) => metadata,
            Err(error) => {
                let reason = error.to_string();
                let reason = match &error {
                    // Warnings can precede the error.
                    cargo_metadata::Error::CargoMetadata { stderr } => {
                        let (_, error) = stderr.split_once("error: ").unwrap_or(("", stderr));
                        error.trim()
                    }
                    _ => &reason,
                };
                let place = manifest.display();
                return unreadable(format!("cannot read the package `{place}`: {reason}"));
            }
        };
        let packages = match self.select(&metadata, &manifest) {
            Ok(packages) => packages,
            Err(title) => return unreadable(title),
        };
        let mut files = Files::new(self.all_targets);
        for package in &packages {
            let folder = package.manifest_path.parent();
            let folder = folder.map_or(Path::new(""), |folder| folder.as_std_path());
            for target in &package.targets {
                let is_program = !target.kind.iter().any(|kind| {
                    matches!(
                        kind,
                        TargetKind::Example
                            | TargetKind::Test
                            | TargetKind::Bench
                            | TargetKind::CustomBuild
                    )
                });
                if is_program || self.all_targets {
                    let root = target.src_path.as_std_path();
                    files.add_target(root, folder, !is_program);
                }
            }
        }
        let mut catalogue = file::read(files, HashSet::new());
        catalogue.keep_first();
        catalogue.findings.sort_by_key(Finding::place);
        if let [package] = packages.as_slice() {
            let header = &mut catalogue.header;
            header.title.get_or_insert_with(|| package.name.to_string());
            header
                .version
                .get_or_insert_with(|| package.version.to_string());
        }
        catalogue
    }

    /// The packages that are meant.
    fn select<'m>(
        &self,
        metadata: &'m Metadata,
        manifest: &Path,
    ) -> Result<Vec<&'m Package>, String> {
        let members = metadata.workspace_packages();
        if self.names.is_empty() {
            let manifest = manifest.canonicalize().unwrap_or_default();
            let is_it = |package: &&&Package| package.manifest_path.as_std_path() == manifest;
            let root = metadata.workspace_root.as_std_path().join("Cargo.toml");
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
