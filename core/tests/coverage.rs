//! Which messages a test program says that it has reached.
#![forbid(unsafe_code)]

use kea_messages::{emit, kea_messages};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

kea_messages! {
    /// A client came.
    pub warn CLIENT(name: &str) = "client %1";
    /// Nobody hears it, as there is no subscriber.
    pub debug(99) DETAIL() = "detail";
    /// Never.
    pub error NEVER() = "never";
}

/// The line of the first statement below.
const FIRST: u32 = line!() + 6;

/// What the other tests run as a program of its own.
#[test]
fn child() {
    for name in ["a", "b"] {
        emit!(CLIENT(name));
    }
    emit!(CLIENT("c"));
    emit!(DETAIL());
    kea_messages::testing::capture(|| emit!(DETAIL())).into_returned();
}

/// Runs `child` with this file.
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
