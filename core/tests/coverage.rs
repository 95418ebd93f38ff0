//! Tests which messages a test program records as reached.
#![forbid(unsafe_code)]

use kea_messages::{emit, kea_messages};
use log::{LevelFilter, Log, Metadata, Record};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Mutex;

kea_messages! {
    /// A client came.
    pub warn CLIENT(name: &str) = "client %1";
    /// It is disabled.
    pub debug(99) DETAIL() = "detail";
    /// Never.
    pub error NEVER() = "never";
}

/// A logger that stores the texts that it receives.
struct Logger(Mutex<Vec<String>>);

impl Log for Logger {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &Record<'_>) {
        let mut texts = self.0.lock().expect("no test has failed");
        texts.push(record.args().to_string());
    }

    fn flush(&self) {}
}

/// The line of the first statement below.
const FIRST: u32 = line!() + 9;

/// A test that the other tests run as a separate program.
#[test]
fn child() {
    static LOGGER: Logger = Logger(Mutex::new(Vec::new()));
    log::set_logger(&LOGGER).expect("no other has been set");
    log::set_max_level(LevelFilter::Info);
    for name in ["a", "b"] {
        emit!(CLIENT(name));
    }
    emit!(CLIENT("c"));
    emit!(DETAIL());
    kea_messages::testing::capture(|| emit!(DETAIL())).into_returned();
    // Disabled messages are reached, but not logged.
    let texts = LOGGER.0.lock().expect("no test has failed");
    assert_eq!(*texts, ["client a", "client b", "client c"]);
}

/// Runs `child` with this file for the coverage.
fn run(file: &Path) -> Output {
    let mut child = Command::new(env::current_exe().expect("it is this program"));
    let child = child.args(["--exact", "child", "--nocapture"]);
    let output = child.env("KEA_MESSAGES_COVERAGE", file).output();
    output.expect("it is this program")
}

fn file(name: &str) -> PathBuf {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    _ = fs::remove_file(&file);
    file
}

#[test]
fn what_was_reached_is_written_once_by_each_program() {
    let file = file("reached.txt");
    let place = |line: u32| format!("{}:{}", file!(), FIRST + line);
    let expected = [
        format!("CLIENT warn {}", place(0)),
        format!("CLIENT warn {}", place(2)),
        format!("DETAIL debug(99) {}", place(3)),
        format!("DETAIL debug(99) {}", place(4)),
    ];
    for programs in 1..=2 {
        let output = run(&file);
        assert!(output.status.success(), "{output:?}");
        let written = fs::read_to_string(&file).expect("it was written");
        let lines: Vec<&str> = written.lines().collect();
        let expected: Vec<_> = expected.iter().cycle().take(4 * programs).collect();
        assert_eq!(lines, expected);
    }
}

#[test]
fn a_file_that_cannot_be_written_is_said_and_stops_nothing() {
    let output = run(&file("missing").join("reached.txt"));
    assert!(output.status.success(), "{output:?}");
    let stderr = String::from_utf8_lossy(&output.stderr);
    let said = stderr.matches("KEA_MESSAGES_COVERAGE: cannot open ");
    assert_eq!(said.count(), 1, "{stderr}");
}
