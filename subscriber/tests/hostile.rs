//! Many threads log to a file with three names, while another thread deletes, renames, replaces and
//! locks it. The test runs itself as a process, because it reads standard error.
#![cfg(unix)]
#![forbid(unsafe_code)]

use kea_messages::{emit, kea_messages};
use kea_messages_subscriber::{Config, Loggers};
use std::collections::HashSet;
use std::fs;
use std::io::Read;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tracing_subscriber::prelude::*;

kea_messages! {
    logger = "kea.hostile";
    info HOSTILE_LINE(thread: usize, number: usize, filler: &str) = "%1 %2 %3";
}

const THREADS: usize = 8;
const FILLER: &str = "a line that is long enough to be torn, if any is";
/// The environment variable that tells the child process that it is the one that logs.
const FOLDER: &str = "KEA_MESSAGES_HOSTILE_FOLDER";
const NAME: &str = "no_line_is_lost_or_torn_whatever_is_done_to_the_folder";

#[test]
fn no_line_is_lost_or_torn_whatever_is_done_to_the_folder() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        return log_in(Path::new(&folder));
    }
    for flush in ["flush", "wait"] {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
            .join("hostile")
            .join(flush);
        _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("logs")).expect("there are temporary folders");
        fs::create_dir_all(folder.join("kept")).expect("there are temporary folders");
        let (output, is_root) = run(&folder);
        let stderr = String::from_utf8(output.stderr).expect("it is text");
        assert!(output.status.success(), "{stderr}");
        let written = fs::read_to_string(folder.join("written")).expect("the process wrote it");
        let written = written
            .split(' ')
            .map(|count| count.parse().expect("a number"));
        check(&folder, &stderr, &written.collect::<Vec<usize>>());
        // Each of these problems prevents a rotation.
        let failures: Vec<_> = stderr
            .lines()
            .filter(|line| line.contains(" LOG_ROTATION_FAILED "))
            .collect();
        let is_said = |problem| failures.iter().any(|line| line.contains(problem));
        assert!(is_said(" is a folder"), "{failures:?}");
        assert!(is_root || is_said("Permission denied"), "{failures:?}");
    }
}

/// Runs the process that logs. Also returns whether it ran as root, for whom permissions do not
/// apply.
fn run(folder: &Path) -> (Output, bool) {
    const NOBODY: u32 = 65_534;
    let command = || {
        let mut command = Command::new(std::env::current_exe().expect("it runs"));
        command.args(["--exact", NAME, "--nocapture"]);
        command.env(FOLDER, folder).stdin(Stdio::null());
        command
    };
    let is_root = folder.metadata().expect("it is ours").uid() == 0;
    if is_root {
        for path in [folder.to_owned(), folder.join("logs"), folder.join("kept")] {
            chown(path, Some(NOBODY), Some(NOBODY)).expect("root may do that");
        }
        // This fails if the other user cannot read a parent of the folder.
        if let Ok(output) = command().uid(NOBODY).gid(NOBODY).output() {
            return (output, false);
        }
    }
    (command().output().expect("it can be started"), is_root)
}

/// Compares the lines that were logged with those in the files.
fn check(folder: &Path, stderr: &str, written: &[usize]) {
    let mut seen = HashSet::new();
    let mut told = 0;
    for line in text_below(folder).lines().filter(|line| *line != "foreign") {
        if let Some((_, text)) = line.split_once(" LOG_LINES_MISSING ") {
            let (lines, _) = text.split_once(' ').expect("a whole line");
            told += lines.parse::<usize>().expect("a number");
        } else {
            seen.insert(place(line));
        }
    }
    let mut refused = 0;
    for line in stderr
        .lines()
        .filter(|line| !line.contains(" LOG_ROTATION_FAILED "))
    {
        refused += 1;
        assert!(line.starts_with("cannot write to "), "{line}");
        if !line.contains(" LOG_LINES_MISSING ") {
            seen.insert(place(line));
        }
    }
    assert!(refused > 0, "nothing has failed");
    // The message about missing lines can be in a file that was then deleted, and be written again.
    assert!(told >= refused, "{told} of {refused}");
    for (thread, count) in written.iter().enumerate() {
        let missing: Vec<_> = (0..*count)
            .filter(|number| !seen.contains(&(thread, *number)))
            .collect();
        assert!(
            missing.is_empty(),
            "{thread}: {} of {count}: {missing:?}",
            missing.len()
        );
    }
    assert_eq!(seen.len(), written.iter().sum::<usize>());
}

/// Returns the thread and the number of a line. Panics if the line is incomplete.
fn place(line: &str) -> (usize, usize) {
    let parsed = || {
        let (head, text) = line.split_once(" HOSTILE_LINE ")?;
        let (head, _) = head.rsplit_once(" INFO  [kea.")?;
        let (thread, text) = text.split_once(' ')?;
        let (number, filler) = text.split_once(' ')?;
        let is_whole = filler == FILLER && head.len() >= "2018-12-20 10:15:02.123".len();
        is_whole.then_some((thread.parse().ok()?, number.parse().ok()?))
    };
    parsed().unwrap_or_else(|| panic!("{line:?} is not a whole line"))
}

/// Returns the text of all logs below a folder.
fn text_below(folder: &Path) -> String {
    let mut text = String::new();
    for entry in fs::read_dir(folder).expect("it is there") {
        let entry = entry.expect("it can be read");
        let kind = entry.file_type().expect("it can be read");
        if kind.is_dir() {
            text += &text_below(&entry.path());
        } else if kind.is_file() && entry.file_name() != "written" {
            let one = fs::read_to_string(entry.path()).expect("it can be read");
            assert!(
                one.is_empty() || one.ends_with('\n'),
                "{}",
                entry.path().display()
            );
            text += &one;
        }
    }
    text
}

/// Logs from several threads, in the child process.
fn log_in(folder: &Path) {
    let flush = folder.ends_with("flush");
    let logs = folder.join("logs");
    symlink(logs.join("log"), folder.join("link")).expect("links can be made");
    let names = [logs.join("log"), logs.join("./log"), folder.join("link")];
    let loggers: Vec<_> = (names.iter().enumerate())
        .map(|(index, name)| {
            let name = name.display().to_string();
            format!(
                r#"{{ "name": "kea.{index}", "output-options": [{{ "output": {name:?},
                    "maxsize": 3000, "maxver": 100000, "flush": {flush} }}] }}"#
            )
        })
        .collect();
    let json = format!(r#"{{ "loggers": [{}] }}"#, loggers.join(", "));
    let config = Config::from_json(&json).expect("it is well formed");
    let loggers = Loggers::new("kea", &config).expect("the file can be opened");
    tracing_subscriber::registry().with(loggers.layer()).init();
    let is_over = AtomicBool::new(false);
    let written = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS)
            .map(|thread| {
                let is_over = &is_over;
                scope.spawn(move || log_until(is_over, thread))
            })
            .collect();
        for round in 0..2 {
            Vandal {
                folder,
                round,
                kept: 0,
            }
            .do_everything(&|| loggers.reload(&config).expect("the file can be opened"));
        }
        is_over.store(true, Ordering::Relaxed);
        let counts = threads
            .into_iter()
            .map(|thread| thread.join().expect("no panic").to_string());
        counts.collect::<Vec<_>>()
    });
    loggers.flush();
    fs::write(folder.join("written"), written.join(" ")).expect("the folder is ours");
}

fn log_until(is_over: &AtomicBool, thread: usize) -> usize {
    let mut number = 0;
    while !is_over.load(Ordering::Relaxed) {
        match number % 3 {
            0 => emit!(logger: "kea.0", HOSTILE_LINE(thread, number, FILLER)),
            1 => emit!(logger: "kea.1", HOSTILE_LINE(thread, number, FILLER)),
            _ => emit!(logger: "kea.2", HOSTILE_LINE(thread, number, FILLER)),
        }
        number += 1;
        if number % 8 == 0 {
            std::thread::sleep(Duration::from_micros(500));
        }
    }
    number
}

/// Changes the folder of the logs in every bad way, and keeps the content of deleted files.
struct Vandal<'a> {
    folder: &'a Path,
    round: usize,
    kept: usize,
}

impl Vandal<'_> {
    /// Runs all changes. `reload` reloads the configuration, which retries a failed rotation.
    fn do_everything(mut self, reload: &dyn Fn()) {
        let logs = self.folder.join("logs");
        let log = logs.join("log");
        let first = logs.join("log.1");
        let pause = || std::thread::sleep(Duration::from_millis(10));
        let permit = |mode| _ = fs::set_permissions(&logs, fs::Permissions::from_mode(mode));
        for _ in 0..3 {
            self.delete(&log);
            pause();
            self.delete(&first);
            pause();
            self.take(&log);
            pause();
            // This is what gzip does.
            _ = fs::rename(&first, logs.join("log.1.gz"));
            pause();
            self.take(&logs.join("log.1.gz"));
            self.take(&logs.join("log.2"));
            pause();
        }
        reload();
        pause();
        // A log can get this name before the folder is created.
        while fs::create_dir(&first).is_err() {
            self.take(&first);
        }
        reload();
        pause();
        _ = fs::remove_dir(&first);
        // A rotation may have renamed the folder.
        _ = fs::remove_dir(logs.join("log.2"));
        self.take(&first);
        _ = fs::write(self.folder.join("foreign"), "foreign\n");
        // This is a link, because writing to the path could overwrite a log.
        _ = fs::hard_link(self.folder.join("foreign"), &first);
        reload();
        pause();
        permit(0o555);
        pause();
        permit(0o333);
        reload();
        pause();
        permit(0o755);
        if cfg!(target_os = "linux") {
            self.take(&log);
            _ = symlink("/dev/full", &log);
            std::thread::sleep(Duration::from_millis(60));
            self.take(&log);
            pause();
        }
        // The folder is moved away, the file in it is deleted, and the folder is created again.
        let gone = self.next();
        _ = fs::rename(&logs, &gone);
        self.delete(&gone.join("log"));
        std::thread::sleep(Duration::from_millis(60));
        fs::create_dir(&logs).expect("it is gone");
        pause();
    }

    fn next(&mut self) -> PathBuf {
        self.kept += 1;
        self.folder
            .join("kept")
            .join(format!("{}-{}", self.round, self.kept))
    }

    /// Moves a file to the folder of kept files.
    fn take(&mut self, path: &Path) {
        _ = fs::rename(path, self.next());
    }

    /// Deletes a file, and keeps its content.
    fn delete(&mut self, path: &Path) {
        // The file is renamed first, because another log can get its name at any time.
        let doomed = self.next();
        if fs::rename(path, &doomed).is_err() {
            return;
        }
        let mut file = fs::File::open(&doomed).expect("it is there");
        if !file.metadata().is_ok_and(|found| found.is_file()) {
            return;
        }
        fs::remove_file(&doomed).expect("it is there");
        let mut text = String::new();
        file.read_to_string(&mut text).expect("it is text");
        // The last line may still be being written, and is then written again.
        let whole = text.rfind('\n').map_or(0, |at| at + 1);
        fs::write(doomed, &text[..whole]).expect("the folder is there");
    }
}
