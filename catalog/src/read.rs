//! Reads files into a catalogue, and holds their messages against each other.

use crate::catalogue::Broken;
use crate::checks;
use crate::files;
use crate::formats::{self, Format};
use crate::{Catalogue, Code, Entry, Finding, Label, Part, Source};
use std::collections::HashMap;
#[cfg(feature = "packages")]
use std::collections::HashSet;
use std::path::Path;
#[cfg(feature = "packages")]
use std::path::PathBuf;

/// A message that has been seen while duplicates are looked for.
struct Seen {
    label: Label,
    cfg: Option<String>,
    /// Its index, if it is kept.
    kept: Option<usize>,
}

impl Catalogue {
    /// Reads the files that `patterns` name, relative to the folder `root`: a
    /// path, or a pattern such as `mes/*.mes`. A file ends in `.toml` or `.mes`.
    ///
    /// Nothing is returned as an error: what is wrong is in
    /// [`findings`](Self::findings), and the entries are the messages that have no
    /// mistake.
    #[must_use]
    pub fn read(root: &Path, patterns: &[impl AsRef<str>]) -> Self {
        let mut findings = Vec::new();
        let names = files::find(root, patterns, &mut findings);
        Self::open(root, &names, findings)
    }

    /// As [`read`](Self::read), of files by their names alone: `[` and the like mean
    /// themselves.
    #[must_use]
    pub fn read_files(root: &Path, names: &[impl AsRef<str>]) -> Self {
        let mut findings = Vec::new();
        let names = files::named(root, names, &mut findings);
        Self::open(root, &names, findings)
    }

    /// As [`read`](Self::read), without the files that are in `seen`, and adds the others
    /// to it.
    #[cfg(feature = "packages")]
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

    fn open(root: &Path, names: &[String], mut findings: Vec<Finding>) -> Self {
        let mut sources = Vec::new();
        for name in names {
            sources.extend(Source::open(root, name, sources.len(), &mut findings));
        }
        let mut catalogue = Self::of_sources(sources);
        catalogue.findings.splice(..0, findings);
        catalogue
    }

    /// Reads files whose text is known.
    ///
    /// ```
    /// use kea_messages_catalog::{Catalogue, Source};
    ///
    /// let text = "% DHCP4_STARTED server started\nThis informational message is issued once.";
    /// let catalogue = Catalogue::of_sources(vec![Source::new("dhcp4.mes", text)]);
    /// assert_eq!(catalogue.findings, []);
    /// assert_eq!(catalogue.entries[0].message.id, "DHCP4_STARTED");
    /// ```
    #[must_use]
    pub fn of_sources(sources: Vec<Source>) -> Self {
        let mut catalogue = Self::default();
        for (index, source) in sources.iter().enumerate() {
            formats::read(source, index, &mut catalogue);
        }
        catalogue.sources = sources;
        catalogue.check();
        catalogue.sort_findings();
        catalogue
    }

    /// Reads a file of local texts, as Kea calls them: it has the form of a
    /// catalogue, but that in a `.mes` text a backslash is a backslash.
    ///
    /// Only its form is checked. Whether a text fits its message can be told by
    /// whoever has the message, and so [`entries`](Self::entries) are all there, in the
    /// order of the file, those of one ID included.
    ///
    /// ```
    /// use kea_messages_catalog::{Catalogue, Source};
    ///
    /// let file = Catalogue::of_local_texts(Source::new("local.mes", r"% STARTED gestartet\n"));
    /// assert_eq!(file.entries[0].message.text, r"gestartet\n");
    /// ```
    #[must_use]
    pub fn of_local_texts(source: Source) -> Self {
        let mut file = Self::default();
        formats::read_local_texts(&source, &mut file);
        file.sources = vec![source];
        file
    }

    /// Reads files and folders: catalogue files, Rust files, and of a folder those in it
    /// and below.
    ///
    /// Of a folder these are the files `*.mes`, `messages.toml` and `*.rs`, except those
    /// that `.gitignore` names. What `kea_messages!` and the derive define in Rust files
    /// is read, and so are the files that they name. Tests are left out, unless
    /// `all_targets`: the folders `tests`, `examples` and `benches` of a package, but not one
    /// of these that is named itself, and in all files what is under `#[cfg(test)]` or
    /// `#[test]`.
    ///
    /// ```no_run
    /// use kea_messages_catalog::Catalogue;
    ///
    /// let catalogue = Catalogue::read_paths(&["src".into(), "messages.toml".into()], false);
    /// for finding in &catalogue.findings {
    ///     eprintln!("{}{}", finding.title, finding.render(&catalogue.sources));
    /// }
    /// ```
    #[cfg(feature = "packages")]
    #[must_use]
    pub fn read_paths(paths: &[PathBuf], all_targets: bool) -> Self {
        formats::rust::read_paths(paths, all_targets)
    }

    /// Keeps the messages that have no mistake.
    fn check(&mut self) {
        self.check_duplicates();
        for entry in std::mem::take(&mut self.entries) {
            let before = self.findings.len();
            self.check_faults(&entry);
            let is_broken = self.findings[before..].iter().any(Finding::is_error);
            match entry.label(Part::Id) {
                Some(label) if is_broken => {
                    self.broken.push(Broken::new(entry.message.id, label));
                }
                _ => {
                    checks::of_reading(&entry, &self.sources, &mut self.findings);
                    self.entries.push(entry);
                }
            }
        }
    }

    /// Keeps one message of each ID: the first, or the first that is there under no
    /// condition. Another one is a mistake, unless the two have different conditions, or
    /// one of them has none: then they need not be there together.
    pub(crate) fn check_duplicates(&mut self) {
        let entries = std::mem::take(&mut self.entries);
        let mut keep: Vec<Option<Entry>> = Vec::with_capacity(entries.len());
        let mut seen: HashMap<String, Vec<Seen>> = HashMap::with_capacity(entries.len());
        for broken in &self.broken {
            seen.entry(broken.id.clone()).or_default().push(Seen {
                label: broken.label.clone(),
                cfg: None,
                kept: None,
            });
        }
        for entry in entries {
            let Some(label) = entry.label(Part::Id) else {
                keep.push(Some(entry));
                continue;
            };
            let id = &entry.message.id;
            let cfg = entry.message.cfg.clone();
            let others = seen.entry(id.clone()).or_default();
            if let Some(other) = others.iter().find(|other| other.cfg == cfg) {
                let finding = Finding::mistake(format!("`{id}` is defined twice"), label);
                let finding = finding
                    .of(id)
                    .and(other.label.clone(), "defined here first");
                self.findings.push(finding);
                continue;
            }
            let index = keep.len();
            let is_better = others.is_empty() || cfg.is_none();
            if is_better {
                for other in others.iter_mut() {
                    if let Some(other) = other.kept.take() {
                        keep[other] = None;
                    }
                }
                keep.push(Some(entry));
            }
            let kept = is_better.then_some(index);
            others.push(Seen { label, cfg, kept });
        }
        self.entries.extend(keep.into_iter().flatten());
    }

    /// Puts the findings in the order of their places.
    pub(crate) fn sort_findings(&mut self) {
        let place = |finding: &Finding| {
            let label = finding.labels.first();
            label.map(|label| (label.source, label.range.start))
        };
        self.findings.sort_by_key(place);
    }

    /// Takes over the messages, files and findings of another catalogue. Of the header
    /// what is not stated yet.
    #[cfg(feature = "packages")]
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
            entry
        });
        self.entries.extend(entries);
        let broken = other.broken.into_iter();
        self.broken
            .extend(broken.map(|broken| Broken::new(broken.id, moved(broken.label))));
        let allowed = other.allowed.into_iter();
        self.allowed
            .extend(allowed.map(|(source, allowed)| (source + offset, allowed)));
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
    #[cfg(feature = "packages")]
    pub(crate) fn shown_from(mut self, folder: &Path) -> Self {
        let here = std::env::current_dir().unwrap_or_default();
        for source in &mut self.sources {
            let path = folder.join(source.name());
            let name = path.strip_prefix(&here).unwrap_or(&path);
            source.rename(&name.display().to_string());
        }
        self
    }

    fn check_faults(&mut self, entry: &Entry) {
        for fault in entry.message.faults() {
            // Kea prints such a text, so that a catalogue of Kea's can have one.
            let is_mes = entry.format(&self.sources) == Some(Format::Mes);
            let code = if is_mes && fault.is_gap() {
                Code::PlaceholderGap
            } else {
                Code::Mistake
            };
            let mut finding = Finding::new(code, fault.to_string()).of(&entry.message.id);
            finding.labels.extend(entry.label_of_fault(&fault));
            self.findings.push(finding);
        }
    }
}

impl Entry {
    /// The format of the file that the message stands in.
    pub(crate) fn format(&self, sources: &[Source]) -> Option<Format> {
        let places = self.places.as_ref()?;
        Format::of_file(sources[places.source].name())
    }
}
