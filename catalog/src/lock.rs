//! What was promised of messages: an ID is an interface, and alerts depend on it.
//!
//! A lock file is TOML, sorted, with a line for each message, so that it merges
//! well:
//!
//! ```toml
//! ALLOC_FAIL = { severity = "warn", arguments = ["client", "attempts: u32"], text = "2f1d6c0a9e3b4755" }
//! ALLOC_GONE = { severity = "info", arguments = [], text = "0d44b1a2c9f0e713", removed = "2.0" }
//! ```

use crate::finding::{Finding, Label};
use crate::source::Source;
use crate::{Argument, Catalogue, Code, Message, Part};
use serde_core::Deserialize;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

/// What was promised of the messages of a catalogue. Its `Display` is the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    messages: BTreeMap<String, Locked>,
}

/// What was promised of a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Locked {
    severity: Option<String>,
    arguments: Vec<String>,
    /// A hash of the text, which may change.
    text: String,
    /// The version that removed it.
    removed: Option<String>,
}

impl Lock {
    /// What these messages promise.
    ///
    /// ```
    /// use kea_messages_catalog::Message;
    /// use kea_messages_catalog::Lock;
    ///
    /// let mut message = Message::new("ALLOC_FAIL", "%1");
    /// let lock = Lock::of([&message]);
    ///
    /// message.text = "%1: %2".into();
    /// let broken = lock.compare([&message]);
    /// assert_eq!(
    ///     broken[0].title,
    ///     "`ALLOC_FAIL` has 2 arguments, and had 1: give the new message another ID",
    /// );
    /// ```
    #[must_use]
    pub fn of<'m>(messages: impl IntoIterator<Item = &'m Message>) -> Self {
        let messages = messages
            .into_iter()
            .map(|message| (message.id.clone(), Locked::of(message)));
        Self {
            messages: messages.collect(),
        }
    }

    /// Reads a lock file.
    ///
    /// # Errors
    ///
    /// What is wrong in it, each with its place.
    pub fn read(source: &Source) -> Result<Self, Vec<Finding>> {
        let mut findings = Vec::new();
        let mut lock = Self::default();
        let (table, errors) = DeTable::parse_recoverable(source.text());
        for error in errors {
            let label = Label::new(0, error.span().unwrap_or(0..0));
            let title = error.message().to_owned();
            findings.push(Finding::mistake(title, label));
        }
        for (key, value) in table.into_inner() {
            match Locked::read(value) {
                Ok(locked) => _ = lock.messages.insert(key.get_ref().to_string(), locked),
                Err((title, range)) => {
                    findings.push(Finding::mistake(title, Label::new(0, range)));
                }
            }
        }
        if findings.is_empty() {
            Ok(lock)
        } else {
            Err(findings)
        }
    }

    /// What in these messages is not as it was promised, in the order of their IDs.
    #[must_use]
    pub fn compare<'m>(&self, messages: impl IntoIterator<Item = &'m Message>) -> Vec<Finding> {
        let now = Self::of(messages);
        let mut broken = Vec::new();
        for (id, was) in &self.messages {
            let mut add = |code, title: String| {
                broken.push(Finding::new(code, title).of(id));
            };
            let Some(is) = now.messages.get(id) else {
                if was.removed.is_none() {
                    add(
                        Code::BrokenPromise,
                        format!(
                            "`{id}` is gone, and logs still have it: keep it, with `removed = \
                             \"VERSION\"`"
                        ),
                    );
                }
                continue;
            };
            match (&was.removed, &is.removed) {
                (Some(version), None) => {
                    let reason = format!(
                        "`{id}` was removed in {version}: what it meant then is in old logs, so \
                         give the new message another ID"
                    );
                    add(Code::BrokenPromise, reason);
                }
                (_, Some(_)) => {}
                (None, None) => is.compare(was, id, &mut add),
            }
        }
        broken
    }

    /// Holds a catalogue against the lock, and reports what is not as it was promised,
    /// each at the ID of its message. If all is, but the lock is outdated, that is a
    /// finding too, with the code [`Code::OutdatedLock`].
    ///
    /// A message with a mistake is not reported: its mistake is.
    #[must_use]
    pub fn check(&self, catalogue: &Catalogue) -> Vec<Finding> {
        let mut findings = self.compare(catalogue.messages());
        findings.retain(|finding| {
            let id = finding.id.as_deref();
            !id.is_some_and(|id| catalogue.is_broken(id))
        });
        for finding in &mut findings {
            let entry = finding.id.as_deref().and_then(|id| catalogue.get(id));
            let label = entry.and_then(|entry| entry.label(Part::Id));
            finding.labels.extend(label);
        }
        if findings.is_empty() && self.is_outdated(catalogue.messages()) {
            let title = "the lock file does not have all messages as they are";
            findings.push(Finding::new(Code::OutdatedLock, title));
        }
        findings
    }

    /// Whether a message is not in the lock, or was promised otherwise.
    #[must_use]
    pub fn is_outdated<'m>(&self, messages: impl IntoIterator<Item = &'m Message>) -> bool {
        let now = Self::of(messages);
        let mut ids = now.messages.iter();
        ids.any(|(id, is)| self.messages.get(id).is_none_or(|was| is != was))
    }

    /// Takes over what is only in another lock: the messages that are removed.
    pub fn keep_removed(&mut self, other: Self) {
        for (id, locked) in other.messages {
            if locked.removed.is_some() {
                self.messages.entry(id).or_insert(locked);
            }
        }
    }
}

impl fmt::Display for Lock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "# What the messages promise. `kea-messages lock` writes it; keep it with the \
             sources.\n",
        )?;
        for (id, locked) in &self.messages {
            writeln!(f, "{id} = {locked}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Locked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("{ ")?;
        if let Some(severity) = &self.severity {
            write!(f, "severity = {}, ", quoted(severity))?;
        }
        let arguments: Vec<String> = self.arguments.iter().map(|text| quoted(text)).collect();
        let arguments = arguments.join(", ");
        write!(
            f,
            "arguments = [{arguments}], text = {}",
            quoted(&self.text)
        )?;
        if let Some(version) = &self.removed {
            write!(f, ", removed = {}", quoted(version))?;
        }
        f.write_str(" }")
    }
}

/// A string of TOML's, whose escapes these are.
fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            letter if letter.is_control() => {
                quoted += &format!("\\u{:04x}", u32::from(letter));
            }
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

impl Locked {
    fn of(message: &Message) -> Self {
        Self {
            severity: message.severity.map(|severity| severity.to_string()),
            arguments: message.named_arguments().iter().map(written).collect(),
            text: format!("{:016x}", hash(&message.text)),
            removed: message.removed.clone(),
        }
    }

    /// # Errors
    ///
    /// What is wrong, and where.
    fn read(value: Spanned<DeValue<'_>>) -> Result<Self, (String, Range<usize>)> {
        let range = value.span();
        let DeValue::Table(table) = value.into_inner() else {
            let title = "a message of a lock file is a table: `kea-messages lock` writes it";
            return Err((title.to_owned(), range));
        };
        let mut locked = Self::default();
        for (key, value) in table {
            let range = value.span();
            let wrong = |error: toml::de::Error| (error.message().trim().to_owned(), range);
            let value = ValueDeserializer::from(value);
            match key.get_ref().as_ref() {
                "severity" => {
                    locked.severity = Some(String::deserialize(value).map_err(wrong)?);
                }
                "arguments" => {
                    locked.arguments = Vec::deserialize(value).map_err(wrong)?;
                }
                "text" => locked.text = String::deserialize(value).map_err(wrong)?,
                "removed" => {
                    locked.removed = Some(String::deserialize(value).map_err(wrong)?);
                }
                name => {
                    let title = format!("a message of a lock file has no key `{name}`");
                    return Err((title, key.span()));
                }
            }
        }
        Ok(locked)
    }

    fn compare(&self, was: &Self, id: &str, add: &mut impl FnMut(Code, String)) {
        let (now, before) = (self.arguments.len(), was.arguments.len());
        if now != before {
            let s = if now == 1 { "" } else { "s" };
            let reason = format!(
                "`{id}` has {now} argument{s}, and had {before}: give the new message another ID"
            );
            return add(Code::BrokenPromise, reason);
        }
        for (is, was) in self.arguments.iter().zip(&was.arguments) {
            let ((name, rust_type), (old_name, old_type)) = (parted(is), parted(was));
            if rust_type != old_type {
                let reason = format!(
                    "argument `{name}` of `{id}` is {}, and was {}: give the new message another \
                     ID",
                    shown(rust_type),
                    shown(old_type)
                );
                add(Code::BrokenPromise, reason);
            } else if name != old_name {
                let reason = format!("argument `{name}` of `{id}` was called `{old_name}`");
                add(Code::ChangedPromise, reason);
            }
        }
        if self.severity != was.severity {
            let shown = |severity: &Option<String>| match severity {
                Some(severity) => format!("`{severity}`"),
                None => "open".to_owned(),
            };
            let (now, before) = (shown(&self.severity), shown(&was.severity));
            add(
                Code::ChangedPromise,
                format!("the severity of `{id}` is {now}, and was {before}"),
            );
        }
    }
}

/// An argument on one line: its name, its type, and whether it is a secret.
fn written(argument: &Argument) -> String {
    let secret = if argument.secret { "secret " } else { "" };
    match &argument.rust_type {
        Some(rust_type) => format!("{}: {secret}{rust_type}", argument.name),
        None if argument.secret => format!("{}: secret", argument.name),
        None => argument.name.clone(),
    }
}

fn parted(argument: &str) -> (&str, &str) {
    argument.split_once(": ").unwrap_or((argument, ""))
}

fn shown(rust_type: &str) -> String {
    if rust_type.is_empty() {
        "of no type".to_owned()
    } else {
        format!("`{rust_type}`")
    }
}

/// FNV-1a, which is the same on every machine and in every version.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
