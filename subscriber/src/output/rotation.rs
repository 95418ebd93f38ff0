//! Rotates a file. `FILE.1` is the newest of the renamed files.
//!
//! The renamed files are only shifted up to the first gap, so that the folder does not have to be
//! listed. A file that was deleted or compressed leaves a gap for the next rotation.

use crate::output::identity::Identity;
use std::ffi::OsString;
use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The result of a rotation that did not fail.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The file is now `FILE.1`, and its name is free.
    Rotated,
    /// The name refers to another file, because another process has rotated it.
    NotOurs,
    /// Another process is rotating the file.
    Busy,
}

/// Renames a file to `FILE.1`, unless its name now refers to another file.
///
/// If the rotation fails, the file keeps its name, and all renamed files except the last one still
/// exist, perhaps with the next number. `versions` is at least 1.
pub(crate) fn rotate(path: &Path, identity: &Identity, versions: usize) -> io::Result<Outcome> {
    // This check comes before the lock, which would otherwise appear in a folder that is not
    // changed.
    (1..=gap(path, versions)).try_for_each(|version| check_movable(&backup(path, version)))?;
    let Some(_lock) = Lock::take(path)? else {
        return Ok(Outcome::Busy);
    };
    match fs::symlink_metadata(path) {
        Ok(found) if Identity::new(path, &found) == *identity => {}
        Ok(_) => return Ok(Outcome::NotOurs),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Outcome::NotOurs),
        Err(error) => return Err(error),
    }
    let gap = gap(path, versions);
    // The file is removed first: if `rename` replaced it, ext4 would first write the other file to
    // the disk.
    remove_if_there(&backup(path, gap))?;
    for version in (1..gap).rev() {
        rename_if_there(&backup(path, version), &backup(path, version + 1))?;
    }
    match fs::rename(path, backup(path, 1)) {
        Ok(()) => Ok(Outcome::Rotated),
        // Another process has just moved the file.
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Outcome::NotOurs),
        Err(error) => Err(error),
    }
}

/// Renames `FILE.1` back to the name of the file, if no other file has that name.
pub(crate) fn undo(path: &Path) -> io::Result<()> {
    if exists(path) {
        return Err(ErrorKind::AlreadyExists.into());
    }
    fs::rename(backup(path, 1), path)
}

/// Returns the path of a renamed file, such as `FILE.1`.
fn backup(path: &Path, version: usize) -> PathBuf {
    with_suffix(path, &format!(".{version}"))
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    name.into()
}

/// Returns the first number that no renamed file has, or the last number.
fn gap(path: &Path, versions: usize) -> usize {
    (1..versions)
        .find(|version| !exists(&backup(path, *version)))
        .unwrap_or(versions)
}

/// Returns an error for a folder, which `rename` cannot replace.
fn check_movable(backup: &Path) -> io::Result<()> {
    if fs::symlink_metadata(backup).is_ok_and(|found| found.is_dir()) {
        let problem = format!("{} is a folder", backup.display());
        return Err(io::Error::other(problem));
    }
    Ok(())
}

fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

fn rename_if_there(from: &Path, to: &Path) -> io::Result<()> {
    // A folder may have been created since the first check.
    check_movable(from)?;
    unless_missing(fs::rename(from, to))
}

fn remove_if_there(path: &Path) -> io::Result<()> {
    check_movable(path)?;
    unless_missing(fs::remove_file(path))
}

/// Ignores an error because of a missing file, which another process may have removed.
fn unless_missing(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        result => result,
    }
}

/// A file next to the log while a process rotates it. Without it, two processes could overwrite
/// each other's renamed files.
///
/// Creating it also checks that another file can be opened, so that a process without a free file
/// descriptor does not rename the log.
struct Lock(PathBuf);

impl Lock {
    /// The age after which the process that has created the lock is assumed to have died.
    const STALE: Duration = Duration::from_secs(10);

    /// Creates the lock, or returns `None` if another process holds it.
    fn take(path: &Path) -> io::Result<Option<Self>> {
        let lock = with_suffix(path, ".rotating");
        for _ in 0..2 {
            match OpenOptions::new().write(true).create_new(true).open(&lock) {
                Ok(_) => return Ok(Some(Self(lock))),
                Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error),
                Err(_) => {}
            }
            match fs::symlink_metadata(&lock) {
                Ok(found) if found.is_file() && found.len() == 0 => {
                    let age = found.modified().ok().and_then(|time| time.elapsed().ok());
                    if age.is_none_or(|age| age < Self::STALE) {
                        return Ok(None);
                    }
                    fs::remove_file(&lock)?;
                }
                Ok(_) => {
                    let problem = format!("{} already exists", lock.display());
                    return Err(io::Error::other(problem));
                }
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        Ok(None)
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        _ = fs::remove_file(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;
    use std::fs::File;
    use std::time::SystemTime;
    use tempfile::TempDir;

    /// Creates a folder with these entries: a folder if the name ends with `/`, or else a file that
    /// contains its own name.
    fn folder(entries: &[&str]) -> TempDir {
        let folder = tempfile::tempdir().expect("there are temporary folders");
        for entry in entries {
            let path = folder.path().join(entry);
            if entry.ends_with('/') {
                fs::create_dir(path).expect("its parent is there");
            } else {
                fs::write(path, entry).expect("its folder is there");
            }
        }
        folder
    }

    /// Returns the entries of a folder as `NAME=TEXT`.
    fn entries(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder");
        let entries = entries.map(|entry| entry.expect("it can be read").path());
        let entries: BTreeMap<_, _> = entries
            .map(|path| {
                let text = fs::read_to_string(&path).unwrap_or_else(|_| "a folder".to_owned());
                (path.file_name().map(OsString::from), text)
            })
            .collect();
        let shown = |(name, text): (Option<OsString>, _)| {
            format!("{}={text}", name.unwrap_or_default().display())
        };
        entries.into_iter().map(shown).collect()
    }

    fn identity(path: &Path) -> Identity {
        Identity::new(path, &path.metadata().expect("it is there"))
    }

    #[test]
    fn each_state_of_the_row_has_an_outcome() {
        type Case<'a> = (&'a str, usize, &'a [&'a str], &'a [&'a str]);
        let cases: &[Case] = &[
            ("the first", 3, &["l"], &["l.1=l"]),
            ("another one", 3, &["l", "l.1"], &["l.1=l", "l.2=l.1"]),
            ("a full row", 2, &["l", "l.1", "l.2"], &["l.1=l", "l.2=l.1"]),
            ("one is kept", 1, &["l", "l.1"], &["l.1=l"]),
            ("`.1` was deleted", 3, &["l", "l.2"], &["l.1=l", "l.2=l.2"]),
            (
                "`.1` was compressed",
                3,
                &["l", "l.1.gz"],
                &["l.1=l", "l.1.gz=l.1.gz"],
            ),
            (
                "`.2` was deleted",
                3,
                &["l", "l.1", "l.3"],
                &["l.1=l", "l.2=l.1", "l.3=l.3"],
            ),
            (
                "fewer are kept than there are",
                1,
                &["l", "l.1", "l.2"],
                &["l.1=l", "l.2=l.2"],
            ),
            (
                "a folder behind the gap",
                3,
                &["l", "l.1", "l.3/"],
                &["l.1=l", "l.2=l.1", "l.3=a folder"],
            ),
        ];
        for (why, versions, before, after) in cases {
            let folder = folder(before);
            let path = folder.path().join("l");
            let outcome = rotate(&path, &identity(&path), *versions);
            assert_eq!(outcome.expect(why), Outcome::Rotated, "{why}");
            assert_eq!(entries(folder.path()), *after, "{why}");
        }
    }

    #[test]
    fn a_folder_in_the_row_stays_where_it_is() {
        for (versions, before) in [
            (1, &["l", "l.1/"][..]),
            (3, &["l", "l.1/"]),
            (3, &["l", "l.1", "l.2/"]),
            (3, &["l", "l.1", "l.2", "l.3/"]),
        ] {
            let folder = folder(before);
            let path = folder.path().join("l");
            let expected = entries(folder.path());
            let error = rotate(&path, &identity(&path), versions).expect_err("a folder");
            assert!(error.to_string().ends_with(" is a folder"), "{error}");
            assert_eq!(entries(folder.path()), expected);
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_another_process_has_rotated_is_not_rotated_again() {
        let folder = folder(&["l", "other"]);
        let path = folder.path().join("l");
        let ours = identity(&path);
        fs::rename(folder.path().join("other"), &path).expect("both are files");
        let outcome = rotate(&path, &ours, 1).expect("the folder can be written to");
        assert_eq!(outcome, Outcome::NotOurs);
        assert_eq!(entries(folder.path()), ["l=other"]);
        fs::remove_file(&path).expect("it is there");
        let outcome = rotate(&path, &ours, 1).expect("the folder can be written to");
        assert_eq!(outcome, Outcome::NotOurs);
        assert_eq!(entries(folder.path()), [""; 0]);
    }

    #[test]
    fn one_process_rotates_at_a_time() {
        let folder = folder(&["l"]);
        let path = folder.path().join("l");
        let lock = folder.path().join("l.rotating");
        let rotate = || rotate(&path, &identity(&path), 1);

        fs::write(&lock, "").expect("the folder can be written to");
        assert_eq!(rotate().expect("nothing fails"), Outcome::Busy);
        fs::write(&lock, "somebody's file").expect("the folder can be written to");
        let error = rotate().expect_err("it is not a lock");
        assert!(error.to_string().ends_with(" already exists"), "{error}");

        let file = File::create(&lock).expect("the folder can be written to");
        let long_ago = SystemTime::now() - Lock::STALE * 2;
        file.set_modified(long_ago).expect("it is our file");
        assert_eq!(rotate().expect("nothing fails"), Outcome::Rotated);
        assert_eq!(entries(folder.path()), ["l.1=l"]);
    }

    #[test]
    fn a_rotation_is_undone_unless_there_is_another_file() {
        let folder = folder(&["l.1"]);
        let path = folder.path().join("l");
        undo(&path).expect("the name is free");
        assert_eq!(entries(folder.path()), ["l=l.1"]);
        fs::write(folder.path().join("l.1"), "other").expect("the folder can be written to");
        undo(&path).expect_err("the name is taken");
        assert_eq!(entries(folder.path()), ["l=l.1", "l.1=other"]);
    }
}
