//! Shows the changes from one version of a catalogue to the next.

use crate::documentation::code;
use crate::since::clauses;
use crate::{Catalogue, Message};
use std::collections::BTreeMap;
use std::fmt;

/// The changes from one version of a catalogue to the next, for readers of its logs. Its
/// `Display` writes Markdown.
///
/// ```
/// use kea_messages_catalog::{Catalogue, Message, ReleaseNotes};
///
/// let old = Catalogue::from_iter([Message::new("STARTED", "started")]);
/// let new = Catalogue::from_iter([
///     Message::new("STARTED", "server started"),
///     Message::new("STOPPED", "server stopped"),
/// ]);
/// let notes = ReleaseNotes::between(&old, &new).to_string();
/// assert!(notes.starts_with("## Added\n\n- `STOPPED`: `server stopped`\n"));
/// assert!(notes.ends_with("- `STARTED`: its text is `server started`, but was `started`\n"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReleaseNotes {
    /// The notes about the messages, in Markdown.
    added: Vec<String>,
    changed: Vec<String>,
    deprecated: Vec<String>,
    removed: Vec<String>,
}

impl ReleaseNotes {
    /// Compares two versions of a catalogue. Messages with mistakes are ignored.
    #[must_use]
    pub fn between(old: &Catalogue, new: &Catalogue) -> Self {
        let mut old = by_id(old);
        old.retain(|_, message| message.removed.is_none());
        let new = by_id(new);
        let mut notes = Self::default();
        for (id, now) in &new {
            match (old.get(id), &now.removed) {
                (Some(before), None) => notes.compare(before, now),
                (None, None) => notes.added.push(summary(now)),
                (Some(_), Some(_)) => notes.removed.push(match &now.renamed {
                    Some(new) => format!("{}: renamed to {}", code(id), code(new)),
                    None => code(id),
                }),
                (None, Some(_)) => {}
            }
        }
        let gone = old.keys().filter(|id| !new.contains_key(*id));
        notes.removed.extend(gone.map(|id| code(id)));
        notes.removed.sort_unstable();
        notes
    }

    fn compare(&mut self, before: &Message, now: &Message) {
        let id = code(&now.id);
        let clauses = clauses(before, now);
        if !clauses.is_empty() {
            self.changed.push(format!("{id}: {}", clauses.join("; ")));
        }
        if let (None, Some(deprecation)) = (&before.deprecation, &now.deprecation) {
            self.deprecated.push(match &deprecation.note {
                Some(note) => format!("{id}: {}", note.replace('\n', "\n  ")),
                None => id,
            });
        }
    }
}

fn by_id(catalogue: &Catalogue) -> BTreeMap<&str, &Message> {
    let messages = catalogue.messages();
    messages
        .map(|message| (message.id.as_str(), message))
        .collect()
}

impl fmt::Display for ReleaseNotes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sections = [
            ("Added", &self.added),
            ("Changed", &self.changed),
            ("Deprecated", &self.deprecated),
            ("Removed", &self.removed),
        ];
        let mut is_first = true;
        for (title, lines) in sections {
            if lines.is_empty() {
                continue;
            }
            let space = if is_first { "" } else { "\n" };
            is_first = false;
            writeln!(f, "{space}## {title}\n")?;
            for line in lines {
                writeln!(f, "- {line}")?;
            }
        }
        if is_first {
            writeln!(f, "Nothing changed.")?;
        }
        Ok(())
    }
}

fn summary(message: &Message) -> String {
    let (id, text) = (code(&message.id), code(&message.logged_text()));
    match message.severity {
        Some(severity) => format!("{id} (`{severity}`): {text}"),
        None => format!("{id}: {text}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Deprecation;

    #[test]
    fn notes() {
        let gone = |mut message: Message| {
            message.removed = Some("2.0".into());
            message
        };
        let deprecated = |mut message: Message, note: Option<&str>| {
            let note = note.map(str::to_owned);
            message.deprecation = Some(Deprecation { since: None, note });
            message
        };
        let with = |id, severity: &str, text| {
            let mut message = Message::new(id, text);
            message.severity = severity.parse().ok();
            message
        };
        let mut renamed = gone(with("RENAMED", "", "x"));
        renamed.renamed = Some("SAME".into());
        let old = [
            with("SAME", "info", "same"),
            with("CHANGED", "warn", "a `b`\nc"),
            with("OLDER", "", "x"),
            deprecated(with("OLD", "", "x"), None),
            with("ARITY", "", "%1"),
            with("REMOVED", "", "x"),
            with("RENAMED", "", "x"),
            with("GONE", "", "x"),
            gone(with("TOMB", "", "x")),
            gone(with("LOST_TOMB", "", "x")),
            gone(with("REUSED", "", "x")),
        ];
        let new = [
            with("SAME", "info", "same"),
            with("CHANGED", "error", "b"),
            deprecated(with("OLDER", "", "x"), Some("use NEW")),
            deprecated(with("OLD", "", "x"), Some("gone soon")),
            deprecated(with("ARITY", "", "%1 %2"), None),
            gone(with("REMOVED", "", "x")),
            renamed,
            gone(with("TOMB", "", "x")),
            gone(with("NEW_TOMB", "", "x")),
            with("REUSED", "", "y"),
            with("NEW", "debug(40)", "n"),
        ];
        let expected = "\
## Added

- `NEW` (`debug(40)`): `n`
- `REUSED`: `y`

## Changed

- `ARITY`: it has 2 arguments, but had 1; its text is `%1 %2`, but was `%1`
- `CHANGED`: its severity is `error`, but was `warn`; its text is `b`, but was ``a `b`\\nc``

## Deprecated

- `ARITY`
- `OLDER`: use NEW

## Removed

- `GONE`
- `REMOVED`
- `RENAMED`: renamed to `SAME`
";
        let (old, new) = (Catalogue::from_iter(old), Catalogue::from_iter(new));
        assert_eq!(ReleaseNotes::between(&old, &new).to_string(), expected);
        let none = ReleaseNotes::between(&new, &new);
        assert_eq!(none.to_string(), "Nothing changed.\n");
    }
}
