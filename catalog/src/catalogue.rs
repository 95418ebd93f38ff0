//! The messages of a catalogue, and where they stand.

use crate::{Allow, Fault, Finding, Label, Message, Part, Source};
use kea_messages_base::severity::Severity;
use std::ops::Range;

/// The messages of some files, of a package, or of a program.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Catalogue {
    /// What is said of the catalogue as a whole.
    pub header: Header,
    /// The messages without a mistake, file by file.
    pub entries: Vec<Entry>,
    /// The others, as far as their IDs could be read.
    pub broken: Vec<Broken>,
    /// What is suppressed for all messages of a file.
    pub allowed: Vec<Allow>,
    /// The files.
    pub sources: Vec<Source>,
    /// What is wrong in them.
    pub findings: Vec<Finding>,
    /// The lock files that calls of `kea_messages!` name.
    #[cfg(feature = "packages")]
    pub(crate) locks: Vec<crate::named_lock::NamedLock>,
}

/// A message that has a mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Broken {
    /// Its ID.
    pub id: String,
    /// Where that stands.
    pub label: Label,
}

/// What is said of a catalogue as a whole: the table `[catalogue]` of a TOML file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
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

/// A message, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Entry {
    /// The message.
    pub message: Message,
    /// Where its parts stand; `None` for a message that a program was compiled with.
    pub places: Option<Places>,
    /// How its severity was found, where its definition does not state it.
    pub inferred: Option<Inferred>,
    /// What is suppressed for it.
    pub allowed: Vec<Allow>,
}

/// A severity that was read out of a description.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Inferred {
    /// The severity.
    pub severity: Severity,
    /// The words of the description that say it.
    pub words: String,
}

/// Where the parts of a message stand: the bytes of the text of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
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
    /// The beginning of the operator action, if there is one.
    pub action: Option<Range<usize>>,
    /// The alert, if there is one.
    pub alert: Option<Range<usize>>,
    /// The limit, if there is one.
    pub limit: Option<Range<usize>>,
    /// The new ID of a message that was renamed.
    pub renamed: Option<Range<usize>>,
    /// The promise, if the message states one.
    pub promise: Option<Range<usize>>,
    /// Whether the description follows the text with nothing between them.
    pub is_description_under_text: bool,
}

impl Header {
    /// The keys of its fields in files.
    #[cfg(feature = "files")]
    pub(crate) const KEYS: [&'static str; 4] = ["title", "version", "logger", "introduction"];

    /// Its values, in the order of their keys.
    #[cfg(feature = "json")]
    pub(crate) const fn values(&self) -> [&Option<String>; 4] {
        [&self.title, &self.version, &self.logger, &self.introduction]
    }

    /// Sets the field with this key, once.
    ///
    /// # Errors
    ///
    /// That it is set already.
    #[cfg(feature = "files")]
    pub(crate) fn set(&mut self, key: &str, value: String) -> Result<(), String> {
        let field = match key {
            "title" => &mut self.title,
            "version" => &mut self.version,
            "logger" => &mut self.logger,
            _ => &mut self.introduction,
        };
        if field.is_some() {
            return Err(format!(
                "another file of this catalogue has a `{key}` already"
            ));
        }
        *field = Some(value);
        Ok(())
    }

    /// The title, or `Messages` where there is none.
    #[must_use]
    pub fn title_or_default(&self) -> &str {
        self.title.as_deref().unwrap_or("Messages")
    }
}

impl Broken {
    /// A message of which nothing but the ID is known.
    #[must_use]
    pub fn new(id: impl Into<String>, label: Label) -> Self {
        Self {
            id: id.into(),
            label,
        }
    }
}

impl Entry {
    /// A message without a place.
    #[must_use]
    pub const fn new(message: Message) -> Self {
        Self {
            message,
            places: None,
            inferred: None,
            allowed: Vec::new(),
        }
    }

    /// Where a part of the message stands, or the ID where the part is not there.
    #[must_use]
    pub fn label(&self, part: Part) -> Option<Label> {
        Some(self.places.as_ref()?.label(part))
    }

    /// Where a fault of the message stands.
    #[must_use]
    pub fn label_of_fault(&self, fault: &Fault) -> Option<Label> {
        let places = self.places.as_ref()?;
        let mut label = places.label(fault.part);
        if let (Part::Text, Some(range), true) = (fault.part, &fault.range, places.is_text_verbatim)
        {
            label.range = places.text.start + range.start..places.text.start + range.end;
        }
        Some(label)
    }
}

impl Places {
    fn label(&self, part: Part) -> Label {
        let range = match part {
            Part::Id => Some(&self.id),
            Part::Text => Some(&self.text),
            Part::Argument(index) => self.arguments.get(index),
            Part::Description => self.description.as_ref(),
            Part::Action => self.action.as_ref(),
            Part::Alert => self.alert.as_ref(),
            Part::Limit => self.limit.as_ref(),
            Part::Renamed => self.renamed.as_ref(),
            Part::Promise => self.promise.as_ref(),
        };
        Label::new(self.source, range.unwrap_or(&self.id).clone())
    }
}

impl Catalogue {
    /// The message with this ID, if it has no mistake.
    ///
    /// ```
    /// use kea_messages_catalog::{Catalogue, Entry, Message};
    ///
    /// let catalogue = Catalogue::from_iter([Message::new("STARTED", "server started")]);
    /// assert_eq!(catalogue.get("STARTED").map(|entry| entry.message.arity()), Some(0));
    /// assert!(catalogue.get("STOPPED").is_none());
    /// ```
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.message.id == id)
    }

    /// The messages without a mistake, file by file.
    pub fn messages(&self) -> impl Iterator<Item = &Message> {
        self.entries.iter().map(|entry| &entry.message)
    }

    /// Whether the catalogue has a message with this ID, which may have a mistake.
    #[must_use]
    pub fn has(&self, id: &str) -> bool {
        self.get(id).is_some() || self.is_broken(id)
    }

    /// Whether the message with this ID has a mistake.
    #[must_use]
    pub fn is_broken(&self, id: &str) -> bool {
        self.broken.iter().any(|broken| broken.id == id)
    }

    /// Whether a finding is an error, and not only a warning.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(Finding::is_error)
    }
}

/// A catalogue of messages without places.
impl FromIterator<Message> for Catalogue {
    fn from_iter<I: IntoIterator<Item = Message>>(messages: I) -> Self {
        Self {
            entries: messages.into_iter().map(Entry::new).collect(),
            ..Self::default()
        }
    }
}

#[cfg(all(test, feature = "files"))]
mod tests {
    use crate::{Catalogue, Source};

    #[test]
    fn what_is_wrong_has_its_place() {
        let file = "[A_B]\ntext = 'on %d, up'";
        let catalogue = Catalogue::of_sources(vec![Source::new("m.toml", file)]);
        assert!(catalogue.has_errors());
        let range = catalogue.findings[0].labels[0].range.clone();
        assert_eq!(&file[range], "%d");
        let catalogue = Catalogue::of_sources(vec![Source::new("m.toml", "[A_B]\ntext = 'up'")]);
        assert!(!catalogue.has_errors());
    }
}
