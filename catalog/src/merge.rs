//! Merges several catalogues into one.

use crate::files;
use crate::named_lock::NamedLock;
use crate::{Allow, Broken, Catalogue, Label};
use std::collections::HashSet;
use std::path::{Path, PathBuf};

impl Catalogue {
    /// Does the same as [`read`](Self::read), except for files that are in `seen`, and adds the
    /// others to `seen`. Also returns the canonical paths of all files.
    pub(crate) fn read_unseen(
        root: &Path,
        patterns: &[impl AsRef<str>],
        seen: &mut HashSet<PathBuf>,
    ) -> (Self, Vec<PathBuf>) {
        let mut findings = Vec::new();
        let mut paths = Vec::new();
        let mut files = files::find(root, patterns, &mut findings);
        files.retain(|file| {
            let path = root.join(&file.name);
            let path = path.canonicalize().unwrap_or(path);
            paths.push(path.clone());
            seen.insert(path)
        });
        (Self::open(root, &files, findings), paths)
    }

    /// Adds the messages, files and findings of another catalogue. Also adds the parts of its
    /// header that are not set yet.
    pub(crate) fn absorb(&mut self, other: Self) {
        let offset = self.sources.len();
        let moved = |mut label: Label| {
            label.source += offset;
            label
        };
        let have_both_messages = !self.entries.is_empty() && !other.entries.is_empty();
        let entries = other.entries.into_iter().map(|mut entry| {
            if let Some(places) = &mut entry.places {
                places.source += offset;
            }
            for allow in &mut entry.allowed {
                allow.label.source += offset;
            }
            entry
        });
        self.entries.extend(entries);
        let broken = other.broken.into_iter();
        self.broken
            .extend(broken.map(|broken| Broken::new(broken.id, moved(broken.label))));
        let allowed = other.allowed.into_iter();
        self.allowed
            .extend(allowed.map(|allow| Allow::new(allow.code, allow.reason, moved(allow.label))));
        let findings = other.findings.into_iter().map(|mut finding| {
            finding.labels = finding.labels.into_iter().map(moved).collect();
            finding
        });
        self.findings.extend(findings);
        let locks = other.locks.into_iter();
        self.locks.extend(locks.map(|lock| NamedLock {
            label: moved(lock.label),
            ..lock
        }));
        self.sources.extend(other.sources);
        let (header, others) = (&mut self.header, other.header);
        header.title = header.title.take().or(others.title);
        header.version = header.version.take().or(others.version);
        header.introduction = header.introduction.take().or(others.introduction);
        if have_both_messages && header.logger != others.logger {
            // The header cannot name a logger that only some of the messages go to.
            let names = [header.logger.take(), others.logger];
            self.note_loggers(names.into_iter().flatten());
        } else {
            header.logger = header.logger.take().or(others.logger);
        }
        #[cfg(feature = "convert")]
        self.note_loggers(other.loggers);
    }

    /// Stores the names of loggers that are not in the header, for conversions.
    #[cfg(feature = "convert")]
    pub(crate) fn note_loggers(&mut self, names: impl IntoIterator<Item = String>) {
        self.loggers.extend(names);
        self.loggers.sort();
        self.loggers.dedup();
    }

    /// Does nothing, because only conversions need the loggers.
    #[cfg(not(feature = "convert"))]
    #[expect(clippy::unused_self, reason = "it is a field with the feature")]
    pub(crate) fn note_loggers(&mut self, _: impl IntoIterator<Item = String>) {}

    /// Adds the folder to the names of the files, unless it is the current one.
    pub(crate) fn shown_from(mut self, folder: &Path) -> Self {
        for source in &mut self.sources {
            source.rename(&shown(folder, source.name()));
        }
        let findings = self.findings.iter_mut();
        for file in findings.filter_map(|finding| finding.file.as_mut()) {
            file.name = shown(folder, &file.name);
        }
        self
    }
}

/// Returns the path of a file in a folder, relative to the current folder.
pub(crate) fn shown(folder: &Path, name: &str) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let path = folder.join(name);
    path.strip_prefix(&here)
        .unwrap_or(&path)
        .display()
        .to_string()
}
