//! Makes one catalogue of several.

use crate::files;
use crate::{Allow, Broken, Catalogue, Label};
use std::collections::HashSet;
use std::path::{Path, PathBuf};

impl Catalogue {
    /// As [`read`](Self::read), without the files that are in `seen`, and adds the others
    /// to it.
    pub(crate) fn read_unseen(
        root: &Path,
        patterns: &[impl AsRef<str>],
        seen: &mut HashSet<PathBuf>,
    ) -> Self {
        let mut findings = Vec::new();
        let mut names = files::find(root, patterns, &mut findings);
        names.retain(|name| {
            let path = root.join(name);
            seen.insert(path.canonicalize().unwrap_or(path))
        });
        Self::open(root, &names, findings)
    }

    /// Takes over the messages, files and findings of another catalogue. Of the header
    /// what is not stated yet.
    pub(crate) fn absorb(&mut self, other: Self) {
        let offset = self.sources.len();
        let moved = |mut label: Label| {
            label.source += offset;
            label
        };
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
        self.sources.extend(other.sources);
        let (header, others) = (&mut self.header, other.header);
        header.title = header.title.take().or(others.title);
        header.version = header.version.take().or(others.version);
        header.logger = header.logger.take().or(others.logger);
        header.introduction = header.introduction.take().or(others.introduction);
    }

    /// The same catalogue, whose files are shown with their folder, as far as it is not
    /// the current one.
    pub(crate) fn shown_from(mut self, folder: &Path) -> Self {
        let here = std::env::current_dir().unwrap_or_default();
        for source in &mut self.sources {
            let path = folder.join(source.name());
            let name = path.strip_prefix(&here).unwrap_or(&path);
            source.rename(&name.display().to_string());
        }
        self
    }
}
