//! Compares the messages of each call of `kea_messages!` with the lock file that it
//! names.

use crate::named_lock::NamedLock;
use crate::{Broken, Catalogue, Code, Finding, Lock, Source};
use std::path::Path;

impl Catalogue {
    /// Compares the messages of each call of `kea_messages!` with the lock file that the call
    /// names. As in the compiler, a lock file that is only out of date is not reported.
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
            let files = self.sources_of(lock);
            match Lock::open(Path::new(""), &lock.name, &files) {
                Ok(read) => {
                    let mut found = self.check_lock(lock, &read);
                    found.retain(|finding| finding.code != Code::OutdatedLock);
                    findings.append(&mut found);
                }
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

    /// Compares the messages with a lock file. If a call of `kea_messages!` names the file, only
    /// the messages of that call are compared.
    ///
    /// ```no_run
    /// use kea_messages_catalog::formats::rust::Packages;
    /// use kea_messages_catalog::{Lock, Source};
    /// use std::path::Path;
    ///
    /// let mut catalogue = Packages::of("Cargo.toml").read();
    /// let path = Path::new("messages.lock");
    /// let file = Source::new("messages.lock", &std::fs::read_to_string(path)?);
    /// if let Ok(lock) = Lock::read(&file) {
    ///     assert!(catalogue.check_lock_file(path, &lock).is_empty());
    /// }
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn check_lock_file(&mut self, path: &Path, lock: &Lock) -> Vec<Finding> {
        match self.call_with_lock(path).cloned() {
            Some(named) => self.check_lock(&named, lock),
            None => lock.check(self),
        }
    }

    /// Returns the catalogue files of the call of `kea_messages!` that names this lock file.
    /// Returns `None` if no call names it, or if all messages of the catalogue are from that call.
    ///
    /// ```no_run
    /// use kea_messages_catalog::formats::rust::Packages;
    /// use std::path::Path;
    ///
    /// let catalogue = Packages::of("Cargo.toml").read();
    /// if let Some(files) = catalogue.files_of_lock(Path::new("messages.lock")) {
    ///     eprintln!("messages.lock is for {}", files.join(" "));
    /// }
    /// ```
    #[must_use]
    pub fn files_of_lock(&self, path: &Path) -> Option<Vec<&str>> {
        let named = self.call_with_lock(path)?;
        let is_of_call = self.are_of_call(named);
        let mut places = self.entries.iter().map(|entry| entry.places.as_ref());
        let has_others = places.any(|it| !it.is_some_and(|places| is_of_call[places.source]));
        has_others.then(|| self.sources_of(named))
    }

    /// Returns the call that names this lock file.
    fn call_with_lock(&self, path: &Path) -> Option<&NamedLock> {
        let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        self.locks.iter().find(|lock| {
            let name = Path::new(&lock.name);
            name.canonicalize().unwrap_or_else(|_| name.to_owned()) == path
        })
    }

    /// Returns the names of the catalogue files of a call.
    fn sources_of(&self, named: &NamedLock) -> Vec<&str> {
        let files = self.sources.iter().zip(self.are_of_call(named));
        let files = files.filter(|(_, is_of_call)| *is_of_call);
        files.map(|(source, _)| source.name()).collect()
    }

    /// Returns for each source whether it is a file of a call.
    fn are_of_call(&self, named: &NamedLock) -> Vec<bool> {
        let is_of_call = |source: &Source| {
            let path = Path::new(source.name()).canonicalize();
            path.is_ok_and(|path| named.files.contains(&path))
        };
        self.sources.iter().map(is_of_call).collect()
    }

    /// Compares the messages of one call with the lock file.
    fn check_lock(&mut self, named: &NamedLock, lock: &Lock) -> Vec<Finding> {
        let is_of_call = self.are_of_call(named);
        let entries = self.entries.iter().filter(|entry| {
            let places = entry.places.as_ref();
            places.is_some_and(|places| is_of_call[places.source])
        });
        // Of messages with a duplicate ID, only one is kept, which may belong to another call.
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
        let findings = lock.check(&mut call);
        self.sources = call.sources;
        findings
    }
}
