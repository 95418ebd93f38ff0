//! Records the promises of messages, and prints what has changed.

use crate::arguments::{self, Output};
use crate::failure::Failure;
use crate::input::{keep_sources, read_path, unreadable_text, verdict};
use crate::output::{complain, report, write};
use kea_messages_catalog::{Catalogue, Code, Lock, ReleaseNotes, Source};
use std::io::ErrorKind;
use std::path::Path;
use std::slice::from_ref;

pub(crate) fn run(arguments: &arguments::Lock) -> Result<(), Failure> {
    if let Some([old, new]) = arguments.release_notes.as_deref() {
        let (old, new) = (read_path(old)?, read_path(new)?);
        let file = arguments.output.clone();
        let output = Output { file };
        keep_sources(output.path(), &old.sources)?;
        keep_sources(output.path(), &new.sources)?;
        let notes = ReleaseNotes::between(&old, &new).to_string();
        return write(&output, notes.as_bytes());
    }
    let mut catalogue = arguments.input.read_some()?;
    // A message with a mistake would be treated as missing.
    verdict(&catalogue)?;
    let mut lock = Lock::of(catalogue.messages());
    let file = arguments.output.clone();
    let file = file.unwrap_or_else(|| arguments.input.lock_file());
    let output = Output { file: Some(file) };
    keep_sources(output.path(), &catalogue.sources)?;
    refuse_lock_of_call(output.path(), &catalogue)?;
    if let Some(old) = output.path().map_or(Ok(None), old_lock)? {
        if print_changes(&old, &mut catalogue) && !arguments.force {
            let text = "the lock file was not changed; use `--force` to overwrite it";
            complain("error", text);
            return Err(Failure::Problems);
        }
        lock.keep_removed(old);
    }
    write(&output, lock.to_string().as_bytes())
}

/// Returns an error if the lock file belongs to a call of `kea_messages!` with fewer messages,
/// because the macro would report the other messages as missing.
fn refuse_lock_of_call(output: Option<&Path>, catalogue: &Catalogue) -> Result<(), Failure> {
    let Some((path, files)) = output.and_then(|path| Some((path, catalogue.files_of_lock(path)?)))
    else {
        return Ok(());
    };
    let (path, files) = (path.display(), files.join(" "));
    Err(Failure::unusable(format!(
        "`{path}` is the lock file of a `kea_messages!` that reads `{files}`, but the package has \
         other messages\nhelp: to update it, run `kea-messages lock -o {path} {files}`\nhelp: to \
         record all messages, name another file: `kea-messages lock -o FILE`"
    )))
}

/// Reads the lock file that will be replaced. A device or a folder has no promises.
fn old_lock(path: &Path) -> Result<Option<Lock>, Failure> {
    match path.metadata() {
        Ok(metadata) if !metadata.is_file() => Ok(None),
        // Writing will fail too, and report the error.
        Err(error) if error.kind() == ErrorKind::NotADirectory => Ok(None),
        _ => read_lock(
            path,
            "this file would be replaced, but it is not a lock file: choose another file",
        ),
    }
}

/// Reads a lock file, if there is one. If it cannot be used, the last error has this help.
pub(crate) fn read_lock(path: &Path, help: &str) -> Result<Option<Lock>, Failure> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unreadable_text(path, &error)),
    };
    let source = Source::new(&path.display().to_string(), &text);
    match Lock::read(&source) {
        Ok(lock) => Ok(Some(lock)),
        Err(mut findings) => {
            if let Some(last) = findings.last_mut() {
                last.help = Some(help.to_owned());
            }
            for finding in findings {
                report(&finding, from_ref(&source));
            }
            Err(Failure::Unreadable)
        }
    }
}

/// Prints the broken and changed promises, and returns whether a promise is broken.
fn print_changes(lock: &Lock, catalogue: &mut Catalogue) -> bool {
    let mut findings = lock.check(catalogue);
    // Updating the lock file is the purpose of this command.
    findings.retain(|finding| finding.code != Code::OutdatedLock && !catalogue.is_allowed(finding));
    for finding in &findings {
        report(finding, &catalogue.sources);
    }
    findings.iter().any(kea_messages_catalog::Finding::is_error)
}
