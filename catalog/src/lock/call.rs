//! The lock file that a call of `kea_messages!` names.

use super::Lock;
#[cfg(feature = "packages")]
use crate::{Broken, Catalogue, Label};
use crate::{Code, Finding, Source};
use std::path::Path;
#[cfg(feature = "packages")]
use std::path::PathBuf;

/// Why a lock file cannot be used.
#[derive(Debug)]
#[non_exhaustive]
pub struct UnreadableLock {
    /// What is wrong. Places are in `source`, as if it were the only one.
    pub findings: Vec<Finding>,
    /// The file, if it could be read.
    pub source: Option<Source>,
}

impl Lock {
    /// Opens the lock file with this name, relative to the folder `root`.
    ///
    /// # Errors
    ///
    /// A file that cannot be read, or is not a lock file.
    ///
    /// ```
    /// use kea_messages_catalog::Lock;
    /// use std::path::Path;
    ///
    /// let error = Lock::open(Path::new("."), "nowhere.lock").unwrap_err();
    /// assert!(error.findings[0].title.starts_with("cannot read `./nowhere.lock`"));
    /// ```
    pub fn open(root: &Path, name: &str) -> Result<Self, UnreadableLock> {
        let path = root.join(name);
        let text = std::fs::read_to_string(&path).map_err(|error| {
            let title = format!("cannot read `{}`: {error}", path.display());
            let help = format!("`kea-messages lock -o {name} FILE...` writes it");
            let finding = Finding::new(Code::Unreadable, title).in_missing_file(name);
            UnreadableLock {
                findings: vec![finding.help(help)],
                source: None,
            }
        })?;
        let source = Source::new(name, &text);
        Self::read(&source).map_err(|findings| UnreadableLock {
            findings,
            source: Some(source),
        })
    }
}

/// A lock file that a call names.
#[cfg(feature = "packages")]
#[derive(Clone, Debug)]
pub(crate) struct NamedLock {
    /// The file, as it is seen from the current folder.
    pub(crate) name: String,
    /// Where the call names it.
    pub(crate) label: Label,
    /// The canonical paths of the catalogue files that the call names.
    pub(crate) files: Vec<PathBuf>,
}

#[cfg(feature = "packages")]
impl Catalogue {
    /// Holds the messages against the lock files that calls of `kea_messages!` name, those
    /// of each call against the lock file of that call. As while compiling, a lock file that
    /// is only out of date is not reported.
    ///
    /// The sources of the lock files join those of the catalogue.
    ///
    /// ```no_run
    /// use kea_messages_catalog::formats::rust::Packages;
    ///
    /// let mut catalogue = Packages::of("Cargo.toml").read();
    /// for finding in catalogue.check_locks() {
    ///     eprintln!("{}{}", finding.title, finding.render(&catalogue.sources));
    /// }
    /// ```
    pub fn check_locks(&mut self) -> Vec<Finding> {
        let locks = std::mem::take(&mut self.locks);
        let mut findings = Vec::new();
        for lock in &locks {
            match Lock::open(Path::new(""), &lock.name) {
                Ok(read) => findings.extend(self.check_lock(lock, &read)),
                Err(error) => {
                    let index = self.sources.len();
                    self.sources.extend(error.source);
                    findings.extend(error.findings.into_iter().map(|mut finding| {
                        for label in &mut finding.labels {
                            label.source = index;
                        }
                        if finding.labels.is_empty() {
                            finding.labels.push(lock.label.clone());
                        }
                        finding
                    }));
                }
            }
        }
        self.locks = locks;
        findings
    }

    /// Holds the messages of one call against its lock.
    fn check_lock(&mut self, named: &NamedLock, lock: &Lock) -> Vec<Finding> {
        let is_of_call = |source: &Source| {
            let path = Path::new(source.name()).canonicalize();
            path.is_ok_and(|path| named.files.contains(&path))
        };
        let is_of_call: Vec<bool> = self.sources.iter().map(is_of_call).collect();
        let entries = self.entries.iter().filter(|entry| {
            let places = entry.places.as_ref();
            places.is_some_and(|places| is_of_call[places.source])
        });
        // Of an ID that is defined twice one message is kept, which need not be this call's.
        let twice = self.findings.iter().filter_map(|finding| {
            let id = finding.id.as_ref()?;
            let label = finding.labels.first()?;
            (finding.code == Code::DuplicateId).then(|| Broken::new(id, label.clone()))
        });
        let mut call = Self {
            entries: entries.cloned().collect(),
            broken: self.broken.iter().cloned().chain(twice).collect(),
            sources: std::mem::take(&mut self.sources),
            ..Self::default()
        };
        let mut findings = lock.check(&mut call);
        findings.retain(|finding| finding.code != Code::OutdatedLock);
        self.sources = call.sources;
        findings
    }
}
