//! The messages of a manual, sorted and grouped by module.

use kea_messages_catalog::formats::Format;
use kea_messages_catalog::{Catalogue, Entry, Header, ManualUrl, Message, Since};
use std::collections::{HashMap, HashSet};

/// The contents of a manual: the messages of a catalogue by module, in the order of
/// their IDs.
#[derive(Clone, Debug)]
pub struct Book {
    pub(crate) title: String,
    pub(crate) version: Option<String>,
    /// The default logger of the messages, which is only printed in JSON.
    pub(crate) logger: Option<String>,
    /// The introduction in Markdown.
    pub(crate) introduction: Option<String>,
    /// The messages, sorted by the bytes of their IDs.
    messages: Vec<Message>,
    /// The places where messages are logged, by ID.
    places: HashMap<String, Vec<String>>,
    /// The IDs of the messages whose severity is stated by each statement that logs them.
    open: HashSet<String>,
    /// The changes of the messages since another version.
    pub(crate) since: Option<Since>,
    /// The address of the published HTML manual.
    pub(crate) url: Option<ManualUrl>,
}

/// The messages whose IDs begin with the same word.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Module<'a> {
    /// The word.
    pub name: &'a str,
    /// Returns the messages, in the order of their IDs.
    pub messages: &'a [Message],
}

impl Book {
    /// Creates a book of these messages. If two have the same ID, only the first is
    /// included.
    #[must_use]
    pub fn new(header: Header, messages: impl IntoIterator<Item = Message>) -> Self {
        let mut messages: Vec<Message> = messages.into_iter().collect();
        messages.sort_by(|a, b| a.id.cmp(&b.id));
        messages.dedup_by(|later, earlier| later.id == earlier.id);
        Self {
            title: header.title.unwrap_or_else(|| "Messages Manual".to_owned()),
            version: header.version,
            logger: header.logger,
            introduction: header.introduction,
            messages,
            places: HashMap::new(),
            open: HashSet::new(),
            since: None,
            url: None,
        }
    }

    /// Adds the places where each message is logged, such as `src/main.rs:12`.
    #[must_use]
    pub fn with_places(mut self, places: impl Fn(&str) -> Vec<String>) -> Self {
        let ids = self.messages.iter().map(|message| message.id.clone());
        let places = ids.map(|id| (places(&id), id));
        self.places = places
            .filter(|(places, _)| !places.is_empty())
            .map(|(places, id)| (id, places))
            .collect();
        self
    }

    /// Marks the messages that are new, changed or removed since an earlier version of the
    /// catalogue, if the book is printed as [HTML](crate::Format::Html).
    ///
    /// ```
    /// use kea_messages_catalog::{Catalogue, Message, Since};
    /// use kea_messages_manual::{Book, Format};
    ///
    /// let old = Catalogue::from_iter([Message::new("STARTED", "started")]);
    /// let new = Catalogue::from_iter([Message::new("STARTED", "server started")]);
    /// let book = Book::from(&new).with_since(Since::between(&old, &new));
    /// let page = book.write(Format::Html);
    /// assert!(page.contains("Its text is <code>server started</code>, but was"));
    /// ```
    #[must_use]
    pub fn with_since(self, since: Since) -> Self {
        Self {
            since: Some(since),
            ..self
        }
    }

    /// Returns the book with the address of its manual, to which the entry of each message links.
    ///
    /// ```
    /// use kea_messages_catalog::{Catalogue, Message};
    /// use kea_messages_manual::{Book, explain};
    ///
    /// let catalogue = Catalogue::from_iter([Message::new("STARTED", "server started")]);
    /// let url = "https://example.com/messages/".parse()?;
    /// let book = Book::from(&catalogue).with_url(url);
    /// let explanation = explain(&book, "STARTED")?.to_string();
    /// assert!(explanation.ends_with("\nManual\nhttps://example.com/messages/STARTED.html\n"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn with_url(self, url: ManualUrl) -> Self {
        Self {
            url: Some(url),
            ..self
        }
    }

    /// Returns the address of a message in the manual, if [`with_url`](Self::with_url) set one.
    #[must_use]
    pub fn url_of(&self, id: &str) -> Option<String> {
        let url = self.url.as_ref()?;
        Some(url.of_message(&self.get(id)?.id))
    }

    /// Returns the places where a message is logged, if they are known.
    #[must_use]
    pub fn places(&self, id: &str) -> &[String] {
        self.places.get(id).map_or(&[], Vec::as_slice)
    }

    /// Whether the severity of a message is stated by each statement that logs it. This is not the
    /// same as an unknown severity: a `.mes` file cannot state severities.
    #[must_use]
    pub(crate) fn is_open(&self, id: &str) -> bool {
        self.open.contains(id)
    }

    /// Overrides the title of the catalogue.
    #[must_use]
    pub fn with_title(self, title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            ..self
        }
    }

    /// Returns the messages, in the order of their IDs.
    #[must_use]
    pub fn messages(&self) -> &[Message] {
        &self.messages
    }

    /// Returns the message with this ID.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Message> {
        let index = self
            .messages
            .binary_search_by(|message| message.id.as_str().cmp(id));
        Some(&self.messages[index.ok()?])
    }

    /// Follows the renames of a message to its newest version, if the book has it.
    pub(crate) fn renamed(&self, message: &Message) -> Option<&Message> {
        let next = |message: &Message| self.get(message.renamed.as_deref()?);
        let mut new = next(message)?;
        // The loop is limited, because renames can form a cycle.
        for _ in 0..self.messages.len() {
            match next(new) {
                Some(newer) => new = newer,
                None => return Some(new),
            }
        }
        None
    }

    /// Returns the modules, in the order of their first messages.
    pub fn modules(&self) -> impl Iterator<Item = Module<'_>> {
        let is_same = |a: &Message, b: &Message| a.module() == b.module();
        self.messages.chunk_by(is_same).map(|messages| Module {
            name: messages[0].module(),
            messages,
        })
    }
}

/// Creates a book of a catalogue that was read from files.
impl From<&Catalogue> for Book {
    fn from(catalogue: &Catalogue) -> Self {
        let entries = catalogue.entries.iter();
        let open = entries.filter(|entry| is_declared_open(entry, catalogue));
        Self {
            open: open.map(|entry| entry.message.id.clone()).collect(),
            ..Self::new(catalogue.header.clone(), catalogue.messages().cloned())
        }
    }
}

/// Whether a definition leaves the severity to each statement that logs the message. A TOML
/// definition without a severity does. Rust requires a severity, and the other formats cannot
/// state this.
fn is_declared_open(entry: &Entry, catalogue: &Catalogue) -> bool {
    let source = entry.places.as_ref().map(|places| places.source);
    let source = source.and_then(|source| catalogue.sources.get(source));
    let format = source.and_then(Format::of);
    entry.message.severity.is_none() && format == Some(Format::Toml)
}

/// Creates a book of the messages that are compiled into a program.
impl From<&kea_messages_core::Catalogue> for Book {
    fn from(catalogue: &kea_messages_core::Catalogue) -> Self {
        let mut book = Self::from(&Catalogue::from(catalogue));
        // If a definition has no severity, rustc requires each statement to state one.
        let open = book.messages.iter().filter(|it| it.severity.is_none());
        book.open = open.map(|message| message.id.clone()).collect();
        book
    }
}

/// The introduction of a book whose catalogue has none.
pub(crate) const INTRODUCTION: &str = "Each entry of this manual describes a message that can \
    appear in a log, under the ID that the log shows. In its text, `%1` stands for the first \
    argument, `%2` for the second, and so on; a name in braces stands for the argument of that \
    name.";
