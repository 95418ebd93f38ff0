//! Helpers that run the program in the folder of a test.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A catalogue with many features.
pub(crate) const CATALOGUE: &str = r#"
[catalogue]
title = "The messages of a toy"
version = "1.0"

[TOY_STARTED]
severity = "info"
text = "started"
description = "It is up. See [TOY_LOGIN]."

[TOY_LOGIN]
severity = "warn"
text = "%1 came with %2, 100%%"
arguments = ["user: &str", { name = "password", secret = true }]
description = """
Somebody logged in, and a *password* was `wrong`:

- a typo <here>
- an attack"""
action = "Ask them."
since = "0.9"
deprecated = { since = "1.0", note = "use [TOY_STARTED]" }

[OTHER_THING]
severity = "debug(40)"
text = "thing"
allow = { no_description = "it is a thing" }
"#;

/// Creates an empty folder for a test.
pub(crate) fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    folder
}

/// Creates a folder with the catalogue.
pub(crate) fn with_catalogue(test: &str) -> PathBuf {
    let folder = folder(test);
    write(&folder, "messages.toml", CATALOGUE);
    folder
}

/// Writes a file, and creates its parent folders.
pub(crate) fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().expect("it has one")).expect("it can be made");
    std::fs::write(path, text).expect("the folder is there");
}

pub(crate) fn program(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kea-messages"));
    command.current_dir(folder).args(arguments);
    command
}

/// Runs the program, and returns its exit code, standard output and standard error.
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = program(folder, arguments).output().expect("it can be run");
    result(&output)
}

pub(crate) fn result(output: &Output) -> (i32, String, String) {
    (
        output.status.code().expect("it was not killed"),
        String::from_utf8_lossy(&output.stdout).into_owned(),
        String::from_utf8_lossy(&output.stderr).into_owned(),
    )
}

/// Runs the program, which must succeed without warnings, and returns its standard output.
pub(crate) fn prints(folder: &Path, arguments: &[&str]) -> String {
    let (code, stdout, stderr) = run(folder, arguments);
    assert_eq!((code, stderr.as_str()), (0, ""), "{arguments:?}: {stdout}");
    stdout
}
