//! Tests a log file whose folder is changed by others.

use super::*;
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use tempfile::TempDir;

/// Collects the lines on standard error.
#[derive(Clone, Default)]
struct Stderr(Arc<Mutex<Vec<u8>>>);

impl Write for Stderr {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A log file in a folder.
struct Log {
    /// The temporary folder, which is deleted at the end.
    parent: TempDir,
    file: LogFile,
    fallback: Fallback,
    stderr: Stderr,
}

impl Log {
    fn new(rotation: Rotation, before: &str) -> Self {
        let parent = tempfile::tempdir().expect("there are temporary folders");
        fs::create_dir(parent.path().join("logs")).expect("the folder is new");
        let path = parent.path().join("logs/l");
        if !before.is_empty() {
            fs::write(&path, before).expect("the folder is there");
        }
        Self::at(&path, parent, rotation)
    }

    fn at(path: &Path, parent: TempDir, rotation: Rotation) -> Self {
        let stderr = Stderr::default();
        Self {
            parent,
            file: LogFile::open(path, rotation).expect("the folder is there"),
            fallback: Fallback::with_stderr("l".to_owned(), Box::new(stderr.clone())),
            stderr,
        }
    }

    fn folder(&self) -> PathBuf {
        self.parent.path().join("logs")
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder().join(name)
    }

    fn put(&mut self, line: &str) {
        if let Err(refusal) = self.file.put(line.as_bytes(), &mut self.fallback) {
            self.fallback.take(line.as_bytes(), &refusal.error);
        }
    }

    fn check(&mut self) {
        self.file.check(&mut self.fallback);
    }

    /// Returns the text of a file, with spaces instead of line feeds.
    fn text(&self, name: &str) -> String {
        let text = fs::read_to_string(self.path(name));
        text.map_or_else(
            |error| error.kind().to_string(),
            |text| text.replace('\n', " "),
        )
    }

    fn stderr(&self) -> String {
        let text = self.stderr.0.lock().expect("nothing panics");
        String::from_utf8(text.clone()).expect("it is text")
    }
}

const NEVER: Rotation = Rotation {
    max_size: 0,
    max_versions: 1,
};

/// Rotates after the second line with a single letter.
const SOON: Rotation = Rotation {
    max_size: 3,
    max_versions: 2,
};

#[cfg(unix)]
#[test]
fn a_file_that_was_moved_is_opened_again() {
    let mut log = Log::new(NEVER, "");
    log.put("a\n");
    fs::rename(log.path("l"), log.path("moved")).expect("it is there");
    // Until the path is checked, lines are written to the moved file.
    log.put("b\n");
    log.check();
    log.put("c\n");
    assert_eq!(
        (log.text("moved"), log.text("l")),
        ("a b ".into(), "c ".into())
    );
    // This is what logrotate does, with the option `create`.
    fs::rename(log.path("l"), log.path("moved")).expect("it is there");
    fs::write(log.path("l"), "new\n").expect("the folder is there");
    log.check();
    log.put("d\n");
    assert_eq!(
        (log.text("moved"), log.text("l")),
        ("c ".into(), "new d ".into())
    );
    assert_eq!(log.stderr(), "");
}

#[cfg(unix)]
#[test]
fn no_line_stays_in_a_file_that_was_deleted() {
    let mut log = Log::new(NEVER, "");
    log.put("a\n");
    log.check();
    fs::remove_file(log.path("l")).expect("it is there");
    log.put("b\n");
    log.put("c\n");
    log.check();
    log.put("d\n");
    assert_eq!(log.text("l"), "b c d ");
    assert_eq!(log.stderr(), "");
}

#[cfg(unix)]
#[test]
fn a_loss_is_noticed_without_a_reload() {
    for (bytes, wait) in [(CHECK_EVERY_BYTES, Duration::ZERO), (0, CHECK_EVERY)] {
        let mut log = Log::new(NEVER, "");
        log.put("a\n");
        fs::remove_file(log.path("l")).expect("it is there");
        log.put(&format!("{}\n", "b".repeat(bytes)));
        std::thread::sleep(wait);
        log.put("c\n");
        assert!(log.text("l").ends_with(" c "), "{bytes}");
        assert!(log.text("l").starts_with("a "), "{bytes}");
    }
}

#[cfg(unix)]
#[test]
fn a_folder_goes_and_comes_back() {
    let mut log = Log::new(NEVER, "");
    log.put("a\n");
    log.check();
    fs::remove_dir_all(log.folder()).expect("it is there");
    log.put("b\n");
    log.check();
    log.put("c\n");
    let lines: Vec<String> = log.stderr().lines().map(str::to_owned).collect();
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(lines[0].starts_with("cannot write to l: ") && lines[0].ends_with(": b"));
    assert!(lines[1].ends_with(": c"), "{lines:?}");
    fs::create_dir(log.folder()).expect("it is gone");
    log.put("d\n");
    assert_eq!(log.text("l"), "d ");
    assert_eq!(log.stderr().lines().count(), 2);

    // Lines in a renamed folder are not lost.
    let moved = log.parent.path().join("moved");
    fs::rename(log.folder(), &moved).expect("it is there");
    log.check();
    log.put("e\n");
    assert_eq!(
        fs::read_to_string(moved.join("l")).expect("it is there"),
        "d\ne\n"
    );
    assert_eq!(log.stderr().lines().count(), 2);
}

#[test]
fn a_cut_line_is_ended() {
    for (before, after) in [
        ("", "a b "),
        ("whole\n", "whole a b "),
        ("cut", "cut a b "),
        ("\n", " a b "),
    ] {
        let mut log = Log::new(NEVER, before);
        log.put("a\n");
        log.put("b\n");
        assert_eq!(log.text("l"), after);
    }
    // Another process has already ended the line.
    let mut log = Log::new(NEVER, "cut");
    let mut other = fs::OpenOptions::new()
        .append(true)
        .open(log.path("l"))
        .expect("it is there");
    other.write_all(b"\nother\n").expect("there is space");
    log.put("a\n");
    assert_eq!(log.text("l"), "cut other a ");
}

#[test]
fn a_rotation_that_fails_is_said_once_and_tried_again() {
    let mut log = Log::new(SOON, "");
    fs::create_dir(log.path("l.1")).expect("the folder is there");
    for line in ["a\n", "b\n", "c\n"] {
        log.put(line);
        // The next rotation does not wait.
        log.file.rotate_from = None;
    }
    assert_eq!(log.text("l"), "a b c ");
    let stderr = log.stderr();
    assert_eq!(stderr.matches("LOG_ROTATION_FAILED").count(), 1, "{stderr}");
    assert!(stderr.ends_with("l.1 is a folder\n"), "{stderr}");
    fs::remove_dir(log.path("l.1")).expect("it is empty");
    log.put("d\n");
    log.put("e\n");
    assert_eq!(
        (log.text("l.1"), log.text("l")),
        ("a b c d ".into(), "e ".into())
    );
    // If the rotation fails again, this is reported again.
    fs::remove_file(log.path("l.1")).expect("it is a file");
    fs::create_dir(log.path("l.1")).expect("its name is free");
    log.put("f\n");
    log.put("g\n");
    assert!(log.file.rotate_from.is_some());
    assert_eq!(log.stderr().matches("LOG_ROTATION_FAILED").count(), 2);
}

#[cfg(unix)]
#[test]
fn what_a_folder_permits_is_enough_or_is_said() {
    use std::os::unix::fs::PermissionsExt;
    let set = |log: &Log, mode| {
        let mode = fs::Permissions::from_mode(mode);
        fs::set_permissions(log.folder(), mode).expect("it is ours");
    };
    // The folder cannot be listed.
    let mut log = Log::new(SOON, "");
    set(&log, 0o333);
    for line in ["a\n", "b\n", "c\n", "d\n", "e\n"] {
        log.put(line);
    }
    assert_eq!(
        (log.text("l.2"), log.text("l.1"), log.text("l")),
        ("a b ".into(), "c d ".into(), "e ".into())
    );
    assert_eq!(log.stderr(), "");
    // The folder cannot be written to, except by the superuser.
    set(&log, 0o555);
    let is_permitted = fs::write(log.path("probe"), "").is_ok();
    log.put("f\n");
    log.put("g\n");
    if !is_permitted {
        assert_eq!(log.text("l"), "e f g ");
        assert_eq!(log.stderr().matches("LOG_ROTATION_FAILED").count(), 1);
    }
    set(&log, 0o755);
}

#[cfg(target_os = "linux")]
#[test]
fn only_a_file_is_rotated() {
    let parent = tempfile::tempdir().expect("there are temporary folders");
    let mut log = Log::at(Path::new("/dev/null"), parent, SOON);
    (0..10).for_each(|_| log.put("a\n"));
    assert!(!Path::new("/dev/null.1").exists());
    assert_eq!(log.stderr(), "");
}

#[cfg(target_os = "linux")]
#[test]
fn space_that_comes_back_is_used() {
    let parent = tempfile::tempdir().expect("there are temporary folders");
    let path = parent.path().join("l");
    std::os::unix::fs::symlink("/dev/full", &path).expect("links can be made");
    let mut log = Log::at(&path, parent, NEVER);
    log.put("a\n");
    log.put("b\n");
    assert_eq!(log.stderr().lines().count(), 2);
    fs::remove_file(&path).expect("it is there");
    log.put("c\n");
    assert_eq!(fs::read_to_string(&path).expect("it is there"), "c\n");
    assert_eq!(log.stderr().lines().count(), 2);
}

#[cfg(unix)]
#[test]
fn a_pipe_in_the_place_of_the_file_is_not_waited_for() {
    let mut log = Log::new(NEVER, "");
    log.put("a\n");
    fs::remove_file(log.path("l")).expect("it is there");
    let made = std::process::Command::new("mkfifo")
        .arg(log.path("l"))
        .status();
    assert!(made.expect("it is a standard program").success());
    log.check();
    log.put("b\n");
    let stderr = log.stderr();
    assert_eq!(stderr.matches(" is now a pipe: ").count(), 2, "{stderr}");
}

/// The file is opened twice, as by two processes.
#[cfg(unix)]
#[test]
fn two_processes_share_a_file() {
    const LINES: usize = 2_000;
    let rotation = Rotation {
        max_size: 2_000,
        max_versions: 100_000,
    };
    let log = Log::new(rotation, "");
    let path = log.path("l");
    std::thread::scope(|scope| {
        for process in 0..2 {
            let path = &path;
            scope.spawn(move || {
                let mut file = LogFile::open(path, rotation).expect("the folder is there");
                let mut fallback = Fallback::new(String::new());
                for number in 0..LINES {
                    let line = format!("{process} {number}\n");
                    let put = file.put(line.as_bytes(), &mut fallback);
                    put.expect("the folder can be written to");
                }
            });
        }
    });
    let mut seen = Vec::new();
    for entry in fs::read_dir(log.folder()).expect("it is there") {
        let text = fs::read_to_string(entry.expect("it can be read").path());
        seen.extend(text.expect("it can be read").lines().map(str::to_owned));
    }
    seen.sort();
    let mut expected: Vec<_> = (0..2)
        .flat_map(|process| (0..LINES).map(move |number| format!("{process} {number}")))
        .collect();
    expected.sort();
    assert!(seen == expected, "{} of {}", seen.len(), expected.len());
}

/// A line without a line feed may still be being written by another process.
#[cfg(unix)]
#[test]
fn a_line_that_is_being_written_is_not_ended() {
    use std::sync::atomic::{AtomicBool, Ordering};
    let log = Log::new(NEVER, "");
    let path = log.path("l");
    let is_done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let file = OpenOptions::new().append(true).open(&path);
            let mut file = file.expect("it is there");
            let lines = format!("{}\n", "b".repeat(99)).repeat(1_000);
            for _ in 0..500 {
                let written = file.write(lines.as_bytes()).expect("there is space");
                assert_eq!(written, lines.len());
            }
            is_done.store(true, Ordering::Relaxed);
        });
        while !is_done.load(Ordering::Relaxed) {
            let mut file = LogFile::open(&path, NEVER).expect("the folder is there");
            let mut fallback = Fallback::new(String::new());
            file.put(b"a\n", &mut fallback).expect("there is space");
        }
    });
    let text = fs::read_to_string(&path).expect("it is there");
    let is_whole = |line: &&str| *line == "a" || line.len() == 99;
    let torn: Vec<_> = text.lines().filter(|line| !is_whole(line)).collect();
    assert!(
        torn.is_empty(),
        "{} of {}: {:?}",
        torn.len(),
        text.lines().count(),
        torn
    );
}
