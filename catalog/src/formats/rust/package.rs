//! The messages of packages, of folders and of single files.

use super::file;
use super::modules::Files;
use super::scan::Context;
use crate::suggest::Unknown;
use crate::{Catalogue, Code, Finding};
use cargo_metadata::{Metadata, MetadataCommand, Package, TargetKind};
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
            return unreadable(format!("there is no package: no `{}`", manifest.display()));
        }
        let mut command = MetadataCommand::new();
        let metadata = match command.manifest_path(&manifest).no_deps().exec() {
            Ok(metadata) => metadata,
            Err(error) => {
                let reason = match &error {
                    cargo_metadata::Error::CargoMetadata { stderr } => stderr.trim(),
                    _ => &error.to_string(),
                };
                let place = manifest.display();
                return unreadable(format!("cannot read the package `{place}`: {reason}"));
            }
        };
        let packages = match self.select(&metadata, &manifest) {
            Ok(packages) => packages,
            Err(title) => return unreadable(title),
        };
        let mut files = Files::new();
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
        let mut catalogue = file::read(files, self.all_targets);
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

/// Reads catalogue files, Rust files, and folders of such.
///
/// Of a folder these are the files `*.mes`, `messages.toml` and `*.rs` in it and below;
/// not those that `.gitignore` names, and not those in `tests`, `examples` and `benches` of
/// a package, unless `all_targets`. What the calls in Rust files name is read as well.
pub(crate) fn read_paths(paths: &[PathBuf], all_targets: bool) -> Catalogue {
    let mut findings = Vec::new();
    let mut catalogues: Vec<String> = Vec::new();
    let mut rust = Files::new();
    for path in paths {
        if path.is_dir() {
            let found = walk(path, &mut findings);
            if found.is_empty() {
                let text = "there is no catalogue in this folder: no `*.mes`, `messages.toml` or \
                            `*.rs`";
                let title = format!("{}: {text}", path.display());
                findings.push(Finding::new(Code::Unreadable, title));
            }
            for file in found {
                add(&file, &mut catalogues, &mut rust);
            }
        } else {
            add(path, &mut catalogues, &mut rust);
        }
    }
    let mut catalogue = Catalogue::read_files(Path::new(""), &catalogues);
    catalogue.absorb(file::read(rust, all_targets));
    catalogue.keep_first();
    catalogue.findings.splice(..0, findings);
    catalogue.findings.sort_by_key(Finding::place);
    catalogue
}

fn add(path: &Path, catalogues: &mut Vec<String>, rust: &mut Files) {
    if has_ending(path, "rs") {
        let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let package = package_of(&absolute);
        let context = Context {
            is_test: is_test_file(&absolute, &package),
            ..Context::default()
        };
        rust.add(&absolute, &package, context);
    } else {
        let identity = path.canonicalize();
        rust.seen
            .insert(identity.unwrap_or_else(|_| path.to_owned()));
        catalogues.push(path.display().to_string());
    }
}

/// The folder of the package that a file belongs to, or else the file's own.
fn package_of(path: &Path) -> PathBuf {
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut folders = folder.ancestors();
    let package = folders.find(|folder| folder.join("Cargo.toml").is_file());
    package.unwrap_or(folder).to_owned()
}

/// Whether a file is in a folder that cargo looks for tests, examples or benchmarks in.
fn is_test_file(path: &Path, package: &Path) -> bool {
    let inner = path.strip_prefix(package).ok();
    let first = inner.and_then(|inner| inner.components().next());
    first.is_some_and(|first| {
        let folder = first.as_os_str();
        ["tests", "examples", "benches"]
            .iter()
            .any(|name| folder == *name)
    })
}

/// The files of catalogues in a folder and below, in the order of their names.
pub(super) fn walk(folder: &Path, findings: &mut Vec<Finding>) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let walk = ignore::WalkBuilder::new(folder)
        .sort_by_file_name(Ord::cmp)
        .require_git(false)
        // What cargo builds, where no `.gitignore` says so.
        .filter_entry(|entry| entry.file_name() != "target")
        .build();
    for entry in walk {
        match entry {
            Ok(entry) => {
                let path = entry.path();
                let is_catalogue = has_ending(path, "mes")
                    || has_ending(path, "rs")
                    || path.file_name().is_some_and(|name| name == "messages.toml");
                if is_catalogue && path.is_file() {
                    found.push(path.to_owned());
                }
            }
            Err(error) => {
                let title = format!("cannot look for files: {error}");
                findings.push(Finding::new(Code::Unreadable, title));
            }
        }
    }
    found
}

fn has_ending(path: &Path, ending: &str) -> bool {
    let found = path.extension();
    found.is_some_and(|found| found.eq_ignore_ascii_case(ending))
}
