//! Catalogue files: TOML, and Kea's `.mes`.
//!
//! [`Catalogue::read`] reads the files that some patterns name, holds their
//! messages against each other, and reports everything that is wrong, each with
//! its place.

mod files;
pub mod infer;
mod lint;
mod local;
mod lock;
mod mes;
mod report;
mod source;
mod toml;

pub use self::lint::Lint;
pub use self::lock::{Broken, Lock};
pub use self::report::{Label, Report};
pub use self::source::Source;

use crate::severity::Severity;
use crate::{Fault, Message, Part};
use core::ops::Range;
use std::collections::HashMap;
use std::format;
use std::path::Path;
use std::string::{String, ToString};
use std::vec::Vec;

/// The messages of some files.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    /// What is said of the catalogue as a whole.
    pub header: Header,
    /// The messages without a mistake, file by file.
    pub entries: Vec<Entry>,
    /// The IDs of the others, as far as they could be read, and where they stand.
    pub broken: Vec<(String, Label)>,
    /// What is not to be said of any message of a file, by the file's index.
    pub allowed: Vec<(usize, Allowed)>,
    /// The files.
    pub sources: Vec<Source>,
    /// What is wrong in them.
    pub reports: Vec<Report>,
}

/// What the table `[catalogue]` of a TOML file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// The title of the manual.
    pub title: Option<String>,
    /// The version of the product whose messages these are.
    pub version: Option<String>,
    /// The name of the logger that the messages go to.
    pub logger: Option<String>,
    /// What the manual says before the messages, in Markdown.
    pub introduction: Option<String>,
}

/// Something that `kea-messages check` is not to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowed {
    /// The code of what is not to be said.
    pub code: String,
    /// Why.
    pub reason: String,
}

/// A message, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The message.
    pub message: Message,
    /// Where its parts stand.
    pub places: Places,
    /// How its severity was found, where its definition does not state it.
    pub inferred: Option<Inferred>,
    /// What is not to be said of it.
    pub allowed: Vec<Allowed>,
}

/// A severity that was read out of a description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inferred {
    /// The severity.
    pub severity: Severity,
    /// The words of the description that say it.
    pub words: String,
}

/// Where the parts of a message stand: the bytes of the text of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// The index of the file.
    pub source: usize,
    /// The ID.
    pub id: Range<usize>,
    /// The text.
    pub text: Range<usize>,
    /// Whether the text stands there without an escape, so that each byte of it
    /// has its place.
    pub is_text_verbatim: bool,
    /// The arguments, as far as they are declared.
    pub arguments: Vec<Range<usize>>,
    /// The beginning of the description, if there is one.
    pub description: Option<Range<usize>>,
    /// Whether the description follows the text with nothing between them.
    pub is_description_under_text: bool,
}

impl Catalogue {
    /// Reads the files that `patterns` name, relative to the folder `root`: a
    /// path, or a pattern such as `mes/*.mes`. A file ends in `.toml` or `.mes`.
    ///
    /// Nothing is returned as an error: what is wrong is in
    /// [`reports`](Self::reports), and the messages are those that are not.
    #[must_use]
    pub fn read(root: &Path, patterns: &[impl AsRef<str>]) -> Self {
        let mut reports = Vec::new();
        let names = files::find(root, patterns, &mut reports);
        Self::open(root, &names, reports)
    }

    /// As [`read`](Self::read), of files by their names alone: `[` and the like mean
    /// themselves.
    #[must_use]
    pub fn read_files(root: &Path, names: &[impl AsRef<str>]) -> Self {
        let mut reports = Vec::new();
        let names = files::named(root, names, &mut reports);
        Self::open(root, &names, reports)
    }

    fn open(root: &Path, names: &[String], mut reports: Vec<Report>) -> Self {
        let mut sources = Vec::new();
        for name in names {
            sources.extend(Source::open(root, name, sources.len(), &mut reports));
        }
        let mut catalogue = Self::of_sources(sources);
        catalogue.reports.splice(..0, reports);
        catalogue
    }

    /// Reads files whose text is known.
    ///
    /// ```
    /// use kea_messages_catalog::file::{Catalogue, Source};
    ///
    /// let text = "% DHCP4_STARTED server started\nThis informational message is issued once.";
    /// let catalogue = Catalogue::of_sources(vec![Source::new("dhcp4.mes", text)]);
    /// assert_eq!(catalogue.reports, []);
    /// assert_eq!(catalogue.entries[0].message.id, "DHCP4_STARTED");
    /// ```
    #[must_use]
    pub fn of_sources(sources: Vec<Source>) -> Self {
        let mut catalogue = Self::default();
        for (index, source) in sources.iter().enumerate() {
            if files::has_ending(source.name(), "toml") {
                toml::read(source, index, &mut catalogue);
            } else {
                mes::read(source, index, mes::Escapes::OfC, &mut catalogue);
            }
        }
        catalogue.sources = sources;
        catalogue.check();
        let place = |report: &Report| {
            let label = report.labels.first();
            label.map(|label| (label.source, label.range.start))
        };
        catalogue.reports.sort_by_key(place);
        catalogue
    }

    /// Keeps the messages that have no mistake.
    fn check(&mut self) {
        let entries = std::mem::take(&mut self.entries);
        let mut first: HashMap<String, Label> = HashMap::with_capacity(entries.len());
        first.extend(self.broken.iter().cloned());
        for entry in entries {
            let id = &entry.message.id;
            let label = entry.places.id_label();
            if let Some(other) = first.get(id) {
                let report = Report::error(format!("`{id}` is defined twice"), Some(label));
                self.reports
                    .push(report.and(other.clone(), "defined here first"));
                continue;
            }
            first.insert(id.clone(), label.clone());
            let before = self.reports.len();
            self.check_faults(&entry);
            let is_broken = self.reports[before..].iter().any(Report::is_error);
            if is_broken {
                self.broken.push((entry.message.id, label));
            } else {
                let source = &self.sources[entry.places.source];
                lint::check(&entry, source, &mut self.reports);
                self.entries.push(entry);
            }
        }
    }

    fn check_faults(&mut self, entry: &Entry) {
        let Entry {
            message, places, ..
        } = entry;
        for fault in message.faults() {
            let label = places.label(&fault);
            let title = fault.to_string();
            let is_mes = files::has_ending(self.sources[places.source].name(), "mes");
            // Kea prints such a text, so that a catalogue of Kea's can have one.
            if is_mes && fault.is_gap() {
                let report = Report::warning(Lint::PlaceholderGap, title, label);
                self.reports.push(report);
            } else {
                self.reports.push(Report::error(title, Some(label)));
            }
        }
    }

    /// Whether anything is a mistake, and not only a warning.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.reports.iter().any(Report::is_error)
    }
}

impl Places {
    fn id_label(&self) -> Label {
        Label::new(self.source, self.id.clone())
    }

    fn label(&self, fault: &Fault) -> Label {
        let range = match (fault.part, &fault.range) {
            (Part::Id, _) => self.id.clone(),
            (Part::Text, Some(range)) if self.is_text_verbatim => {
                self.text.start + range.start..self.text.start + range.end
            }
            (Part::Text, _) => self.text.clone(),
            (Part::Argument(index), _) => self.arguments[index].clone(),
            (Part::Description | Part::Action, _) => {
                self.description.clone().unwrap_or_else(|| self.id.clone())
            }
        };
        Label::new(self.source, range)
    }
}
