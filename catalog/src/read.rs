//! Reads files into a catalogue, and checks its messages.

use crate::checks;
use crate::files;
use crate::formats::{self, Format, Purpose};
use crate::{Broken, Catalogue, Code, Entry, Finding, Label, Part, Source};
use std::collections::HashMap;
use std::path::Path;

impl Catalogue {
    /// Reads the files that `patterns` match, relative to the folder `root`. A pattern is a
    /// path, or something like `mes/*.mes`. The ending of a file tells its
    /// [format](Format).
    ///
    /// This cannot fail: what is wrong is in [`findings`](Self::findings), and
    /// [`entries`](Self::entries) has the messages without a mistake.
    #[must_use]
    pub fn read(root: &Path, patterns: &[impl AsRef<str>]) -> Self {
        let mut findings = Vec::new();
        let names = files::find(root, patterns, &mut findings);
        Self::open(root, &names, findings)
    }

    /// Reads the files with these names, relative to the folder `root`. In a name `*`, `?`
    /// and `[` have no meaning.
    ///
    /// This cannot fail, as [`read`](Self::read).
    #[must_use]
    pub fn read_files(root: &Path, names: &[impl AsRef<str>]) -> Self {
        let mut findings = Vec::new();
        let names = files::named(root, names, &mut findings);
        Self::open(root, &names, findings)
    }

    /// Reads files and folders: catalogue files, Rust files, and of a folder those in it
    /// and below.
    ///
    /// Of a folder these are the files `*.mes`, `messages.toml` and `*.rs`, but for those
    /// that `.gitignore` names. What `kea_messages!` and the derive define in Rust files
    /// is read, and so are the files that they name. Tests, examples and benchmarks are
    /// left out, unless `all_targets`.
    #[cfg(feature = "packages")]
    #[must_use]
    pub fn read_paths(paths: &[std::path::PathBuf], all_targets: bool) -> Self {
        formats::rust::read_paths(paths, all_targets)
    }

    pub(crate) fn open(root: &Path, names: &[String], mut findings: Vec<Finding>) -> Self {
        let mut sources = Vec::new();
        for name in names {
            sources.extend(Source::open(root, name, sources.len(), &mut findings));
        }
        let mut catalogue = Self::of_sources(sources);
        catalogue.findings.splice(..0, findings);
        catalogue
    }

    /// Reads files whose text is there already. The ending of a name tells the
    /// [format](Format); without one it is `.mes`.
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

    /// Reads a file of texts that replace those of a program while it runs: a catalogue,
    /// in which only the texts matter. In a `.mes` file a backslash is a backslash, as it
    /// is where Kea reads its local message files.
    ///
    /// Only the syntax is checked, for a text can be checked against the program alone. So
    /// [`entries`](Self::entries) has all messages in the order of the file, even two with
    /// one ID.
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

    /// Keeps the messages without a mistake, each once.
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

    /// Keeps of each ID the first message. Another one is a mistake, but where one of the
    /// two is there under a condition alone.
    pub(crate) fn keep_first(&mut self) {
        let entries = std::mem::take(&mut self.entries);
        let mut first: HashMap<String, (Label, bool)> = HashMap::with_capacity(entries.len());
        for broken in &self.broken {
            first.insert(broken.id.clone(), (broken.label.clone(), false));
        }
        for entry in entries {
            let id = &entry.message.id;
            let is_conditional = entry.message.cfg.is_some();
            let Some(label) = entry.label(Part::Id) else {
                self.entries.push(entry);
                continue;
            };
            if let Some((other, other_is_conditional)) = first.get(id) {
                if !is_conditional && !other_is_conditional {
                    let finding = Finding::mistake(format!("`{id}` is defined twice"), label);
                    let finding = finding.of(id).and(other.clone(), "defined here first");
                    self.findings.push(finding);
                }
                continue;
            }
            first.insert(id.clone(), (label, is_conditional));
            self.entries.push(entry);
        }
    }

    fn faults(&self, entry: &Entry) -> Vec<Finding> {
        // Kea prints a text with a gap, and so its files have some.
        let is_mes = entry.format(&self.sources) == Some(Format::Mes);
        let faults = entry.message.faults().into_iter();
        faults
            .map(|fault| {
                let is_gap = is_mes && fault.is_gap();
                let code = if is_gap {
                    Code::PlaceholderGap
                } else {
                    Code::Mistake
                };
                let mut finding = Finding::new(code, fault.to_string()).of(&entry.message.id);
                finding.labels.extend(entry.label_of_fault(&fault));
                finding
            })
            .collect()
    }
}

impl Entry {
    /// The format of the file that the message stands in.
    pub(crate) fn format(&self, sources: &[Source]) -> Option<Format> {
        let places = self.places.as_ref()?;
        Format::of_file(sources[places.source].name())
    }
}
