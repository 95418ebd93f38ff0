//! The messages of a catalogue, and their places.

use crate::{Allow, Fault, Finding, Label, Message, Part, Source};
use kea_messages_base::severity::Severity;
use std::ops::Range;

/// The messages of some files, of a package, or of a program.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Catalogue {
    /// Properties of the catalogue as a whole.
    pub header: Header,
    /// The messages without mistakes, file by file.
    pub entries: Vec<Entry>,
    /// The messages with mistakes whose IDs could be read.
    pub broken: Vec<Broken>,
    /// The codes that are suppressed for all messages of a file.
    pub allowed: Vec<Allow>,
    /// The files that the messages were read from.
    pub sources: Vec<Source>,
    /// The mistakes in the files.
    pub findings: Vec<Finding>,
    /// The lock files that calls of `kea_messages!` name.
    #[cfg(feature = "packages")]
    pub(crate) locks: Vec<crate::named_lock::NamedLock>,
    /// The names of the loggers, if the messages go to several. In this case, the header does not
    /// name one.
    #[cfg(feature = "convert")]
    pub(crate) loggers: Vec<String>,
    /// The texts that were translated, of files that have both.
    #[cfg(feature = "convert")]
    pub(crate) originals: Vec<Original>,
}

/// The text of a message as it was when it was translated.
#[cfg(feature = "convert")]
#[derive(Clone, Debug)]
pub(crate) struct Original {
    pub(crate) id: String,
    pub(crate) text: String,
    pub(crate) label: Label,
}

/// A message that has a mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Broken {
    /// The ID of the message.
    pub id: String,
    /// The place of the ID.
    pub label: Label,
}

/// Properties of a catalogue as a whole, from the table `[catalogue]` of a TOML file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Header {
    /// The title of the manual.
    pub title: Option<String>,
    /// The version of the product that logs these messages.
    pub version: Option<String>,
    /// The name of the logger that the messages go to.
    pub logger: Option<String>,
    /// The introduction of the manual, in Markdown.
    pub introduction: Option<String>,
}

/// A message, and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Entry {
    /// The message.
    pub message: Message,
    /// The places of the parts of the message; `None` if the message is compiled into a program.
    pub places: Option<Places>,
    /// How the severity was inferred, if the definition does not state it.
    pub inferred: Option<Inferred>,
    /// The codes that are suppressed for the message.
    pub allowed: Vec<Allow>,
}

/// A severity that was inferred from a description.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Inferred {
    /// The severity.
    pub severity: Severity,
    /// The words of the description that state it.
    pub words: String,
}

/// The places of the parts of a message, as byte ranges of the text of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Places {
    /// The index of the file.
    pub source: usize,
    /// The ID.
    pub id: Range<usize>,
    /// The text.
    pub text: Range<usize>,
    /// Whether the text is written without escapes, so that the place of each byte of the text is
    /// known.
    pub is_text_verbatim: bool,
    /// The declared arguments.
    pub arguments: Vec<Range<usize>>,
    /// The start of the description, if there is one.
    pub description: Option<Range<usize>>,
    /// The start of the operator action, if there is one.
    pub action: Option<Range<usize>>,
    /// The alert, if there is one.
    pub alert: Option<Range<usize>>,
    /// The limit, if there is one.
    pub limit: Option<Range<usize>>,
    /// The new ID of a message that was renamed.
    pub renamed: Option<Range<usize>>,
    /// The promise, if the message states one.
    pub promise: Option<Range<usize>>,
    /// Whether the description directly follows the text.
    pub is_description_under_text: bool,
}

impl Header {
    /// The keys of the fields in files.
    #[cfg(feature = "files")]
    pub(crate) const KEYS: [&'static str; 4] = ["title", "version", "logger", "introduction"];

    /// Returns the values of the fields, in the order of their keys.
    #[cfg(feature = "json")]
    pub(crate) const fn values(&self) -> [&Option<String>; 4] {
        [&self.title, &self.version, &self.logger, &self.introduction]
    }

    /// Sets the field with this key, once.
    ///
    /// # Errors
    ///
    /// Returns an error if the field is already set.
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
                "duplicate `{key}`: another file of this catalogue has one"
            ));
        }
        *field = Some(value);
        Ok(())
    }

    /// Returns the title, or `Messages` if there is none.
    #[must_use]
    pub fn title_or_default(&self) -> &str {
        self.title.as_deref().unwrap_or("Messages")
    }
}

impl Broken {
    /// Creates a broken message. Only its ID and its place are known.
    #[must_use]
    pub fn new(id: impl Into<String>, label: Label) -> Self {
        Self {
            id: id.into(),
            label,
        }
    }
}

impl Entry {
    /// Creates an entry for a message without a place.
    #[must_use]
    pub const fn new(message: Message) -> Self {
        Self {
            message,
            places: None,
            inferred: None,
            allowed: Vec::new(),
        }
    }

    /// Returns the place of a part of the message, or of the ID if the message does not
    /// have that part.
    #[must_use]
    pub fn label(&self, part: Part) -> Option<Label> {
        Some(self.places.as_ref()?.label(part))
    }

    /// Returns the place of a fault of the message.
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
    /// Returns the message with this ID, if it has no mistakes.
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

    /// Returns the messages without mistakes, file by file.
    pub fn messages(&self) -> impl Iterator<Item = &Message> {
        self.entries.iter().map(|entry| &entry.message)
    }

    /// Returns whether the catalogue has a message with this ID, which may have
    /// mistakes.
    #[must_use]
    pub fn has(&self, id: &str) -> bool {
        self.get(id).is_some() || self.is_broken(id)
    }

    /// Returns whether the message with this ID has mistakes.
    #[must_use]
    pub fn is_broken(&self, id: &str) -> bool {
        self.broken.iter().any(|broken| broken.id == id)
    }

    /// Returns whether any finding is an error rather than a warning.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(Finding::is_error)
    }
}

/// Creates a catalogue of messages without places.
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
