//! Lists the changes of each message since an earlier version of a catalogue.

use crate::change::changes;
use crate::documentation::code;
use crate::promise::Promise;
use crate::{Catalogue, Lock, Message};
use std::collections::{BTreeMap, BTreeSet};

/// The changes of each message since an earlier version of a catalogue.
///
/// [`ReleaseNotes`](crate::ReleaseNotes) shows the same changes as a list in words.
///
/// ```
/// use kea_messages_catalog::{Catalogue, Message, Since};
///
/// let old = Catalogue::from_iter([Message::new("STARTED", "started")]);
/// let new = Catalogue::from_iter([
///     Message::new("STARTED", "server started"),
///     Message::new("STOPPED", "server stopped"),
/// ]);
/// let since = Since::between(&old, &new);
/// assert!(since.added.contains("STOPPED"));
/// assert_eq!(since.changed["STARTED"], ["its text is `server started`, but was `started`"]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Since {
    /// The earlier version of the product, if it is known.
    pub version: Option<String>,
    /// The IDs of the new messages.
    pub added: BTreeSet<String>,
    /// The changes of each message, by its ID, as clauses in Markdown.
    pub changed: BTreeMap<String, Vec<String>>,
    /// The IDs of the messages that are still in the catalogue but were removed from
    /// the program.
    pub removed: BTreeSet<String>,
    /// The messages that are no longer in the catalogue, as they were in the earlier version. The
    /// text of a message that only a lock file has is unknown, unless it was promised.
    pub gone: Vec<Message>,
}

/// A message in the earlier version.
struct Before<'a> {
    promise: Promise,
    /// `None` if only the promise is known, from a lock file.
    message: Option<&'a Message>,
}

impl Since {
    /// Compares two versions of a catalogue.
    #[must_use]
    pub fn between(old: &Catalogue, new: &Catalogue) -> Self {
        let before = old.messages().map(|message| {
            let before = Before {
                promise: Promise::of(message),
                message: Some(message),
            };
            (message.id.as_str(), before)
        });
        let mut since = Self::compare(before.collect(), new);
        since.version.clone_from(&old.header.version);
        // A message that could not be read may have been in the earlier version.
        since.added.retain(|id| !old.is_broken(id));
        since
    }

    /// Compares a lock file with a catalogue.
    ///
    /// ```
    /// use kea_messages_catalog::{Catalogue, Lock, Message, Since};
    ///
    /// let lock = Lock::of([&Message::new("STARTED", "started")]);
    /// let new = Catalogue::from_iter([Message::new("STARTED", "server started")]);
    /// let since = Since::locked(&lock, &new);
    /// assert_eq!(since.changed["STARTED"], ["its text is different"]);
    /// ```
    #[must_use]
    pub fn locked(old: &Lock, new: &Catalogue) -> Self {
        let before = old.promises.iter().map(|(id, promise)| {
            let before = Before {
                promise: promise.clone(),
                message: None,
            };
            (id.as_str(), before)
        });
        Self::compare(before.collect(), new)
    }

    fn compare(mut before: BTreeMap<&str, Before<'_>>, new: &Catalogue) -> Self {
        before.retain(|_, before| before.promise.removed.is_none());
        let mut since = Self::default();
        for now in new.messages() {
            let id = now.id.clone();
            match (before.remove(id.as_str()), &now.removed) {
                (None, None) => _ = since.added.insert(id),
                (None, Some(_)) => {}
                (Some(_), Some(_)) => _ = since.removed.insert(id),
                (Some(before), None) => {
                    let clauses = before.clauses(now);
                    if !clauses.is_empty() {
                        since.changed.insert(id, clauses);
                    }
                }
            }
        }
        before.retain(|id, _| !new.is_broken(id));
        let gone = before.into_iter().map(|(id, before)| before.message(id));
        since.gone = gone.collect();
        since
    }
}

impl Before<'_> {
    fn clauses(&self, now: &Message) -> Vec<String> {
        let is = Promise::of(now);
        if let Some(before) = self.message {
            return clauses(before, now);
        }
        let mut clauses = in_words(&self.promise, &is);
        if self.promise.text != is.text {
            clauses.push(match self.promise.promised_text() {
                Some(before) => other_text(before, now),
                None => "its text is different".to_owned(),
            });
        }
        clauses
    }

    fn message(self, id: &str) -> Message {
        if let Some(message) = self.message {
            return message.clone();
        }
        let promised = self.promise.promised_text().cloned();
        let mut message = promised.unwrap_or_default();
        id.clone_into(&mut message.id);
        message.severity = self.promise.severity;
        message.arguments = Some(self.promise.arguments);
        message
    }
}

/// Returns the changes of a message, as clauses in Markdown.
pub(crate) fn clauses(before: &Message, now: &Message) -> Vec<String> {
    let mut clauses = in_words(&Promise::of(before), &Promise::of(now));
    if before.text != now.text && before.written_text() != now.written_text() {
        clauses.push(other_text(before, now));
    }
    clauses
}

fn other_text(before: &Message, now: &Message) -> String {
    let (was, is) = (before.logged_text(), now.logged_text());
    let (was, is) = if was == is {
        // The logged texts can be equal if a placeholder and a literal look alike.
        (before.written_text(), now.written_text())
    } else {
        (was.as_str(), is.as_str())
    };
    format!("its text is {}, but was {}", code(is), code(was))
}

fn in_words(before: &Promise, now: &Promise) -> Vec<String> {
    let changes = changes(before, now);
    changes.iter().map(ToString::to_string).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_became_of_each() {
        let with = |id, severity: &str, text| {
            let mut message = Message::new(id, text);
            message.severity = severity.parse().ok();
            message
        };
        let removed = |id| {
            let mut message = Message::new(id, "x");
            message.removed = Some("2.0".into());
            message
        };
        let mut old = Catalogue::from_iter([
            with("SAME", "info", "same"),
            with("CHANGED", "warn", "%1 a"),
            with("RAISED", "warn", "r"),
            with("REMOVED", "warn", "x"),
            with("GONE", "error", "%1 is gone"),
            removed("TOMB"),
            removed("REUSED"),
        ]);
        old.header.version = Some("1.0".into());
        let new = Catalogue::from_iter([
            with("SAME", "info", "same"),
            with("CHANGED", "warn", "%1 b"),
            with("RAISED", "error", "r"),
            removed("REMOVED"),
            removed("TOMB"),
            removed("NEW_TOMB"),
            with("REUSED", "warn", "x"),
            with("NEW", "warn", "n"),
        ]);
        let of_catalogue = Since::between(&old, &new);
        let of_lock = Since::locked(&Lock::of(old.messages()), &new);
        for since in [&of_catalogue, &of_lock] {
            let ids = |ids: &BTreeSet<String>| ids.iter().cloned().collect::<Vec<_>>();
            assert_eq!(ids(&since.added), ["NEW", "REUSED"]);
            assert_eq!(ids(&since.removed), ["REMOVED"]);
            let changed: Vec<_> = since.changed.keys().collect();
            assert_eq!(changed, ["CHANGED", "RAISED"]);
            assert_eq!(
                since.changed["RAISED"],
                ["its severity is `error`, but was `warn`"]
            );
            assert_eq!(since.gone.len(), 1);
            assert_eq!(since.gone[0].severity, "error".parse().ok());
        }
        assert_eq!(of_catalogue.version.as_deref(), Some("1.0"));
        assert_eq!(
            of_catalogue.changed["CHANGED"],
            ["its text is `%1 b`, but was `%1 a`"]
        );
        assert_eq!(of_lock.changed["CHANGED"], ["its text is different"]);
        assert_eq!(of_catalogue.gone[0].text, "%1 is gone");
        assert_eq!(of_lock.gone[0].text, "");
        assert_eq!(of_lock.gone[0].arity(), 1);
        assert_eq!(Since::between(&new, &new), Since::default());
    }

    /// A lock file contains promised texts.
    #[test]
    fn promised_texts() {
        let with = |id, text| {
            let mut message = Message::new(id, text);
            message.promise = Some("text".into());
            message
        };
        let lock = Lock::of([&with("CHANGED", "a"), &with("GONE", "%1 is gone")]);
        let since = Since::locked(&lock, &Catalogue::from_iter([with("CHANGED", "b")]));
        assert_eq!(
            since.changed["CHANGED"],
            [
                "its text was promised, but has changed",
                "its text is `b`, but was `a`"
            ]
        );
        assert_eq!(since.gone[0].text, "%1 is gone");
        assert_eq!(since.gone[0].id, "GONE");
    }

    /// If a message cannot be read, its changes are unknown.
    #[test]
    fn messages_with_mistakes() {
        let read = |text: &str| Catalogue::of_sources(vec![crate::Source::new("a.toml", text)]);
        let whole = read("[A]\ntext = 'a'\n[B]\ntext = 'b'\n");
        let broken = read("[A]\ntext = '%3'\n[B]\ntext = 'b'\n");
        assert!(broken.is_broken("A"), "{:?}", broken.findings);
        assert_eq!(Since::between(&whole, &broken), Since::default());
        assert_eq!(Since::between(&broken, &whole), Since::default());
    }
}
