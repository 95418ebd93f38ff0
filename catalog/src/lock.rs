//! Records the promises of a catalogue's messages. Alerts and tools depend on the IDs, so these are
//! an interface.

use crate::change::changes;
use crate::finding::{Finding, Label};
use crate::promise::Promise;
use crate::source::Source;
use crate::{Catalogue, Code, Message, Part};
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// The maximum number of outdated messages that are shown.
const MAX_OUTDATED: usize = 5;

/// The promises of a catalogue's messages at the time when it was locked.
///
/// It is stored in a lock file, `messages.lock`: [`Lock::read`] reads that file, and
/// the `Display` of a lock writes it.
///
/// ```
/// use kea_messages_catalog::{Catalogue, Lock, Source};
///
/// let file = Source::new("messages.lock", "ALLOC_FAIL = { arguments = ['client'], text = '0' }");
/// let lock = Lock::read(&file).unwrap();
///
/// let file = Source::new("messages.toml", "[ALLOC_FAIL]\ntext = '%1: failed after %2 attempt(s)'");
/// let mut catalogue = Catalogue::of_sources(vec![file]);
/// let findings = lock.check(&mut catalogue);
/// assert_eq!(
///     findings[0].title,
///     "`ALLOC_FAIL` has 2 arguments, but had 1: give the new message another ID",
/// );
/// ```
#[derive(Clone, Debug, Default)]
pub struct Lock {
    pub(crate) promises: BTreeMap<String, Promise>,
    /// The file that the lock was read from, and the place of each ID in it.
    pub(crate) file: Option<(Source, HashMap<String, Range<usize>>)>,
}

impl Lock {
    /// Creates a lock of the promises of these messages.
    ///
    /// ```
    /// use kea_messages_catalog::{Lock, Message};
    ///
    /// let lock = Lock::of([&Message::new("STARTED", "server started")]);
    /// # #[cfg(feature = "convert")]
    /// assert!(lock.to_string().contains("STARTED = { arguments = [], text = "));
    /// ```
    #[must_use]
    pub fn of<'m>(messages: impl IntoIterator<Item = &'m Message>) -> Self {
        let promises = messages
            .into_iter()
            .map(|message| (message.id.clone(), Promise::of(message)));
        Self {
            promises: promises.collect(),
            file: None,
        }
    }

    /// Checks that a catalogue keeps its promises.
    ///
    /// Each finding is about a message, with a place in the catalogue and one in the lock
    /// file, whose source is added to those of the catalogue. If all promises are kept
    /// but the lock is out of date, there is one finding with the code
    /// [`Code::OutdatedLock`].
    ///
    /// Messages with mistakes are ignored, because their mistakes are reported
    /// separately.
    pub fn check(&self, catalogue: &mut Catalogue) -> Vec<Finding> {
        // The sources already contain the file if the lock was checked before.
        let sources = &catalogue.sources;
        let file = self.file.as_ref().map(|(source, _)| {
            let known = sources.iter().position(|known| known == source);
            known.unwrap_or(sources.len())
        });
        let mut findings = Vec::new();
        let now = Self::of(catalogue.messages());
        for (id, before) in &self.promises {
            if catalogue.is_broken(id) {
                continue;
            }
            for (part, finding) in compare(id, before, now.promises.get(id)) {
                findings.push(self.place(finding.of(id), part, catalogue, file));
            }
        }
        if findings.is_empty() {
            findings.extend(self.outdated(&now, catalogue));
        }
        if file == Some(catalogue.sources.len()) {
            let source = self.file.iter().map(|(source, _)| source.clone());
            catalogue.sources.extend(source);
        }
        findings
    }

    /// Returns the file that the lock was read from.
    #[must_use]
    pub fn source(&self) -> Option<&Source> {
        self.file.as_ref().map(|(source, _)| source)
    }

    /// Copies the removed messages of another lock that are missing in this one, so that
    /// their IDs are not reused for other messages.
    ///
    /// ```
    /// use kea_messages_catalog::{Lock, Message};
    ///
    /// let mut gone = Message::new("GONE", "gone");
    /// gone.removed = Some("2.0".into());
    /// let old = Lock::of([&gone]);
    ///
    /// let mut lock = Lock::of([&Message::new("STARTED", "server started")]);
    /// lock.keep_removed(old);
    /// # #[cfg(feature = "convert")]
    /// assert!(lock.to_string().contains("GONE"));
    /// ```
    pub fn keep_removed(&mut self, other: Self) {
        for (id, promise) in other.promises {
            if promise.removed.is_some() {
                self.promises.entry(id).or_insert(promise);
            }
        }
    }

    /// Adds the places of the message and of its promise to a finding.
    fn place(
        &self,
        mut finding: Finding,
        part: Part,
        catalogue: &Catalogue,
        file: Option<usize>,
    ) -> Finding {
        let Some(id) = finding.id.as_deref() else {
            return finding;
        };
        let entry = catalogue.get(id);
        let label = entry.and_then(|entry| entry.label(part));
        let promised = self.file.as_ref().and_then(|(_, places)| places.get(id));
        finding.labels.extend(label);
        match file.zip(promised) {
            Some((file, place)) => {
                let label = Label::new(file, place.clone());
                finding.and(label, "promised here")
            }
            None => finding,
        }
    }

    /// Returns the finding for a lock that does not have the current state of some messages.
    fn outdated(&self, now: &Self, catalogue: &Catalogue) -> Option<Finding> {
        let mut places: Vec<(Label, &str)> = Vec::new();
        let mut count = 0;
        for (id, now) in &now.promises {
            let text = match self.promises.get(id) {
                Some(before) if before.records(now) => continue,
                Some(before) if before.text != now.text => {
                    "the lock file has a different text for this message"
                }
                Some(_) => "the lock file has a different version of this message",
                None => "the lock file does not have this message",
            };
            count += 1;
            let label = catalogue.get(id).and_then(|entry| entry.label(Part::Id));
            places.extend(label.map(|label| (label, text)));
        }
        let is = match count {
            0 => return None,
            1 => "is out of date".to_owned(),
            _ => format!("is out of date for {count} messages"),
        };
        let title = format!("the lock file {is}: `kea-messages lock` updates it");
        let finding = Finding::new(Code::OutdatedLock, title);
        let shown = places.into_iter().take(MAX_OUTDATED);
        Some(shown.fold(finding, |finding, (label, text)| finding.and(label, text)))
    }
}

/// Returns findings about broken or changed promises of a message, with the part that has changed.
fn compare(id: &str, before: &Promise, now: Option<&Promise>) -> Vec<(Part, Finding)> {
    let broken = |title| vec![(Part::Id, Finding::new(Code::BrokenPromise, title))];
    match (&before.removed, now) {
        (Some(_), None) => Vec::new(),
        (None, None) => broken(format!(
            "`{id}` is missing, but old logs still have it: keep it, with `removed = \"VERSION\"`"
        )),
        (_, Some(now)) if now.removed.is_some() => Vec::new(),
        (Some(version), Some(_)) => broken(format!(
            "`{id}` was removed in {version}, and old logs have it with another meaning: give the \
             new message another ID"
        )),
        (None, Some(now)) => changes(before, now)
            .into_iter()
            .map(|change| {
                let mut finding = Finding::new(change.code(), change.title(id));
                finding.help = change.help().map(str::to_owned);
                (change.part(), finding)
            })
            .collect(),
    }
}
