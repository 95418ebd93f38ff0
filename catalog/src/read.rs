//! Reads files into a catalogue, and checks its messages.

use crate::checks;
use crate::files::{self, Named};
use crate::formats::{self, Format, Purpose};
use crate::{Broken, Catalogue, Code, Entry, Finding, Label, Part, Source};
use std::collections::HashMap;
use std::path::Path;

/// A message that was already found, for the detection of duplicates.
struct Seen {
    label: Label,
    cfg: Option<String>,
    /// The index of the message, if it is kept.
    kept: Option<usize>,
}

impl Catalogue {
    /// Reads the files that `patterns` match, relative to the folder `root`. A pattern is a
    /// path, or a glob such as `mes/*.mes`. The extension of a file determines its
    /// [format](Format).
    ///
    /// This cannot fail: problems are in [`findings`](Self::findings), and
    /// [`entries`](Self::entries) has the messages without mistakes.
    #[must_use]
    pub fn read(root: &Path, patterns: &[impl AsRef<str>]) -> Self {
        let mut findings = Vec::new();
        let files = files::find(root, patterns, &mut findings);
        Self::open(root, &files, findings)
    }

    /// Reads the files with these names, relative to the folder `root`. In a name, `*`, `?` and `[`
    /// have no special meaning.
    ///
    /// Like [`read`](Self::read), this cannot fail.
    #[must_use]
    pub fn read_files(root: &Path, names: &[impl AsRef<str>]) -> Self {
        let mut findings = Vec::new();
        let files = files::named(root, names, &mut findings);
        Self::open(root, &files, findings)
    }

    /// Reads catalogue files, Rust files, and folders with all files in them and their
    /// subfolders.
    ///
    /// In a folder, this reads the files `*.mes`, `messages.toml` and `*.rs`, except those that
    /// `.gitignore` excludes. In Rust files, it reads the definitions of `kea_messages!` and of the
    /// derive, and the files that they name. Unless `all_targets` is true, it skips tests: the
    /// folders `tests`, `examples` and `benches` of a package, unless such a folder is itself
    /// named, and items under `#[cfg(test)]` or `#[test]` in all files.
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
    pub fn read_paths(paths: &[std::path::PathBuf], all_targets: bool) -> Self {
        Self::read_sources_and_paths(&[], paths, all_targets)
    }

    /// Reads sources whose content is passed, such as standard input, and then files and folders.
    /// Combines [`of_sources`](Self::of_sources) and [`read_paths`](Self::read_paths).
    ///
    /// ```
    /// use kea_messages_catalog::{Catalogue, Source};
    ///
    /// let stdin = Source::new("<stdin>", "% STARTED server started");
    /// let catalogue = Catalogue::read_sources_and_paths(&[stdin], &[], false);
    /// assert_eq!(catalogue.entries[0].message.id, "STARTED");
    /// ```
    #[cfg(feature = "packages")]
    #[must_use]
    pub fn read_sources_and_paths(
        sources: &[Source],
        paths: &[std::path::PathBuf],
        all_targets: bool,
    ) -> Self {
        formats::rust::read_paths(sources, paths, all_targets)
    }

    pub(crate) fn open(root: &Path, files: &[Named], findings: Vec<Finding>) -> Self {
        Self::open_behind(Vec::new(), root, files, findings)
    }

    /// Opens files, and reads them after these sources.
    pub(crate) fn open_behind(
        mut sources: Vec<Source>,
        root: &Path,
        files: &[Named],
        mut findings: Vec<Finding>,
    ) -> Self {
        for Named { name, pattern, .. } in files {
            let before = findings.len();
            let source = Source::open(root, name, sources.len(), &mut findings);
            sources.extend(source.map(|source| source.of_pattern(*pattern)));
            for finding in &mut findings[before..] {
                finding.set_pattern(*pattern);
            }
        }
        let mut catalogue = Self::of_sources(sources);
        catalogue.remove_consequences(&findings);
        catalogue.findings.splice(..0, findings);
        let empty = catalogue
            .sources
            .iter()
            .enumerate()
            .filter_map(without_messages);
        let empty: Vec<Finding> = empty.collect();
        catalogue.findings.extend(empty);
        catalogue
    }

    /// Removes the mistakes in lines that are not UTF-8, because they are consequences of the
    /// mistake in `opening` that says so.
    fn remove_consequences(&mut self, opening: &[Finding]) {
        let is_not_utf_8 = |label: &Label| {
            let mut labels = opening.iter().flat_map(|finding| &finding.labels);
            let source = &self.sources[label.source];
            let lines = &source.text()[source.lines(&label.range)];
            labels.any(|other| other.source == label.source)
                && lines.contains(char::REPLACEMENT_CHARACTER)
        };
        self.findings
            .retain(|finding| !finding.labels.first().is_some_and(is_not_utf_8));
    }

    /// Reads files whose content is passed, in their [formats](Format::of). A file
    /// without a format is read as `.mes`.
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
            formats::read(source, index, Purpose::Catalogue, &mut catalogue);
        }
        catalogue.sources = sources;
        catalogue.keep_faultless();
        catalogue.findings.sort_by_key(Finding::place);
        catalogue
    }

    /// Reads a file of texts that replace those of a program while it runs. It is a catalogue in
    /// which only the texts are used. In a `.mes` file, a backslash is literal, as in Kea's local
    /// message files.
    ///
    /// Only the syntax is checked, because a text can only be checked against the program.
    /// So [`entries`](Self::entries) has all messages in the order of the file, including
    /// duplicate IDs.
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
        formats::read(&source, 0, Purpose::LocalTexts, &mut file);
        file.sources = vec![source];
        file
    }

    /// Keeps the messages without mistakes, and removes duplicates.
    fn keep_faultless(&mut self) {
        self.keep_first();
        for entry in std::mem::take(&mut self.entries) {
            let faults = self.faults(&entry);
            let is_broken = faults.iter().any(Finding::is_error);
            self.findings.extend(faults);
            match entry.label(Part::Id) {
                Some(label) if is_broken => {
                    self.broken.push(Broken::new(entry.message.id, label));
                }
                _ => {
                    self.findings
                        .extend(checks::of_reading(&entry, &self.sources));
                    self.entries.push(entry);
                }
            }
        }
    }

    /// Keeps one message for each ID: the first, or the first without a condition. Another message
    /// with the same ID is a mistake if both have the same condition, or none. Different conditions
    /// may exclude each other.
    pub(crate) fn keep_first(&mut self) {
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
                let finding = Finding::new(Code::DuplicateId, format!("`{id}` is defined twice"));
                let finding = finding
                    .at(label)
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

    fn faults(&self, entry: &Entry) -> Vec<Finding> {
        // Kea prints texts with gaps, so its files contain some.
        let format = entry.format(&self.sources);
        let is_mes = format == Some(Format::Mes);
        let faults = entry.message.faults().into_iter();
        faults
            .map(|fault| {
                let is_gap = is_mes && fault.is_gap();
                let code = if is_gap {
                    Code::PlaceholderGap
                } else {
                    Code::Mistake
                };
                let title = match format {
                    Some(Format::Toml) => fault.of_toml(),
                    _ => fault.to_string(),
                };
                let mut finding = Finding::new(code, title).of(&entry.message.id);
                finding.labels.extend(entry.label_of_fault(&fault));
                finding
            })
            .collect()
    }
}

/// Returns the finding for a file that has only blank lines and comments.
fn without_messages((index, source): (usize, &Source)) -> Option<Finding> {
    let mut lines = source.text().lines().map(str::trim);
    // In JSON, an empty file is a mistake.
    let has_comments = match Format::of(source) {
        Some(Format::Toml | Format::Mes) => true,
        #[cfg(feature = "convert")]
        Some(Format::Po) => true,
        _ => false,
    };
    let is_empty = has_comments && lines.all(|line| line.is_empty() || line.starts_with('#'));
    is_empty.then(|| {
        let title = format!("`{}` has no messages", source.name());
        Finding::new(Code::NoMessages, title).at(Label::new(index, 0..0))
    })
}

impl Entry {
    /// Returns the format of the file that contains the message.
    pub(crate) fn format(&self, sources: &[Source]) -> Option<Format> {
        let places = self.places.as_ref()?;
        Format::of(&sources[places.source])
    }
}
