//! Compares the messages of each call of `kea_messages!` with the lock file that it
//! names.

use crate::named_lock::NamedLock;
use crate::{Broken, Catalogue, Code, Finding, Lock, Source};
use std::path::Path;

impl Catalogue {
    /// Compares the messages of each call of `kea_messages!` with the lock file that the
    /// call names. As in compilation, a lock file that is only out of date is not reported.
    ///
    /// The sources of the lock files are added to those of the catalogue.
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

    /// Compares the messages of one call with its lock.
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
        // For a duplicate ID, one message is kept, which may belong to another call.
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
