//! What messages promise, and what became of it.

use crate::arguments::{self, Output};
use crate::failure::Failure;
use crate::input::{read_path, unreadable, verdict};
use crate::output::{complain, print, write};
use kea_messages_catalog::{Catalogue, Lock, Message, Source};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::ErrorKind;
use std::path::Path;

pub(crate) fn run(arguments: &arguments::Lock) -> Result<(), Failure> {
    if let Some([old, new]) = arguments.release_notes.as_deref() {
        return release_notes(old, new);
    }
    let catalogue = arguments.input.read()?;
    // A message with a mistake would be taken for one that is gone.
    verdict(&catalogue)?;
    let mut lock = Lock::of(catalogue.messages());
    if let Some(old) = read_lock(&arguments.output)? {
        if print_broken(&old, &catalogue) && !arguments.force {
            let text = "the lock file stays as it was; `--force` writes it all the same";
            complain("error", text);
            return Err(Failure::Problems);
        }
        lock.keep_removed(old);
    }
    let output = Output {
        file: Some(arguments.output.clone()),
    };
    write(&output, lock.to_string().as_bytes())
}

/// Reads a lock file, if there is one.
pub(crate) fn read_lock(path: &Path) -> Result<Option<Lock>, Failure> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unreadable(path, &error)),
    };
    let source = Source::new(&path.display().to_string(), &text);
    match Lock::read(&source) {
        Ok(lock) => Ok(Some(lock)),
        Err(findings) => {
            for finding in findings {
                let drawn = finding.render(std::slice::from_ref(&source));
                complain("error", &format!("{}{drawn}", finding.title));
            }
            Err(Failure::Unreadable)
        }
    }
}

/// Prints which promises are broken, and returns whether one is that others rely on.
fn print_broken(lock: &Lock, catalogue: &Catalogue) -> bool {
    let mut has_errors = false;
    for finding in lock.compare(catalogue.messages()) {
        complain(finding.level().name(), &finding.title);
        has_errors |= finding.is_error();
    }
    has_errors
}

/// What changed from one catalogue to another.
fn release_notes(old: &Path, new: &Path) -> Result<(), Failure> {
    let read = |path: &Path| -> Result<BTreeMap<String, Message>, Failure> {
        let catalogue = read_path(path)?;
        let entries = catalogue.entries.into_iter();
        let messages = entries.map(|entry| (entry.message.id.clone(), entry.message));
        Ok(messages.collect())
    };
    let (old, new) = (read(old)?, read(new)?);
    let mut added = String::new();
    let mut removed = String::new();
    let mut deprecated = String::new();
    let mut changed = String::new();
    for (id, is) in &new {
        let was = old.get(id).filter(|was| was.removed.is_none());
        match (was, &is.removed) {
            (None, None) => _ = writeln!(added, "- `{id}` {}", summary(is)),
            (Some(_), Some(_)) => _ = writeln!(removed, "- `{id}`"),
            (Some(was), None) => {
                let before = Lock::of([was]).compare([is]);
                let mut differences: Vec<String> =
                    before.into_iter().map(|finding| finding.title).collect();
                if was.text != is.text {
                    differences.push(format!(
                        "its text is now {}, and was `{}`",
                        text(is),
                        was.text
                    ));
                }
                if !differences.is_empty() {
                    _ = writeln!(changed, "- `{id}`: {}", differences.join("; "));
                }
                if let (None, Some(deprecation)) = (&was.deprecation, &is.deprecation) {
                    let note = deprecation.note.as_deref().unwrap_or("it is going away");
                    _ = writeln!(deprecated, "- `{id}`: {note}");
                }
            }
            (None, Some(_)) => {}
        }
    }
    for id in old.keys().filter(|id| !new.contains_key(*id)) {
        _ = writeln!(removed, "- `{id}`");
    }
    let mut notes = String::new();
    let sections = [
        ("Added", added),
        ("Changed", changed),
        ("Deprecated", deprecated),
        ("Removed", removed),
    ];
    for (title, list) in sections {
        if !list.is_empty() {
            let space = if notes.is_empty() { "" } else { "\n" };
            _ = write!(notes, "{space}## {title}\n\n{list}");
        }
    }
    if notes.is_empty() {
        notes.push_str("Nothing changed.\n");
    }
    print(notes.as_bytes())
}

fn summary(message: &Message) -> String {
    match message.severity {
        Some(severity) => format!("(`{severity}`): {}", text(message)),
        None => text(message),
    }
}

fn text(message: &Message) -> String {
    format!("`{}`", message.text.replace('\n', "\\n"))
}
