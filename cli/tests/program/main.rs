//! The program, as a user runs it.
#![forbid(unsafe_code)]

mod check;
mod convert;
mod decode;
mod kea;
mod manual;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A new folder for a test of this name.
fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    folder
}

/// Writes a file in a folder, and the folders above it.
fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().expect("it has one")).expect("it can be made");
    std::fs::write(path, text).expect("the folder is there");
}

fn program(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kea-messages"));
    command.current_dir(folder).args(arguments);
    command
}

/// The exit code, and what is on standard output and standard error.
fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = program(folder, arguments).output().expect("it can be run");
    result(&output)
}

fn result(output: &Output) -> (i32, String, String) {
    (
        output.status.code().expect("it was not killed"),
        String::from_utf8_lossy(&output.stdout).into_owned(),
        String::from_utf8_lossy(&output.stderr).into_owned(),
    )
}

/// What a run prints that has no problem.
fn prints(folder: &Path, arguments: &[&str]) -> String {
    let (code, stdout, stderr) = run(folder, arguments);
    assert_eq!((code, stderr.as_str()), (0, ""), "{arguments:?}: {stdout}");
    stdout
}
