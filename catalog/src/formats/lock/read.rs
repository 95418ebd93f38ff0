//! Reads a lock file.

use crate::formats::toml::{Value, Values, parse, table_of_catalogue};
use crate::lock::Lock;
use crate::promise::Promise;
use crate::{Argument, Code, Finding, Label, Source, severity};
use std::path::Path;

const KEYS: [&str; 8] = [
    "severity",
    "arguments",
    "named",
    "promise",
    "text",
    "numbered_text",
    "removed",
    "renamed",
];

/// The error for a lock file that cannot be used.
#[derive(Debug)]
#[non_exhaustive]
pub struct UnreadableLock {
    /// The problems. Their labels refer to `source` with the index 0.
    pub findings: Vec<Finding>,
    /// The file, if it could be read.
    pub source: Option<Source>,
}

impl Lock {
    /// Reads a lock file.
    ///
    /// # Errors
    ///
    /// Returns the problems in the file. Their places refer to the file as if it were the only
    /// source, with the index 0.
    ///
    /// ```
    /// use kea_messages_catalog::{Lock, Source};
    ///
    /// let file = Source::new("messages.lock", "STARTED = { sverity = 'info' }");
    /// let findings = Lock::read(&file).unwrap_err();
    /// assert_eq!(
    ///     findings[0].title,
    ///     "unknown key `sverity` of a message of a lock file: did you mean `severity`?",
    /// );
    /// ```
    pub fn read(source: &Source) -> Result<Self, Vec<Finding>> {
        let mut findings = Vec::new();
        let mut lock = Self::default();
        let items = parse(source, 0, &mut findings).items;
        let catalogue = table_of_catalogue(&items);
        let places = items
            .iter()
            .map(|(key, _)| (key.get_ref().to_string(), key.span()))
            .collect();
        let mut values = Values {
            source: 0,
            id: None,
            findings: &mut findings,
        };
        for (key, value) in items {
            let id = key.get_ref().to_string();
            values.id = Some(id.clone());
            lock.promises
                .extend(values.promise(value).map(|promise| (id, promise)));
        }
        lock.file = Some((source.clone(), places));
        if findings.is_empty() {
            return Ok(lock);
        }
        if let Some(place) = catalogue {
            let title = "this is a catalogue, not a lock file";
            findings = vec![Finding::mistake(title, Label::new(0, place))];
        }
        Err(findings)
    }

    /// Opens the lock file with this name, relative to the folder `root`. If the file is missing,
    /// the error shows how to create it from these catalogue files.
    ///
    /// # Errors
    ///
    /// Returns an error if the file cannot be read or is not a lock file.
    ///
    /// ```
    /// use kea_messages_catalog::Lock;
    /// use std::path::Path;
    ///
    /// let error = Lock::open(Path::new("."), "nowhere.lock", &["messages.toml"]).unwrap_err();
    /// let finding = &error.findings[0];
    /// assert!(finding.title.starts_with("cannot read `./nowhere.lock`"));
    /// assert!(finding.render(&[]).contains("kea-messages lock -o nowhere.lock messages.toml"));
    /// ```
    pub fn open(root: &Path, name: &str, files: &[&str]) -> Result<Self, UnreadableLock> {
        let path = root.join(name);
        let text = std::fs::read_to_string(&path).map_err(|error| {
            let title = format!("cannot read `{}`: {error}", path.display());
            let files = files.join(" ");
            let help = format!("`kea-messages lock -o {name} {files}` creates it");
            let finding = Finding::new(Code::Unreadable, title).in_missing_file(name);
            UnreadableLock {
                findings: vec![finding.help(help)],
                source: None,
            }
        })?;
        let source = Source::new(name, &text);
        Self::read(&source).map_err(|findings| UnreadableLock {
            findings,
            source: Some(source),
        })
    }
}

impl Values<'_> {
    fn promise(&mut self, value: Value<'_>) -> Option<Promise> {
        let expected = "a message of a lock file is a table: `kea-messages lock` writes it";
        let mut promise = Promise::default();
        let mut numbered_text = None;
        for (key, value) in self.table(value, expected)? {
            let range = value.span();
            match key.get_ref().as_ref() {
                "severity" => {
                    let written: String = self.take(value)?;
                    let read = severity::parse(&written);
                    promise.severity = read.map_err(|error| self.error(error, range)).ok();
                }
                "arguments" => {
                    let written: Vec<String> = self.take(value)?;
                    promise.arguments = written.iter().map(|written| argument(written)).collect();
                }
                "named" => promise.is_called_by_name = self.take(value)?,
                "promise" => {
                    let stated = self.stated_promise(value);
                    promise.is_text_promised = stated.as_deref() == Some("text");
                }
                "text" => promise.text = self.take(value)?,
                "numbered_text" => numbered_text = Some(self.take(value)?),
                "removed" => promise.removed = self.take(value),
                "renamed" => promise.renamed = self.take(value),
                _ => self.unknown_key("a message of a lock file", &key, &KEYS),
            }
        }
        if promise.is_text_promised {
            let text = std::mem::take(&mut promise.text);
            promise.set_wording(|wording| match numbered_text {
                Some(text) => wording.text = text,
                None => wording.set_text(text),
            });
        }
        Some(promise)
    }
}

/// Parses `name`, `name: type`, `name: secret` or `name: secret type`. Each of the last three can
/// have `field` after the colon.
fn argument(written: &str) -> Argument {
    let Some((name, mut rust_type)) = written.split_once(": ") else {
        return Argument::named(written);
    };
    let mut argument = Argument::named(name);
    // No type begins with one of these words and another word.
    let mut take = |word: &str| {
        let rest = rust_type.strip_prefix(word);
        let rest = rest.filter(|rest| rest.is_empty() || rest.starts_with(' '));
        rust_type = rest.map_or(rust_type, str::trim_start);
        rest.is_some()
    };
    argument.field = take("field");
    argument.secret = take("secret");
    if rust_type.is_empty() {
        argument
    } else {
        argument.with_type(rust_type)
    }
}
