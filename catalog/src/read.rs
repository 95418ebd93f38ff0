//! Reads files into a catalogue, and holds their messages against each other.

use crate::catalogue::Broken;
use crate::checks;
use crate::files;
use crate::formats::{self, Format, Purpose};
use crate::{Catalogue, Code, Entry, Finding, Label, Part, Source};
use std::collections::HashMap;
use std::path::Path;

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
            formats::read(source, index, Purpose::Catalogue, &mut catalogue);
        }
        catalogue.sources = sources;
        catalogue.check();
        catalogue.findings.sort_by_key(Finding::place);
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
        formats::read(&source, 0, Purpose::LocalTexts, &mut file);
        file.sources = vec![source];
        file
    }

    /// Keeps the messages that have no mistake.
    fn check(&mut self) {
        let entries = std::mem::take(&mut self.entries);
        let mut first: HashMap<String, Label> = HashMap::with_capacity(entries.len());
        let broken = self.broken.iter();
        first.extend(broken.map(|broken| (broken.id.clone(), broken.label.clone())));
        for entry in entries {
            let id = &entry.message.id;
            let Some(label) = entry.label(Part::Id) else {
                self.entries.push(entry);
                continue;
            };
            if let Some(other) = first.get(id) {
                let finding = Finding::mistake(format!("`{id}` is defined twice"), label).of(id);
                self.findings
                    .push(finding.and(other.clone(), "defined here first"));
                continue;
            }
            first.insert(id.clone(), label.clone());
            let before = self.findings.len();
            self.check_faults(&entry);
            let is_broken = self.findings[before..].iter().any(Finding::is_error);
            if is_broken {
                self.broken.push(Broken::new(entry.message.id, label));
            } else {
                self.findings
                    .extend(checks::of_reading(&entry, &self.sources));
                self.entries.push(entry);
            }
        }
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
